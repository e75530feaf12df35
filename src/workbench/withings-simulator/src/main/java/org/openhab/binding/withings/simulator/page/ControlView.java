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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.RequestLog;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.fault.ActiveFault;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.DeviceKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Delivery;
import org.openhab.binding.withings.simulator.notification.Subscription;
import org.openhab.binding.withings.simulator.oauth.Grant;
import org.openhab.binding.withings.simulator.oauth.Scope;

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

    private final WithingsSimulator simulator;

    ControlView(WithingsSimulator simulator) {
        this.simulator = simulator;
    }

    String page() {
        StringBuilder html = new StringBuilder();
        html.append("<p class=note>This is a simulator, not Withings. Nothing here is anybody's health data.</p>");
        time(html);
        simulator.household().people().forEach(person -> person(html, person));
        devices(html);
        subscriptions(html);
        faults(html);
        behaviour(html);
        deliveries(html);
        requests(html);
        messages(html);
        return Html.page("Simulated Withings", html.toString());
    }

    private void time(StringBuilder html) {
        html.append("<p>It is ").append(clock(simulator.time().instant())).append(" UTC; one second takes ")
                .append(simulator.time().speed()).append(" virtual seconds.</p>");
        html.append("<form method=post action=\"/time\">");
        html.append("<button name=minutes value=10>10 minutes later</button>")
                .append("<button name=minutes value=60>an hour later</button>")
                .append("<button name=minutes value=480>8 hours later</button>")
                .append("<button name=minutes value=1440>a day later</button></form>");
    }

    private void person(StringBuilder html, Person person) {
        html.append("<h2>").append(Html.escape(person.name())).append("</h2><p>User ").append(person.userId())
                .append(simulator.household().isInBed(person) ? ", in bed" : ", up and about").append(". ");
        List<Grant> consents = simulator.consents().stream().filter(grant -> grant.person().equals(person)).toList();
        if (consents.isEmpty()) {
            html.append("Has consented to nothing yet.");
        }
        consents.forEach(grant -> html.append("Has consented: ").append(Scope.list(grant.scopes())).append(". "));
        html.append("</p>");
        double kilograms = person.body().weightGrams() / 1000.0;
        String id = Long.toString(person.userId());
        act(html, id, number("kilograms", Double.toString(kilograms), "kg"), button("weigh", "Step on the scale"),
                button("weigh-unrecognised", "… unrecognised"), button("weigh-manually", "… by hand"),
                button("delete-measure", "Delete the last measure"),
                button("move-measure", "… make it an hour earlier"));
        act(html, id,
                number("systolic", "124", "mmHg") + number("diastolic", "79", "mmHg") + number("pulse", "66", "bpm"),
                button("blood-pressure", "Measure blood pressure"));
        act(html, id, number("celsius", "36.9", "°C"), button("temperature", "Take temperature"));
        if (hasWatch(person)) {
            act(html, id, number("percent", "97", "%"), button("oxygen", "Measure SpO2"));
        }
        act(html, id, number("glucose", "95", "mg/dL"), button("glucose", "Enter glucose"));
        act(html, id, "", button("bed", "Go to bed"), button("up", "Get up"), button("nap", "Upload a nap"),
                hasWatch(person) ? button("nap-watch", "… seen by the watch") : "");
        act(html, id, number("steps", "1500", "steps"), button("walk", "Walk"));
        act(html, id, number("category", "2", "category") + number("minutes", "30", "minutes"),
                button("workout", "Work out"), button("workout-manually", "… typed in"),
                button("delete-workout", "Delete the last workout"));
        act(html, id, "", button("ecg", "Record an ECG"), button("ecg-afib", "… with AFib"),
                button("ecg-failed", "… that fails"));
        act(html, id, "", button("profile", "Change the profile"), button("withdraw", "Withdraw consent"),
                button("expire", "Let access tokens expire"), button("lapse", "Let subscriptions lapse"));
    }

    private boolean hasWatch(Person person) {
        return simulator.household().devices(person).stream().anyMatch(device -> device.kind() == DeviceKind.WATCH);
    }

    private static String button(String act, String words) {
        return "<button name=act value=" + act + ">" + words + "</button>";
    }

    private static String number(String name, String value, String unit) {
        return "<input type=number step=any name=" + name + " value=\"" + value + "\" aria-label=\"" + name
                + "\" size=6> " + unit + " ";
    }

    /** The first button is the one that the Enter key presses. */
    private static void act(StringBuilder html, String userId, String inputs, String... buttons) {
        html.append("<form method=post action=\"/act\"><input type=hidden name=person value=").append(userId)
                .append('>').append(inputs).append(String.join("", buttons)).append("</form>");
    }

    private void devices(StringBuilder html) {
        html.append("<h2>Devices</h2><div class=wide><table>");
        for (Device device : simulator.household().devices()) {
            html.append("<tr><td>").append(Html.escape(device.kind().type())).append("<br>")
                    .append(Html.escape(device.model())).append("<td>battery ")
                    .append(device.battery(simulator.time().instant()).text())
                    .append("<td><form method=post action=\"/act\"><input type=hidden name=device value=")
                    .append(device.deviceId()).append('>');
            if (device.kind() == DeviceKind.SLEEP_MONITOR) {
                html.append("<button name=act value=inflate>Inflate</button>");
            }
            html.append("<button name=act value=drain>Drain</button><button name=act value=charge>Charge</button>")
                    .append(device.users().isEmpty()
                            ? "<button name=act value=link>Link to the account again</button>"
                            : "<button name=act value=remove>Remove from the account</button>")
                    .append("</form>");
        }
        html.append("</table></div>");
    }

    private void subscriptions(StringBuilder html) {
        html.append("<h2>Subscriptions</h2>");
        List<Subscription> all = simulator.subscriptions().all();
        if (all.isEmpty()) {
            html.append("<p>None.</p>");
            return;
        }
        html.append("<div class=wide><table><tr><th>Person<th>Category<th>Callback");
        all.forEach(subscription -> html.append("<tr><td>").append(Html.escape(subscription.person().name()))
                .append("<td>").append(subscription.appli().number()).append(' ')
                .append(words(subscription.appli().name())).append("<td>")
                .append(Html.escape(subscription.shownCallback())));
        html.append("</table></div>");
    }

    private void faults(StringBuilder html) {
        html.append("<h2>Faults</h2>");
        for (ActiveFault active : simulator.faults().active()) {
            Fault fault = active.fault();
            html.append("<p class=bad>On: ").append(Html.escape(fault.kind().words()))
                    .append(fault.path() == null ? "" : " at " + Html.escape(String.valueOf(fault.path())))
                    .append(", happened ").append(active.count()).append(" times</p>");
        }
        html.append("<form method=post action=\"/fault\"><select name=kind aria-label=fault>");
        for (FaultKind kind : FaultKind.values()) {
            html.append("<option value=").append(kind.name()).append('>').append(Html.escape(kind.words()));
        }
        html.append("</select> <select name=path aria-label=service><option value=\"\">all services");
        SERVICES.forEach(path -> html.append("<option>").append(path));
        html.append("</select> <select name=person aria-label=person><option value=\"\">everybody");
        simulator.household().people().forEach(person -> html.append("<option value=").append(person.userId())
                .append('>').append(Html.escape(person.name())));
        html.append("</select> <select name=times aria-label=times><option value=\"\">until switched off")
                .append("<option value=1>once<option value=3>3 times<option value=10>10 times</select>")
                .append("<button name=do value=start>Switch on</button>")
                .append("<button name=do value=clear>Switch all off</button></form>")
                .append("<form method=post action=\"/fault\"><input type=hidden name=seconds value=60>")
                .append("<button name=do value=refuse>Refuse connections for a virtual minute</button></form>");
    }

    private void behaviour(StringBuilder html) {
        Behaviour behaviour = simulator.behaviour();
        html.append("<h2>Open questions</h2><form method=post action=\"/behaviour\">");
        box(html, "echo", behaviour.callbacksEchoedDifferently(), "callback URLs are listed in other characters");
        box(html, "four", behaviour.fourFailuresEndSubscription(), "four failed deliveries end a subscription");
        box(html, "window", behaviour.bedEventsWithWindow(), "bed events have start and end, but no device");
        box(html, "sorted", behaviour.sorted(), "rows are sorted by time");
        box(html, "text", behaviour.updateTimeAsText(), "updatetime is text");
        box(html, "info", behaviour.userInfoNeededForDevices(), "devices and goals need user.info");
        html.append("<button>Change</button></form>");
    }

    private static void box(StringBuilder html, String name, boolean on, String words) {
        html.append("<label><input type=checkbox name=on value=").append(name).append(on ? " checked> " : "> ")
                .append(words).append("</label>");
    }

    private void deliveries(StringBuilder html) {
        html.append("<h2>Last notifications</h2>");
        List<Delivery> all = simulator.deliveries();
        if (all.isEmpty()) {
            html.append("<p>None.</p>");
            return;
        }
        html.append("<div class=wide><table><tr><th>Time<th>Person<th>Category<th>Attempt<th>Outcome");
        latest(all).forEach(delivery -> html.append("<tr><td>").append(clock(delivery.moment())).append("<td>")
                .append(Html.escape(delivery.person().name())).append("<td>").append(delivery.appli()).append("<td>")
                .append(delivery.attempt()).append("<td>").append(outcome(delivery)));
        html.append("</table></div>");
    }

    private static String outcome(Delivery delivery) {
        return switch (delivery.outcome()) {
            case 0 -> "no answer in time";
            case -1 -> "lost on purpose";
            default -> "HTTP " + delivery.outcome();
        };
    }

    private void requests(StringBuilder html) {
        html.append("<h2>Last requests</h2>");
        List<RequestLog.Entry> all = simulator.requests().entries();
        html.append("<p>").append(all.size()).append(" requests, ").append(simulator.requests().largestBurst())
                .append(" at most within a minute.</p>");
        html.append("<div class=wide><table><tr><th>Time<th>Service<th>Person<th>Asked for<th>Answer");
        latest(all).forEach(entry -> {
            Person person = entry.person();
            html.append("<tr><td>").append(clock(entry.moment())).append("<td>").append(Html.escape(entry.path()))
                    .append(' ').append(Html.escape(entry.action())).append("<td>")
                    .append(person == null ? "" : Html.escape(person.name())).append("<td>")
                    .append(Html.escape(asked(entry))).append("<td>").append(entry.httpStatus()).append(" / ")
                    .append(entry.status());
        });
        html.append("</table></div>");
    }

    private static String asked(RequestLog.Entry entry) {
        Set<String> said = Set.of("action", "data_fields", "meastypes");
        return entry.parameters().entrySet().stream().filter(parameter -> !said.contains(parameter.getKey()))
                .sorted(Map.Entry.comparingByKey()).map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .reduce((one, other) -> one + " " + other).orElse("");
    }

    private void messages(StringBuilder html) {
        if (!simulator.replayMessages().isEmpty()) {
            html.append("<h2>Recorded answers</h2><ul>");
            simulator.replayMessages()
                    .forEach(message -> html.append("<li>").append(Html.escape(message)).append("</li>"));
            html.append("</ul>");
        }
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
