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
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/**
 * Stores the tokens of an account's people, encrypted with openHAB's cipher. A person whose entry cannot be read has to
 * consent again.
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
     * @param accessToken sent with every call; valid for about three hours
     * @param refreshToken gets the next tokens; valid for a year
     * @param previousRefreshToken the refresh token that got these tokens; Withings accepts it until the access token
     *            is used for the first time. Null after that
     * @param issued when the tokens were requested
     * @param expires when the access token expires
     * @param scopes the granted scopes, by Withings' names
     */
    public record Tokens(String userId, String accessToken, String refreshToken, @Nullable String previousRefreshToken,
            Instant issued, Instant expires, Set<String> scopes) {

        public Tokens {
            Objects.requireNonNull(userId);
            Objects.requireNonNull(refreshToken);
            // entries that other versions stored may lack what the next renewal brings anyway
            accessToken = Objects.requireNonNullElse(accessToken, "");
            issued = Objects.requireNonNullElse(issued, Instant.EPOCH);
            expires = Objects.requireNonNullElse(expires, Instant.EPOCH);
            scopes = Set.copyOf(Objects.requireNonNullElse(scopes, Set.of()));
        }

        /** Tokens stay out of logs. */
        @Override
        public String toString() {
            return "Tokens[expires=" + expires + ", scopes=" + scopes + "]";
        }

        Tokens withPreviousRefreshToken(@Nullable String token) {
            return new Tokens(userId, accessToken, refreshToken, token, issued, expires, scopes);
        }

        Tokens withRefreshToken(String token) {
            return new Tokens(userId, accessToken, token, previousRefreshToken, issued, expires, scopes);
        }
    }

    /**
     * @param storage may be shared with other accounts
     */
    public TokenStore(SealedStorage storage, String accountUID) {
        this.storage = storage;
        this.prefix = accountUID + "/";
    }

    /**
     * @throws IllegalStateException if the tokens cannot be encrypted; nothing is stored then
     */
    public void save(Tokens tokens) {
        synchronized (storage) {
            storage.put(prefix + tokens.userId(), GSON.toJson(tokens));
        }
    }

    /**
     * Stores renewed tokens, unless the person was removed or got other tokens meanwhile.
     *
     * @throws IllegalStateException if the tokens cannot be encrypted; nothing is stored then
     */
    void replace(Tokens old, Tokens renewed) {
        synchronized (storage) {
            Tokens stored = load(old.userId());
            if (stored != null && stored.refreshToken().equals(old.refreshToken())) {
                save(renewed);
            }
        }
    }

    /**
     * @return the person's tokens, null if there are none or they cannot be read
     */
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

    /**
     * Removes the tokens of all people of the account. Needs no connection to Withings.
     */
    public void removeAll() {
        people().forEach(this::remove);
    }

    /**
     * @return the people who have an entry, readable or not
     */
    public Set<String> people() {
        return storage.keys().stream().filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length())).collect(Collectors.toUnmodifiableSet());
    }
}
