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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * What tests of a running sandbox share: the sample add-on, a folder of their own, and a time that a test can move
 * forward.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
abstract class SandboxTest {

    static final String GATEWAY = "sample:gateway:home";
    static final String SENSOR = "sample:sensor:home:s1";
    static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");

    @NonNullByDefault({})
    private static Path addonFolder;
    @NonNullByDefault({})
    private static Path addon;

    @NonNullByDefault({})
    Path folder;
    @NonNullByDefault({})
    VirtualTime time;
    @NonNullByDefault({})
    Rest rest;
    @Nullable
    Sandbox sandbox;

    @BeforeAll
    static void buildAddon() throws Exception {
        addonFolder = Files.createTempDirectory("sample-addon");
        addon = new SampleAddon().build(addonFolder);
    }

    @BeforeEach
    void prepare() throws IOException {
        folder = Files.createTempDirectory("sandbox-test");
        // delays pass as in reality
        time = new VirtualTime(NOW, 1);
    }

    @AfterEach
    void tidyUp() throws IOException {
        Sandbox running = sandbox;
        if (running != null) {
            running.close();
        }
        time.close();
        delete(folder);
    }

    @AfterAll
    static void deleteAddon() throws IOException {
        delete(addonFolder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Starts a sandbox that keeps its data where the one before it did. */
    Sandbox start() {
        Sandbox started = Sandbox.start(SandboxOptions.defaults().userdata(folder.resolve("userdata"))
                .conf(folder.resolve("conf")).bundle(addon).time(time).timeZone(ZoneId.of("Europe/Berlin")));
        sandbox = started;
        rest = new Rest(started);
        return started;
    }

    /** Starts a sandbox with a gateway and a sensor that are online. */
    Sandbox startWithSensor() throws Exception {
        Sandbox started = start();
        createSensorOnline();
        return started;
    }

    /** Starts a sandbox with a gateway, and a sensor whose weight is linked to the item {@code Weight}. */
    Sandbox startWithWeight() throws Exception {
        Sandbox started = startWithSensor();
        rest.link("Weight", "Number:Mass", SENSOR + ":body#weight");
        return started;
    }

    /** Creates a gateway and a sensor, and waits until the sensor is online. */
    void createSensorOnline() throws Exception {
        rest.createGateway();
        rest.createSensor("s1", "{serial: 'a1'}");
        rest.waitForStatus(SENSOR, "ONLINE NONE");
    }

    void write(String file, String... lines) throws IOException {
        Path target = folder.resolve("conf").resolve(file);
        Files.createDirectories(target.getParent());
        Files.write(target, List.of(lines));
    }
}
