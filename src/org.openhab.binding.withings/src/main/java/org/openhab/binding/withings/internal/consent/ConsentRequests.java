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
import java.security.SecureRandom;
import java.time.Clock;
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

    /**
     * @param account under which the person consents
     * @param redirectUrl what was sent to Withings, needed again to exchange the code
     */
    record ConsentRequest(ThingUID account, URI redirectUrl) {}

    private final OneTimeSecrets<ConsentRequest> states;

    ConsentRequests(Clock clock, SecureRandom random) {
        states = new OneTimeSecrets<>(clock, random);
    }

    /**
     * Remembers that a browser is being sent to Withings.
     *
     * @param browser what tells this browser from others
     * @return the state to send along
     * @throws ProblemException {@link Problem#TOO_MANY_PENDING}
     */
    String open(String browser, ThingUID account, URI redirectUrl) throws ProblemException {
        return states.issue(browser, new ConsentRequest(account, redirectUrl));
    }

    /**
     * Takes the request with that state, so that no second answer to it is accepted. A request that another browser
     * asked for stays: only its own browser can use it up.
     *
     * @param pastedAddress where the person says Withings has sent the browser; null when the browser came by itself
     * @throws ProblemException if there is no such request, it is too old, another browser's, or Withings was to send
     *             the browser somewhere else
     */
    ConsentRequest take(String state, @Nullable String browser, @Nullable URI pastedAddress) throws ProblemException {
        return states.take(state, browser, request -> {
            if (pastedAddress != null && !samePage(pastedAddress, request.redirectUrl())) {
                throw new ProblemException(Problem.PASTE_OTHER_ADDRESS);
            }
        });
    }

    int size() {
        return states.size();
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
}
