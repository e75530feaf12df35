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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.RequestLog;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Delivery;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

/**
 * Renders the simulator's own page.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ControlView {
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
                <p class=note>This is a simulator, not Withings. All data is made up.</p>
                <form method=post action="/time"><span>It is %s UTC%s.</span>
                <button name=minutes value=10>10 minutes later</button>
                <button name=minutes value=60>An hour later</button>
                <button name=minutes value=480>8 hours later</button>
                <button name=minutes value=1440>A day later</button></form>
                """.formatted(clock(simulator.time().instant()),
                simulator.time().speed() == 1 ? "" : ", at " + simulator.time().speed() + " times the normal speed")
                + activeFaults() + "<div class=grid>" + joined(simulator.household().people(), this::person) + "</div>"
                + fold("Devices", table("", simulator.household().devices(), this::device))
                + fold("Faults", faults())
                + fold("What Withings did", "<h3>Subscriptions</h3>"
                        + table("<tr><th>Person<th>Category<th>Callback", simulator.subscriptions().all(),
                                subscription -> row(subscription.person().name(),
                                        subscription.appli().number() + " " + words(subscription.appli().name()),
                                        subscription.shownCallback()))
                        + "<h3>Last notifications</h3>"
                        + table("<tr><th>Time<th>Person<th>Category<th>Attempt<th>Outcome",
                                latest(simulator.deliveries()),
                                delivery -> row(clock(delivery.moment()), delivery.person().name(),
                                        Integer.toString(delivery.appli()), Integer.toString(delivery.attempt()),
                                        outcome(delivery)))
                        + "<h3>Last requests</h3><p class=soft>" + simulator.requests().largestBurst()
                        + " at most within a minute.</p>"
                        + table("<tr><th>Time<th>Service<th>Person<th>Asked for<th>Answer",
                                latest(simulator.requests().entries()), ControlView::request))
                + (simulator.replayMessages().isEmpty()
                        ? ""
                        : fold("Recorded answers", table("", simulator.replayMessages(), ControlView::row)));
        return Html.page("Simulated Withings", html);
    }

    private static String fold(String title, String content) {
        return "<details><summary>" + title + "</summary>" + content + "</details>";
    }

    private static <T> String joined(List<T> all, Function<T, String> html) {
        return all.stream().map(html).collect(Collectors.joining());
    }

    private static <T> String table(String head, List<T> all, Function<T, String> row) {
        return all.isEmpty() ? "<p>None.</p>" : "<div class=wide><table>" + head + joined(all, row) + "</table></div>";
    }

    private static String row(String... cells) {
        return "<tr>" + joined(List.of(cells), cell -> "<td>" + Html.escape(cell));
    }

    private String person(Person person) {
        boolean watch = simulator.household().devices(person).stream()
                .anyMatch(device -> device.kind() == DeviceKind.WATCH);
        boolean inBed = simulator.household().isInBed(person);
        String consents = joined(
                simulator.consents().stream().filter(grant -> grant.person().equals(person)).toList(),
                grant -> "Has consented: " + Scope.list(grant.scopes()).replace(",", ", ") + ". ");
        return "<section class=card><h2>" + Html.escape(person.name()) + "</h2><p class=soft>User " + person.userId()
                + (inBed ? ", in bed. " : ", up and about. ")
                + (consents.isEmpty() ? "Has consented to nothing yet." : consents) + "</p><h3>Morning</h3>"
                + act(person, first("weigh", "Step on the scale"),
                        number("kilograms", Double.toString(person.body().weightGrams() / 1000.0), "kg"))
                + act(person, button("blood-pressure", "Measure blood pressure"),
                        number("systolic", "124", "/"), number("diastolic", "79", "mmHg"),
                        number("pulse", "66", "bpm"))
                + act(person, button("temperature", "Take temperature"), number("celsius", "36.9", "°C"))
                + "<h3>Day</h3>" + act(person, button("walk", "Walk"), number("steps", "1500", "steps"))
                + act(person, button("workout", "Work out"), number("minutes", "30", "minutes"),
                        number("category", "2", "category"))
                + act(person, button("nap", "Take a nap"), button("ecg", "Record an ECG"))
                + "<h3>Night</h3>" + act(person, inBed ? first("up", "Get up") : first("bed", "Go to bed"),
                        inBed ? button("bed", "Go to bed") : button("up", "Get up"))
                + fold("Mistakes, corrections and odd behaviour",
                        act(person, button("weigh-unrecognised", "Step on the scale, unrecognised"),
                                number("kilograms", "71.5", "kg"))
                                + act(person, button("glucose", "Enter glucose"), number("glucose", "95", "mg/dL"))
                                + (watch
                                        ? act(person, button("oxygen", "Measure SpO2"), number("percent", "97", "%"))
                                        : "")
                                + act(person, button("delete-measure", "Delete the last measure"),
                                        button("move-measure", "Make it an hour earlier"),
                                        button("delete-workout", "Delete the last workout"))
                                + act(person, button("ecg-afib", "Record an ECG with AFib"),
                                        button("ecg-failed", "Fail at an ECG"),
                                        watch ? button("nap-watch", "Take a nap seen by the watch") : "")
                                + act(person, button("withdraw", "Withdraw consent"),
                                        button("expire", "Let access tokens expire"),
                                        button("lapse", "Let subscriptions lapse")))
                + "</section>";
    }

    private static String button(String act, String words) {
        return "<button name=act value=" + act + ">" + words + "</button>";
    }

    private static String first(String act, String words) {
        return button(act, words).replace("<button", "<button class=first");
    }

    private static String number(String name, String value, String unit) {
        return "<span class=value><input type=number step=any name=" + name + " value=\"" + value + "\" aria-label=\""
                + name + "\"> <span class=unit>" + unit + "</span></span>";
    }

    private static String act(Person person, String... buttonsAndInputs) {
        return "<form method=post action=\"/act\"><input type=hidden name=person value=" + person.userId() + ">"
                + String.join("", buttonsAndInputs) + "</form>";
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

    private String activeFaults() {
        return joined(simulator.faults().active(), active -> {
            String path = active.fault().path();
            return "<p class=bad>On: " + Html.escape(words(active.fault().kind().name()))
                    + (path == null ? "" : " at " + Html.escape(path)) + ", happened " + active.count()
                    + " times</p>";
        });
    }

    private String faults() {
        return "<form method=post action=\"/fault\"><select name=kind aria-label=fault>"
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

    /** The frame that all pages share. */
    public static final class Html {
        private static final String STYLE = read("page.css");

        private Html() {
        }

        private static String read(String file) {
            try (InputStream content = Html.class.getResourceAsStream(file)) {
                return new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public static String page(String title, String content) {
            return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>"
                    + "<meta name=viewport content=\"width=device-width,initial-scale=1\"><title>" + escape(title)
                    + "</title><style>" + STYLE + "</style></head><body><main><h1>" + escape(title) + "</h1>" + content
                    + "</main></body></html>";
        }

        /** The text, escaped for HTML. */
        public static String escape(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                    .replace("'", "&#39;");
        }
    }
}
