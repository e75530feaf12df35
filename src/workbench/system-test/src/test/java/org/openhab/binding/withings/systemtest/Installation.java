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
package org.openhab.binding.withings.systemtest;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxOptions;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * A running openHAB with the built add-on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
interface Installation extends AutoCloseable {

    ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /**
     * The options of an openHAB.
     *
     * @param folder has the folders {@code userdata} and {@code conf}
     * @param api the base URL of Withings' API
     * @param authorization the URL of Withings' consent page
     * @param internet the resolution of public hosts, empty if a host is unknown
     */
    record Setup(Path folder, URI api, URI authorization, Function<URI, Optional<URI>> internet) {

        SandboxOptions options(VirtualTime time) {
            return SandboxOptions.defaults().userdata(userdata()).conf(folder.resolve("conf")).bundle(addon())
                    .time(time)
                    .timeZone(ZONE).internet(internet).withings(api, authorization);
        }

        Path userdata() {
            return folder.resolve("userdata");
        }
    }

    /** Starts an openHAB. */
    interface Launcher {
        Installation start(Setup setup, VirtualTime time);
    }

    static Path addon() {
        return Path.of(Optional.ofNullable(System.getProperty("withings.addon"))
                .orElse("../../org.openhab.binding.withings/target/org.openhab.binding.withings-5.2.1-SNAPSHOT.jar"));
    }

    /**
     * Starts an openHAB in the process of the test.
     */
    static Installation here(Setup setup, VirtualTime time) {
        return of(Sandbox.start(setup.options(time)));
    }

    /**
     * Starts an openHAB with a system clock that may be wrong.
     */
    static Launcher withClock(Clock clock) {
        return (setup, time) -> of(Sandbox.start(setup.options(time).clock(clock)));
    }

    /**
     * Starts an openHAB that connects to Withings over TLS, by its host name.
     */
    static Launcher across(Internet internet) {
        return (setup, time) -> of(Sandbox.start(
                new Setup(setup.folder(), Internet.API, setup.authorization(), setup.internet()).options(time)
                        .httpClient(internet::newClient)),
                internet::isBusy);
    }

    static Installation of(Sandbox sandbox) {
        return of(sandbox, () -> false);
    }

    private static Installation of(Sandbox sandbox, BooleanSupplier busyElsewhere) {
        return new Installation() {
            @Override
            public URI address() {
                return sandbox.address();
            }

            @Override
            public List<String> complaints() {
                return sandbox.complaints();
            }

            @Override
            public boolean isStored() {
                return sandbox.isStored();
            }

            @Override
            public boolean isBusy() {
                return sandbox.isBusy() || busyElsewhere.getAsBoolean();
            }

            @Override
            public void readItems() {
                sandbox.readItems();
            }

            @Override
            public void kill() {
                sandbox.kill();
            }

            @Override
            public void close() {
                sandbox.close();
            }
        };
    }

    URI address();

    /**
     * @return the complaints of the sandbox
     */
    List<String> complaints();

    /**
     * @return whether all data is on disk
     */
    boolean isStored();

    /**
     * @return whether a task is due or running, or a request is unanswered
     */
    boolean isBusy();

    /**
     * Reads the {@code .items} files again, as openHAB does when one of them has been saved.
     */
    void readItems();

    /**
     * Stops openHAB as by a crash.
     */
    void kill();

    @Override
    void close();
}
