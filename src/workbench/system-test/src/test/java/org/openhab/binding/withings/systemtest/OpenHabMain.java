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
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.binding.withings.systemtest.Installation.Setup;

import com.google.gson.Gson;

/**
 * The main class of {@link OpenHabProcess}: an openHAB that executes commands from its input, line by line, and ends
 * with its parent process.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OpenHabMain {

    private static final int KILLED = 137;

    private record Entry(String storage, String key) {}

    private final Gson gson = new Gson();
    private final VirtualTime time;
    private final Sandbox sandbox;
    private volatile @Nullable Entry deadly;

    private OpenHabMain(Setup setup, Instant start) {
        time = new VirtualTime(start, 0);
        sandbox = Sandbox.start(setup.options(time).beforeStoring(this::beforeStoring).internet(this::local));
    }

    /**
     * @param arguments folder, URL of the API, URL of the consent page, and the current time
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        OpenHabMain main = new OpenHabMain(
                new Setup(Path.of(arguments[0]), URI.create(arguments[1]), URI.create(arguments[2]),
                        address -> Optional.empty()),
                Instant.parse(arguments[3]));
        answers.println(main.sandbox.address());
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(main.obey(order.split(" ")));
            if ("stop".equals(order)) {
                break;
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private String obey(String[] order) {
        return switch (order[0]) {
            case "advance" -> {
                time.advance(Duration.ofNanos(Long.parseLong(order[1])));
                yield "";
            }
            case "die-before" -> {
                deadly = new Entry(order[1], order[2]);
                yield "";
            }
            case "complaints" -> gson.toJson(sandbox.complaints());
            case "busy" -> Boolean.toString(sandbox.isBusy());
            case "stored" -> Boolean.toString(sandbox.isStored());
            case "threads" -> gson
                    .toJson(Thread.getAllStackTraces().keySet().stream().map(Thread::getName).sorted().toList());
            case "read-items" -> {
                sandbox.readItems();
                yield "";
            }
            case "stop" -> {
                sandbox.close();
                yield "";
            }
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    /** Resolves every public host to this openHAB. */
    private Optional<URI> local(URI address) {
        return "127.0.0.1".equals(address.getHost())
                ? Optional.empty()
                : Optional.of(sandbox.address().resolve(address.getRawPath()
                        + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery())));
    }

    private void beforeStoring(String storage, String key) {
        Entry entry = deadly;
        if (entry != null && storage.endsWith(entry.storage()) && key.endsWith(entry.key())) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
