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
package org.openhab.binding.withings.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * One HTTP answer: Withings' envelope or a page.
 *
 * @param httpStatus the HTTP status code
 * @param headers header fields besides the length
 * @param envelope the JSON tree of an API answer, null for anything else
 * @param text the text of anything else, null for an API answer
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Answer(int httpStatus, Map<String, String> headers, @Nullable JsonObject envelope,
        @Nullable String text) {

    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    public Answer {
        headers = Map.copyOf(headers);
    }

    /**
     * @param body what goes into the envelope; Withings writes empty objects as {@code []}, so any element will do
     * @return a successful API answer
     */
    public static Answer ok(JsonElement body) {
        JsonObject envelope = new JsonObject();
        envelope.addProperty("status", Status.OK);
        envelope.add("body", body);
        return new Answer(200, Map.of("Content-Type", JSON), envelope, null);
    }

    /**
     * @return an API error, which comes with HTTP 200 except for a missing scope
     */
    public static Answer error(int status, String error) {
        return error(status == Status.INSUFFICIENT_SCOPE ? 403 : 200, status, new JsonObject(), error);
    }

    /**
     * @param seconds what the client is told to wait
     * @param error why
     * @return "too many requests", as Withings words it
     */
    public static Answer tooManyRequests(long seconds, String error) {
        JsonObject body = new JsonObject();
        body.addProperty("wait_seconds", seconds);
        return error(200, Status.TOO_MANY_REQUESTS, body, error);
    }

    private static Answer error(int httpStatus, int status, JsonObject body, String error) {
        JsonObject envelope = new JsonObject();
        envelope.addProperty("status", status);
        envelope.add("body", body);
        envelope.addProperty("error", error);
        return new Answer(httpStatus, Map.of("Content-Type", JSON), envelope, null);
    }

    /**
     * @return a page; nothing on it may be loaded from elsewhere or run
     */
    public static Answer html(int httpStatus, String html) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", HTML);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        headers.put("Referrer-Policy", "no-referrer");
        return new Answer(httpStatus, headers, null, html);
    }

    /**
     * @return a redirect that the browser follows with GET
     */
    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location, "Cache-Control", "no-store", "Referrer-Policy",
                "no-referrer"), null, "");
    }

    /**
     * @return the same answer with another envelope
     */
    public Answer withEnvelope(JsonObject other) {
        return new Answer(httpStatus, headers, other, null);
    }

    /**
     * @return the status of the envelope, -1 if this is no API answer
     */
    public int status() {
        JsonObject json = envelope;
        return json == null ? -1 : (int) Json.number(json, "status", -1);
    }

    /**
     * @return the bytes to send
     */
    public byte[] bytes() {
        JsonObject json = envelope;
        String content = json != null ? Json.write(json) : text;
        return content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @return HTTP status, envelope status and error in one line
     */
    public String summary() {
        JsonObject json = envelope;
        String error = json == null ? null : Json.text(json, "error");
        return "HTTP " + httpStatus + ", status " + status() + (error == null ? "" : ": " + error);
    }
}
