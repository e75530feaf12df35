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
package org.openhab.binding.withings.internal.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Secrets that each serve once, for five minutes, and only in the browser that they were made for. There are never more
 * than a household needs, whatever comes.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OneTimeSecrets<T> {

    static final Duration LIFETIME = Duration.ofMinutes(5);
    /** More than a household ever has open; a flood costs this much memory and no more. */
    static final int MOST_PENDING = 64;
    /** Someone who presses the button again and again pushes out only the own older secrets. */
    static final int MOST_PENDING_OF_A_BROWSER = 4;

    private static final int SECRET_BYTES = 32;

    private record Pending<T> (byte[] secret, byte[] browser, T purpose, Instant expires) {}

    /** Says no to a purpose for which the secret was not made. */
    @FunctionalInterface
    interface Check<T> {
        void check(T purpose) throws ProblemException;
    }

    private final Clock clock;
    private final SecureRandom random;
    /** In the order in which they were made. */
    private final List<Pending<T>> pending = new ArrayList<>();

    OneTimeSecrets(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param browser what tells this browser from others
     * @param purpose what the secret is for
     * @return the secret, in characters that need no encoding in a URL
     * @throws ProblemException {@link Problem#TOO_MANY_PENDING}
     */
    synchronized String issue(String browser, T purpose) throws ProblemException {
        Instant now = clock.instant();
        byte[] browserBytes = bytes(browser);
        pending.removeIf(one -> !now.isBefore(one.expires()));
        List<Pending<T>> ofTheBrowser = pending.stream()
                .filter(one -> MessageDigest.isEqual(one.browser(), browserBytes)).toList();
        if (ofTheBrowser.size() >= MOST_PENDING_OF_A_BROWSER) {
            pending.remove(ofTheBrowser.get(0));
        }
        if (pending.size() >= MOST_PENDING) {
            throw new ProblemException(Problem.TOO_MANY_PENDING);
        }
        byte[] secretBytes = new byte[SECRET_BYTES];
        random.nextBytes(secretBytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(secretBytes);
        pending.add(new Pending<>(bytes(secret), browserBytes, purpose, now.plus(LIFETIME)));
        return secret;
    }

    /**
     * Takes what the secret is for, so that it serves nobody again. A secret of another browser stays: only its own
     * browser can use it up.
     *
     * @param check whether the secret may serve here; it stays if not
     * @throws ProblemException if there is no such secret, it is too old or another browser's, or the check says no
     */
    synchronized T take(String secret, @Nullable String browser, Check<T> check) throws ProblemException {
        byte[] secretBytes = bytes(secret);
        Pending<T> found = null;
        for (Pending<T> one : pending) {
            // looks at all of them, so that the time it takes tells nothing
            if (MessageDigest.isEqual(one.secret(), secretBytes)) {
                found = one;
            }
        }
        if (found == null) {
            throw new ProblemException(Problem.STATE_UNKNOWN);
        }
        if (browser == null || !MessageDigest.isEqual(found.browser(), bytes(browser))) {
            throw new ProblemException(Problem.FOREIGN_BROWSER);
        }
        check.check(found.purpose());
        pending.remove(found);
        if (!clock.instant().isBefore(found.expires())) {
            throw new ProblemException(Problem.STATE_EXPIRED);
        }
        return found.purpose();
    }

    synchronized int size() {
        return pending.size();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
