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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.SandboxOptions;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.binding.withings.sandbox.launch.Main.Launch.LaunchOptions;
import org.openhab.binding.withings.sandbox.web.Lamp;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.binding.withings.simulator.WithingsSimulator;

/**
 * Runs simulator and sandbox until Ctrl-C, or until the parent process has ended.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Main {
    private Main() {
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        endWithParent();
        Path notStarted = Path.of(System.getProperty("sandbox.work", "."), "not-started");
        Files.deleteIfExists(notStarted);
        int exit = run(System.getProperties(), new CountDownLatch(1));
        if (exit != 0) {
            // informs the build, which would print a stack trace after an exit code
            Files.writeString(notStarted, "");
            System.exit(exit);
        }
    }

    /** Maven may be killed without ending its child processes. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }

    /** Runs until the latch is released; returns 0 if all went well, 1 if it did not start. */
    static int run(Properties properties, CountDownLatch end) throws InterruptedException {
        try {
            LaunchOptions options = LaunchOptions.of(properties);
            try (Launch launch = new Launch(options)) {
                Thread closing = new Thread(launch::close, "sandbox-end");
                Runtime.getRuntime().addShutdownHook(closing);
                launch.tell(System.out, options.auto());
                if (options.auto()) {
                    new Tour(launch, System.out).take(end, options.replay() == null);
                }
                end.await();
                Runtime.getRuntime().removeShutdownHook(closing);
            }
            return 0;
        } catch (SandboxException e) {
            System.err.println();
            System.err.println(e.getMessage());
            System.err.println();
            return 1;
        }
    }

    /**
     * Simulator and sandbox with the same time. The simulator's internet maps the URLs of the sandbox's cloud and
     * {@link #PUBLIC_URL} to the sandbox.
     */
    static class Launch implements AutoCloseable {
        static final String PUBLIC_URL = "https://home.example.org";

        /** The start of the tour: people are up, and going to bed results in a night. */
        private static final LocalTime MORNING = LocalTime.of(7, 40);

        private final VirtualTime time;
        private final WithingsSimulator simulator;
        private final Sandbox sandbox;
        private final Lamp lamp;
        /** May be called by Ctrl-C and by the program at the same time. */
        private final AtomicBoolean closed = new AtomicBoolean();

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
            time = options.auto() && options.fresh()
                    ? new VirtualTime(ZonedDateTime.now().with(MORNING).toInstant(), 1)
                    : VirtualTime.real();
            URI local = URI.create("http://127.0.0.1:" + options.sandboxPort());
            SimulatorOptions simulatorOptions = SimulatorOptions.defaults().replay(replay).port(options.simulatorPort())
                    .time(time)
                    .publicHost(URI.create(PUBLIC_URL), local).publicHost(Cloud.ADDRESS, local)
                    .registeredUrls("http://localhost:" + options.sandboxPort() + "/withings", local + "/withings",
                            Cloud.ADDRESS.toString());
            try {
                simulator = WithingsSimulator.start(simulatorOptions);
            } catch (UncheckedIOException e) {
                time.close();
                throw portTaken(e)
                        ? taken(options.simulatorPort(), LaunchOptions.SIMULATOR_PORT)
                        : new SandboxException(String.valueOf(e.getMessage()), e);
            }
            try {
                sandbox = Sandbox.start(SandboxOptions.defaults().host(options.sandboxHost())
                        .port(options.sandboxPort()).userdata(options.userdata()).conf(options.conf())
                        .bundle(options.addon()).time(time)
                        .cloud(Connection.UP).link("Withings page", URI.create("/withings"))
                        .link("Simulator", simulator.address()).internet(simulator.internet()::local)
                        .withings(simulator.address(), simulator.authorizationAddress()));
            } catch (SandboxException e) {
                simulator.close();
                time.close();
                throw portTaken(e) ? taken(options.sandboxPort(), LaunchOptions.SANDBOX_PORT) : e;
            }
            lamp = new Lamp(sandbox);
        }

        private static boolean portTaken(Throwable thrown) {
            return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                    .anyMatch(BindException.class::isInstance);
        }

        private static SandboxException taken(int port, String property) {
            return new SandboxException(
                    "Port " + port + " is taken by another program. Take another one with -D" + property
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

        Lamp lamp() {
            return lamp;
        }

        Sandbox sandbox() {
            return sandbox;
        }

        WithingsSimulator simulator() {
            return simulator;
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
                out.println(
                        "3. Back on the sandbox's page, scan, approve the inbox, and create items for all channels.");
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

        /**
         * The {@code -D} properties; fresh userdata is emptied, because the simulator does not store tokens.
         */
        record LaunchOptions(int simulatorPort, String sandboxHost, int sandboxPort, Path addon, Path userdata,
                boolean fresh,
                @Nullable Path conf, boolean auto, @Nullable Path replay) {

            static final String SIMULATOR_PORT = "simulator.port";
            static final String SANDBOX_PORT = "sandbox.port";
            private static final int HIGHEST_PORT = 65_535;

            static LaunchOptions of(Properties properties) {
                String addon = text(properties, "sandbox.addon", "");
                if (addon.isEmpty()) {
                    throw new SandboxException("-Dsandbox.addon=<jar> is missing");
                }
                String userdata = text(properties, "sandbox.userdata", "");
                String conf = text(properties, "sandbox.conf", "");
                String replay = text(properties, "replay", "");
                String auto = text(properties, "auto", "false").toLowerCase(Locale.ROOT);
                return new LaunchOptions(port(properties, SIMULATOR_PORT, "8090"),
                        text(properties, "sandbox.host", "127.0.0.1"), port(properties, SANDBOX_PORT, "8080"),
                        Path.of(addon),
                        Path.of(userdata.isEmpty() ? text(properties, "sandbox.work", ".") + "/userdata" : userdata),
                        userdata.isEmpty(), conf.isEmpty() ? null : Path.of(conf), "true".equals(auto),
                        replay.isEmpty() ? null : Path.of(replay));
            }

            private static String text(Properties properties, String name, String whenMissing) {
                String value = properties.getProperty(name, "").strip();
                return value.isEmpty() ? whenMissing : value;
            }

            private static int port(Properties properties, String name, String whenMissing) {
                String value = text(properties, name, whenMissing);
                try {
                    int port = Integer.parseInt(value);
                    if (port >= 0 && port <= HIGHEST_PORT) {
                        return port;
                    }
                } catch (NumberFormatException e) {
                    // reported below
                }
                throw new SandboxException("-D" + name + "=" + value + " is no port");
            }
        }
    }
}
