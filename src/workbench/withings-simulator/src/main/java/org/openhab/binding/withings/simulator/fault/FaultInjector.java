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
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.Exchange;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.http.Status;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Ends exchanges in the way a fault says.
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

    private FaultInjector() {
    }

    /**
     * Ends an exchange.
     *
     * @param rightAnswer makes the request take effect and answers it; called only if the fault is one of the answer
     * @return what the client got or should have got
     */
    public static Answer end(Exchange exchange, ActiveFault active, Supplier<Answer> rightAnswer) throws IOException {
        return switch (active.fault().kind()) {
            case RESET -> {
                exchange.reset();
                yield nothing();
            }
            case HANG -> {
                exchange.hang();
                yield nothing();
            }
            case ANSWER_LOST -> {
                Answer answer = rightAnswer.get();
                exchange.reset();
                yield answer;
            }
            case HALF_ANSWER -> {
                Answer answer = rightAnswer.get();
                exchange.sendHalf(answer);
                yield answer;
            }
            case GZIP_GARBAGE -> {
                Answer answer = rightAnswer.get();
                exchange.send(answer, Map.of("Content-Encoding", "gzip"), "no gzip at all".getBytes(
                        StandardCharsets.UTF_8));
                yield answer;
            }
            case OVERSIZED -> {
                Answer answer = rightAnswer.get();
                exchange.send(answer, Map.of(), oversized(answer));
                yield answer;
            }
            case GZIP_BOMB -> {
                Answer answer = rightAnswer.get();
                exchange.send(answer, Map.of("Content-Encoding", "gzip"), gzipBomb());
                yield answer;
            }
            case MILLION_ROWS -> {
                Answer answer = rightAnswer.get();
                exchange.send(answer, Map.of(), millionRows());
                yield answer;
            }
            case DEEP_NESTING -> {
                Answer answer = rightAnswer.get();
                exchange.send(answer, Map.of(), ("{\"status\":0,\"body\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH)
                        + "}").getBytes(StandardCharsets.UTF_8));
                yield answer;
            }
            default -> {
                Answer answer = answer(active, rightAnswer);
                exchange.send(answer);
                yield answer;
            }
        };
    }

    private static Answer answer(ActiveFault active, Supplier<Answer> rightAnswer) {
        return switch (active.fault().kind()) {
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
        return answer.withEnvelope(switch (kind) {
            case EMPTY_ARRAY_BODY -> Distortion.withoutBody(true);
            case NO_BODY -> Distortion.withoutBody(false);
            case NULL_VALUES -> Distortion.withValues(envelope, Distortion.nothing());
            case NEGATIVE_VALUES -> Distortion.withValues(envelope, new JsonPrimitive(-1));
            case UNKNOWN_TYPES -> Distortion.withUnknownKinds(envelope);
            default -> throw new IllegalArgumentException(kind + " does not change answers");
        });
    }

    private static byte[] oversized(Answer answer) {
        JsonObject envelope = answer.envelope();
        String content = envelope == null ? "{}" : Json.write(envelope);
        byte[] head = content.substring(0, content.length() - 1).getBytes(StandardCharsets.UTF_8);
        byte[] start = (head.length > 1 ? ",\"padding\":\"" : "\"padding\":\"").getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[OVERSIZE];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(start, 0, bytes, head.length, start.length);
        bytes[OVERSIZE - 2] = '"';
        bytes[OVERSIZE - 1] = '}';
        return bytes;
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

    /** Whatever a service calls its rows. */
    private static byte[] millionRows() {
        String rows = ":[0" + ",0".repeat(MILLION - 1) + "]";
        return ("{\"status\":0,\"body\":{\"measuregrps\"" + rows + ",\"activities\"" + rows + ",\"series\"" + rows
                + ",\"devices\"" + rows + ",\"profiles\"" + rows + "}}").getBytes(StandardCharsets.UTF_8);
    }

    private static Answer page(int httpStatus, String title) {
        return Answer.html(httpStatus,
                "<!DOCTYPE html><html><head><title>" + title + "</title></head><body>" + title + "</body></html>");
    }

    private static Answer nothing() {
        return new Answer(0, Map.of(), null, null);
    }
}
