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
package org.openhab.binding.withings.internal.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.annotations.SerializedName;

/**
 * Withings' answers as they are deserialized. Every component and element may be null, except for {@link AllFields}.
 * The names are those of the Withings API reference in camel case.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Wire {
    private Wire() {
    }

    /** Receives all fields of the object whose values have the right type. Never null. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface AllFields {
    }

    record Answer<B> (@Nullable Integer status, @Nullable B body) {}

    /** The body of an error answer; with status 601 it says when to call again. */
    record Refusal(@Nullable Integer waitSeconds) {}

    /** "more" and "offset" are often absent on the last or only page. */
    record Rows<R> (@SerializedName(value = "series", alternate = { "measuregrps", "activities", "devices",
            "profiles" }) @Nullable List<R> rows, @Nullable Boolean more, @Nullable Long offset){}

    record MeasureGroup(@Nullable Long grpid, @Nullable Integer attrib, @Nullable Instant date,
            @Nullable Instant created, @Nullable Instant modified, @Nullable Integer category,
            @Nullable String deviceid, @Nullable String hashDeviceid, @Nullable String model,
            @Nullable Integer modelid, @Nullable Integer modelId, @Nullable List<Measure> measures) {}

    record Measure(@Nullable Integer type, @Nullable BigDecimal value, @Nullable Integer unit,
            @Nullable Integer position) {}

    record Activity(@Nullable String date, @Nullable ZoneId timezone, @Nullable Instant modified,
            @Nullable Integer brand, @Nullable String deviceid, @Nullable String hashDeviceid,
            @AllFields Map<String, BigDecimal> values) {}

    /** Keyed by the start of each moment in seconds since 1970. */
    record Intraday(@Nullable Map<String, Moment> series) {}

    record Moment(@Nullable Long duration, @Nullable String deviceid, @Nullable String hashDeviceid,
            @AllFields Map<String, BigDecimal> values) {}

    record Workout(@Nullable Long id, @Nullable Integer category, @Nullable Instant startdate,
            @Nullable Instant enddate, @Nullable String deviceid, @Nullable String hashDeviceid,
            @Nullable Instant modified, @Nullable Data data) {}

    record SleepSummary(@Nullable Long id, @Nullable Instant startdate, @Nullable Instant enddate,
            @Nullable String date, @Nullable ZoneId timezone, @Nullable Integer model, @Nullable String deviceid,
            @Nullable String hashDeviceid, @Nullable Instant modified, @Nullable Boolean completed,
            @Nullable Data data) {}

    /** Night events are lists of seconds by the number of their kind, see {@link Records}. */
    record Data(@Nullable String coreBodyTemperatureStatus, @Nullable Map<String, List<Long>> nightEvents,
            @AllFields Map<String, BigDecimal> values) {}

    /** Each series is keyed by time in seconds since 1970. */
    record SleepPhase(@Nullable Instant startdate, @Nullable Instant enddate, @Nullable Integer state,
            @Nullable String deviceid, @Nullable String hashDeviceid,
            @AllFields Map<String, Map<String, BigDecimal>> series) {}

    /** A row of Stetho v2 - List has "signalid" and "vhd" at its top level instead of in "stetho". */
    record HeartRecording(@Nullable Instant timestamp, @Nullable Instant modified, @Nullable String deviceid,
            @Nullable String hashDeviceid, @Nullable Integer model, @Nullable Signal ecg, @Nullable Signal stetho,
            @Nullable Long signalid, @Nullable Integer vhd, @Nullable BigDecimal heartRate,
            @Nullable Pressure bloodpressure) {}

    record Signal(@Nullable Long signalid, @Nullable Integer afib, @Nullable Integer vhd) {}

    record Pressure(@Nullable BigDecimal systole, @Nullable BigDecimal diastole) {}

    record EcgSignal(@Nullable List<Integer> signal, @Nullable Integer samplingFrequency) {}

    record Device(@Nullable String deviceid, @Nullable String hashDeviceid, @Nullable String type,
            @Nullable String model, @Nullable Integer modelid, @Nullable Integer modelId, @Nullable String battery,
            @Nullable ZoneId timezone, @Nullable Instant firstSessionDate, @Nullable Instant lastSessionDate,
            @Nullable String fw, @Nullable String macAddress) {}

    record GoalsAnswer(@Nullable Goals goals) {}

    record Goals(@Nullable Integer steps, @Nullable Integer sleep, @Nullable Measure weight) {}

    record Subscription(@Nullable Integer appli, @Nullable String callbackurl) {}

    record Nonce(@Nullable String nonce) {}

    record Tokens(@Nullable String userid, @Nullable String accessToken, @Nullable String refreshToken,
            @Nullable Long expiresIn, @Nullable String scope) {}
}
