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
import static org.hamcrest.Matchers.is;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openhab.binding.withings.sandbox.SampleAddon;

/**
 * Simulator and sandbox as a process: nothing may be left running when it, or who started it, ends.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@NonNullByDefault
class ProcessTest {

    @NonNullByDefault({})
    private Process parent;
    @NonNullByDefault({})
    private ProcessHandle child;

    @BeforeEach
    void startBoth() throws Exception {
        Path folder = Files.createTempDirectory("process-test");
        Path addon = new SampleAddon().build(folder);
        parent = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), ParentProcess.class.getName(), "-Dsandbox.addon=" + addon,
                "-Dsandbox.work=" + folder, "-Dsandbox.port=0", "-Dsimulator.port=0").redirectErrorStream(true).start();
        BufferedReader output = new BufferedReader(
                new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
        long pid = Long.parseLong(waitForLine(output, "child ").substring("child ".length()));
        child = ProcessHandle.of(pid).orElseThrow();
        waitForLine(output, "Ctrl-C ends both.");
    }

    private static String waitForLine(BufferedReader output, String start) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("The output ended before \"" + start + "\"");
    }

    @AfterEach
    void endBoth() {
        child.destroyForcibly();
        parent.destroyForcibly();
    }

    @Test
    void endsWhenItsParentIsKilled() throws Exception {
        parent.destroyForcibly().waitFor();
        child.onExit().get(1, TimeUnit.MINUTES);
        assertThat(child.isAlive(), is(false));
    }

    @Test
    void endsWhenItIsAskedTo() throws Exception {
        // SIGTERM; Ctrl-C goes the same way
        child.destroy();
        child.onExit().get(1, TimeUnit.MINUTES);
        assertThat(parent.waitFor(1, TimeUnit.MINUTES), is(true));
    }
}
