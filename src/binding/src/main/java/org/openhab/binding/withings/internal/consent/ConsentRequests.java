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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ThingUID;

/**
 * The consents that were asked for and not answered yet. Each is known by its <code>state</code>, which goes to
 * Withings and comes back: 256 random bits, good for one answer, within five minutes, from the browser that asked. So
 * nobody can make someone else's browser connect a person, and an answer overheard is worth nothing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentRequests {

    static final Duration LIFETIME = Duration.ofMinutes(5);
    /** More than a household ever has open; a flood costs this much memory and no more. */
    static final int MOST_PENDING = 64;
    /** Someone who presses the button again and again pushes out only the own older requests. */
    static final int MOST_PENDING_OF_A_BROWSER = 4;

    private static final int STATE_BYTES = 32;

    /**
     * @param account under which the person consents
     * @param redirectUrl what was sent to Withings, needed again to exchange the code
     */
    record ConsentRequest(ThingUID account, URI redirectUrl) {}

    private record Pending(byte[] state, byte[] browser, ConsentRequest request, Instant expires) {}

    private final Clock clock;
    private final SecureRandom random;
    /** In the order in which they were asked for. */
    private final List<Pending> pending = new ArrayList<>();

    ConsentRequests(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * Remembers that a browser is being sent to Withings.
     *
     * @param browser what tells this browser from others
     * @return the state to send along
     * @throws ProblemException {@link Problem#TOO_MANY_PENDING}
     */
    synchronized String open(String browser, ThingUID account, URI redirectUrl) throws ProblemException {
        Instant now = clock.instant();
        byte[] browserBytes = bytes(browser);
        pending.removeIf(one -> !now.isBefore(one.expires()));
        List<Pending> ofTheBrowser = pending.stream()
                .filter(one -> MessageDigest.isEqual(one.browser(), browserBytes)).toList();
        if (ofTheBrowser.size() >= MOST_PENDING_OF_A_BROWSER) {
            pending.remove(ofTheBrowser.get(0));
        }
        if (pending.size() >= MOST_PENDING) {
            throw new ProblemException(Problem.TOO_MANY_PENDING);
        }
        byte[] stateBytes = new byte[STATE_BYTES];
        random.nextBytes(stateBytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(stateBytes);
        pending.add(new Pending(bytes(state), browserBytes, new ConsentRequest(account, redirectUrl),
                now.plus(LIFETIME)));
        return state;
    }

    /**
     * Takes the request with that state, so that no second answer to it is accepted. A request that another browser
     * asked for stays: only its own browser can use it up.
     *
     * @param pastedAddress where the person says Withings has sent the browser; null when the browser came by itself
     * @throws ProblemException if there is no such request, it is too old, another browser's, or Withings was to send
     *             the browser somewhere else
     */
    synchronized ConsentRequest take(String state, @Nullable String browser, @Nullable URI pastedAddress)
            throws ProblemException {
        byte[] stateBytes = bytes(state);
        Pending found = null;
        for (Pending one : pending) {
            // looks at all of them, so that the time it takes tells nothing
            if (MessageDigest.isEqual(one.state(), stateBytes)) {
                found = one;
            }
        }
        if (found == null) {
            throw new ProblemException(Problem.STATE_UNKNOWN);
        }
        if (browser == null || !MessageDigest.isEqual(found.browser(), bytes(browser))) {
            throw new ProblemException(Problem.FOREIGN_BROWSER);
        }
        if (pastedAddress != null && !samePage(pastedAddress, found.request().redirectUrl())) {
            throw new ProblemException(Problem.PASTE_OTHER_ADDRESS);
        }
        pending.remove(found);
        if (!clock.instant().isBefore(found.expires())) {
            throw new ProblemException(Problem.STATE_EXPIRED);
        }
        return found.request();
    }

    synchronized int size() {
        return pending.size();
    }

    /** Whether both lead to the same page: same scheme, host, port and path, whatever the query. */
    static boolean samePage(URI one, URI other) {
        return endpoint(one).equals(endpoint(other)) && path(one).equals(path(other));
    }

    /** The endpoint in one spelling: small letters, port always there. */
    private static String endpoint(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority().toLowerCase(Locale.ROOT);
        boolean namesPort = url.getPort() != -1 || url.getHost() == null;
        return scheme + "://" + authority + (namesPort ? "" : "https".equals(scheme) ? ":443" : ":80");
    }

    private static String path(URI url) {
        return url.getRawPath() == null ? "" : url.getRawPath();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
