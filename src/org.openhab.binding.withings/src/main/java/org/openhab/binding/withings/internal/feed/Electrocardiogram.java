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
package org.openhab.binding.withings.internal.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.record.EcgSignal;
import org.openhab.binding.withings.internal.record.HeartRecording;

/**
 * An electrocardiogram with its curve, which is too long for a channel.
 *
 * @param time when it was recorded
 * @param signal the curve
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Electrocardiogram(Instant time, EcgSignal signal) {
    private static final Duration LOOKED_BACK = Duration.ofDays(365);

    /**
     * Asks for the last electrocardiogram of the year before a time.
     *
     * @return null if there is none; a {@link org.openhab.binding.withings.internal.cloud.WithingsException} if
     *         Withings could not be asked
     */
    public static CompletableFuture<@Nullable Electrocardiogram> lastBefore(Instant time, PersonCloud cloud) {
        List<HeartRecording> recordings = new ArrayList<>();
        return cloud.heartRecordings(time.minus(LOOKED_BACK), time, recordings::addAll)
                .thenCompose(none -> recordings.stream()
                        .filter(recording -> recording.time().isBefore(time) && signalId(recording) != null)
                        .max(Comparator.comparing(HeartRecording::time)).map(recording -> withCurve(recording, cloud))
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private static CompletableFuture<@Nullable Electrocardiogram> withCurve(HeartRecording recording,
            PersonCloud cloud) {
        Long signalId = signalId(recording);
        return signalId == null
                ? CompletableFuture.completedFuture(null)
                : cloud.ecgSignal(signalId).thenApply(signal -> new Electrocardiogram(recording.time(), signal));
    }

    private static @Nullable Long signalId(HeartRecording recording) {
        HeartRecording.Electrocardiogram electrocardiogram = recording.electrocardiogram();
        return electrocardiogram == null ? null : electrocardiogram.signalId();
    }
}
