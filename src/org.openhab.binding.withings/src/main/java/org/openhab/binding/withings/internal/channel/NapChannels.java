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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.SleepSummary;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.SleepChannels.SleepField;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Maps naps to their channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class NapChannels {

    static final ChannelDefinition START = nap("start", StateType.TIME);
    public static final ChannelDefinition END = nap("end", StateType.TIME);
    static final ChannelDefinition DURATION = nap("duration", StateType.DURATION);
    /** Number of naps of the newest day. */
    public static final ChannelDefinition COUNT = nap("count", StateType.COUNT);
    /** Total duration of the naps of the newest day. */
    static final ChannelDefinition TOTAL_DURATION = nap("total-duration", StateType.DURATION);

    /** The fields of a night that make sense for a nap. */
    private static final List<SleepField> FIELDS = List.of(SleepField.SLEEP_SCORE, SleepField.TOTAL_SLEEP_TIME,
            SleepField.DEEP_SLEEP_DURATION, SleepField.LIGHT_SLEEP_DURATION, SleepField.REM_SLEEP_DURATION,
            SleepField.WAKEUP_DURATION, SleepField.SLEEP_EFFICIENCY, SleepField.SLEEP_LATENCY,
            SleepField.HEART_RATE_AVERAGE, SleepField.HEART_RATE_MINIMUM, SleepField.HEART_RATE_MAXIMUM,
            SleepField.RESPIRATION_RATE_AVERAGE, SleepField.RESPIRATION_RATE_MINIMUM,
            SleepField.RESPIRATION_RATE_MAXIMUM, SleepField.SNORING_DURATION);

    /** The channels of the last nap in the order to show them. */
    static final List<ChannelDefinition> LAST_NAP = Stream
            .concat(Stream.of(START, END, DURATION), FIELDS.stream().map(NapChannels::channel)).toList();

    private NapChannels() {
    }

    private static ChannelDefinition channel(SleepField field) {
        return nap(field.channel().id(), field.channel().type());
    }

    private static ChannelDefinition nap(String id, StateType type) {
        return ChannelGroup.NAP.channel(id, type);
    }

    /**
     * The last nap is shown until the next one.
     *
     * @param sleep nights and naps of some days
     * @return an update of each channel with a history at the ends of the naps, none without a nap
     */
    public static List<ChannelUpdate> lastNap(NightsAndNaps sleep) {
        List<SleepSummary> naps = sleep.naps();
        if (naps.isEmpty()) {
            return List.of();
        }
        SleepSummary last = naps.get(naps.size() - 1);
        Instant time = updateTime(sleep);
        List<ChannelUpdate> updates = new ArrayList<>();
        updates.add(ChannelUpdate.of(START, time, new DateTimeType(last.start())));
        updates.add(ChannelUpdate.of(END, time, new DateTimeType(last.end())));
        updates.add(ChannelUpdate.history(DURATION, naps, SleepSummary::end, nap -> length(sleep, List.of(nap)))
                .withTime(time));
        for (SleepField field : FIELDS) {
            updates.add(ChannelUpdate
                    .history(channel(field), naps, SleepSummary::end, nap -> field.state(nap.values()))
                    .withTime(time));
        }
        updates.addAll(count(sleep));
        return updates;
    }

    /**
     * @param sleep nights and naps of some days
     * @return number and total duration of the naps of each day, zero on a day without a nap; none without any sleep
     */
    public static List<ChannelUpdate> count(NightsAndNaps sleep) {
        List<SleepSummary> sleeps = sleep.all()
                .sorted(Comparator.comparing(SleepSummary::end)).toList();
        if (sleeps.isEmpty()) {
            return List.of();
        }
        Instant time = updateTime(sleep);
        return List.of(
                ChannelUpdate.history(COUNT, sleeps, SleepSummary::end,
                        until -> COUNT.type().state(BigDecimal.valueOf(napsOfDay(sleep, until).size())))
                        .withTime(time),
                ChannelUpdate.history(TOTAL_DURATION, sleeps, SleepSummary::end,
                        until -> length(sleep, napsOfDay(sleep, until))).withTime(time));
    }

    private static List<SleepSummary> napsOfDay(NightsAndNaps sleep, SleepSummary until) {
        return sleep.naps().stream()
                .filter(nap -> nap.date().equals(until.date()) && !nap.end().isAfter(until.end())).toList();
    }

    private static State length(NightsAndNaps sleep, List<SleepSummary> naps) {
        Duration length = naps.stream().map(sleep::lengthOf).reduce(Duration.ZERO, Duration::plus);
        return DURATION.type().state(BigDecimal.valueOf(length.toSeconds()));
    }

    /**
     * Removes a nap that is none any more, for example because it was the beginning of a night.
     *
     * @param time {@link #updateTime} of the sleep known now
     */
    public static List<ChannelUpdate> noNap(Instant time) {
        return LAST_NAP.stream().map(channel -> ChannelUpdate.of(channel, time, UnDefType.UNDEF)).toList();
    }

    /**
     * A nap may turn out to be none, and then an earlier one is the last. So naps rank by the end of the newest day.
     *
     * @return the {@link ChannelUpdate#time()} of nap updates, {@link Instant#EPOCH} without any sleep
     */
    public static Instant updateTime(NightsAndNaps sleep) {
        return sleep.all().map(NightsAndNaps::endOfDay)
                .max(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
