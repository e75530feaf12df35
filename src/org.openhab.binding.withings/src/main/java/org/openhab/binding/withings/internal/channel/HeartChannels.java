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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.AfibResult;
import org.openhab.binding.withings.internal.record.DeviceModels;
import org.openhab.binding.withings.internal.record.HeartRecording;
import org.openhab.binding.withings.internal.record.HeartRecording.Electrocardiogram;
import org.openhab.binding.withings.internal.record.HeartRecording.Stethoscope;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * From recordings of the heart to the channels of electrocardiograms.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HeartChannels {

    /** When the last electrocardiogram was recorded. */
    public static final ChannelDefinition TIME = new ChannelDefinition(ChannelGroup.ECG, "time", StateType.TIME);
    /** What the device says about atrial fibrillation. */
    public static final ChannelDefinition RESULT = new ChannelDefinition(ChannelGroup.ECG, "result",
            StateType.ECG_RESULT);
    /** Average heartbeats per minute. */
    public static final ChannelDefinition HEART_RATE = new ChannelDefinition(ChannelGroup.ECG, "heart-rate",
            StateType.HEART_RATE);
    /** Blood pressure while the heart beats, measured along with the electrocardiogram. */
    public static final ChannelDefinition SYSTOLIC_PRESSURE = new ChannelDefinition(ChannelGroup.ECG,
            "systolic-pressure", StateType.PRESSURE);
    /** Blood pressure between two heartbeats, measured along with the electrocardiogram. */
    public static final ChannelDefinition DIASTOLIC_PRESSURE = new ChannelDefinition(ChannelGroup.ECG,
            "diastolic-pressure", StateType.PRESSURE);
    /** What to ask for to get the curve of the electrocardiogram. */
    public static final ChannelDefinition SIGNAL_ID = new ChannelDefinition(ChannelGroup.ECG, "signal-id",
            StateType.SIGNAL_ID);
    /** What the device says about the valves of the heart after listening to them. */
    public static final ChannelDefinition STETHOSCOPE = new ChannelDefinition(ChannelGroup.ECG, "stethoscope",
            StateType.ADVANCED_INDEX);
    /** When the stethoscope listened. */
    public static final ChannelDefinition STETHOSCOPE_TIME = new ChannelDefinition(ChannelGroup.ECG,
            "stethoscope-time", StateType.MEASURED_AT);
    /** Fires when an electrocardiogram has been recorded or has failed. */
    public static final ChannelDefinition EVENT = new ChannelDefinition(ChannelGroup.ECG, "event",
            StateType.ECG_EVENT);

    /** All of them, in the order to show them; the source is told by measures as well. */
    public static final List<ChannelDefinition> ALL = List.of(TIME, RESULT, HEART_RATE, SYSTOLIC_PRESSURE,
            DIASTOLIC_PRESSURE, SIGNAL_ID, STETHOSCOPE, STETHOSCOPE_TIME, EVENT);

    /**
     * What a device can say about atrial fibrillation after an electrocardiogram, by Withings' numbers from 0 on
     * (Withings reference, Heart v2 - List, "afib").
     */
    static final List<AfibResult> RESULTS = List.of(AfibResult.NEGATIVE, AfibResult.POSITIVE, AfibResult.INCONCLUSIVE);

    /**
     * What can happen to an electrocardiogram.
     */
    public enum Event {
        RECORDED,
        FAILED
    }

    private static final Comparator<HeartRecording> BETTER_LAST = Comparator.comparing(HeartRecording::time)
            .thenComparing(HeartRecording::lastChange);

    private HeartChannels() {
    }

    /**
     * All that is shown belongs to the last electrocardiogram: what was not measured along with it is UNDEF, whatever
     * an earlier one had. The stethoscope listens at times of its own.
     *
     * @param recordings recordings of one person in any order; where two tell of the same moment, the one modified last
     *            counts
     * @return for each channel its values as a history, none without a recording
     */
    public static List<ChannelUpdate> updates(Collection<HeartRecording> recordings) {
        List<HeartRecording> sorted = recordings.stream().sorted(BETTER_LAST).toList();
        List<ChannelUpdate> updates = new ArrayList<>();
        List<HeartRecording> electrocardiograms = sorted.stream()
                .filter(recording -> recording.electrocardiogram() != null).toList();
        if (!electrocardiograms.isEmpty()) {
            HeartRecording last = electrocardiograms.get(electrocardiograms.size() - 1);
            updates.add(ChannelUpdate.of(TIME.channelId(), last.time(), new DateTimeType(last.time())));
            updates.add(history(RESULT, electrocardiograms, HeartChannels::result));
            updates.add(history(HEART_RATE, electrocardiograms, numbers(HEART_RATE, HeartRecording::heartRate)));
            updates.add(history(SYSTOLIC_PRESSURE, electrocardiograms,
                    numbers(SYSTOLIC_PRESSURE, HeartRecording::systolic)));
            updates.add(history(DIASTOLIC_PRESSURE, electrocardiograms,
                    numbers(DIASTOLIC_PRESSURE, HeartRecording::diastolic)));
            updates.add(ChannelUpdate.of(SIGNAL_ID.channelId(), last.time(), signalId(last)));
            updates.add(ChannelUpdate.of(MeasureChannels.sourceChannel(ChannelGroup.ECG).channelId(), last.time(),
                    model(last)));
        }
        List<HeartRecording> sounds = sorted.stream().filter(recording -> recording.stethoscope() != null).toList();
        if (!sounds.isEmpty()) {
            Instant last = sounds.get(sounds.size() - 1).time();
            updates.add(history(STETHOSCOPE, sounds, numbers(STETHOSCOPE, HeartChannels::valvularHeartDisease)));
            updates.add(ChannelUpdate.of(STETHOSCOPE_TIME.channelId(), last, new DateTimeType(last)));
        }
        return updates;
    }

    /**
     * @param recordings recordings of one person in any order
     * @return the event that the last electrocardiogram among them is, none without one
     */
    public static List<ChannelUpdate> events(Collection<HeartRecording> recordings) {
        return recordings.stream().filter(recording -> recording.electrocardiogram() != null).max(BETTER_LAST)
                .map(last -> List.of(event(Event.RECORDED, last.time()))).orElse(List.of());
    }

    /**
     * @param time when an electrocardiogram failed
     */
    public static ChannelUpdate failure(Instant time) {
        return event(Event.FAILED, time);
    }

    private static ChannelUpdate event(Event event, Instant time) {
        return ChannelUpdate.event(EVENT.channelId(), time, event.name());
    }

    /**
     * Notes what Withings has added since this was written.
     */
    public static void tellUnknown(Collection<HeartRecording> recordings, UnknownIds unknownIds) {
        for (HeartRecording recording : recordings) {
            Electrocardiogram electrocardiogram = recording.electrocardiogram();
            Integer afib = electrocardiogram == null ? null : electrocardiogram.afib();
            if (afib != null && resultOf(afib).isEmpty()) {
                unknownIds.seen(Kind.AFIB_RESULT, afib);
            }
            Integer model = recording.model();
            if (model != null && DeviceModels.name(model).isEmpty()) {
                unknownIds.seen(Kind.DEVICE_MODEL, model);
            }
        }
    }

    private static ChannelUpdate history(ChannelDefinition channel, List<HeartRecording> sorted,
            Function<HeartRecording, State> state) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        sorted.forEach(recording -> states.put(recording.time(), state.apply(recording)));
        Instant last = states.lastKey();
        states.entrySet().removeIf(entry -> entry.getValue() == UnDefType.UNDEF && !entry.getKey().equals(last));
        return new ChannelUpdate(channel.channelId(), states, true);
    }

    private static Function<HeartRecording, State> numbers(ChannelDefinition channel,
            Function<HeartRecording, @Nullable BigDecimal> number) {
        return recording -> channel.type().state(number.apply(recording));
    }

    private static State result(HeartRecording recording) {
        Integer afib = Objects.requireNonNull(recording.electrocardiogram()).afib();
        return (afib == null ? Optional.<AfibResult>empty() : resultOf(afib))
                .<State>map(result -> new StringType(result.name())).orElse(UnDefType.UNDEF);
    }

    private static Optional<AfibResult> resultOf(int afib) {
        return AfibResult.of(afib).filter(RESULTS::contains);
    }

    private static State model(HeartRecording recording) {
        Integer model = recording.model();
        return model == null ? UnDefType.UNDEF : new StringType(DeviceModels.nameOrNumber(model));
    }

    private static State signalId(HeartRecording recording) {
        Long signalId = Objects.requireNonNull(recording.electrocardiogram()).signalId();
        return signalId == null ? UnDefType.UNDEF : new StringType(signalId.toString());
    }

    private static @Nullable BigDecimal valvularHeartDisease(HeartRecording recording) {
        Stethoscope stethoscope = Objects.requireNonNull(recording.stethoscope());
        Integer number = stethoscope.valvularHeartDisease();
        return number == null ? null : BigDecimal.valueOf(number);
    }
}
