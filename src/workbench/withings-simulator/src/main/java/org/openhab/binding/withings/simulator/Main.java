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

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Starts the simulator from the command line and lets it run until it is interrupted.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Main {

    private static final String HELP = """
            A simulated Withings cloud on 127.0.0.1, with a made-up household.

            --port <number>           port to listen at, 0 for any (8090)
            --replay <folder>         serve recorded answers (JSON files) instead of the made-up household
            --speed <factor>          virtual seconds per real second (1)
            --public <host>=<server>  where a public host leads to, such as
                                      https://home.example.org=http://127.0.0.1:8080; may be repeated
            --registered <url>        one more URL that the application has registered; may be repeated
            --live                    the people act by themselves, by virtual time
            --help                    this text

            The application is %s with the secret %s.
            """.formatted(SimulatorOptions.DEFAULT_CLIENT_ID, SimulatorOptions.DEFAULT_CLIENT_SECRET);

    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";
    private static final int DEFAULT_PORT = 8090;

    private Main() {
    }

    /**
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (System.getProperty(LOG_LEVEL) == null) {
            System.setProperty(LOG_LEVEL, "warn");
        }
        int exit = run(System.out, System.err, new CountDownLatch(1), arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /**
     * Runs until the latch is released.
     *
     * @return 0 if all went well, 2 if the arguments are wrong, 1 if the simulator did not start
     */
    static int run(PrintStream out, PrintStream err, CountDownLatch end, String... arguments)
            throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            out.print(HELP);
            return 0;
        }
        SimulatorOptions options = SimulatorOptions.defaults().port(DEFAULT_PORT);
        double speed = 1;
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        try {
            while (rest.hasNext()) {
                String name = rest.next();
                if ("--live".equals(name)) {
                    options = options.dailyLife(true);
                    continue;
                }
                String value = rest.hasNext() ? rest.next() : "";
                if (value.isEmpty()) {
                    throw new IllegalArgumentException(name + " needs a value");
                }
                switch (name) {
                    case "--port" -> options = options.port(Integer.parseInt(value));
                    case "--replay" -> options = options.replay(Path.of(value));
                    case "--speed" -> speed = Double.parseDouble(value);
                    case "--public" -> options = withPublicHost(options, value);
                    case "--registered" -> options = options.registeredUrls(value);
                    default -> throw new IllegalArgumentException("There is no option " + name);
                }
            }
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(HELP);
            return 2;
        }
        try (VirtualTime time = new VirtualTime(Instant.now(), speed);
                WithingsSimulator simulator = WithingsSimulator.start(options.time(time))) {
            Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "withings-simulator-end"));
            simulator.replayMessages().forEach(out::println);
            out.println("The simulated Withings is at " + simulator.address());
            out.println("People consent at " + simulator.authorizationAddress());
            end.await();
            return 0;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static SimulatorOptions withPublicHost(SimulatorOptions options, String mapping) {
        int equals = mapping.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("--public needs <host>=<server>");
        }
        return options.publicHost(URI.create(mapping.substring(0, equals)),
                URI.create(mapping.substring(equals + 1)));
    }
}
