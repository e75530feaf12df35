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
package org.openhab.binding.withings.internal.cloud;

import java.io.IOException;
import java.util.Arrays;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.EcgSignal;

/**
 * Reads the curve of an electrocardiogram (Withings reference, Heart v2 - Get). A curve with a hole in it is none: what
 * comes behind the hole would stand at the wrong time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class EcgSignalReader implements BodyReader<EcgSignal> {
    /** Ten times what the longest recording known has. */
    private static final int SAMPLE_LIMIT = 100_000;

    private int[] samples = new int[10_000];
    private int count;
    private @Nullable Integer samplingFrequency;
    private @Nullable Integer wearPosition;
    private @Nullable Integer heartRate;

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        switch (name) {
            case "signal" -> signal(in);
            case "sampling_frequency" -> samplingFrequency = in.smallInteger();
            case "wearposition" -> wearPosition = in.smallInteger();
            case "heart_rate" -> heartRate = in.smallInteger();
            default -> in.skip();
        }
    }

    private void signal(AnswerReader in) throws IOException {
        in.list();
        while (in.nextElement()) {
            Integer sample = in.smallInteger();
            if (sample == null) {
                throw new IOException("A sample of an electrocardiogram is not a number");
            }
            if (count == SAMPLE_LIMIT) {
                throw new IOException("More than " + SAMPLE_LIMIT + " samples in one electrocardiogram");
            }
            if (count == samples.length) {
                samples = Arrays.copyOf(samples, Math.min(2 * count, SAMPLE_LIMIT));
            }
            samples[count++] = sample;
        }
    }

    @Override
    public EcgSignal result() throws WithingsException {
        Integer frequency = samplingFrequency;
        if (count == 0 || frequency == null || frequency <= 0) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The electrocardiogram has no signal");
        }
        return new EcgSignal(frequency, Arrays.copyOf(samples, count), wearPosition, heartRate);
    }
}
