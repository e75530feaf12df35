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
import org.openhab.binding.withings.sandbox.cloud.Connection;
import org.openhab.binding.withings.sandbox.service.MadeUpInternetClient;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * How a sandbox is to be started.
 *
 * @param host the network interface to listen on
 * @param port 0 for any
 * @param userdata what is kept across restarts
 * @param conf text files in {@code things} and {@code items}; null for none
 * @param bundles the jars of add-ons
 * @param time by which everything waits; null for the real time, owned by the sandbox
 * @param clock what the computer's clock shows; null if it shows the time
 * @param configurations configurations of OSGi components by PID
 * @param cloud what openHAB has of the cloud at first
 * @param exchanges hears of every request that is answered, from its header to the end of its answer; null for no
 *            listener
 * @param beforeStoring is given the names of a storage and an entry before openHAB stores the entry
 * @param httpClient makes the HTTP client that all add-ons share, which is yet to be started: how they see the internet
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SandboxOptions(String host, int port, Path userdata, @Nullable Path conf, List<Path> bundles,
        @Nullable VirtualTime time, @Nullable Clock clock, Map<String, Map<String, Object>> configurations,
        ZoneId timeZone, Connection cloud, HttpChannel.@Nullable Listener exchanges,
        BiConsumer<String, String> beforeStoring, Supplier<HttpClient> httpClient) {

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Collects options. Without any, a sandbox listens on a free port of 127.0.0.1, keeps its data in a new temporary
     * folder, hosts no add-on, knows no cloud and speaks English in the time zone of the computer.
     */
    public static class Builder {

        private String host = "127.0.0.1";
        private int port;
        private @Nullable Path userdata;
        private @Nullable Path conf;
        private final List<Path> bundles = new ArrayList<>();
        private @Nullable VirtualTime time;
        private @Nullable Clock clock;
        private final Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        private ZoneId timeZone = ZoneId.systemDefault();
        private Connection cloud = Connection.UNKNOWN;
        private HttpChannel.@Nullable Listener exchanges;
        private BiConsumer<String, String> beforeStoring = (storage, key) -> {
        };
        private Supplier<HttpClient> httpClient = () -> new HttpClient(new SslContextFactory.Client());

        public Builder host(String networkInterface) {
            host = networkInterface;
            return this;
        }

        public Builder port(int number) {
            port = number;
            return this;
        }

        public Builder userdata(Path folder) {
            userdata = folder;
            return this;
        }

        public Builder conf(Path folder) {
            conf = folder;
            return this;
        }

        public Builder bundle(Path jar) {
            bundles.add(jar);
            return this;
        }

        public Builder time(VirtualTime shared) {
            time = shared;
            return this;
        }

        public Builder clock(Clock shown) {
            clock = shown;
            return this;
        }

        public Builder configuration(String pid, Map<String, Object> properties) {
            configurations.put(pid, Map.copyOf(properties));
            return this;
        }

        public Builder timeZone(ZoneId zone) {
            timeZone = zone;
            return this;
        }

        public Builder cloud(Connection connection) {
            cloud = connection;
            return this;
        }

        public Builder exchanges(HttpChannel.Listener listener) {
            exchanges = listener;
            return this;
        }

        public Builder beforeStoring(BiConsumer<String, String> listener) {
            beforeStoring = listener;
            return this;
        }

        /**
         * @param hosts where the shared HTTP client finds an address on the internet, empty if the host is unknown
         */
        public Builder internet(Function<URI, Optional<URI>> hosts) {
            return httpClient(() -> new MadeUpInternetClient(hosts));
        }

        public Builder httpClient(Supplier<HttpClient> maker) {
            httpClient = maker;
            return this;
        }

        public SandboxOptions build() {
            Path folder = userdata;
            try {
                folder = folder == null ? Files.createTempDirectory("openhab-sandbox") : folder;
            } catch (IOException e) {
                throw new SandboxException("No temporary folder can be made: " + e.getMessage(), e);
            }
            return new SandboxOptions(host, port, folder, conf, List.copyOf(bundles), time, clock,
                    Map.copyOf(configurations), timeZone, cloud, exchanges, beforeStoring,
                    httpClient);
        }
    }
}
