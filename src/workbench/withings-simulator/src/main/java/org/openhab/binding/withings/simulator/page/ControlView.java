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

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.RequestLog;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.DeviceKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Delivery;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

/**
 * Draws the simulator's own page.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ControlView {
    private static final int SHOWN = 25;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final List<String> SERVICES = List.of("/v2/oauth2", "/v2/signature", "/measure", "/v2/measure",
            "/v2/sleep", "/v2/heart", "/v2/stetho", "/v2/user", "/notify");
    private static final Set<String> SAID = Set.of("action", "data_fields", "meastypes");

    private final WithingsSimulator simulator;

    ControlView(WithingsSimulator simulator) {
        this.simulator = simulator;
    }

    String page() {
        String html = """
                <p class=note>This is a simulator, not Withings. Nothing here is anybody's health data.</p>
                <p>It is %s UTC; one second takes %s virtual seconds.</p>
                <form method=post action="/time"><button name=minutes value=10>10 minutes later</button>
                <button name=minutes value=60>an hour later</button>
                <button name=minutes value=480>8 hours later</button>
                <button name=minutes value=1440>a day later</button></form>
                """.formatted(clock(simulator.time().instant()), simulator.time().speed())
                + joined(simulator.household().people(), this::person)
                + table("Devices", "", simulator.household().devices(), this::device)
                + table("Subscriptions", "<tr><th>Person<th>Category<th>Callback", simulator.subscriptions().all(),
                        subscription -> row(subscription.person().name(),
                                subscription.appli().number() + " " + words(subscription.appli().name()),
                                subscription.shownCallback()))
                + faults()
                + table("Last notifications", "<tr><th>Time<th>Person<th>Category<th>Attempt<th>Outcome",
                        latest(simulator.deliveries()),
                        delivery -> row(clock(delivery.moment()), delivery.person().name(),
                                Integer.toString(delivery.appli()), Integer.toString(delivery.attempt()),
                                outcome(delivery)))
                + table("Last requests", "<tr><th>Time<th>Service<th>Person<th>Asked for<th>Answer",
                        latest(simulator.requests().entries()), ControlView::request)
                + "<p>" + simulator.requests().largestBurst() + " requests at most within a minute.</p>"
                + table("Recorded answers", "", simulator.replayMessages(), ControlView::row);
        return Html.page("Simulated Withings", html);
    }

    private static <T> String joined(List<T> all, Function<T, String> html) {
        return all.stream().map(html).collect(Collectors.joining());
    }

    private static <T> String table(String title, String head, List<T> all, Function<T, String> row) {
        return "<h2>" + title + "</h2>" + (all.isEmpty()
                ? "<p>None.</p>"
                : "<div class=wide><table>" + head + joined(all, row) + "</table></div>");
    }

    private static String row(String... cells) {
        return "<tr>" + joined(List.of(cells), cell -> "<td>" + Html.escape(cell));
    }

    private String person(Person person) {
        boolean watch = simulator.household().devices(person).stream()
                .anyMatch(device -> device.kind() == DeviceKind.WATCH);
        String consents = joined(
                simulator.consents().stream().filter(grant -> grant.person().equals(person)).toList(),
                grant -> "Has consented: " + Scope.list(grant.scopes()) + ". ");
        return "<h2>" + Html.escape(person.name()) + "</h2><p>User " + person.userId()
                + (simulator.household().isInBed(person) ? ", in bed. " : ", up and about. ")
                + (consents.isEmpty() ? "Has consented to nothing yet." : consents) + "</p>"
                + act(person, number("kilograms", Double.toString(person.body().weightGrams() / 1000.0), "kg"),
                        button("weigh", "Step on the scale"), button("weigh-unrecognised", "… unrecognised"),
                        button("delete-measure", "Delete the last measure"),
                        button("move-measure", "… make it an hour earlier"))
                + act(person,
                        number("systolic", "124", "mmHg") + number("diastolic", "79", "mmHg")
                                + number("pulse", "66", "bpm"),
                        button("blood-pressure", "Measure blood pressure"))
                + act(person, number("celsius", "36.9", "°C"), button("temperature", "Take temperature"))
                + (watch ? act(person, number("percent", "97", "%"), button("oxygen", "Measure SpO2")) : "")
                + act(person, number("glucose", "95", "mg/dL"), button("glucose", "Enter glucose"))
                + act(person, "", button("bed", "Go to bed"), button("up", "Get up"), button("nap", "Upload a nap"),
                        watch ? button("nap-watch", "… seen by the watch") : "")
                + act(person, number("steps", "1500", "steps"), button("walk", "Walk"))
                + act(person, number("category", "2", "category") + number("minutes", "30", "minutes"),
                        button("workout", "Work out"), button("delete-workout", "Delete the last workout"))
                + act(person, "", button("ecg", "Record an ECG"), button("ecg-afib", "… with AFib"),
                        button("ecg-failed", "… that fails"))
                + act(person, "", button("withdraw", "Withdraw consent"),
                        button("expire", "Let access tokens expire"), button("lapse", "Let subscriptions lapse"));
    }

    private static String button(String act, String words) {
        return "<button name=act value=" + act + ">" + words + "</button>";
    }

    private static String number(String name, String value, String unit) {
        return "<input type=number step=any name=" + name + " value=\"" + value + "\" aria-label=\"" + name
                + "\" size=6> " + unit + " ";
    }

    /** The first button is the one that the Enter key presses. */
    private static String act(Person person, String inputs, String... buttons) {
        return "<form method=post action=\"/act\"><input type=hidden name=person value=" + person.userId() + ">"
                + inputs + String.join("", buttons) + "</form>";
    }

    private String device(Device device) {
        return row(device.kind().type() + " " + device.model(),
                "battery " + device.battery(simulator.time().instant()).text())
                + "<td><form method=post action=\"/act\"><input type=hidden name=device value=" + device.deviceId()
                + ">" + (device.kind() == DeviceKind.SLEEP_MONITOR ? button("inflate", "Inflate") : "")
                + button("drain", "Drain") + button("charge", "Charge")
                + (device.users().isEmpty()
                        ? button("link", "Link to the account again")
                        : button("remove", "Remove from the account"))
                + "</form>";
    }

    private String faults() {
        return "<h2>Faults</h2>" + joined(simulator.faults().active(), active -> {
            String path = active.fault().path();
            return "<p class=bad>On: " + Html.escape(words(active.fault().kind().name()))
                    + (path == null ? "" : " at " + Html.escape(path)) + ", happened " + active.count()
                    + " times</p>";
        }) + "<form method=post action=\"/fault\"><select name=kind aria-label=fault>"
                + joined(Arrays.asList(FaultKind.values()),
                        kind -> "<option value=" + kind.name() + ">" + words(kind.name()))
                + "</select> <select name=path aria-label=service><option value=\"\">all services"
                + joined(SERVICES, path -> "<option>" + path)
                + "</select> <select name=person aria-label=person><option value=\"\">all people"
                + joined(simulator.household().people(),
                        person -> "<option value=" + person.userId() + ">" + Html.escape(person.name()))
                + """
                        </select> <select name=times aria-label=times><option value="">until switched off
                        <option value=1>once<option value=3>3 times<option value=10>10 times</select>
                        <button name=do value=start>Switch on</button>
                        <button name=do value=clear>Switch all off</button>
                        <button name=do value=refuse>Refuse connections for a virtual minute</button></form>
                        """;
    }

    private static String outcome(Delivery delivery) {
        return switch (delivery.outcome()) {
            case 0 -> "no answer in time";
            case -1 -> "lost on purpose";
            default -> "HTTP " + delivery.outcome();
        };
    }

    private static String request(RequestLog.Entry entry) {
        Person person = entry.person();
        String asked = entry.parameters().entrySet().stream().filter(parameter -> !SAID.contains(parameter.getKey()))
                .map(parameter -> parameter.getKey() + "=" + parameter.getValue()).sorted()
                .collect(Collectors.joining(" "));
        return row(clock(entry.moment()), entry.path() + " " + entry.action(), person == null ? "" : person.name(),
                asked, entry.httpStatus() + " / " + entry.status());
    }

    private static <T> List<T> latest(List<T> all) {
        List<T> latest = new ArrayList<>(all.subList(Math.max(0, all.size() - SHOWN), all.size()));
        Collections.reverse(latest);
        return latest;
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String clock(Instant moment) {
        return CLOCK.format(moment);
    }
}
