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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is said when simulator and sandbox cannot start together.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LaunchTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream standardError = System.err;
    private final Properties properties = new Properties();

    @NonNullByDefault({})
    private Path addon;

    @BeforeEach
    void prepare() throws IOException {
        addon = Files.createTempFile("addon", ".jar");
        properties.setProperty("sandbox.addon", addon.toString());
        properties.setProperty("sandbox.work", Files.createTempDirectory("launch").toString());
        properties.setProperty("simulator.port", "0");
        properties.setProperty("sandbox.port", "0");
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void tidyUp() throws IOException {
        System.setErr(standardError);
        Files.delete(addon);
    }

    @Test
    void namesThePropertyWhenThePortOfTheSandboxIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            properties.setProperty("sandbox.port", String.valueOf(other.getLocalPort()));
            assertThat(run(), is(1));
            assertThat(said(), containsString("Port " + other.getLocalPort() + " is taken"));
            assertThat(said(), containsString("-Dsandbox.port="));
            assertThat("no stack trace", said(), not(containsString("\tat ")));
        }
    }

    @Test
    void namesThePropertyWhenThePortOfTheSimulatorIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            properties.setProperty("simulator.port", String.valueOf(other.getLocalPort()));
            assertThat(run(), is(1));
            assertThat(said(), containsString("-Dsimulator.port="));
        }
    }

    @Test
    void refusesAPortThatIsNone() throws Exception {
        properties.setProperty("sandbox.port", "eighty");
        assertThat(run(), is(1));
        assertThat(said(), containsString("-Dsandbox.port=eighty is no port"));
    }

    @Test
    void refusesAReplayFolderThatIsNotThere() throws Exception {
        properties.setProperty("replay", "/no/such/folder");
        assertThat(run(), is(1));
        assertThat(said(), containsString("-Dreplay=/no/such/folder is no folder"));
    }

    @Test
    void saysWhatIsWrongWithTheAddon() throws Exception {
        assertThat(run(), is(1));
        assertThat(said(), containsString(addon.getFileName().toString()));
    }

    private int run() throws InterruptedException {
        return Main.run(properties, new CountDownLatch(0));
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
