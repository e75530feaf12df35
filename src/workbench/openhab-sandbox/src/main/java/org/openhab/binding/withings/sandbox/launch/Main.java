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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * Runs simulator and sandbox until Ctrl-C, or until the process that started it is gone.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Main {

    private Main() {
    }

    /** @param arguments none; see {@link LaunchOptions} for the properties */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        endWithParent();
        Path notStarted = Path.of(System.getProperty("sandbox.work", "."), "not-started");
        Files.deleteIfExists(notStarted);
        int exit = run(System.getProperties(), new CountDownLatch(1));
        if (exit != 0) {
            // tells the build, for which an exit code would mean a stack trace
            Files.writeString(notStarted, "");
            System.exit(exit);
        }
    }

    /** Maven may be killed without a word to its children; nothing must be left running then. */
    private static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }

    /**
     * Runs until the latch is released.
     *
     * @return 0 if all went well, 1 if it did not start
     */
    static int run(Properties properties, CountDownLatch end) throws InterruptedException {
        try {
            LaunchOptions options = LaunchOptions.of(properties);
            try (Launch launch = new Launch(options)) {
                Thread closing = new Thread(launch::close, "sandbox-end");
                Runtime.getRuntime().addShutdownHook(closing);
                launch.check();
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
}
