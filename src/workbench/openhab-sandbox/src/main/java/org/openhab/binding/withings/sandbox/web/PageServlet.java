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
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.thing.Things.ConfigurationRefused;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.type.ChannelKind;

import com.google.gson.Gson;

/**
 * The pages for users: a home, and tabs with items, events and console. They work without scripts; one script refreshes
 * them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PageServlet extends HttpServlet {
    private static final int SHOWN_EVENTS = 100;
    private static final int SHOWN_PAYLOAD = 200;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Map<String, String> FILES = Map.of("page.css", "text/css", "page.js", "text/javascript");
    private static final List<String> TABS = List.of("Home", "Items", "Events", "Console");
    private static final String BACK = "<p><a href=\"/\">Back home</a></p>";

    private final transient Sandbox sandbox;
    private final transient HomeView home;
    private final transient Map<String, URI> links;

    public PageServlet(Sandbox sandbox, Map<String, URI> links) {
        this.sandbox = sandbox;
        this.links = links;
        home = new HomeView(sandbox);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String file = text(request, "file");
        ThingType added = sandbox.maker().thingType(text(request, "add"));
        Thing edited = findThing(text(request, "edit"));
        Thing shown = findThing(text(request, "thing"));
        String tab = Objects.requireNonNullElse(request.getParameter("tab"), "home");
        if (FILES.containsKey(file)) {
            response.setContentType(FILES.get(file) + ";charset=UTF-8");
            try (InputStream content = PageServlet.class.getResourceAsStream(file)) {
                Objects.requireNonNull(content).transferTo(response.getOutputStream());
            }
        } else if (added != null) {
            answer(response, HttpServletResponse.SC_OK, addForm(added), null, false);
        } else if (edited != null) {
            answer(response, HttpServletResponse.SC_OK, editForm(edited), null, false);
        } else if (shown != null) {
            answer(response, HttpServletResponse.SC_OK, details(shown), null, true);
        } else {
            answer(response, HttpServletResponse.SC_OK, switch (tab) {
                case "items" -> items();
                case "events" -> events();
                case "console" -> console("", "");
                default -> home.draw();
            }, tab, !"console".equals(tab));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            if ("console".equals(text(request, "action"))) {
                String line = text(request, "line");
                answer(response, HttpServletResponse.SC_OK, console(line, sandbox.console().execute(line)), "console",
                        false);
                return;
            }
            act(request);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/");
        } catch (ConfigurationRefused e) {
            Html html = new Html().add("<p class=\"error\">Not accepted:</p><ul>");
            e.problems().forEach((name, problem) -> html.add("<li>%s: %s</li>", name, problem));
            answer(response, HttpServletResponse.SC_BAD_REQUEST, html.add("</ul>").add(BACK), null, false);
        } catch (SandboxException e) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST,
                    new Html().add("<p class=\"error\">%s</p>", e.getMessage()).add(BACK), null, false);
        }
    }

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
            case "switch-on" -> sandbox.command(item(target), "ON");
            case "switch-off" -> sandbox.command(item(target), "OFF");
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

    /** The parameter values of a form, without empty fields. */
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

    private Item item(String name) {
        Item item = sandbox.items().find(name);
        if (item == null) {
            throw new SandboxException("There is no item " + name);
        }
        return item;
    }

    private void answer(HttpServletResponse response, int status, Html content, @Nullable String tab, boolean live)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; "
                + "connect-src 'self'; form-action 'self'; base-uri 'none'");
        Html html = new Html().add("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sandbox home</title><link rel="stylesheet" href="/?file=page.css">
                <script src="/?file=page.js" defer></script>""");
        if (live) {
            html.add("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
        }
        html.add("</head><body><header class=\"top\"><div class=\"wrap\"><h1>Sandbox home</h1><nav>");
        TABS.forEach(label -> html.add("<a href=\"/?tab=%s\"%s>%s</a>", label.toLowerCase(Locale.ROOT),
                new Html().add(label.equalsIgnoreCase(tab) ? " aria-current=\"page\"" : ""), label));
        links.forEach((label, address) -> html.add("<a class=\"out\" href=\"%s\">%s</a>", address, label));
        html.add("</nav></div></header><main class=\"wrap\"%s><p class=\"note\"><b>This is not openHAB.</b> It is a "
                + "small stand-in to try and test an add-on. It is %s here.</p>%s</main></body></html>",
                new Html().add(live ? " data-live" : ""), time(sandbox.time().instant()), content);
        response.getWriter().print(html);
    }

    private Html items() {
        Html html = new Html().add("<h2>Items</h2><table>");
        for (Item item : sandbox.items().all()) {
            Instant change = item.lastChange();
            html.add("<tr><td>%s<div class=\"id\">%s %s</div></td><td data-value=\"%s\">%s</td><td>%s</td></tr>",
                    item.definition().label(), item.type(), item.name(), item.name(), sandbox.display(item),
                    change == null ? "" : time(change));
        }
        return html.add("</table>");
    }

    private Html events() {
        Html html = new Html().add("<h2>Events</h2><table>");
        sandbox.events().recent().stream().filter(event -> !event.topic().endsWith("/stateupdated"))
                .limit(SHOWN_EVENTS)
                .forEach(event -> html.add("<tr><td>%s</td><td>%s</td><td class=\"id\">%s</td></tr>",
                        time(event.time()).split(" ")[1], event.topic().replaceFirst("^openhab/", ""),
                        abbreviated(event.payload())));
        return html.add("</table>");
    }

    private static String abbreviated(String payload) {
        return payload.length() <= SHOWN_PAYLOAD ? payload : payload.substring(0, SHOWN_PAYLOAD) + "…";
    }

    private Html details(Thing thing) {
        ThingStatusInfo info = thing.getStatusInfo();
        String uid = thing.getUID().toString();
        Html html = new Html().add("<section class=\"card\"><h2>%s</h2><div class=\"id\">%s</div>",
                sandbox.resolve(thing.getLabel()), uid);
        html.add("<p><span class=\"state %s\">%s %s</span> %s</p>", info.getStatus(), info.getStatus(),
                info.getStatusDetail() == ThingStatusDetail.NONE ? "" : info.getStatusDetail(),
                Html.withLinks(Objects.requireNonNullElse(sandbox.resolve(info.getDescription()), "")));
        html.add("%s", button("items", uid, "Link items to all channels"));
        if (sandbox.things().isEditable(thing.getUID())) {
            html.add("<a href=\"/?edit=%s\">Configure</a> %s", uid, button("remove", uid, "Remove"));
        }
        html.add("</section><h3>Channels</h3><table>");
        thing.getChannels().forEach(channel -> channel(html, channel));
        html.add("</table><h3>Properties</h3><table>");
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

    private String time(Instant instant) {
        return CLOCK.format(instant.atZone(sandbox.timeZone()));
    }

    static Html button(String action, String uid, String label) {
        return new Html().add("<form method=\"post\" action=\"/\"><input type=\"hidden\" name=\"action\" value=\"%s\">"
                + "<input type=\"hidden\" name=\"uid\" value=\"%s\"><button>%s</button></form>", action, uid, label);
    }

    private Html console(String line, String printed) {
        return new Html().add("<h2>Console</h2>").add("<form class=\"tall\" method=\"post\" action=\"/\">"
                + "<input type=\"hidden\" name=\"action\" value=\"console\"><label>Command<input name=\"line\" "
                + "value=\"%s\" autocomplete=\"off\"></label><button class=\"main\">Run</button></form><pre>%s</pre>",
                line, printed);
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
        return html.add("<button class=\"main\">Add</button></form>").add(BACK);
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
        return html.add("<button class=\"main\">Save</button></form>").add(BACK);
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

    /** A builder of pages that escapes all values. */
    static class Html {
        /** The form that openHAB's user interface converts into a link. */
        private static final Pattern LINK = Pattern
                .compile("http\\(s\\)://<YOUROPENHAB>:<YOURPORT>(/[A-Za-z0-9/_.?=&%#-]*[A-Za-z0-9/_=#-])");

        private final StringBuilder text = new StringBuilder();

        /** Appends markup as it is, with {@code %s} replaced by escaped values. */
        Html add(String markup, @Nullable Object... values) {
            Object[] escaped = new Object[values.length];
            for (int i = 0; i < values.length; i++) {
                Object value = values[i];
                escaped[i] = value instanceof Html html ? html.toString() : escape(value);
            }
            text.append(escaped.length == 0 ? markup : String.format(markup, escaped)).append('\n');
            return this;
        }

        static String escape(@Nullable Object value) {
            return value == null
                    ? ""
                    : value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                            .replace("\"", "&quot;").replace("'", "&#39;");
        }

        /** A text with links to openHAB's own URLs. */
        static Html withLinks(String description) {
            Html html = new Html();
            Matcher links = LINK.matcher(description);
            int end = 0;
            while (links.find()) {
                html.text.append(escape(description.substring(end, links.start())));
                html.text.append("<a href=\"").append(escape(links.group(1))).append("\">")
                        .append(escape(links.group(1)))
                        .append("</a>");
                end = links.end();
            }
            html.text.append(escape(description.substring(end)));
            return html;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
