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
package org.openhab.binding.withings.internal.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

/**
 * Reads one kind of answer: the envelope <code>{"status": 0, "body": {…}}</code> in which every answer comes (Withings
 * reference, Response status), and its body. The text that may come as "error" is ignored, because it can repeat
 * secrets that were sent. Immutable.
 *
 * @param <T> what the body becomes
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class BodyType<T> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BodyType.class);

    private final Reading<T> reading;

    private interface Reading<T> {
        T read(byte[] json) throws WithingsException;
    }

    /** Turns a body as it is written into what the add-on works with. */
    interface Mapping<B, T> {
        T apply(B body) throws WithingsException;
    }

    private BodyType(Reading<T> reading) {
        this.reading = reading;
    }

    static <B, T> BodyType<T> of(Class<B> body, Mapping<B, T> mapping) {
        return of(TypeToken.get(body), mapping);
    }

    private static <B, T> BodyType<T> of(TypeToken<B> body, Mapping<B, T> mapping) {
        return new BodyType<>(json -> mapping.apply(body(json, body)));
    }

    /**
     * @param row what a row is read into
     * @param mapping gives null for a row in which something indispensable is missing
     */
    @SuppressWarnings("unchecked")
    static <W, R> BodyType<Page<R>> pageOf(Class<W> row, BiFunction<W, Wire.Rows<W>, @Nullable R> mapping) {
        TypeToken<Wire.Rows<W>> rows = (TypeToken<Wire.Rows<W>>) TypeToken.getParameterized(Wire.Rows.class, row);
        return of(rows, body -> {
            List<R> mapped = new ArrayList<>();
            List<W> written = Objects.requireNonNullElse(body.rows(), List.of());
            for (W one : written) {
                R result = one == null ? null : mapping.apply(one, body);
                if (result != null) {
                    mapped.add(result);
                }
            }
            if (mapped.size() < written.size()) {
                LOGGER.debug("{} rows could not be read and were skipped", written.size() - mapped.size());
            }
            boolean more = Boolean.TRUE.equals(body.more());
            if (more && body.offset() == null) {
                throw new WithingsException(Failure.MALFORMED_ANSWER, "Withings promises more pages without an offset");
            }
            return new Page<>(mapped, more ? body.offset() : null);
        });
    }

    /**
     * @param json what came with HTTP 200
     * @throws WithingsException if the status is not 0 or the answer is malformed
     */
    public T read(byte[] json) throws WithingsException {
        return reading.read(json);
    }

    private static <B> B body(byte[] json, TypeToken<B> type) throws WithingsException {
        try {
            Wire.Answer<B> answer = answer(json, type);
            Integer status = answer == null ? null : answer.status();
            if (answer == null || status == null) {
                throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has no status");
            }
            Failure failure = WithingsStatus.family(status);
            if (failure != null) {
                Wire.Answer<Wire.Refusal> refused = answer(json, TypeToken.get(Wire.Refusal.class));
                Wire.Refusal refusal = refused == null ? null : refused.body();
                throw new WithingsException(failure, "Withings answered with status " + status, status,
                        duration(refusal == null ? null : refusal.waitSeconds()), null);
            }
            // a body that is missing, null or [] counts as one without fields
            B body = answer.body();
            return body != null ? body : Objects.requireNonNull(Json.read(new StringReader("{}"), type));
        } catch (IOException | JsonParseException e) {
            // Gson's own messages repeat names of fields, which may be times or identifiers
            throw new WithingsException(Failure.MALFORMED_ANSWER,
                    "The answer cannot be read as JSON: " + e.getClass().getSimpleName());
        }
    }

    @SuppressWarnings("unchecked")
    private static <B> Wire.@Nullable Answer<B> answer(byte[] json, TypeToken<B> body) throws IOException {
        TypeToken<Wire.Answer<B>> type = (TypeToken<Wire.Answer<B>>) TypeToken.getParameterized(Wire.Answer.class,
                body.getType());
        return Json.read(new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8), type);
    }

    private static @Nullable Duration duration(@Nullable Long seconds) {
        return seconds == null || seconds < 0 || seconds > Integer.MAX_VALUE ? null : Duration.ofSeconds(seconds);
    }
}
