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
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * An application in restricted mode as a developer registers it at Withings: it may redirect to its registered URLs and
 * be called back at the public ones.
 *
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
        for (String url : registeredUrls) {
            if (!isPublic(url) && !isLocal(url)) {
                throw new IllegalArgumentException("Withings would not take the URL " + url
                        + ": https, a domain name and port 80 or 443 are needed, or http on localhost");
            }
        }
    }

    /**
     * Whether Withings takes and calls a URL: https, a domain name, port 80 or 443, at most 255 characters. Source:
     * Withings developer guide, Prepare your application - callback URLs.
     */
    public static boolean isPublic(String url) {
        return parsed(url).filter(uri -> "https".equals(uri.getScheme()) && uri.getHost().contains(".")
                && !IP_ADDRESS.matcher(uri.getHost()).matches() && PORTS.contains(uri.getPort())).isPresent();
    }

    /** An application in restricted mode may redirect to http on this machine, but is never called back there. */
    private static boolean isLocal(String url) {
        return parsed(url).filter(uri -> "http".equals(uri.getScheme()) && LOCAL_HOSTS.contains(uri.getHost()))
                .isPresent();
    }

    private static Optional<URI> parsed(String url) {
        try {
            return Optional.of(URI.create(url)).filter(uri -> url.length() <= MAX_URL_LENGTH && uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The secret stays out of logs. */
    @Override
    public String toString() {
        return "ClientApplication[" + clientId + ", " + registeredUrls + "]";
    }
}
