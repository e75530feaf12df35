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
import java.math.BigDecimal;
import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Goals;

/**
 * Reads goals (Withings reference, User v2 - Getgoals). A goal that is not above zero counts as none.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class GoalsReader implements BodyReader<Goals> {
    private @Nullable Integer steps;
    private @Nullable Duration sleep;
    private @Nullable BigDecimal weight;

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        if (!"goals".equals(name)) {
            in.skip();
            return;
        }
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "steps" -> {
                    Integer number = in.smallInteger();
                    steps = number == null || number <= 0 ? null : number;
                }
                case "sleep" -> {
                    Integer seconds = in.smallInteger();
                    sleep = seconds == null || seconds <= 0 ? null : Duration.ofSeconds(seconds);
                }
                case "weight" -> weight = weight(in);
                default -> in.skip();
            }
        }
    }

    private static @Nullable BigDecimal weight(AnswerReader in) throws IOException {
        BigDecimal value = null;
        Integer exponent = null;
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "value" -> value = in.number();
                case "unit" -> exponent = in.smallInteger();
                default -> in.skip();
            }
        }
        BigDecimal weight = MeasureReader.realValue(value, exponent);
        return weight == null || weight.signum() <= 0 ? null : weight;
    }

    @Override
    public Goals result() {
        return new Goals(steps, sleep, weight);
    }
}
