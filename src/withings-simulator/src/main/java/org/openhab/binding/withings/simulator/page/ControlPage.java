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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;

/**
 * The simulator's own page at {@code /}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ControlPage {

    private final WithingsSimulator simulator;

    public ControlPage(WithingsSimulator simulator) {
        this.simulator = simulator;
    }

    /**
     * @return whether a path belongs to this page
     */
    public boolean owns(String path) {
        return "/".equals(path);
    }

    /**
     * @return the page
     */
    public Answer answer(ApiRequest request) {
        return Answer.html(200, Html.page("Simulated Withings", "<p>" + simulator.time().instant() + "</p>"));
    }
}
