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
package org.openhab.binding.withings.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.fault.Faults.ActiveFault;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.Answer.Status;
import org.openhab.binding.withings.simulator.http.Exchange;
import org.openhab.binding.withings.simulator.http.Json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Ends exchanges with a fault.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class FaultInjector {
    private static final int OVERSIZE = 32 * 1024 * 1024;
    private static final int BOMB = 128 * 1024 * 1024;
    private static final int BLANKS = 64 * 1024;
    private static final int MILLION = 1_000_000;
    private static final int DEPTH = 100_000;
    private static final int STATUS_TIMEOUT = 522;
    private static final int STATUS_BAD_STATE = 524;
    private static final int LONGEST_WAIT_DOUBLINGS = 8;
    /** Fields with IDs, types or times, not measured values. */
    private static final Set<String> NO_VALUES = Set.of("status", "grpid", "date", "created", "modified", "startdate",
            "enddate", "timestamp", "id", "type", "unit", "category", "attrib", "offset", "more", "updatetime",
            "signalid", "expires", "appli", "userid", "expires_in", "model", "modelid", "model_id", "state", "brand",
            "position", "algo", "fm", "first_session_date", "last_session_date", "wait_seconds");
    private static final Map<String, JsonPrimitive> UNKNOWN = Map.of("type", new JsonPrimitive(9_001), "attrib",
            new JsonPrimitive(4_711), "category", new JsonPrimitive(9_999), "state", new JsonPrimitive(42), "model_id",
            new JsonPrimitive(8_888), "modelid", new JsonPrimitive(8_888), "position", new JsonPrimitive(99));
    private static final Map<String, String> GZIP = Map.of("Content-Encoding", "gzip");
    private static final Answer NO_ANSWER = new Answer(0, Map.of(), null, null);

    private FaultInjector() {
    }

    /** Ends an exchange in the way of a fault. */
    public static void end(Exchange exchange, FaultKind kind, Answer answer) throws IOException {
        switch (kind) {
            case RESET, ANSWER_LOST -> exchange.reset();
            case HANG -> exchange.hang();
            case HALF_ANSWER -> exchange.sendHalf(answer);
            case GZIP_GARBAGE -> exchange.send(answer, GZIP, bytes("no gzip at all"));
            case GZIP_BOMB -> exchange.send(answer, GZIP, gzipBomb());
            case OVERSIZED -> exchange.send(answer, Map.of(), oversized(answer));
            case MILLION_ROWS -> exchange.send(answer, Map.of(), millionRows());
            case DEEP_NESTING -> exchange.send(answer, Map.of(),
                    bytes("{\"status\":0,\"body\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}"));
            default -> exchange.send(answer);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the answer of a fault; without one, the request has no effect, and the HTTP status is 0. */
    public static Answer answer(ActiveFault active, Supplier<Answer> rightAnswer) {
        return switch (active.fault().kind()) {
            case RESET, HANG -> NO_ANSWER;
            case HTTP_403 -> page(403, "Forbidden");
            case HTTP_429 -> page(429, "Too Many Requests");
            case HTTP_500 -> page(500, "Internal Server Error");
            case HTTP_502 -> page(502, "Bad Gateway");
            case HTTP_503 -> page(503, "Service Unavailable");
            case HTML_PAGE -> page(200, "Sorry, we are working on it");
            case TOO_MANY_REQUESTS -> Answer.tooManyRequests(
                    5L << Math.min(active.count() - 1, LONGEST_WAIT_DOUBLINGS), "Too many requests");
            case UNAUTHENTICATED, UNAUTHENTICATED_WHILE_PAGING -> Answer.error(Status.UNAUTHENTICATED,
                    "XRequestID: Not provided invalid_token: The access token provided is invalid");
            case INVALID_PARAMS -> Answer.error(Status.INVALID_PARAMS, "Invalid Params");
            case TIMEOUT -> Answer.error(STATUS_TIMEOUT, "Timeout");
            case BAD_STATE -> Answer.error(STATUS_BAD_STATE, "Bad state");
            default -> distorted(active.fault().kind(), rightAnswer.get());
        };
    }

    private static Answer distorted(FaultKind kind, Answer answer) {
        JsonObject envelope = answer.envelope();
        if (envelope == null) {
            return answer;
        }
        return switch (kind) {
            case EMPTY_ARRAY_BODY -> answer.withEnvelope(Json.object("status", 0, "body", new JsonArray()));
            case NO_BODY -> answer.withEnvelope(Json.object("status", 0));
            case NULL_VALUES -> answer.withEnvelope(withValues(envelope, JsonNull.INSTANCE));
            case NEGATIVE_VALUES -> answer.withEnvelope(withValues(envelope, new JsonPrimitive(-1)));
            case UNKNOWN_TYPES -> answer.withEnvelope(withUnknownKinds(envelope));
            default -> answer;
        };
    }

    private static byte[] oversized(Answer answer) {
        String content = new String(answer.bytes(), StandardCharsets.UTF_8);
        String start = content.substring(0, content.length() - 1) + ",\"padding\":\"";
        return bytes(start + "x".repeat(OVERSIZE - bytes(start).length - 2) + "\"}");
    }

    private static byte[] gzipBomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] blanks = new byte[BLANKS];
        Arrays.fill(blanks, (byte) ' ');
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < BOMB / BLANKS; i++) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** The rows of an answer, whatever their name. */
    private static byte[] millionRows() {
        String rows = ":[0" + ",0".repeat(MILLION - 1) + "]";
        return bytes("{\"status\":0,\"body\":{\"measuregrps\"" + rows + ",\"activities\"" + rows + ",\"series\"" + rows
                + ",\"devices\"" + rows + ",\"profiles\"" + rows + "}}");
    }

    private static Answer page(int httpStatus, String title) {
        return Answer.html(httpStatus,
                "<!DOCTYPE html><html><head><title>" + title + "</title></head><body>" + title + "</body></html>");
    }

    private static JsonObject withValues(JsonObject envelope, JsonElement value) {
        return object(envelope, value);
    }

    private static JsonObject object(JsonObject object, JsonElement value) {
        JsonObject changed = new JsonObject();
        object.entrySet().forEach(entry -> {
            JsonElement member = entry.getValue();
            boolean number = member.isJsonPrimitive() && member.getAsJsonPrimitive().isNumber();
            changed.add(entry.getKey(),
                    number && !NO_VALUES.contains(entry.getKey()) ? value : element(member, value));
        });
        return changed;
    }

    private static JsonElement element(JsonElement element, JsonElement value) {
        if (element.isJsonObject()) {
            return object(element.getAsJsonObject(), value);
        }
        if (element.isJsonArray()) {
            JsonArray changed = new JsonArray();
            element.getAsJsonArray().forEach(member -> changed.add(element(member, value)));
            return changed;
        }
        return element;
    }

    /** Sets undocumented kinds in every other object of an array. */
    private static JsonObject withUnknownKinds(JsonObject envelope) {
        JsonObject changed = envelope.deepCopy();
        makeUnknown(changed, new AtomicInteger());
        return changed;
    }

    private static void makeUnknown(JsonElement element, AtomicInteger rows) {
        if (element.isJsonArray()) {
            for (JsonElement row : element.getAsJsonArray()) {
                if (row.isJsonObject() && rows.incrementAndGet() % 2 == 0) {
                    JsonObject object = row.getAsJsonObject();
                    UNKNOWN.forEach((name, kind) -> {
                        if (object.has(name)) {
                            boolean text = object.get(name).isJsonPrimitive()
                                    && object.get(name).getAsJsonPrimitive().isString();
                            object.add(name, text ? new JsonPrimitive("Something New") : kind);
                        }
                    });
                }
                makeUnknown(row, rows);
            }
        } else if (element.isJsonObject()) {
            element.getAsJsonObject().entrySet().forEach(entry -> makeUnknown(entry.getValue(), rows));
        }
    }
}
