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

import javax.net.ssl.SSLContext;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;

/**
 * How a simulator is set up. Each method returns a changed copy, so one set of options can start several simulators.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SimulatorOptions {

    /** The client id of the default application. */
    public static final String DEFAULT_CLIENT_ID = "household-client";
    /** The client secret of the default application. */
    public static final String DEFAULT_CLIENT_SECRET = "household-secret";
    /** The URLs that the default application has registered. */
    public static final List<String> DEFAULT_REGISTERED_URLS = List.of("http://localhost:8080/withings",
            "http://127.0.0.1:8080/withings", "https://home.example.org/withings");
    /** The calls per minute and application that Withings allows. */
    public static final int CALLS_PER_MINUTE = 120;

    /** How long Withings waits for the answer of a callback URL. */
    public static final Duration CALLBACK_PATIENCE = Duration.ofSeconds(2);
    private static final int TWO_YEARS = 730;

    private int port;
    private @Nullable SSLContext certificate;
    private @Nullable VirtualTime time;
    private @Nullable Path replay;
    private List<ClientApplication> applications = List.of(
            new ClientApplication(DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, DEFAULT_REGISTERED_URLS));
    private Map<URI, URI> publicHosts = Map.of();
    private boolean restrictedMode = true;
    private int callsPerMinute = CALLS_PER_MINUTE;
    private int historyDays = TWO_YEARS;
    private Duration callbackPatience = CALLBACK_PATIENCE;
    private boolean dailyLife;

    private SimulatorOptions() {
    }

    /**
     * @return any free port, real time, the made-up household, the default application in restricted mode
     */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions();
    }

    private SimulatorOptions copy() {
        SimulatorOptions copy = new SimulatorOptions();
        copy.port = port;
        copy.certificate = certificate;
        copy.time = time;
        copy.replay = replay;
        copy.applications = applications;
        copy.publicHosts = publicHosts;
        copy.restrictedMode = restrictedMode;
        copy.callsPerMinute = callsPerMinute;
        copy.historyDays = historyDays;
        copy.callbackPatience = callbackPatience;
        copy.dailyLife = dailyLife;
        return copy;
    }

    /**
     * @param port the port to listen at, 0 for any free one
     */
    public SimulatorOptions port(int port) {
        SimulatorOptions copy = copy();
        copy.port = port;
        return copy;
    }

    /**
     * @param shown the certificate to show at a second port, where the same is spoken over TLS
     */
    public SimulatorOptions certificate(SSLContext shown) {
        SimulatorOptions copy = copy();
        copy.certificate = shown;
        return copy;
    }

    /**
     * @param time the time to live in; the simulator does not close it
     */
    public SimulatorOptions time(VirtualTime time) {
        SimulatorOptions copy = copy();
        copy.time = time;
        return copy;
    }

    /**
     * @param folder recorded answers to serve instead of the made-up household
     */
    public SimulatorOptions replay(Path folder) {
        SimulatorOptions copy = copy();
        copy.replay = folder;
        return copy;
    }

    /**
     * @param registered the applications that are registered, instead of the default one
     */
    public SimulatorOptions applications(ClientApplication... registered) {
        SimulatorOptions copy = copy();
        copy.applications = List.of(registered);
        return copy;
    }

    /**
     * @param urls URLs that the default application has registered in addition
     */
    public SimulatorOptions registeredUrls(String... urls) {
        SimulatorOptions copy = copy();
        List<String> all = new ArrayList<>(applications.get(0).registeredUrls());
        all.addAll(List.of(urls));
        List<ClientApplication> changed = new ArrayList<>(applications);
        changed.set(0,
                new ClientApplication(applications.get(0).clientId(), applications.get(0).clientSecret(), all));
        copy.applications = List.copyOf(changed);
        return copy;
    }

    /**
     * Lets a public host lead to a local server, as name servers and reverse proxies do.
     *
     * @param publicHost such as {@code https://home.example.org}
     * @param local such as {@code http://127.0.0.1:8080}
     */
    public SimulatorOptions publicHost(URI publicHost, URI local) {
        SimulatorOptions copy = copy();
        Map<URI, URI> all = new LinkedHashMap<>(publicHosts);
        all.put(publicHost, local);
        copy.publicHosts = Map.copyOf(all);
        return copy;
    }

    /**
     * @param restricted whether the applications are development applications: they may redirect to http on this
     *            machine and have 10 linked people at most
     */
    public SimulatorOptions restrictedMode(boolean restricted) {
        SimulatorOptions copy = copy();
        copy.restrictedMode = restricted;
        return copy;
    }

    /**
     * @param calls how many calls an application may make in a minute; 120 unless set
     */
    public SimulatorOptions callsPerMinute(int calls) {
        SimulatorOptions copy = copy();
        copy.callsPerMinute = calls;
        return copy;
    }

    /**
     * @param days how many days before now the made-up household has data for; two years unless set
     */
    public SimulatorOptions historyDays(int days) {
        SimulatorOptions copy = copy();
        copy.historyDays = days;
        return copy;
    }

    /**
     * @param patience how long to wait for the answer of a callback URL, in real time as it is a real server that
     *            answers; 2 seconds unless set
     */
    public SimulatorOptions callbackPatience(Duration patience) {
        SimulatorOptions copy = copy();
        copy.callbackPatience = patience;
        return copy;
    }

    /**
     * @param lives whether the people act by themselves: get up, weigh themselves, walk, go to bed
     */
    public SimulatorOptions dailyLife(boolean lives) {
        SimulatorOptions copy = copy();
        copy.dailyLife = lives;
        return copy;
    }

    Duration callbackPatience() {
        return callbackPatience;
    }

    boolean dailyLife() {
        return dailyLife;
    }

    int historyDays() {
        return historyDays;
    }

    int port() {
        return port;
    }

    @Nullable
    SSLContext certificate() {
        return certificate;
    }

    Optional<VirtualTime> time() {
        return Optional.ofNullable(time);
    }

    Optional<Path> replay() {
        return Optional.ofNullable(replay);
    }

    List<ClientApplication> applications() {
        return applications;
    }

    Map<URI, URI> publicHosts() {
        return publicHosts;
    }

    boolean restrictedMode() {
        return restrictedMode;
    }

    int callsPerMinute() {
        return callsPerMinute;
    }
}
