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
package org.openhab.binding.withings.sandbox.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.SandboxOptions;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.sandbox.cloud.Connection;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.binding.withings.simulator.WithingsSimulator;

/**
 * Simulator and sandbox, running together in one time. The simulator's internet leads the addresses of the sandbox's
 * cloud and {@link #PUBLIC_URL} to the sandbox.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Launch implements AutoCloseable {

    static final String PUBLIC_URL = "https://home.example.org";

    private static final int ANSWER_TIMEOUT_MILLISECONDS = 10_000;

    private final VirtualTime time = VirtualTime.real();
    private final WithingsSimulator simulator;
    private final Sandbox sandbox;
    /** The end may come from Ctrl-C and from the program at the same time. */
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @throws SandboxException when something is in the way; nothing is left running then */
    Launch(LaunchOptions options) {
        if (!Files.isRegularFile(options.addon())) {
            throw new SandboxException("The add-on " + options.addon() + " is not there");
        }
        Path replay = options.replay();
        if (replay != null && !Files.isDirectory(replay)) {
            throw new SandboxException("-Dreplay=" + replay + " is no folder");
        }
        if (options.fresh()) {
            delete(options.userdata());
        }
        URI local = URI.create("http://127.0.0.1:" + options.sandboxPort());
        SimulatorOptions simulatorOptions = SimulatorOptions.defaults().port(options.simulatorPort()).time(time)
                .publicHost(URI.create(PUBLIC_URL), local).publicHost(Cloud.ADDRESS, local)
                .registeredUrls("http://localhost:" + options.sandboxPort() + "/withings", local + "/withings",
                        Cloud.ADDRESS.toString());
        try {
            simulator = WithingsSimulator
                    .start(replay == null ? simulatorOptions : simulatorOptions.replay(replay));
        } catch (UncheckedIOException e) {
            time.close();
            throw portTaken(e)
                    ? taken(options.simulatorPort(), LaunchOptions.SIMULATOR_PORT)
                    : new SandboxException(String.valueOf(e.getMessage()), e);
        }
        try {
            SandboxOptions.Builder builder = SandboxOptions.builder().host(options.sandboxHost())
                    .port(options.sandboxPort()).userdata(options.userdata()).bundle(options.addon()).time(time)
                    .cloud(Connection.UP).internet(simulator.internet()::local)
                    .configuration("binding.withings", Map.of("apiUrl", simulator.address().toString(),
                            "authorizationUrl", simulator.authorizationAddress().toString()));
            Path conf = options.conf();
            sandbox = Sandbox.start(conf == null ? builder.build() : builder.conf(conf).build());
        } catch (SandboxException e) {
            simulator.close();
            time.close();
            throw portTaken(e) ? taken(options.sandboxPort(), LaunchOptions.SANDBOX_PORT) : e;
        }
    }

    private static boolean portTaken(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(BindException.class::isInstance);
    }

    private static SandboxException taken(int port, String property) {
        return new SandboxException("Port " + port + " is taken by another program. Take another one with -D" + property
                + "=<port>, or end that program.");
    }

    private static void delete(Path folder) {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new SandboxException("The folder " + folder + " cannot be emptied: " + e.getMessage(), e);
            }
        }
    }

    Sandbox sandbox() {
        return sandbox;
    }

    WithingsSimulator simulator() {
        return simulator;
    }

    /**
     * Asks both for their pages.
     *
     * @throws SandboxException when one does not answer
     */
    void check() {
        for (URI address : new URI[]{ simulator.address(), sandbox.address() }) {
            try {
                HttpURLConnection connection = (HttpURLConnection) address.resolve("/").toURL().openConnection();
                connection.setConnectTimeout(ANSWER_TIMEOUT_MILLISECONDS);
                connection.setReadTimeout(ANSWER_TIMEOUT_MILLISECONDS);
                if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                    throw new SandboxException(address + " answers " + connection.getResponseCode());
                }
            } catch (IOException e) {
                throw new SandboxException(address + " does not answer: " + e.getMessage(), e);
            }
        }
    }

    void tell(PrintStream out, boolean auto) {
        simulator.replayMessages().forEach(out::println);
        out.println();
        out.println("openHAB sandbox (it is not openHAB):  " + sandbox.address() + "/");
        out.println("Pages of the add-on:                  " + sandbox.address() + "/withings");
        out.println("Withings simulator:                   " + simulator.address() + "/");
        out.println();
        if (!auto) {
            out.println("1. On the sandbox's page, add a Withings account with the client ID "
                    + SimulatorOptions.DEFAULT_CLIENT_ID + ",");
            out.println(
                    "   and the secret " + SimulatorOptions.DEFAULT_CLIENT_SECRET
                            + ". openHAB Cloud is connected, so no");
            out.println("   public URL is needed; " + PUBLIC_URL + " would lead here as well.");
            out.println("2. Open the add-on's pages, connect a person, and accept.");
            out.println("3. Back on the sandbox's page, scan, approve the inbox, and create items for all channels.");
            out.println(
                    "4. On the simulator's page, let a person step on the scale or go to bed, and watch the values.");
            out.println("With -Dauto all of this happens by itself.");
            out.println();
        }
        out.println("Ctrl-C ends both.");
        out.flush();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            sandbox.close();
            simulator.close();
            time.close();
        }
    }
}
