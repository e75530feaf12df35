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

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/**
 * Stores the tokens of an account's people, encrypted. A person whose entry cannot be read has to consent again.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TokenStore {
    private static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(Instant.class,
                    (JsonSerializer<Instant>) (time, type, context) -> new JsonPrimitive(time.getEpochSecond()))
            .registerTypeAdapter(Instant.class,
                    (JsonDeserializer<Instant>) (json, type, context) -> Instant.ofEpochSecond(json.getAsLong()))
            .create();

    private final Logger logger = LoggerFactory.getLogger(TokenStore.class);
    private final SealedStorage storage;
    private final String prefix;

    /**
     * The tokens of a person's consent (Withings reference, OAuth2 - Get your access token).
     *
     * @param previousRefreshToken used to get these tokens; valid until the access token is used, then null
     * @param name the name that was entered for the person before the consent, null if none
     */
    public record Tokens(String userId, String accessToken, String refreshToken, @Nullable String previousRefreshToken,
            Instant issued, Instant expires, Set<String> scopes, @Nullable String name) {
        public Tokens {
            // Gson leaves null what is missing in a damaged entry
            Objects.requireNonNull(userId);
            Objects.requireNonNull(accessToken);
            Objects.requireNonNull(refreshToken);
            Objects.requireNonNull(issued);
            Objects.requireNonNull(expires);
            scopes = Set.copyOf(scopes);
        }

        /** Tokens stay out of logs. */
        @Override
        public String toString() {
            return "Tokens[expires=" + expires + ", scopes=" + scopes + "]";
        }

        Tokens withPreviousRefreshToken(@Nullable String token) {
            return new Tokens(userId, accessToken, refreshToken, token, issued, expires, scopes, name);
        }

        Tokens withRefreshToken(String token) {
            return new Tokens(userId, accessToken, token, previousRefreshToken, issued, expires, scopes, name);
        }

        public Tokens withName(@Nullable String entered) {
            return new Tokens(userId, accessToken, refreshToken, previousRefreshToken, issued, expires, scopes,
                    entered);
        }
    }

    public TokenStore(SealedStorage storage, String accountUID) {
        this.storage = storage;
        this.prefix = accountUID + "/";
    }

    /** Throws an {@link IllegalStateException} if the tokens cannot be encrypted; nothing is stored then. */
    public void save(Tokens tokens) {
        synchronized (storage) {
            storage.put(prefix + tokens.userId(), GSON.toJson(tokens));
        }
    }

    /** Same as {@link #save}, unless the person was removed or got other tokens meanwhile. */
    void replace(Tokens old, Tokens renewed) {
        synchronized (storage) {
            Tokens stored = load(old.userId());
            if (stored != null && stored.refreshToken().equals(old.refreshToken())) {
                save(renewed);
            }
        }
    }

    public @Nullable Tokens load(String userId) {
        String text = storage.get(prefix + userId);
        try {
            Tokens tokens = text == null ? null : GSON.fromJson(text, Tokens.class);
            return tokens != null && tokens.userId().equals(userId) ? tokens : null;
        } catch (RuntimeException e) {
            // the message may repeat parts of the text
            logger.debug("Stored tokens cannot be read: {}", e.getClass().getSimpleName());
            return null;
        }
    }

    public void remove(String userId) {
        synchronized (storage) {
            storage.remove(prefix + userId);
        }
    }

    public void removeAll() {
        people().forEach(this::remove);
    }

    /** Returns the IDs of the users that have an entry, readable or not. */
    public Set<String> people() {
        return storage.keys().stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length())).collect(Collectors.toUnmodifiableSet());
    }
}
