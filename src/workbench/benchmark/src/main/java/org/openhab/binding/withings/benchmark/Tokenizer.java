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
package org.openhab.binding.withings.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;

/**
 * What everything is compared with: Gson's streaming tokenizer, that takes each token of an answer and does nothing
 * with
 * it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Tokenizer {

    private Tokenizer() {
    }

    /**
     * @return the number of tokens
     */
    public static long countTokens(byte[] answer) throws IOException {
        long tokens = 0;
        try (JsonReader json = new JsonReader(
                new InputStreamReader(new ByteArrayInputStream(answer), StandardCharsets.UTF_8))) {
            for (JsonToken token = json.peek(); token != JsonToken.END_DOCUMENT; token = json.peek()) {
                tokens++;
                switch (token) {
                    case BEGIN_ARRAY -> json.beginArray();
                    case END_ARRAY -> json.endArray();
                    case BEGIN_OBJECT -> json.beginObject();
                    case END_OBJECT -> json.endObject();
                    case NAME -> json.nextName();
                    case STRING, NUMBER -> json.nextString();
                    case BOOLEAN -> json.nextBoolean();
                    case NULL -> json.nextNull();
                    default -> throw new IOException("Unexpected " + token);
                }
            }
        }
        return tokens;
    }
}
