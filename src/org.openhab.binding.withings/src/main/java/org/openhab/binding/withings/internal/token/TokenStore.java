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
package org.openhab.binding.withings.internal.token;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.AnswerReader;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.stream.JsonWriter;

/**
 * Keeps the tokens of an account's people in openHAB's storage, encrypted with openHAB's cipher. A refresh token is all
 * that is needed of an entry: it gets the rest. An entry without one that can be read, because it is damaged, was
 * encrypted with another key or written in another form, counts as a person who needs to consent again.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TokenStore {
    /** The form of an entry; to be raised when an older add-on could not make sense of it. */
    private static final int VERSION = 1;

    private final Logger logger = LoggerFactory.getLogger(TokenStore.class);
    private final SealedStorage storage;
    private final String prefix;

    /**
     * @param storage may be shared with other accounts
     * @param accountUID tells this account's entries from theirs
     */
    public TokenStore(SealedStorage storage, String accountUID) {
        this.storage = storage;
        this.prefix = accountUID + "/";
    }

    /**
     * @throws IllegalStateException when the tokens cannot be encrypted; nothing is stored then
     */
    public void save(Tokens tokens) {
        storage.put(prefix + tokens.userId(), write(tokens));
    }

    /**
     * @return the person's tokens, null when there are none or they cannot be read
     */
    public @Nullable Tokens load(String userId) {
        String text = storage.get(prefix + userId);
        Tokens tokens = null;
        try {
            tokens = text == null ? null : read(userId, text);
        } catch (IOException | RuntimeException e) {
            // the message may repeat parts of the text
            logger.debug("Stored tokens cannot be read: {}", e.getClass().getSimpleName());
        }
        return tokens;
    }

    public void remove(String userId) {
        storage.remove(prefix + userId);
    }

    /**
     * @return the people who have an entry, readable or not
     */
    public Set<String> people() {
        return storage.keys().stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length())).collect(Collectors.toUnmodifiableSet());
    }

    private static String write(Tokens tokens) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name("version").value(VERSION);
            json.name("userId").value(tokens.userId());
            json.name("accessToken").value(tokens.accessToken());
            json.name("refreshToken").value(tokens.refreshToken());
            json.name("previousRefreshToken").value(tokens.previousRefreshToken());
            json.name("issued").value(tokens.issued().getEpochSecond());
            json.name("expires").value(tokens.expires().getEpochSecond());
            json.name("scopes").beginArray();
            for (String scope : tokens.scopes()) {
                json.value(scope);
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory does not fail", e);
        }
        return text.toString();
    }

    private static @Nullable Tokens read(String userId, String text) throws IOException {
        int version = VERSION;
        String owner = userId;
        String accessToken = null;
        String refreshToken = null;
        String previousRefreshToken = null;
        Instant issued = null;
        Instant expires = null;
        Set<String> scopes = new HashSet<>();
        try (AnswerReader in = new AnswerReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            in.object();
            while (in.nextField()) {
                switch (in.field()) {
                    case "version" -> version = Objects.requireNonNullElse(in.smallInteger(), VERSION);
                    case "userId" -> owner = in.text();
                    case "accessToken" -> accessToken = in.text();
                    case "refreshToken" -> refreshToken = in.text();
                    case "previousRefreshToken" -> previousRefreshToken = in.text();
                    case "issued" -> issued = in.time();
                    case "expires" -> expires = in.time();
                    case "scopes" -> {
                        in.list();
                        while (in.nextElement()) {
                            String scope = in.text();
                            if (scope != null) {
                                scopes.add(scope);
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            in.end();
        }
        if (version > VERSION || !userId.equals(owner) || refreshToken == null) {
            return null;
        }
        // an access token of unknown life is renewed before it is used
        Instant begin = Objects.requireNonNullElse(issued, Instant.EPOCH);
        return new Tokens(userId, Objects.requireNonNullElse(accessToken, ""), refreshToken, previousRefreshToken,
                begin,
                accessToken == null || expires == null ? begin : expires, scopes);
    }
}
