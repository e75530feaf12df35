/*
 * Copyright (c) 2010-2026 Contributors to the openHAB project
 *
 * See the NOTICE file(s) distributed with this work for additional
 * information.
 *
 * This program and the accompanying materials are made available under the
 * terms of the Eclipse Public License 2.0 which is available at
 * http://www.eclipse.org/legal/epl-2.0
 *
 * SPDX-License-Identifier: EPL-2.0
 */
package org.openhab.binding.withings.internal.channel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.DataField;
import org.openhab.binding.withings.internal.channel.SleepChannels.NapChannels;

/**
 * Generates the channel groups' XML and the tables of the README from the tables of the code and the texts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class WrittenDescriptions {
    private final Properties texts;
    private final Map<String, String> itemTypes;
    private final Set<String> advancedChannelTypes;

    /** @param itemTypes the item types by channel type, "trigger" for trigger channels */
    WrittenDescriptions(Properties texts, Map<String, String> itemTypes, Set<String> advancedChannelTypes) {
        this.texts = texts;
        this.itemTypes = itemTypes;
        this.advancedChannelTypes = advancedChannelTypes;
    }

    /** Returns the content of {@code channel-groups.xml}. */
    String channelGroups() {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <thing:thing-descriptions bindingId="withings"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xmlns:thing="https://openhab.org/schemas/thing-description/v1.0.0"
                  xsi:schemaLocation="https://openhab.org/schemas/thing-description/v1.0.0 https://openhab.org/\
                schemas/thing-description-1.0.0.xsd">

                  <!-- Written from the tables in the package "channel" and withings.properties, see MeasureType -->
                """);
        for (ChannelGroup group : ChannelGroup.values()) {
            String key = "channel-group-type.withings." + group.id();
            xml.append("\n  <channel-group-type id=\"").append(group.id()).append("\">\n");
            append(xml, "    ", key);
            xml.append("    <channels>\n");
            for (ChannelDefinition channel : ChannelTables.channels(group)) {
                xml.append("      <channel id=\"").append(channel.id()).append("\" typeId=\"")
                        .append(channel.type().channelTypeId()).append("\">\n");
                append(xml, "        ", key(channel));
                xml.append("      </channel>\n");
            }
            xml.append("    </channels>\n  </channel-group-type>\n");
        }
        return xml.append("\n</thing:thing-descriptions>\n").toString();
    }

    private void append(StringBuilder xml, String indent, String key) {
        xml.append(indent).append("<label>").append(escaped(text(key + ".label"))).append("</label>\n");
        xml.append(indent).append("<description>").append(escaped(text(key + ".description")))
                .append("</description>\n");
    }

    /** Returns the README with new channel tables between two comments; advanced channels are in one folded list. */
    String readme(String current) {
        StringBuilder tables = new StringBuilder();
        StringBuilder advanced = new StringBuilder();
        for (ChannelGroup group : ChannelGroup.values()) {
            List<ChannelDefinition> channels = ChannelTables.channels(group);
            List<ChannelDefinition> common = channels.stream().filter(channel -> !isAdvanced(channel)).toList();
            if (!common.isEmpty()) {
                tables.append("\n| ").append(text("channel-group-type.withings." + group.id() + ".label"))
                        .append(" | Type | Description |\n|---|---|---|\n");
                common.forEach(channel -> tables.append("| `").append(channel.channelId()).append("` | ")
                        .append(itemTypes.get(channel.type().channelTypeId())).append(" | ")
                        .append(text(key(channel) + ".description")).append(" |\n"));
            }
            if (common.size() < channels.size()) {
                advanced.append("\n- `").append(group.id()).append("#`: ")
                        .append(channels.stream().filter(this::isAdvanced).map(channel -> "`" + channel.id() + "`")
                                .collect(Collectors.joining(", ")));
            }
        }
        return current.replaceFirst("(?s)(<!-- channels -->\n).*(\n<!-- /channels -->)", "$1" + tables
                + "\n<details>\n<summary>Advanced channels</summary>\n" + advanced + "\n\n</details>\n$2");
    }

    private boolean isAdvanced(ChannelDefinition channel) {
        return advancedChannelTypes.contains(channel.type().channelTypeId());
    }

    private static String key(ChannelDefinition channel) {
        return "channel-group-type.withings." + channel.group().id() + ".channel." + channel.id();
    }

    private String text(String key) {
        return Objects.requireNonNull(texts.getProperty(key), "withings.properties has no text for " + key);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** All channels of all tables. */
    static final class ChannelTables {

        private ChannelTables() {
        }

        /** Returns the channels of a group in the order to show them. */
        public static List<ChannelDefinition> channels(ChannelGroup group) {
            return switch (group) {
                case BODY, SEGMENTS, HEART, TEMPERATURE -> measured(group);
                case ECG -> Stream.concat(HeartChannels.ALL.stream(), measures(group)).toList();
                case SLEEP -> Stream.of(SleepChannels.STATES.keySet().stream(),
                        Stream.of(SleepChannels.STATE, SleepChannels.EVENT), SleepChannels.SERIES.values().stream())
                        .flatMap(channels -> channels).toList();
                case NAP -> Stream.concat(NapChannels.LAST_NAP.stream(), Stream.of(NapChannels.COUNT)).toList();
                case BED -> BedChannels.ALL;
                case ACTIVITY -> Stream.concat(Stream.of(ActivityChannels.DATE),
                        ActivityChannels.FIELDS.stream().map(DataField::channel)).toList();
                case LAST_DAY -> ActivityChannels.LAST_DAY;
                case INTRADAY -> ActivityChannels.INTRADAY;
                case WORKOUT -> Stream.concat(WorkoutChannels.STATES.keySet().stream(),
                        Stream.of(WorkoutChannels.RECORDED)).toList();
                case GOALS -> List.of(GoalChannels.STEPS, GoalChannels.STEPS_PROGRESS, GoalChannels.SLEEP,
                        GoalChannels.SLEEP_PROGRESS, GoalChannels.WEIGHT, GoalChannels.WEIGHT_PROGRESS,
                        GoalChannels.WEIGHT_DIFFERENCE, GoalChannels.WEIGHT_START);
                case DEVICE -> List.of(DeviceChannels.BATTERY_LEVEL, DeviceChannels.LOW_BATTERY,
                        DeviceChannels.LAST_SESSION, DeviceChannels.FIRST_SESSION);
            };
        }

        private static List<ChannelDefinition> measured(ChannelGroup group) {
            return Stream.concat(measures(group),
                    Stream.of(MeasureChannels.timeChannel(group), MeasureChannels.sourceChannel(group))).toList();
        }

        private static Stream<ChannelDefinition> measures(ChannelGroup group) {
            return Arrays.stream(MeasureType.values()).filter(type -> type.group() == group)
                    .flatMap(MeasureChannels::channels);
        }
    }
}
