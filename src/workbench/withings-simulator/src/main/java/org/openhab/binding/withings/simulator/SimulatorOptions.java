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

import javax.net.ssl.SSLContext;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;

/**
 * How a simulator is set up: by default at any free port, in real time, with the made-up household. The one registered
 * application is a development application ("restricted mode"), so it may redirect to http on this machine and have 10
 * linked people.
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

    /** The port to listen at, 0 for any free one. */
    public SimulatorOptions port(int number) {
        port = number;
        return this;
    }

    /** The certificate to show at a second port, where the same is spoken over TLS. */
    public SimulatorOptions certificate(SSLContext shown) {
        certificate = shown;
        return this;
    }

    /** The time to live in; the simulator does not close it. */
    public SimulatorOptions time(VirtualTime virtual) {
        time = virtual;
        return this;
    }

    /** A folder of recorded answers to serve instead of the made-up household. */
    public SimulatorOptions replay(Path folder) {
        replay = folder;
        return this;
    }

    /** URLs that the application has registered in addition. */
    public SimulatorOptions registeredUrls(String... urls) {
        registeredUrls.addAll(List.of(urls));
        return this;
    }

    /** Lets a public host such as {@code https://home.example.org} lead to a local server, as reverse proxies do. */
    public SimulatorOptions publicHost(URI publicHost, URI local) {
        publicHosts.put(publicHost, local);
        return this;
    }

    /** How many days before now the made-up household has data for; two years unless set. */
    public SimulatorOptions historyDays(int days) {
        historyDays = days;
        return this;
    }

    /** How long to wait for the answer of a callback URL, in real time; 2 seconds unless set. */
    public SimulatorOptions callbackPatience(Duration patience) {
        callbackPatience = patience;
        return this;
    }

    /** Whether the people act by themselves: get up, weigh themselves, walk, go to bed. */
    public SimulatorOptions dailyLife(boolean lives) {
        dailyLife = lives;
        return this;
    }

    ClientApplication application() {
        return new ClientApplication(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, registeredUrls);
    }
}
