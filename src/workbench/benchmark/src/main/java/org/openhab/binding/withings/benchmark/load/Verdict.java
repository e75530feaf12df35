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
package org.openhab.binding.withings.benchmark.load;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What was promised and what came of it, printed as a table in Markdown.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Verdict {
    private final List<String> broken = new ArrayList<>();

    Verdict() {
        System.out.println();
        System.out.println("| | measured | promised | kept |");
        System.out.println("|--|--|--|--|");
    }

    void add(String what, String measured, String promised, boolean kept) {
        System.out
                .println("| " + what + " | " + measured + " | " + promised + " | " + (kept ? "yes" : "**no**") + " |");
        if (!kept) {
            broken.add(what);
        }
    }

    /**
     * Adds what nothing is promised of, or what says more about the machine than about the add-on.
     */
    void add(String what, String measured) {
        System.out.println("| " + what + " | " + measured + " | | |");
    }

    /**
     * Ends the program with an error if a promise was broken.
     */
    void conclude() {
        System.out.println();
        if (!broken.isEmpty()) {
            System.out.println("Broken: " + String.join(", ", broken));
            System.exit(1);
        }
    }
}
