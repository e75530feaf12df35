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
package org.openhab.binding.withings.sandbox.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;
import org.openhab.binding.withings.sandbox.event.EventBus.Event;
import org.openhab.binding.withings.sandbox.inbox.Inbox.InboxEntry;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.web.PageServlet.Html;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.Units;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

import com.google.gson.Gson;

/**
 * Renders a small home: people with their values, nights and weights, bed events, a lamp, inbox and things.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HomeView {
    private static final int REMEMBERED_EVENTS = 8;
    private static final int CHART_WIDTH = 1000;
    private static final int CHART_HEIGHT = 100;
    /** How long a night is shown as the last one after its end. */
    private static final Duration STALE_NIGHT = Duration.ofHours(36);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    /** The channels of sleep durations by sleep state. */
    private static final Map<String, String> PHASES = new TreeMap<>(Map.of("AWAKE", "sleep#wakeup-duration", "REM",
            "sleep#rem-sleep-duration", "LIGHT", "sleep#light-sleep-duration", "DEEP", "sleep#deep-sleep-duration"));
    private static final Map<String, String> BED_EVENTS = Map.of("IN", "got into bed", "OUT", "got out of bed",
            "INFLATED", "has a mat that inflated");

    private final Sandbox sandbox;
    private final Gson gson = new Gson();
    private final Deque<BedEvent> bedEvents = new ArrayDeque<>();

    private record BedEvent(Instant time, ChannelUID channel, String event) {}

    HomeView(Sandbox sandbox) {
        this.sandbox = sandbox;
        sandbox.events().subscribe(this::remember);
    }

    private void remember(Event event) {
        if ("ChannelTriggeredEvent".equals(event.type())) {
            Map<?, ?> payload = gson.fromJson(event.payload(), Map.class);
            BedEvent seen = new BedEvent(event.time(), new ChannelUID(String.valueOf(payload.get("channel"))),
                    String.valueOf(payload.get("event")));
            synchronized (bedEvents) {
                if (BED_EVENTS.containsKey(seen.event())
                        && isPerson(sandbox.things().find(seen.channel().getThingUID()))) {
                    bedEvents.addFirst(seen);
                }
                if (bedEvents.size() > REMEMBERED_EVENTS) {
                    bedEvents.removeLast();
                }
            }
        }
    }

    Html draw() {
        Html html = new Html();
        List<Thing> people = sandbox.things().all().stream()
                .filter(HomeView::isPerson).toList();
        if (people.isEmpty()) {
            html.add("<section class=\"card\"><h2>No person yet</h2><p>Add an account below, connect people on "
                    + "the add-on's page, approve what is found, and link items to the channels.</p></section>");
        }
        html.add("<div class=\"grid\">");
        people.forEach(person -> person(html, person));
        html.add("</div><div class=\"grid\"><div class=\"stack\">");
        bedroom(html);
        inbox(html);
        complaints(html);
        html.add("</div>");
        things(html);
        return html.add("</div>");
    }

    private static boolean isPerson(@Nullable Thing thing) {
        return thing != null && "person".equals(thing.getThingTypeUID().getId());
    }

    private void person(Html html, Thing person) {
        String name = String.valueOf(sandbox.resolve(person.getLabel()));
        boolean inBed = state(person, "bed#in-bed") == OnOffType.ON;
        String since = moment(person, inBed ? "bed#last-in" : "bed#last-out");
        html.add("<article class=\"card\"><div class=\"head\"><span class=\"avatar\" aria-hidden=\"true\">%s</span>"
                + "<h2><a href=\"/?thing=%s\">%s</a></h2><span class=\"pill %s\" data-value=\"%s-bed\">%s</span></div>",
                name.isEmpty() ? "?" : name.substring(0, 1), person.getUID(), name, inBed ? "bed" : "", person.getUID(),
                (inBed ? "In bed" : "Up and about") + (since.isEmpty() ? "" : " since " + since));
        html.add("<dl class=\"tiles\">");
        value(html, person, "Weight", "body#weight");
        value(html, person, "Body fat", "body#fat-ratio");
        value(html, person, "Blood pressure", "heart#systolic-pressure", "heart#diastolic-pressure");
        value(html, person, "Pulse", "heart#heart-pulse");
        value(html, person, "Temperature", "temperature#body-temperature");
        value(html, person, "Steps today", "activity#steps");
        html.add("</dl>");
        night(html, person);
        weight(html, person);
        html.add("</article>");
    }

    private void value(Html html, Thing person, String label, String... channels) {
        String text = shown(person, channels[0]);
        if (channels.length > 1) {
            text = text.split(" ")[0] + "/" + shown(person, channels[1]);
        }
        html.add("<div><dt>%s</dt><dd data-value=\"%s-%s\">%s</dd></div>", label, person.getUID(), label, text);
    }

    private @Nullable Item item(Thing thing, String channel) {
        return sandbox.links().itemsOf(new ChannelUID(thing.getUID(), channel)).stream()
                .flatMap(name -> Stream.ofNullable(sandbox.items().find(name))).findFirst().orElse(null);
    }

    private State state(Thing thing, String channel) {
        Item item = item(thing, channel);
        return item == null ? UnDefType.NULL : item.state();
    }

    private @Nullable Instant instant(Thing thing, String channel) {
        return state(thing, channel)instanceof DateTimeType time ? time.getInstant() : null;
    }

    private String moment(Thing thing, String channel) {
        Instant time = instant(thing, channel);
        return time == null ? "" : TIME.format(time.atZone(sandbox.timeZone()));
    }

    private NavigableMap<Instant, State> history(Thing thing, String channel) {
        Item item = item(thing, channel);
        return item == null ? new TreeMap<>() : sandbox.history().all(item);
    }

    /** The last night as a bar of its phases, or of the total durations without phases. */
    private void night(Html html, Thing person) {
        Instant start = instant(person, "sleep#start");
        Instant end = instant(person, "sleep#end");
        if (start == null || end == null || end.plus(STALE_NIGHT).isBefore(sandbox.time().instant())) {
            html.add("<h3>Last night</h3><p class=\"soft\">Not known yet.</p>");
            return;
        }
        html.add("<h3>Last night <small data-value=\"%s-night\">score %s</small></h3>", person.getUID(),
                shown(person, "sleep#sleep-score"));
        NavigableMap<Instant, String> states = new TreeMap<>();
        history(person, "sleep#state").subMap(start, true, end, false)
                .forEach((time, state) -> states.put(time, state.toString()));
        Instant next = start;
        for (String phase : states.isEmpty() ? PHASES.keySet() : Set.<String>of()) {
            states.put(next, phase);
            QuantityType<?> length = state(person, PHASES.get(phase))instanceof QuantityType<?> found
                    ? found.toUnit(Units.SECOND)
                    : null;
            next = next.plusSeconds(length == null ? 0 : length.longValue());
        }
        double second = CHART_WIDTH / (double) Math.max(1, Duration.between(start, end).toSeconds());
        html.add("<svg class=\"night\" viewBox=\"0 0 %s 10\" preserveAspectRatio=\"none\" role=\"img\" "
                + "aria-label=\"Sleep phases of the last night\"><rect class=\"OTHER\" width=\"%s\" height=\"10\"/>",
                CHART_WIDTH, CHART_WIDTH);
        states.forEach((from, phase) -> {
            Instant to = Objects.requireNonNullElse(states.higherKey(from), end);
            html.add("<rect class=\"%s\" x=\"%s\" width=\"%s\" height=\"10\"/>",
                    PHASES.containsKey(phase) ? phase : "OTHER",
                    number(Duration.between(start, from).toSeconds() * second),
                    number(Duration.between(from, to).toSeconds() * second));
        });
        html.add("</svg>");
        ends(html, moment(person, "sleep#start"), moment(person, "sleep#end"));
        html.add("<div class=\"legend\">");
        PHASES.forEach((phase, channel) -> html.add("<span><svg viewBox=\"0 0 9 9\" aria-hidden=\"true\">"
                + "<circle class=\"%s\" cx=\"4.5\" cy=\"4.5\" r=\"4.5\"/></svg>%s %s</span>", phase,
                phase.length() == 3 ? phase : phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT),
                shown(person, channel)));
        html.add("</div>");
    }

    private String shown(Thing thing, String channel) {
        Item item = item(thing, channel);
        return item == null || item.state() instanceof UnDefType ? "–" : sandbox.display(item);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static void ends(Html html, String start, String end) {
        html.add("<div class=\"ends\"><span>%s</span><span>%s</span></div>", start, end);
    }

    /** The weight as a line over its whole history. */
    private void weight(Html html, Thing person) {
        NavigableMap<Instant, Double> weights = new TreeMap<>();
        history(person, "body#weight").forEach((time, state) -> {
            if (state instanceof QuantityType<?> quantity) {
                weights.put(time, quantity.doubleValue());
            }
        });
        if (weights.size() < 2) {
            html.add("<h3>Weight</h3><p class=\"soft\">Its history comes with the import.</p>");
            return;
        }
        double least = weights.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = weights.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        Instant first = weights.firstKey();
        double second = CHART_WIDTH / (double) Math.max(1, Duration.between(first, weights.lastKey()).toSeconds());
        double kilogram = (CHART_HEIGHT - 10) / Math.max(0.1, most - least);
        StringBuilder points = new StringBuilder();
        weights.forEach((time, weight) -> points.append(number(Duration.between(first, time).toSeconds() * second))
                .append(',').append(number(CHART_HEIGHT - 5 - (weight - least) * kilogram)).append(' '));
        html.add("<h3>Weight <small data-value=\"%s-weights\">%s measurements, %s to %s kg</small></h3>",
                person.getUID(), weights.size(), number(least), number(most));
        html.add("<svg class=\"line\" viewBox=\"0 0 %s %s\" preserveAspectRatio=\"none\" role=\"img\" "
                + "aria-label=\"Weight over time\"><polygon class=\"area\" points=\"0,%s %s%s,%s\"/>"
                + "<polyline class=\"stroke\" points=\"%s\"/></svg>", CHART_WIDTH, CHART_HEIGHT, CHART_HEIGHT, points,
                CHART_WIDTH, CHART_HEIGHT, points);
        ends(html, day(first), day(weights.lastKey()));
    }

    private String day(Instant time) {
        return DAY.format(LocalDate.ofInstant(time, sandbox.timeZone()));
    }

    private void bedroom(Html html) {
        html.add("<section class=\"card\"><h2>Bedroom</h2>");
        Item lamp = sandbox.items().find(Lamp.ITEM);
        if (lamp != null) {
            boolean on = lamp.state() == OnOffType.ON;
            html.add("<div class=\"lamp %s\"><svg viewBox=\"0 0 100 120\" role=\"img\" aria-label=\"The lamp is %s\">"
                    + "<path class=\"rays\" d=\"M50 4v12M12 18l8 9M88 18l-8 9M2 56h12M98 56H86\"/><path class=\"bulb\" "
                    + "d=\"M50 24a30 30 0 0 1 17 55v9H33v-9a30 30 0 0 1 17-55z\"/><path class=\"bulb\" "
                    + "d=\"M36 94h28v6H36zM40 106h20v6H40z\"/></svg><div><p data-value=\"lamp\">The lamp is <b>%s</b>."
                    + "</p><p class=\"soft\">Rule: when someone gets into bed, switch it off.</p>%s</div></div>",
                    on ? "on" : "", on ? "on" : "off", on ? "on" : "off",
                    PageServlet.button(on ? "switch-off" : "switch-on", Lamp.ITEM, on ? "Switch off" : "Switch on"));
        }
        html.add("<h3>Bed events</h3>");
        List<BedEvent> events;
        synchronized (bedEvents) {
            events = List.copyOf(bedEvents);
        }
        html.add("<ul class=\"rows\">");
        events.forEach(event -> {
            Thing thing = sandbox.things().find(event.channel().getThingUID());
            String time = TIME.format(event.time().atZone(sandbox.timeZone()));
            html.add("<li data-value=\"%s\"><span>%s %s</span><span class=\"soft\">%s</span></li>", event.time(),
                    thing == null ? "" : sandbox.resolve(thing.getLabel()), BED_EVENTS.get(event.event()), time);
        });
        html.add("</ul>%s</section>", events.isEmpty() ? new Html().add("<p class=\"soft\">None yet.</p>") : "");
    }

    private void inbox(Html html) {
        List<InboxEntry> entries = sandbox.inbox().all().stream().filter(entry -> "NEW".equals(entry.flag())).toList();
        html.add("<section class=\"card\"><h2>Inbox</h2><ul class=\"rows\">");
        entries.forEach(entry -> html.add(
                "<li data-value=\"%s\"><span>%s<br><span class=\"id\">%s</span></span>%s</li>", entry.thingUID(),
                sandbox.resolve(entry.label()), entry.thingUID(),
                PageServlet.button("approve", entry.thingUID(), "Approve")));
        html.add("</ul>%s", entries.isEmpty()
                ? new Html().add("<p class=\"soft\">Empty.</p>")
                : PageServlet.button("approve-all", "", "Approve all"));
        sandbox.maker().thingTypes().stream().map(type -> type.uid().split(":")[0]).distinct()
                .forEach(binding -> html.add("%s", PageServlet.button("scan", binding, "Scan for " + binding)));
        html.add("</section>");
    }

    private void things(Html html) {
        html.add("<section class=\"card\"><h2>Things</h2><ul class=\"rows\">");
        for (Thing thing : sandbox.things().all()) {
            ThingStatusInfo info = thing.getStatusInfo();
            String uid = thing.getUID().toString();
            boolean enabled = sandbox.things().isEnabled(thing.getUID());
            html.add("<li><span><a href=\"/?thing=%s\">%s</a><br><span class=\"state %s\" data-value=\"%s-status\">%s"
                    + "</span> <span class=\"soft\">%s</span></span>%s</li>", uid, sandbox.resolve(thing.getLabel()),
                    info.getStatus(), uid, info.getStatus(), Html.withLinks(
                            Objects.requireNonNullElse(sandbox.resolve(info.getDescription()), "")),
                    PageServlet.button(enabled ? "disable" : "enable", uid, enabled ? "Disable" : "Enable"));
        }
        html.add("</ul>%s<p class=\"soft\">Add by hand:", sandbox.things().all().isEmpty()
                ? new Html().add("<p class=\"soft\">None yet.</p>")
                : PageServlet.button("all-items", "", "Link items to all channels"));
        sandbox.maker().thingTypes().stream().filter(ThingType::listed)
                .sorted((one, other) -> one.uid().compareTo(other.uid()))
                .forEach(type -> html.add(" <a href=\"/?add=%s\">%s</a>", type.uid(), sandbox.resolve(type.label())));
        html.add("</p></section>");
    }

    private void complaints(Html html) {
        List<String> complaints = sandbox.complaints();
        if (!complaints.isEmpty()) {
            html.add(
                    "<section class=\"card error\"><h2>Complaints</h2><p class=\"soft\">openHAB would warn about these "
                            + "or silently drop them.</p><ul class=\"rows\">");
            complaints.forEach(complaint -> html.add("<li><span>%s</span></li>", complaint));
            html.add("</ul></section>");
        }
    }
}
