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

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.VirtualTime;

import com.google.gson.Gson;

/**
 * An openHAB in a separate Java virtual machine that can be killed. It uses the time of the test.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OpenHabProcess implements Installation {

    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final Process process;
    private final BufferedWriter orders;
    private final BufferedReader answers;
    private final Runnable stopFollowing;
    private final URI address;

    private OpenHabProcess(Setup setup, VirtualTime time) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        process = new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-Dwithings.addon=" + Installation.addon(), "-cp", classPath(), OpenHabMain.class.getName(),
                setup.folder().toString(), setup.api().toString(), setup.authorization().toString(),
                time.instant().toString())
                        .redirectError(setup.folder().resolve("openhab.log").toFile()).start();
        orders = process.outputWriter();
        answers = process.inputReader();
        String started = answers.readLine();
        if (started == null) {
            throw new IllegalStateException("openHAB does not start, see " + setup.folder());
        }
        address = URI.create(started);
        stopFollowing = time.follow(jump -> ask("advance " + jump.toNanos()));
    }

    static OpenHabProcess start(Setup setup, VirtualTime time) {
        try {
            return new OpenHabProcess(setup, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Surefire may hide the class path in the manifest of a jar. */
    private static String classPath() {
        return Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
    }

    /**
     * @return empty if openHAB has ended
     */
    private synchronized Optional<String> ask(String order) {
        try {
            orders.write(order);
            orders.newLine();
            orders.flush();
            return Optional.ofNullable(answers.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String answer(String order) {
        return ask(order).orElseThrow(() -> new AssertionError("openHAB has ended"));
    }

    /**
     * Makes openHAB halt just before it stores an entry, without a notice to the add-on.
     *
     * @param storage the end of the storage's name
     * @param entry the end of the entry's name
     */
    void dieBeforeStoring(String storage, String entry) {
        answer("die-before " + storage + " " + entry);
    }

    /**
     * @return the names of all threads
     */
    List<String> threads() {
        return List.of(new Gson().fromJson(answer("threads"), String[].class));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public List<String> complaints() {
        return List.of(new Gson().fromJson(answer("complaints"), String[].class));
    }

    @Override
    public boolean isStored() {
        return Boolean.parseBoolean(answer("stored"));
    }

    @Override
    public boolean isBusy() {
        return ask("busy").map(Boolean::parseBoolean).orElse(false);
    }

    @Override
    public void readItems() {
        answer("read-items");
    }

    @Override
    public void kill() {
        stopFollowing.run();
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        stopFollowing.run();
        ask("stop");
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("openHAB does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
