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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.page.ControlView.Html;

import com.google.gson.JsonObject;

/**
 * The simulator's own page at {@code /}: shows the activity, and has buttons for all actions. It works without
 * scripts, and shows no tokens, secrets or complete callback URLs.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ControlPage {
    private static final Set<String> PATHS = Set.of("/", "/act", "/fault", "/time");

    private final WithingsSimulator simulator;
    private final ControlView view;

    public ControlPage(WithingsSimulator simulator) {
        this.simulator = simulator;
        this.view = new ControlView(simulator);
    }

    public boolean owns(String path) {
        return PATHS.contains(path);
    }

    /** The page for GET; a POST executes an action and redirects to the page. */
    public Answer answer(ApiRequest request) {
        if (!"POST".equals(request.method())) {
            return "/".equals(request.path()) ? Answer.html(200, view.page()) : Answer.redirect("/");
        }
        try {
            Parameters parameters = request.parameters();
            switch (request.path()) {
                case "/act" -> act(parameters);
                case "/fault" -> changeFaults(parameters);
                case "/time" -> simulator.time()
                        .advance(Duration.ofMinutes(whole(parameters, "minutes", 400 * 24 * 60)));
                default -> throw new IllegalArgumentException("There is nothing to do here");
            }
            return Answer.redirect("/");
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

    private void changeFaults(Parameters parameters) {
        switch (parameters.required("do")) {
            case "start" -> simulator.faults().start(fault(parameters));
            case "clear" -> simulator.faults().clear();
            case "refuse" -> simulator.faults().refuseConnectionsFor(Duration.ofMinutes(1));
            default -> throw new IllegalArgumentException("Faults cannot do that");
        }
    }

    private Fault fault(Parameters parameters) {
        Fault fault = Fault.of(FaultKind.valueOf(parameters.required("kind").toUpperCase(Locale.ROOT)));
        String path = parameters.text("path");
        if (path != null) {
            fault = fault.on(path);
        }
        if (parameters.has("person")) {
            fault = fault.forPerson(person(parameters));
        }
        return parameters.has("times") ? fault.times(whole(parameters, "times", 1000)) : fault;
    }

    private void act(Parameters parameters) {
        String act = parameters.required("act");
        if (parameters.has("device")) {
            act(act, device(parameters.required("device")));
            return;
        }
        Household household = simulator.household();
        Person person = person(parameters);
        switch (act) {
            case "weigh" -> household.stepOnScale(person, decimal(parameters, "kilograms", 1, 400));
            case "weigh-unrecognised" -> household.stepOnScaleUnrecognised(person,
                    decimal(parameters, "kilograms", 1, 400));
            case "delete-measure" -> household.deleteMeasures(person, latest(person, "grpid"));
            case "move-measure" -> household.moveMeasures(person, latest(person, "grpid"),
                    Instant.ofEpochSecond(latest(person, "date")).minus(Duration.ofHours(1)));
            case "blood-pressure" -> household.measureBloodPressure(person, whole(parameters, "systolic", 300),
                    whole(parameters, "diastolic", 300), whole(parameters, "pulse", 300));
            case "temperature" -> household.takeTemperature(person, decimal(parameters, "celsius", 20, 45));
            case "oxygen" -> household.measureOxygen(person, whole(parameters, "percent", 100));
            case "glucose" -> household.enterGlucose(person, whole(parameters, "glucose", 1000));
            case "bed" -> household.goToBed(person);
            case "up" -> household.getUp(person);
            case "nap" -> household.uploadSleep(person, Duration.ofMinutes(45));
            case "nap-watch" -> household.uploadSleepOfWatch(person, Duration.ofMinutes(40));
            case "walk" -> household.walk(person, whole(parameters, "steps", 100_000));
            case "workout" -> household.workOut(person, whole(parameters, "category", 100_000),
                    Duration.ofMinutes(whole(parameters, "minutes", 1440)));
            case "delete-workout" -> household.deleteWorkout(person,
                    Json.number(latest(person, RecordKind.WORKOUT, "enddate"), "id", 0));
            case "ecg" -> household.recordElectrocardiogram(person, 0);
            case "ecg-afib" -> household.recordElectrocardiogram(person, 1);
            case "ecg-failed" -> household.failElectrocardiogram(person);
            case "withdraw" -> household.withdrawConsent(person);
            case "expire" -> simulator.expireAccessTokens(person);
            case "lapse" -> simulator.subscriptions().remove(subscription -> subscription.person().equals(person));
            default -> throw new IllegalArgumentException("People cannot do that");
        }
    }

    private void act(String act, Device device) {
        Household household = simulator.household();
        switch (act) {
            case "inflate" -> household.inflate(device);
            case "drain" -> household.setBattery(device, 20);
            case "charge" -> household.setBattery(device, 100);
            case "link" -> device.formerUsers().forEach(person -> household.linkDevice(person, device));
            case "remove" -> device.users().forEach(person -> household.removeDevice(person, device));
            default -> throw new IllegalArgumentException("Devices cannot do that");
        }
    }

    private Person person(Parameters parameters) {
        String userId = parameters.required("person");
        return first(simulator.household().people(), person -> Long.toString(person.userId()).equals(userId));
    }

    private Device device(String deviceId) {
        return first(simulator.household().devices(), device -> device.deviceId().equals(deviceId));
    }

    private static <T> T first(List<T> all, Predicate<T> wanted) {
        return all.stream().filter(wanted).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such person or device"));
    }

    private static long latest(Person person, String field) {
        return Json.number(latest(person, RecordKind.MEASURE_GROUP, "date"), field, 0);
    }

    private static JsonObject latest(Person person, RecordKind kind, String time) {
        return person.records().rows(kind).stream().max(Comparator.comparingLong(row -> Json.number(row, time, 0)))
                .orElseThrow(() -> new IllegalArgumentException("There is nothing yet"));
    }

    private static double decimal(Parameters parameters, String name, int lowest, int highest) {
        double value;
        try {
            value = Double.parseDouble(parameters.required(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number", e);
        }
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(name + " has to be from " + lowest + " to " + highest);
        }
        return value;
    }

    private static int whole(Parameters parameters, String name, int highest) {
        return (int) decimal(parameters, name, 1, highest);
    }
}
