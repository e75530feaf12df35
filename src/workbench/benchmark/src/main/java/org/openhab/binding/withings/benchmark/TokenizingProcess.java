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
package org.openhab.binding.withings.benchmark;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A process that does nothing but tokenize a history of measures, some times over.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class TokenizingProcess {

    private TokenizingProcess() {
    }

    /**
     * @param arguments the number of groups, and how often to read them
     */
    public static void main(String[] arguments) throws IOException {
        byte[][] pages = new MeasureHistory(Integer.parseInt(arguments[0])).pages();
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            CpuTime cpuTime = new CpuTime();
            long tokens = 0;
            for (byte[] page : pages) {
                tokens += Tokenizer.countTokens(page);
            }
            System.out.println(cpuTime.nanoseconds() + " " + tokens);
        }
    }
}
