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

import java.time.Instant;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a person's consent is worth to us (Withings reference, OAuth2 - Get your access token).
 *
 * @param userId Withings' number of the person
 * @param accessToken is sent with every call, for about three hours
 * @param refreshToken gets the next tokens; lives for a year
 * @param previousRefreshToken the refresh token that got these tokens; Withings still takes it as long as the access
 *            token has never been used. Null once that is so
 * @param issued when the tokens were asked for
 * @param expires when the access token ends
 * @param scopes what the person allowed, by Withings' names
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Tokens(String userId, String accessToken, String refreshToken, @Nullable String previousRefreshToken,
        Instant issued, Instant expires, Set<String> scopes) {

    public Tokens {
        scopes = Set.copyOf(scopes);
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
