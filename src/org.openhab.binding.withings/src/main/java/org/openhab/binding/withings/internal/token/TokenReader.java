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

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.AnswerReader;
import org.openhab.binding.withings.internal.cloud.BodyReader;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;

/**
 * Reads new tokens, which Withings wraps into a body (Withings reference, OAuth2 - Get your access token).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class TokenReader implements BodyReader<Tokens> {
    private static final Duration USUAL_LIFETIME = Duration.ofHours(3);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(366);

    private final Instant asked;
    private final @Nullable Tokens before;
    private @Nullable String userId;
    private @Nullable String accessToken;
    private @Nullable String refreshToken;
    private @Nullable Long lifetime;
    private @Nullable String scopes;

    /**
     * @param asked when the tokens were asked for
     * @param before the tokens that are to be replaced, null for a new consent
     */
    TokenReader(Instant asked, @Nullable Tokens before) {
        this.asked = asked;
        this.before = before;
    }

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        switch (name) {
            case "userid" -> userId = in.text();
            case "access_token" -> accessToken = in.text();
            case "refresh_token" -> refreshToken = in.text();
            case "expires_in" -> lifetime = in.integer();
            case "scope" -> scopes = in.text();
            default -> in.skip();
        }
    }

    @Override
    public Tokens result() throws WithingsException {
        Tokens old = before;
        String person = present(userId, old == null ? null : old.userId());
        String access = present(accessToken, null);
        String refresh = present(refreshToken, old == null ? null : old.refreshToken());
        if (person == null || access == null || refresh == null) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer lacks tokens or the person they are for");
        }
        if (old != null && !person.equals(old.userId())) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has the tokens of another person");
        }
        String allowed = scopes;
        return new Tokens(person, access, refresh, old == null ? null : old.refreshToken(), asked,
                asked.plus(lifetime()), allowed != null ? split(allowed) : old != null ? old.scopes() : Set.of());
    }

    private static @Nullable String present(@Nullable String text, @Nullable String otherwise) {
        return text == null || text.isBlank() ? otherwise : text;
    }

    private Duration lifetime() {
        Long seconds = lifetime;
        if (seconds == null || seconds <= 0) {
            return USUAL_LIFETIME;
        }
        return Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds()));
    }

    private static Set<String> split(String scopes) {
        return Arrays.stream(scopes.split("[,\\s]+")).filter(Predicate.not(String::isBlank))
                .collect(Collectors.toSet());
    }
}
