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
package org.openhab.binding.withings.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The options of a simulator: by default a free port, real time, the generated household and one application in
 * restricted mode, which may redirect to http on this machine and have 10 linked people.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SimulatorOptions {
    public static final String DEFAULT_CLIENT_ID = "household-client";
    public static final String DEFAULT_CLIENT_SECRET = "household-secret";

    private final List<String> registeredUrls = new ArrayList<>(List.of("http://localhost:8080/withings",
            "http://127.0.0.1:8080/withings", "https://home.example.org/withings"));
    final Map<URI, URI> publicHosts = new LinkedHashMap<>();
    int port;
    int historyDays = 730;
    boolean dailyLife;
    Duration callbackPatience = Duration.ofSeconds(2);
    @Nullable
    SSLContext certificate;
    @Nullable
    VirtualTime time;
    @Nullable
    Path replay;

    private SimulatorOptions() {
    }

    public static SimulatorOptions defaults() {
        return new SimulatorOptions();
    }

    public SimulatorOptions port(int number) {
        port = number;
        return this;
    }

    /** The certificate of a second port, which serves the same over TLS. */
    public SimulatorOptions certificate(SSLContext shown) {
        certificate = shown;
        return this;
    }

    /** The time source, which the simulator does not close. */
    public SimulatorOptions time(VirtualTime virtual) {
        time = virtual;
        return this;
    }

    /** A folder of recorded answers to serve instead of the generated household. */
    public SimulatorOptions replay(@Nullable Path folder) {
        replay = folder;
        return this;
    }

    /** URLs that the application has registered in addition. */
    public SimulatorOptions registeredUrls(String... urls) {
        registeredUrls.addAll(List.of(urls));
        return this;
    }

    /** Maps a public host such as {@code https://home.example.org} to a local server, like a reverse proxy. */
    public SimulatorOptions publicHost(URI publicHost, URI local) {
        publicHosts.put(publicHost, local);
        return this;
    }

    /** The number of days with data before now; two years by default. */
    public SimulatorOptions historyDays(int days) {
        historyDays = days;
        return this;
    }

    /** The timeout of a callback URL in real time; 2 seconds by default. */
    public SimulatorOptions callbackPatience(Duration patience) {
        callbackPatience = patience;
        return this;
    }

    /** Whether people act automatically: get up, weigh themselves, walk, go to bed. */
    public SimulatorOptions dailyLife(boolean lives) {
        dailyLife = lives;
        return this;
    }

    ClientApplication application() {
        return new ClientApplication(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, registeredUrls);
    }

    /**
     * An application in restricted mode as a developer registers it at Withings: it may redirect to its registered URLs
     * and be called back at the public ones.
     */
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

        /** Whether Withings accepts and calls a URL. Source: Withings developer guide, Prepare your application. */
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
                return Optional.of(URI.create(url))
                        .filter(uri -> url.length() <= MAX_URL_LENGTH && uri.getHost() != null);
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** Without the secret, which must not be logged. */
        @Override
        public String toString() {
            return "ClientApplication[" + clientId + ", " + registeredUrls + "]";
        }
    }
}
