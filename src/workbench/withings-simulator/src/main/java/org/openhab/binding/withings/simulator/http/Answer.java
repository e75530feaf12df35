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
import org.openhab.binding.withings.simulator.http.Answer.Status;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * One HTTP answer: the envelope of an API answer, or the text of anything else.
 *
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

    public static Answer ok(JsonElement body) {
        JsonObject envelope = Json.object("status", Status.OK, "body", body);
        return new Answer(200, Map.of("Content-Type", JSON), envelope, null);
    }

    /** An API error, with HTTP 200 except for a missing scope. */
    public static Answer error(int status, String error) {
        return error(status == Status.INSUFFICIENT_SCOPE ? 403 : 200, status, new JsonObject(), error);
    }

    /** Status 601 with the seconds to wait. */
    public static Answer tooManyRequests(long seconds, String error) {
        JsonObject body = new JsonObject();
        body.addProperty("wait_seconds", seconds);
        return error(200, Status.TOO_MANY_REQUESTS, body, error);
    }

    private static Answer error(int httpStatus, int status, JsonObject body, String error) {
        JsonObject envelope = Json.object("status", status, "body", body, "error", error);
        return new Answer(httpStatus, Map.of("Content-Type", JSON), envelope, null);
    }

    /** A page that may not load external resources or run scripts. */
    public static Answer html(int httpStatus, String html) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", HTML);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
        headers.put("Referrer-Policy", "no-referrer");
        return new Answer(httpStatus, headers, null, html);
    }

    /** A redirect that the browser follows with GET. */
    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location, "Cache-Control", "no-store", "Referrer-Policy",
                "no-referrer"), null, "");
    }

    public Answer withEnvelope(JsonObject other) {
        return new Answer(httpStatus, headers, other, null);
    }

    /** The status of the envelope, -1 if this is no API answer. */
    public int status() {
        JsonObject json = envelope;
        return json == null ? -1 : (int) Json.number(json, "status", -1);
    }

    public byte[] bytes() {
        JsonObject json = envelope;
        String content = json != null ? Json.write(json) : text;
        return content == null ? new byte[0] : content.getBytes(StandardCharsets.UTF_8);
    }

    /** HTTP status, envelope status and error in one line. */
    public String summary() {
        JsonObject json = envelope;
        String error = json == null ? null : Json.text(json, "error");
        return "HTTP " + httpStatus + ", status " + status() + (error == null ? "" : ": " + error);
    }

    /** Status codes of the envelope. Source: Withings reference, Response status, and recorded answers. */
    public static final class Status {
        public static final int OK = 0;
        public static final int UNAUTHENTICATED = 401;
        public static final int INSUFFICIENT_SCOPE = 403;
        public static final int INVALID_PARAMS = 503;
        public static final int NO_SUCH_SUBSCRIPTION = 286;
        public static final int CALLBACK_URL = 293;
        public static final int NOT_DELETED = 294;
        public static final int COMMENT = 304;
        public static final int SIGNATURE = 342;
        public static final int TOO_MANY_REQUESTS = 601;
        public static final int UNKNOWN_ACTION = 2554;

        private Status() {
        }
    }

    /** Rejects a request with an error answer. */
    public static final class Rejection extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Answer answer;

        public Rejection(Answer answer) {
            super(answer.summary(), null, false, false);
            this.answer = answer;
        }

        public Rejection(int status, String error) {
            this(Answer.error(status, error));
        }

        public static Rejection invalidParams(String detail) {
            return new Rejection(Status.INVALID_PARAMS, "Invalid Params: " + detail);
        }

        public Answer answer() {
            return answer;
        }
    }
}
