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
package org.openhab.binding.withings.simulator.oauth;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * An application as a developer registers it at Withings.
 *
 * @param clientId its public name
 * @param clientSecret its secret
 * @param registeredUrls the URLs it may redirect to and be called back at
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ClientApplication(String clientId, String clientSecret, List<String> registeredUrls) {

    private static final int MAX_URL_LENGTH = 255;
    private static final Set<Integer> PORTS = Set.of(-1, 80, 443);
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    public ClientApplication {
        registeredUrls = List.copyOf(registeredUrls);
    }

    /**
     * Tells whether Withings takes a URL: https, a domain name, port 80 or 443, at most 255 characters.
     * Source: Withings developer guide, Prepare your application - callback URLs.
     *
     * @param url any text
     * @return whether it can be registered and called
     */
    public static boolean isPublic(String url) {
        if (url.length() > MAX_URL_LENGTH) {
            return false;
        }
        try {
            URI uri = URI.create(url);
            String host = uri.getHost();
            return "https".equals(uri.getScheme()) && host != null && host.contains(".")
                    && !IP_ADDRESS.matcher(host).matches() && !"localhost".equals(host.toLowerCase(Locale.ROOT))
                    && PORTS.contains(uri.getPort());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Tells whether a URL is one on the developer's own machine, which an application in restricted mode may redirect
     * to (but is never called back at).
     *
     * @param url any text
     * @return whether it is http on this machine
     */
    public static boolean isLocal(String url) {
        try {
            URI uri = URI.create(url);
            String host = uri.getHost();
            return url.length() <= MAX_URL_LENGTH && "http".equals(uri.getScheme()) && host != null
                    && LOCAL_HOSTS.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "ClientApplication[" + clientId + ", " + registeredUrls + "]";
    }
}
