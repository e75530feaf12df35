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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.HeartRecording;
import org.openhab.binding.withings.internal.api.HeartRecording.AfibResult;
import org.openhab.binding.withings.internal.api.HeartRecording.Stethoscope;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.api.UnknownIds.Kind;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Maps heart recordings to the ECG channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HeartChannels {
    public static final ChannelDefinition TIME = ecg("time", StateType.TIME);
    private static final ChannelDefinition STETHOSCOPE = ecg("stethoscope", StateType.ADVANCED_INDEX);
    private static final ChannelDefinition STETHOSCOPE_TIME = ecg("stethoscope-time", StateType.ADVANCED_TIME);
    /** Trigger; the payloads are those of {@link Event}. */
    private static final ChannelDefinition EVENT = ecg("event", StateType.ECG_EVENT);
    /** The results that Heart v2 - List documents for "afib". */
    static final List<AfibResult> RESULTS = List.of(AfibResult.NEGATIVE, AfibResult.POSITIVE, AfibResult.INCONCLUSIVE);
    /** The values of an ECG that have a history. */
    private static final Map<ChannelDefinition, Function<HeartRecording, State>> VALUES = values();
    private static final ChannelDefinition SIGNAL_ID = ecg("signal-id", StateType.SIGNAL_ID);
    private static final ChannelDefinition SOURCE = ecg("source", StateType.SOURCE);
    /** The channels of the last ECG. */
    public static final List<ChannelDefinition> LAST_ECG = Stream.of(Stream.of(TIME), VALUES.keySet().stream(),
            Stream.of(SIGNAL_ID, SOURCE)).flatMap(channels -> channels).toList();
    public static final List<ChannelDefinition> ALL = Stream
            .concat(LAST_ECG.stream(), Stream.of(STETHOSCOPE, STETHOSCOPE_TIME, EVENT)).toList();

    /** Of two recordings at the same time, the one with more values is used, then the one modified last. */
    private static final Comparator<HeartRecording> BETTER_LAST = Comparator.comparing(HeartRecording::time)
            .thenComparing(recording -> Stream.concat(VALUES.values().stream(), Stream.of(HeartChannels::signalId))
                    .filter(value -> value.apply(recording) != UnDefType.UNDEF).count())
            .thenComparing(HeartRecording::lastChange);

    enum Event {
        RECORDED, FAILED
    }

    private HeartChannels() {
    }

    private static ChannelDefinition ecg(String id, StateType type) {
        return ChannelGroup.ECG.channel(id, type);
    }

    private static Map<ChannelDefinition, Function<HeartRecording, State>> values() {
        Map<ChannelDefinition, Function<HeartRecording, State>> values = new LinkedHashMap<>();
        values.put(ecg("result", StateType.ECG_RESULT), HeartChannels::result);
        values.put(ecg("heart-rate", StateType.HEART_RATE), ecg -> StateType.HEART_RATE.state(ecg.heartRate()));
        values.put(ecg("systolic-pressure", StateType.ADVANCED_PRESSURE),
                ecg -> StateType.PRESSURE.state(ecg.systolic()));
        values.put(ecg("diastolic-pressure", StateType.ADVANCED_PRESSURE),
                ecg -> StateType.PRESSURE.state(ecg.diastolic()));
        return values;
    }

    /**
     * Returns a history of each channel with values, and times, source and signal ID of the last recording. All ECG
     * channels show the last ECG, UNDEF if it has no such value. Stethoscope recordings are independent of it.
     */
    public static List<ChannelUpdate> updates(Collection<HeartRecording> recordings) {
        List<HeartRecording> sorted = recordings.stream().sorted(BETTER_LAST).toList();
        List<ChannelUpdate> updates = new ArrayList<>();
        List<HeartRecording> ecgs = sorted.stream().filter(recording -> recording.electrocardiogram() != null).toList();
        if (!ecgs.isEmpty()) {
            HeartRecording last = ecgs.get(ecgs.size() - 1);
            updates.add(ChannelUpdate.of(TIME, last.time(), new DateTimeType(last.time())));
            VALUES.forEach((channel, value) -> updates
                    .add(ChannelUpdate.history(channel, ecgs, HeartRecording::time, value)));
            updates.add(ChannelUpdate.of(SIGNAL_ID, last.time(), signalId(last)));
            updates.add(ChannelUpdate.of(SOURCE, last.time(), source(last.model())));
        }
        List<HeartRecording> sounds = sorted.stream().filter(recording -> recording.stethoscope() != null).toList();
        if (!sounds.isEmpty()) {
            Instant last = sounds.get(sounds.size() - 1).time();
            updates.add(ChannelUpdate.history(STETHOSCOPE, sounds, HeartRecording::time,
                    HeartChannels::valvularHeartDisease));
            updates.add(ChannelUpdate.of(STETHOSCOPE_TIME, last, new DateTimeType(last)));
        }
        return updates;
    }

    /** Returns the event of the last ECG; none without an ECG. */
    public static List<ChannelUpdate> events(Collection<HeartRecording> recordings) {
        return recordings.stream().filter(recording -> recording.electrocardiogram() != null).max(BETTER_LAST)
                .map(last -> List.of(event(Event.RECORDED, last.time()))).orElse(List.of());
    }

    public static ChannelUpdate failure(Instant time) {
        return event(Event.FAILED, time);
    }

    private static ChannelUpdate event(Event event, Instant time) {
        return ChannelUpdate.event(EVENT.channelId(), time, event.name());
    }

    /** Collects results and models that are not documented. */
    public static void noteUnknown(Collection<HeartRecording> recordings, UnknownIds unknownIds) {
        for (HeartRecording recording : recordings) {
            Integer afib = recording.afib();
            if (afib != null && knownResult(recording).isEmpty()) {
                unknownIds.seen(Kind.AFIB_RESULT, afib);
            }
            unknownIds.seenModel(recording.model());
        }
    }

    private static State result(HeartRecording recording) {
        return knownResult(recording).<State>map(result -> new StringType(result.name())).orElse(UnDefType.UNDEF);
    }

    private static Optional<AfibResult> knownResult(HeartRecording recording) {
        return Optional.ofNullable(recording.afib()).flatMap(afib -> AfibResult.of(BigDecimal.valueOf(afib)))
                .filter(RESULTS::contains);
    }

    private static State signalId(HeartRecording recording) {
        Long signalId = recording.signalId();
        return signalId == null ? UnDefType.UNDEF : new StringType(signalId.toString());
    }

    private static State source(@Nullable Integer model) {
        return model == null ? UnDefType.UNDEF : new StringType(Device.modelName(model, ""));
    }

    private static State valvularHeartDisease(HeartRecording recording) {
        Stethoscope stethoscope = recording.stethoscope();
        Integer number = stethoscope == null ? null : stethoscope.valvularHeartDisease();
        return STETHOSCOPE.type().state(number == null ? null : BigDecimal.valueOf(number));
    }
}
