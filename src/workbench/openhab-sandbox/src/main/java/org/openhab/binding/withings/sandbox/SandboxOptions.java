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
package org.openhab.binding.withings.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.binding.withings.sandbox.service.HttpClients.MadeUpInternetClient;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * The options of a sandbox: by default on a free port of 127.0.0.1, with its data in a new temporary folder,
 * without add-on and cloud, in the time zone of the computer.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class SandboxOptions {
    final List<Path> bundles = new ArrayList<>();
    final Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
    final Map<String, URI> links = new LinkedHashMap<>();
    String host = "127.0.0.1";
    int port;
    @Nullable
    Path conf;
    @Nullable
    VirtualTime time;
    @Nullable
    Clock clock;
    ZoneId timeZone = ZoneId.systemDefault();
    Connection cloud = Connection.UNKNOWN;
    HttpChannel.@Nullable Listener exchanges;
    BiConsumer<String, String> beforeStoring = (storage, key) -> {
    };
    Supplier<HttpClient> httpClient = () -> new HttpClient(new SslContextFactory.Client());
    private @Nullable Path userdata;

    private SandboxOptions() {
    }

    public static SandboxOptions defaults() {
        return new SandboxOptions();
    }

    public SandboxOptions host(String networkInterface) {
        host = networkInterface;
        return this;
    }

    public SandboxOptions port(int number) {
        port = number;
        return this;
    }

    /** The folder of persistent data. */
    public SandboxOptions userdata(Path folder) {
        userdata = folder;
        return this;
    }

    /** The folder of text files in {@code things} and {@code items}. */
    public SandboxOptions conf(@Nullable Path folder) {
        conf = folder;
        return this;
    }

    public SandboxOptions bundle(Path jar) {
        bundles.add(jar);
        return this;
    }

    /** The time source of all delays, which the sandbox does not close. */
    public SandboxOptions time(VirtualTime shared) {
        time = shared;
        return this;
    }

    /** The system clock, if it differs from the time source. */
    public SandboxOptions clock(Clock shown) {
        clock = shown;
        return this;
    }

    /** The configuration of an OSGi component by its PID. */
    public SandboxOptions configuration(String pid, Map<String, Object> properties) {
        configurations.put(pid, Map.copyOf(properties));
        return this;
    }

    /** The URLs of Withings' API and consent page for the add-on. */
    public SandboxOptions withings(URI api, URI authorization) {
        return configuration("binding.withings",
                Map.of("apiUrl", api.toString(), "authorizationUrl", authorization.toString()));
    }

    public SandboxOptions link(String label, URI address) {
        links.put(label, address);
        return this;
    }

    public SandboxOptions timeZone(ZoneId zone) {
        timeZone = zone;
        return this;
    }

    /** The initial state of the cloud's connector. */
    public SandboxOptions cloud(Connection connection) {
        cloud = connection;
        return this;
    }

    /** A listener of all requests, from their headers to the end of the response. */
    public SandboxOptions exchanges(HttpChannel.Listener listener) {
        exchanges = listener;
        return this;
    }

    /** A listener that is called with the names of storage and entry before an entry is stored. */
    public SandboxOptions beforeStoring(BiConsumer<String, String> listener) {
        beforeStoring = listener;
        return this;
    }

    /** The address resolution of the shared HTTP client; empty if a host is unknown. */
    public SandboxOptions internet(Function<URI, Optional<URI>> hosts) {
        return httpClient(() -> new MadeUpInternetClient(hosts));
    }

    /** Creates the shared HTTP client, without starting it. */
    public SandboxOptions httpClient(Supplier<HttpClient> maker) {
        httpClient = maker;
        return this;
    }

    Path userdata() {
        Path folder = userdata;
        try {
            return folder == null ? Files.createTempDirectory("openhab-sandbox") : folder;
        } catch (IOException e) {
            throw new SandboxException("No temporary folder can be made: " + e.getMessage(), e);
        }
    }
}
