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
package org.openhab.binding.withings.simulator.page;

import java.time.Duration;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.FaultKind;
import org.openhab.binding.withings.simulator.fault.Faults;
import org.openhab.binding.withings.simulator.http.Parameters;

/**
 * Switches faults on and off as the page's form says.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class FaultForm {

    private final WithingsSimulator simulator;

    FaultForm(WithingsSimulator simulator) {
        this.simulator = simulator;
    }

    void carryOut(Parameters parameters) {
        Faults faults = simulator.faults();
        String act = parameters.required("do");
        switch (act) {
            case "start" -> faults.start(read(parameters));
            case "clear" -> faults.clear();
            case "refuse" -> {
                Long seconds = parameters.number("seconds");
                faults.refuseConnectionsFor(Duration.ofSeconds(seconds == null ? 60 : seconds));
            }
            default -> throw new IllegalArgumentException("Faults cannot do that: " + act);
        }
    }

    private Fault read(Parameters parameters) {
        Fault fault = Fault.of(FaultKind.valueOf(parameters.required("kind").toUpperCase(Locale.ROOT)));
        @Nullable
        String path = parameters.text("path");
        if (path != null) {
            fault = fault.on(path);
        }
        @Nullable
        String action = parameters.text("action");
        if (action != null) {
            fault = fault.action(action);
        }
        @Nullable
        String userId = parameters.text("person");
        if (userId != null) {
            fault = fault.forPerson(simulator.household().people().stream()
                    .filter(person -> Long.toString(person.userId()).equals(userId)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no such person")));
        }
        Long times = parameters.number("times");
        return times == null || times <= 0 ? fault : fault.times((int) Math.min(times, Integer.MAX_VALUE));
    }
}
