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
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;

/**
 * The simulator's own page at {@code /}: shows what happens, and has a button for everything that can happen. It needs
 * no script, and shows no tokens, secrets or whole callback URLs.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ControlPage {

    private static final String HOME = "/";
    private static final String ACT = "/act";
    private static final String FAULT = "/fault";
    private static final String TIME = "/time";
    private static final String BEHAVIOUR = "/behaviour";
    private static final Set<String> PATHS = Set.of(HOME, ACT, FAULT, TIME, BEHAVIOUR);

    private final WithingsSimulator simulator;
    private final ControlView view;
    private final HouseholdActs acts;
    private final FaultForm faults;

    /**
     * @param simulator what to show and to control
     */
    public ControlPage(WithingsSimulator simulator) {
        this.simulator = simulator;
        this.view = new ControlView(simulator);
        this.acts = new HouseholdActs(simulator);
        this.faults = new FaultForm(simulator);
    }

    /**
     * @return whether a path belongs to this page
     */
    public boolean owns(String path) {
        return PATHS.contains(path);
    }

    /**
     * @return the page for GET; for POST what it asks for is done, and the browser sent back to the page
     */
    public Answer answer(ApiRequest request) {
        if (!"POST".equals(request.method())) {
            return HOME.equals(request.path()) ? Answer.html(200, view.page()) : Answer.redirect(HOME);
        }
        try {
            carryOut(request.path(), request.parameters());
            return Answer.redirect(HOME);
        } catch (IllegalArgumentException e) {
            return wrong(String.valueOf(e.getMessage()));
        } catch (Rejection e) {
            return wrong(e.answer().summary());
        }
    }

    private static Answer wrong(String reason) {
        return Answer.html(400, Html.page("Simulated Withings: that did not work",
                "<p class=bad>" + Html.escape(reason) + "</p><p><a href=\"/\">Back</a></p>"));
    }

    private void carryOut(String path, Parameters parameters) {
        switch (path) {
            case ACT -> acts.carryOut(parameters);
            case FAULT -> faults.carryOut(parameters);
            case TIME -> advance(parameters);
            case BEHAVIOUR -> change(parameters);
            default -> throw new IllegalArgumentException("There is nothing to do at " + path);
        }
    }

    private void advance(Parameters parameters) {
        Long minutes = parameters.number("minutes");
        if (minutes == null || minutes < 0 || minutes > Duration.ofDays(400).toMinutes()) {
            throw new IllegalArgumentException("Time can be advanced by up to 400 days");
        }
        simulator.time().advance(Duration.ofMinutes(minutes));
    }

    private void change(Parameters parameters) {
        List<String> on = parameters.all("on");
        simulator.behaviour().callbacksEchoedDifferently(on.contains("echo"))
                .fourFailuresEndSubscription(on.contains("four")).bedEventsWithWindow(on.contains("window"))
                .sorted(on.contains("sorted")).updateTimeAsText(on.contains("text"))
                .userInfoNeededForDevices(on.contains("info"));
    }
}
