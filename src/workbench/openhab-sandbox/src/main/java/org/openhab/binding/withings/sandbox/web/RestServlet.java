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
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.inbox.Inbox.InboxEntry;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.item.Item.ItemDefinition;
import org.openhab.binding.withings.sandbox.thing.Links.Link;
import org.openhab.binding.withings.sandbox.thing.Things.ConfigurationRefused;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.types.State;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberPolicy;

/**
 * The supported part of openHAB's REST API, without authentication.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class RestServlet extends HttpServlet {
    private static class NotFound extends RuntimeException {
    }

    private final transient Gson gson = new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.BIG_DECIMAL)
            .disableHtmlEscaping().create();
    private final transient Sandbox sandbox;
    private final transient Json json;

    public RestServlet(Sandbox sandbox) {
        this.sandbox = sandbox;
        json = new Json(sandbox);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Object answer = answer(request, response);
            if (answer instanceof String text) {
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().print(text);
            } else if (answer != null) {
                answer(response, answer);
            }
        } catch (NotFound e) {
            error(response, HttpServletResponse.SC_NOT_FOUND, "There is no " + request.getRequestURI());
        } catch (ConfigurationRefused e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            answer(response, e.problems());
        } catch (SandboxException e) {
            error(response, HttpServletResponse.SC_BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (JsonParseException | ClassCastException | IllegalStateException e) {
            error(response, HttpServletResponse.SC_BAD_REQUEST, "The body cannot be understood: " + e.getMessage());
        }
    }

    private void answer(HttpServletResponse response, Object answer) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().print(gson.toJson(answer));
    }

    private void error(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        answer(response, Map.of("error", Map.of("message", message, "http-code", status)));
    }

    private @Nullable Object answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> path = path(request);
        String resource = path.isEmpty() ? "" : path.get(0);
        return switch (resource) {
            case "actions" -> actions(request, response, path);
            case "things" -> things(request, response, path);
            case "inbox" -> inbox(request, path);
            case "discovery" -> discovery(request, path);
            case "items" -> items(request, response, path);
            case "links" -> links(request, path);
            case "persistence" -> persistence(request, path);
            default -> throw new NotFound();
        };
    }

    /** The decoded parts of the path after {@code /rest/}; channel UIDs have an encoded {@code #}. */
    private static List<String> path(HttpServletRequest request) throws UnsupportedEncodingException {
        List<String> parts = new ArrayList<>();
        for (String part : request.getRequestURI().substring("/rest".length()).split("/")) {
            if (!part.isEmpty()) {
                parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }

    private static boolean is(HttpServletRequest request, String method, List<String> path, int parts) {
        return request.getMethod().equals(method) && path.size() == parts;
    }

    private static String body(HttpServletRequest request) throws IOException {
        return new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private JsonObject object(HttpServletRequest request) throws IOException {
        JsonObject object = gson.fromJson(body(request), JsonObject.class);
        if (object == null) {
            throw new JsonParseException("a JSON object is expected");
        }
        return object;
    }

    private static @Nullable String text(JsonObject object, String name) {
        return object.has(name) && !object.get(name).isJsonNull() ? object.get(name).getAsString() : null;
    }

    private static String requiredText(JsonObject object, String name) {
        String text = text(object, name);
        if (text == null) {
            throw new JsonParseException("'" + name + "' is missing");
        }
        return text;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> values(@Nullable Object element) {
        Map<String, Object> values = element == null ? null : gson.fromJson(element.toString(), LinkedHashMap.class);
        return values == null ? Map.of() : values;
    }

    private @Nullable Object actions(HttpServletRequest request, HttpServletResponse response, List<String> path)
            throws IOException {
        ThingUID uid = path.size() < 2 ? null : thingUID(path.get(1));
        if (uid != null && is(request, "GET", path, 2)) {
            List<Map<String, Object>> actions = sandbox.actions().describe(uid);
            if (actions.isEmpty()) {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
                return null;
            }
            return json.resolved(actions);
        }
        if (uid != null && is(request, "POST", path, 3)) {
            Map<String, Object> outputs = sandbox.actions().execute(uid, path.get(2), values(object(request)));
            if (outputs != null) {
                return outputs;
            }
        }
        throw new NotFound();
    }

    private @Nullable Object things(HttpServletRequest request, HttpServletResponse response, List<String> path)
            throws IOException {
        if (is(request, "GET", path, 1)) {
            return sandbox.things().all().stream().map(json::of).toList();
        }
        if (is(request, "POST", path, 1)) {
            JsonObject body = object(request);
            String type = requiredText(body, "thingTypeUID");
            String bridge = text(body, "bridgeUID");
            Thing thing = sandbox.maker().make(type, requiredText(body, "UID"), bridge, text(body, "label"),
                    text(body, "location"),
                    values(body.get("configuration")));
            sandbox.things().add(thing, true);
            response.setStatus(HttpServletResponse.SC_CREATED);
            return json.of(thing);
        }
        ThingUID uid = path.size() < 2 ? null : thingUID(path.get(1));
        Thing thing = uid == null ? null : sandbox.things().find(uid);
        if (uid == null || thing == null) {
            throw new NotFound();
        }
        if (is(request, "GET", path, 2)) {
            return json.of(thing);
        }
        if (is(request, "DELETE", path, 2)) {
            sandbox.things().remove(uid);
            response.setStatus(HttpServletResponse.SC_ACCEPTED);
            return null;
        }
        if (is(request, "PUT", path, 3) && "config".equals(path.get(2))) {
            sandbox.things().configure(uid, values(object(request)));
            return json.of(Objects.requireNonNullElse(sandbox.things().find(uid), thing));
        }
        if (is(request, "PUT", path, 3) && "enable".equals(path.get(2))) {
            sandbox.things().enable(uid, Boolean.parseBoolean(body(request)));
            return json.of(thing);
        }
        throw new NotFound();
    }

    private static @Nullable ThingUID thingUID(String text) {
        try {
            return new ThingUID(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Object inbox(HttpServletRequest request, List<String> path) throws IOException {
        if (is(request, "GET", path, 1)) {
            return sandbox.inbox().all().stream().map(json::of).toList();
        }
        if (is(request, "POST", path, 3) && "approve".equals(path.get(2))) {
            String label = body(request);
            sandbox.inbox().approve(path.get(1), label.isEmpty() ? null : label);
            return null;
        }
        throw new NotFound();
    }

    private Object discovery(HttpServletRequest request, List<String> path) {
        if (is(request, "POST", path, 4) && "bindings".equals(path.get(1)) && "scan".equals(path.get(3))) {
            return String.valueOf(sandbox.inbox().scan(path.get(2)));
        }
        throw new NotFound();
    }

    private @Nullable Object items(HttpServletRequest request, HttpServletResponse response, List<String> path)
            throws IOException {
        if (is(request, "GET", path, 1)) {
            return sandbox.items().all().stream().map(json::of).toList();
        }
        String name = path.size() < 2 ? "" : path.get(1);
        if (is(request, "PUT", path, 2)) {
            Item before = sandbox.items().find(name);
            if (before != null && !before.isEditable()) {
                response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
                return json.of(before);
            }
            sandbox.items().put(definition(name, object(request)), true);
            response.setStatus(before == null ? HttpServletResponse.SC_CREATED : HttpServletResponse.SC_OK);
        }
        Item item = sandbox.items().find(name);
        if (item == null) {
            throw new NotFound();
        }
        if (is(request, "GET", path, 2) || is(request, "PUT", path, 2)) {
            return json.of(item);
        }
        if (is(request, "POST", path, 2)) {
            sandbox.command(item, body(request));
            return null;
        }
        throw new NotFound();
    }

    private ItemDefinition definition(String name, JsonObject body) {
        Map<String, Object> metadata = values(body.get("metadata"));
        String unit = metadata.get("unit")instanceof Map<?, ?> entry && entry.get("value")instanceof String value
                ? value
                : null;
        return new ItemDefinition(name, requiredText(body, "type"), text(body, "label"), text(body, "category"),
                texts(body, "groupNames"), texts(body, "tags"), unit, null);
    }

    private static List<String> texts(JsonObject body, String name) {
        List<String> texts = new ArrayList<>();
        if (body.has(name) && body.get(name).isJsonArray()) {
            body.getAsJsonArray(name).forEach(element -> texts.add(element.getAsString()));
        }
        return texts;
    }

    private @Nullable Object links(HttpServletRequest request, List<String> path) {
        if (is(request, "GET", path, 1)) {
            return sandbox.links().all().stream().map(json::of).toList();
        }
        if (path.size() == 3) {
            Link link = new Link(path.get(1), path.get(2));
            if (is(request, "PUT", path, 3)) {
                if (sandbox.items().find(link.itemName()) == null) {
                    throw new NotFound();
                }
                sandbox.links().add(link, true);
                return null;
            }
            if (is(request, "DELETE", path, 3) && sandbox.links().remove(link)) {
                return null;
            }
        }
        throw new NotFound();
    }

    private Object persistence(HttpServletRequest request, List<String> path) {
        if (!is(request, "GET", path, 3) || !"items".equals(path.get(1))) {
            throw new NotFound();
        }
        Item item = sandbox.items().find(path.get(2));
        if (item == null) {
            throw new NotFound();
        }
        List<Map<String, Object>> data = new ArrayList<>();
        sandbox.history().all(item)
                .forEach((time, state) -> data.add(Map.of("time", time.toEpochMilli(), "state", plain(state))));
        return Map.of("name", item.name(), "datapoints", String.valueOf(data.size()), "data", data);
    }

    /** Without the unit, like openHAB: it is the item's. */
    private static String plain(State state) {
        if (state instanceof QuantityType<?> quantity) {
            return quantity.toBigDecimal().toPlainString();
        }
        if (state instanceof DateTimeType time) {
            return String.valueOf(time.getInstant().toEpochMilli());
        }
        return state instanceof DecimalType number ? number.toBigDecimal().toPlainString() : state.toFullString();
    }

    /** The format of openHAB's REST answers. */
    static class Json {
        private final Sandbox sandbox;

        Json(Sandbox sandbox) {
            this.sandbox = sandbox;
        }

        Map<String, Object> of(Thing thing) {
            return object("UID", text(thing.getUID()), "thingTypeUID", text(thing.getThingTypeUID()), "label",
                    sandbox.resolve(thing.getLabel()), "bridgeUID", text(thing.getBridgeUID()), "location",
                    thing.getLocation(), "configuration", new TreeMap<>(thing.getConfiguration().getProperties()),
                    "properties", new TreeMap<>(thing.getProperties()), "channels",
                    thing.getChannels().stream().map(this::of).toList(), "statusInfo", of(thing.getStatusInfo()),
                    "editable", sandbox.things().isEditable(thing.getUID()));
        }

        private Map<String, Object> of(ThingStatusInfo info) {
            return object("status", info.getStatus(), "statusDetail", info.getStatusDetail(), "description",
                    sandbox.resolve(info.getDescription()));
        }

        private Map<String, Object> of(Channel channel) {
            return object("uid", text(channel.getUID()), "id", channel.getUID().getId(), "channelTypeUID",
                    text(channel.getChannelTypeUID()), "itemType", channel.getAcceptedItemType(), "kind",
                    channel.getKind(), "label", sandbox.resolve(channel.getLabel()), "description",
                    sandbox.resolve(channel.getDescription()));
        }

        Map<String, Object> of(Item item) {
            return object("state", item.state().toFullString(), "displayState", sandbox.display(item), "unitSymbol",
                    text(sandbox.items().unitOf(item)), "editable", item.isEditable(), "type", item.type(), "name",
                    item.name(), "label", item.definition().label());
        }

        Map<String, Object> of(Link link) {
            return object("itemName", link.itemName(), "channelUID", link.channelUID(), "configuration", Map.of(),
                    "editable", sandbox.links().isEditable(link));
        }

        Map<String, Object> of(InboxEntry entry) {
            return object("bridgeUID", entry.bridgeUID(), "flag", entry.flag(), "label", sandbox.resolve(entry.label()),
                    "properties", entry.properties(), "representationProperty", entry.representationProperty(),
                    "thingUID", entry.thingUID(), "thingTypeUID", entry.thingTypeUID());
        }

        /** The same with translated references to texts. */
        @Nullable
        Object resolved(@Nullable Object json) {
            if (json instanceof Map<?, ?> object) {
                Map<Object, @Nullable Object> resolved = new LinkedHashMap<>();
                object.forEach((name, value) -> resolved.put(name, resolved(value)));
                return resolved;
            }
            if (json instanceof List<?> list) {
                return list.stream().map(this::resolved).toList();
            }
            return json instanceof String text ? sandbox.resolve(text) : json;
        }

        private static @Nullable String text(@Nullable Object uid) {
            return uid == null ? null : uid.toString();
        }

        /** An object of alternating names and values, without null values. */
        private static Map<String, Object> object(@Nullable Object... namesAndValues) {
            Map<String, Object> json = new LinkedHashMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                Object value = namesAndValues[i + 1];
                if (value != null) {
                    json.put(String.valueOf(namesAndValues[i]), value);
                }
            }
            return json;
        }
    }
}
