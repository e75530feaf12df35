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
package org.openhab.binding.sample.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.TypeParser;
import org.openhab.core.types.UnDefType;

/**
 * A thing that does what the test writes to its channel {@code device#order}: a verb and words.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SampleSensorHandler extends BaseThingHandler {

    private static final List<Class<? extends State>> STATES = List.of(DecimalType.class, QuantityType.class,
            OnOffType.class, DateTimeType.class, UnDefType.class);

    private final Storage<String> storage;
    private final Clock clock;

    public SampleSensorHandler(Thing thing, Storage<String> storage, Clock clock) {
        super(thing);
        this.storage = storage;
        this.clock = clock;
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return List.of(SampleActions.class);
    }

    @Override
    public void initialize() {
        String starts = storage.get(thing.getUID().getId());
        storage.put(thing.getUID().getId(), String.valueOf(starts == null ? 1 : Integer.parseInt(starts) + 1));
        switch (String.valueOf(getConfig().get("mode"))) {
            case "BROKEN" -> throw new IllegalStateException("broken on purpose");
            case "SLOW" -> waitForSixSeconds();
            default -> updateStatus(ThingStatus.UNKNOWN);
        }
        updateProperty("starts", storage.get(thing.getUID().getId()));
        updateProperty("interval", String.valueOf(getConfig().get("interval")));
        scheduler.execute(() -> updateStatus(ThingStatus.ONLINE));
    }

    private void waitForSixSeconds() {
        try {
            TimeUnit.SECONDS.sleep(6);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        updateProperty("bridge", bridgeStatusInfo.getStatus().toString());
        super.bridgeStatusChanged(bridgeStatusInfo);
    }

    @Override
    public void channelLinked(ChannelUID channelUID) {
        updateProperty("linked", channelUID.getId());
        updateProperty("links", (thing.getProperties().getOrDefault("links", "") + " " + channelUID.getId()).strip());
    }

    @Override
    public void channelUnlinked(ChannelUID channelUID) {
        updateProperty("unlinked", channelUID.getId());
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        String[] words = command.toString().split(" ", 3);
        switch (words[0]) {
            case "state" -> updateState(words[1], state(words[2]));
            case "add" -> sendTimeSeries(words[1], series(TimeSeries.Policy.ADD, words[2]));
            case "replace" -> sendTimeSeries(words[1], series(TimeSeries.Policy.REPLACE, words[2]));
            case "trigger" -> triggerChannel(words[1], words[2]);
            case "asleep" -> updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR,
                    "@text/status.asleep [\"" + thing.getUID().getId() + "\"]");
            case "later" -> {
                scheduler.schedule(() -> updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.GONE),
                        Duration.parse(words[1]).toSeconds(), TimeUnit.SECONDS);
                updateProperty("scheduled", words[1]);
            }
            case "now" -> updateState("body#measured-at", new DateTimeType(clock.instant()));
            case "grow" -> updateThing(editThing().withChannel(newChannel(words[1])).build());
            default -> {
                // REFRESH when the channel is linked
            }
        }
    }

    private Channel newChannel(String id) {
        ChannelBuilder builder = Objects.requireNonNull(getCallback()).createChannelBuilder(
                new ChannelUID(thing.getUID(), id), new ChannelTypeUID("sample", "weight"));
        return builder.withLabel("Grown").build();
    }

    private static State state(String text) {
        return Objects.requireNonNull(TypeParser.parseState(STATES, text));
    }

    /** From {@code instant=state;instant=state}. */
    private static TimeSeries series(TimeSeries.Policy policy, String text) {
        TimeSeries series = new TimeSeries(policy);
        for (String entry : text.split(";")) {
            String[] parts = entry.split("=", 2);
            series.add(Instant.parse(parts[0]), state(parts[1]));
        }
        return series;
    }
}
