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

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Option;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Parameter;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ParameterType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;
import org.openhab.binding.withings.sandbox.event.EventBus.Event;
import org.openhab.binding.withings.sandbox.inbox.Inbox.InboxEntry;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.thing.ConfigurationRefused;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ChannelKind;

import com.google.gson.Gson;

/**
 * The page to look at: everything in it works with forms and without scripts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final int SHOWN_EVENTS = 30;
    private static final int SHOWN_ITEMS = 20;
    private static final int SHOWN_PAYLOAD = 200;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>openHAB sandbox</title>""";
    private static final String STYLE = """
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 0 1rem 3rem; }
            .note { background: #fff3cd; color: #332701; padding: .6rem 1rem; border-radius: .4rem; }
            .error { background: #f8d7da; color: #58151c; padding: .6rem 1rem; border-radius: .4rem; }
            .card { border: 1px solid #8886; border-radius: .5rem; padding: .2rem 1rem .8rem; margin: .8rem 0; }
            .card h3 { margin: .6rem 0 .2rem; }
            .id { font-size: .85em; opacity: .75; overflow-wrap: anywhere; }
            .status { font-weight: 600; padding: .05rem .5rem; border-radius: 1rem; border: 1px solid; }
            .ONLINE { color: #1a7f37; } .OFFLINE { color: #c1121f; } .UNINITIALIZED, .UNKNOWN { color: #9a6700; }
            table { border-collapse: collapse; width: 100%; }
            td:first-child { width: 55%; overflow-wrap: break-word; }
            td, th { text-align: left; padding: .2rem .6rem .2rem 0; vertical-align: top; border-top: 1px solid #8883;
              overflow-wrap: anywhere; }
            form { display: inline; } form.tall { display: block; }
            label { display: block; margin: .7rem 0; } label small { display: block; opacity: .75; }
            input, select { font: inherit; width: 100%; max-width: 30rem; box-sizing: border-box; padding: .3rem; }
            button { font: inherit; padding: .25rem .8rem; margin: .3rem .3rem .3rem 0; }
            </style>""";

    private final transient Sandbox sandbox;

    public PageServlet(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ThingType added = sandbox.maker().thingType(text(request, "add"));
        Thing edited = findThing(text(request, "edit"));
        Thing shown = findThing(text(request, "thing"));
        if (added != null) {
            answer(response, HttpServletResponse.SC_OK, addForm(added), false);
        } else if (edited != null) {
            answer(response, HttpServletResponse.SC_OK, editForm(edited), false);
        } else if (shown != null) {
            answer(response, HttpServletResponse.SC_OK, details(shown), true);
        } else if (request.getParameter("console") != null) {
            answer(response, HttpServletResponse.SC_OK, console("", ""), false);
        } else if (request.getParameter("items") != null) {
            answer(response, HttpServletResponse.SC_OK, allItems(), true);
        } else {
            answer(response, HttpServletResponse.SC_OK, overview(), true);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if ("console".equals(text(request, "action"))) {
                String line = text(request, "line");
                answer(response, HttpServletResponse.SC_OK, console(line, sandbox.console().execute(line)), false);
                return;
            }
            act(request);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/");
        } catch (ConfigurationRefused e) {
            Html html = new Html().add("<p class=\"error\">Not accepted:</p><ul>");
            e.problems().forEach((name, problem) -> html.add("<li>%s: %s</li>", name, problem));
            answer(response, HttpServletResponse.SC_BAD_REQUEST, html.add("</ul>").add(BACK), false);
        } catch (SandboxException e) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST,
                    new Html().add("<p class=\"error\">%s</p>", e.getMessage()).add(BACK), false);
        }
    }

    private static final String BACK = "<p><a href=\"/\">Back to the overview</a></p>";

    private void act(HttpServletRequest request) {
        String target = text(request, "uid");
        switch (text(request, "action")) {
            case "add" -> {
                ThingType type = sandbox.maker().thingType(target);
                if (type == null) {
                    throw new SandboxException("There is no thing type " + target);
                }
                String bridge = text(request, "bridge");
                String uid = target + (bridge.isEmpty() ? "" : bridge.substring(bridge.lastIndexOf(':'))) + ":"
                        + text(request, "id");
                String label = text(request, "label");
                sandbox.things().add(sandbox.maker().make(target, uid, bridge.isEmpty() ? null : bridge,
                        label.isEmpty() ? null : label, null, values(request, type.parameters())), true);
            }
            case "configure" -> {
                Thing thing = thing(target);
                Map<String, Object> values = new LinkedHashMap<>(thing.getConfiguration().getProperties());
                values.putAll(values(request, parameters(thing)));
                sandbox.things().configure(thing.getUID(), values);
            }
            case "enable" -> sandbox.things().enable(thing(target).getUID(), true);
            case "disable" -> sandbox.things().enable(thing(target).getUID(), false);
            case "remove" -> sandbox.things().remove(thing(target).getUID());
            case "approve" -> sandbox.inbox().approve(target, null);
            case "approve-all" -> sandbox.inbox().all().stream().filter(entry -> "NEW".equals(entry.flag()))
                    .forEach(entry -> sandbox.inbox().approve(entry.thingUID(), null));
            case "scan" -> sandbox.inbox().scan(target);
            case "items" -> sandbox.createItems(thing(target));
            case "all-items" -> sandbox.things().all().forEach(sandbox::createItems);
            default -> throw new SandboxException("There is nothing to do");
        }
    }

    private static String text(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        return text == null ? "" : text.strip();
    }

    private @Nullable Thing findThing(String uid) {
        try {
            return sandbox.things().find(new ThingUID(uid));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Thing thing(String uid) {
        Thing thing = findThing(uid);
        if (thing == null) {
            throw new SandboxException("There is no thing " + uid);
        }
        return thing;
    }

    private List<Parameter> parameters(Thing thing) {
        ThingType type = sandbox.maker().thingType(thing.getThingTypeUID().toString());
        return type == null ? List.of() : type.parameters();
    }

    /** What was typed; a field left empty says nothing. */
    private static Map<String, Object> values(HttpServletRequest request, List<Parameter> parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            String value = text(request, "parameter-" + parameter.name());
            if (!value.isEmpty()) {
                values.put(parameter.name(), value);
            }
        }
        return values;
    }

    private void answer(HttpServletResponse response, int status, Html content, boolean refreshing)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'");
        Html html = new Html().add(HEAD);
        if (refreshing) {
            html.add("<meta http-equiv=\"refresh\" content=\"5\">");
        }
        html.add(STYLE).add("</head><body><h1>openHAB sandbox</h1>")
                .add("<p class=\"note\">This is not openHAB. It is a small stand-in to try and test an add-on.</p>")
                .add("%s</body></html>", content);
        response.getWriter().print(html);
    }

    private Html overview() {
        Html html = new Html();
        html.add("<p>It is %s here (%s).</p>", time(sandbox.time().instant()), sandbox.timeZone());
        html.add("<h2>Things</h2>");
        sandbox.things().all().forEach(thing -> thing(html, thing));
        if (sandbox.things().all().isEmpty()) {
            html.add("<p>None yet.</p>");
        } else {
            html.add("%s", button("all-items", "", "Create items for all channels of all things"));
        }
        html.add("<p>Add a thing by hand:");
        sandbox.maker().thingTypes().stream().filter(ThingType::listed)
                .sorted((one, other) -> one.uid().compareTo(other.uid()))
                .forEach(type -> html.add(" <a href=\"/?add=%s\">%s</a>", type.uid(), sandbox.resolve(type.label())));
        html.add("</p>");
        inbox(html);
        items(html);
        html.add("<p><a href=\"/?console\">Console</a></p><h2>Events</h2><table>");
        for (Event event : sandbox.events().recent().stream()
                .filter(event -> !event.topic().matches(".*/(state|stateupdated|status|updated)")).limit(SHOWN_EVENTS)
                .toList()) {
            html.add("<tr><td>%s</td><td>%s</td><td class=\"id\">%s</td></tr>", time(event.time()),
                    event.topic().replaceFirst("^openhab/", ""), abbreviated(event.payload()));
        }
        html.add("</table>");
        if (!sandbox.complaints().isEmpty()) {
            html.add("<h2>Complaints</h2><p>openHAB would warn about these, or silently drop them.</p><ul>");
            sandbox.complaints().forEach(complaint -> html.add("<li>%s</li>", complaint));
            html.add("</ul>");
        }
        return html;
    }

    private void thing(Html html, Thing thing) {
        ThingStatusInfo info = thing.getStatusInfo();
        String uid = thing.getUID().toString();
        html.add("<div class=\"card\"><h3>%s</h3><div class=\"id\">%s</div>", sandbox.resolve(thing.getLabel()), uid);
        html.add("<p><span class=\"status %s\">%s</span> %s %s</p>", info.getStatus(), info.getStatus(),
                info.getStatusDetail() == ThingStatusDetail.NONE ? "" : info.getStatusDetail(),
                info.getDescription() == null
                        ? ""
                        : Html.withLinks(String.valueOf(sandbox.resolve(info.getDescription()))));
        html.add("<p><a href=\"/?thing=%s\">%s channels and %s properties</a></p>", uid, thing.getChannels().size(),
                thing.getProperties().size());
        if (sandbox.things().isEditable(thing.getUID())) {
            html.add("<a href=\"/?edit=%s\">Configure</a>", uid);
        }
        html.add("%s", sandbox.things().isEnabled(thing.getUID())
                ? button("disable", uid, "Disable")
                : button("enable", uid, "Enable"));
        if (sandbox.things().isEditable(thing.getUID())) {
            html.add("%s", button("remove", uid, "Remove"));
        }
        html.add("</div>");
    }

    private Html details(Thing thing) {
        Html html = new Html().add(BACK);
        thing(html, thing);
        html.add("<h2>Channels</h2><table>");
        thing.getChannels().forEach(channel -> channel(html, channel));
        html.add("</table>%s", button("items", thing.getUID().toString(),
                "Create items for all channels and link them"));
        html.add("<h2>Properties</h2><table>");
        thing.getProperties().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> html.add("<tr><td>%s</td><td>%s</td></tr>", entry.getKey(), entry.getValue()));
        return html.add("</table>").add(BACK);
    }

    private void channel(Html html, Channel channel) {
        List<String> linked = sandbox.links().itemsOf(channel.getUID());
        String value;
        if (channel.getKind() == ChannelKind.TRIGGER) {
            String topic = "openhab/channels/" + channel.getUID() + "/triggered";
            value = sandbox.events().recent().stream().filter(event -> event.topic().equals(topic)).findFirst()
                    .map(event -> eventOf(event) + ", " + time(event.time())).orElse("no event yet");
        } else {
            value = linked.isEmpty()
                    ? "not linked"
                    : String.join(", ", linked.stream()
                            .flatMap(name -> Stream.ofNullable(sandbox.items().find(name)))
                            .map(sandbox::display).toList());
        }
        html.add("<tr><td>%s<div class=\"id\">%s</div></td><td>%s</td></tr>", sandbox.resolve(channel.getLabel()),
                channel.getUID().getId(), value);
    }

    private static String eventOf(Event triggered) {
        return String.valueOf(new Gson().fromJson(triggered.payload(), Map.class).get("event"));
    }

    private static String abbreviated(String payload) {
        return payload.length() <= SHOWN_PAYLOAD ? payload : payload.substring(0, SHOWN_PAYLOAD) + "…";
    }

    private void inbox(Html html) {
        List<InboxEntry> entries = sandbox.inbox().all().stream().filter(entry -> "NEW".equals(entry.flag())).toList();
        html.add("<h2>Inbox</h2>");
        for (InboxEntry entry : entries) {
            html.add("<div class=\"card\"><h3>%s</h3><div class=\"id\">%s</div>%s</div>",
                    sandbox.resolve(entry.label()), entry.thingUID(), button("approve", entry.thingUID(), "Approve"));
        }
        html.add("%s", entries.isEmpty()
                ? new Html().add("<p>Empty.</p>")
                : button("approve-all", "", "Approve all of them"));
        sandbox.maker().thingTypes().stream().map(type -> type.uid().split(":")[0]).distinct()
                .forEach(binding -> html.add("%s", button("scan", binding, "Scan for " + binding)));
    }

    /** The items whose states changed last. */
    private void items(Html html) {
        Collection<Item> all = sandbox.items().all();
        html.add("<h2>Items</h2><p><a href=\"/?items\">All %s</a>; these changed last:</p>", all.size());
        table(html, all.stream().filter(item -> item.lastChange() != null)
                .sorted(Comparator.comparing(PageServlet::changed).reversed()).limit(SHOWN_ITEMS).toList());
    }

    private static Instant changed(Item item) {
        return Objects.requireNonNullElse(item.lastChange(), Instant.MIN);
    }

    private Html allItems() {
        Html html = new Html().add("<h2>Items</h2>").add(BACK);
        table(html, sandbox.items().all());
        return html.add(BACK);
    }

    private void table(Html html, Collection<Item> items) {
        html.add("<table>");
        for (Item item : items) {
            Instant change = item.lastChange();
            html.add("<tr><td>%s<div class=\"id\">%s %s</div></td><td>%s</td><td>%s</td></tr>",
                    item.definition().label(), item.type(), item.name(), sandbox.display(item),
                    change == null ? "" : time(change));
        }
        html.add("</table>");
    }

    private String time(Instant instant) {
        return CLOCK.format(instant.atZone(sandbox.timeZone()));
    }

    private static Html button(String action, String uid, String label) {
        return new Html().add("<form method=\"post\" action=\"/\"><input type=\"hidden\" name=\"action\" value=\"%s\">"
                + "<input type=\"hidden\" name=\"uid\" value=\"%s\"><button>%s</button></form>", action, uid, label);
    }

    private Html console(String line, String printed) {
        return new Html().add("<h2>Console</h2>").add("<form class=\"tall\" method=\"post\" action=\"/\">"
                + "<input type=\"hidden\" name=\"action\" value=\"console\"><label>Command<input name=\"line\" "
                + "value=\"%s\" autocomplete=\"off\"></label><button>Run</button></form><pre>%s</pre>", line, printed)
                .add(BACK);
    }

    private Html addForm(ThingType type) {
        Html html = new Html().add("<h2>Add: %s</h2><p>%s</p>", sandbox.resolve(type.label()),
                sandbox.resolve(type.description()));
        html.add(
                "<form class=\"tall\" method=\"post\" action=\"/\"><input type=\"hidden\" name=\"action\" value=\"add\">"
                        + "<input type=\"hidden\" name=\"uid\" value=\"%s\">",
                type.uid());
        html.add("<label>ID<input name=\"id\" required pattern=\"[A-Za-z0-9_\\-]+\" value=\"%s\"></label>",
                type.bridge() ? "home" : "");
        html.add("<label>Label<input name=\"label\" value=\"%s\"></label>", sandbox.resolve(type.label()));
        if (!type.supportedBridges().isEmpty()) {
            html.add("<label>Bridge<select name=\"bridge\">");
            sandbox.things().all().stream()
                    .filter(thing -> type.supportedBridges().contains(thing.getThingTypeUID().toString()))
                    .forEach(thing -> html.add("<option value=\"%s\">%s</option>", thing.getUID(), thing.getLabel()));
            html.add("</select></label>");
        }
        type.parameters().forEach(parameter -> field(html, parameter, parameter.defaultValue()));
        return html.add("<button>Add</button></form>").add(BACK);
    }

    private Html editForm(Thing thing) {
        Html html = new Html().add("<h2>Configure: %s</h2><div class=\"id\">%s</div>", thing.getLabel(),
                thing.getUID());
        html.add("<form class=\"tall\" method=\"post\" action=\"/\">"
                + "<input type=\"hidden\" name=\"action\" value=\"configure\">"
                + "<input type=\"hidden\" name=\"uid\" value=\"%s\">", thing.getUID());
        for (Parameter parameter : parameters(thing)) {
            Object value = thing.getConfiguration().get(parameter.name());
            field(html, parameter, value == null ? null : value.toString());
        }
        return html.add("<button>Save</button></form>").add(BACK);
    }

    private void field(Html html, Parameter parameter, @Nullable String value) {
        String name = "parameter-" + parameter.name();
        boolean password = "password".equals(parameter.context());
        html.add("<label>%s%s<small>%s</small>", sandbox.resolve(parameter.shownLabel()),
                parameter.required() ? " *" : "", sandbox.resolve(parameter.description()));
        List<Option> options = parameter.type() == ParameterType.BOOLEAN
                ? List.of(new Option("true", "Yes"), new Option("false", "No"))
                : parameter.options();
        if (options.isEmpty()) {
            String type = password ? "password" : parameter.type() == ParameterType.TEXT ? "text" : "number";
            html.add("<input name=\"%s\" type=\"%s\" value=\"%s\" placeholder=\"%s\" autocomplete=\"off\"%s></label>",
                    name, type, password ? "" : value, password && value != null ? "unchanged" : "",
                    new Html().add(parameter.type() == ParameterType.DECIMAL ? " step=\"any\"" : ""));
        } else {
            html.add("<select name=\"%s\"><option value=\"\"></option>", name);
            options.forEach(option -> html.add("<option value=\"%s\"%s>%s</option>", option.value(),
                    new Html().add(option.value().equals(value) ? " selected" : ""),
                    sandbox.resolve(option.label())));
            html.add("</select></label>");
        }
    }
}
