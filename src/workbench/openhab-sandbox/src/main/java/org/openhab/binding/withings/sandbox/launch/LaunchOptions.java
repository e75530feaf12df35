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

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * What people may set when they start simulator and sandbox, as {@code -D} properties.
 *
 * @param addon the jar of the add-on
 * @param userdata what the sandbox keeps
 * @param fresh whether userdata is emptied first, because the simulator forgets its tokens when it ends
 * @param conf text files; null for none
 * @param auto whether the tour is taken
 * @param replay recorded answers; null for the made-up household
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record LaunchOptions(int simulatorPort, String sandboxHost, int sandboxPort, Path addon, Path userdata, boolean fresh,
        @Nullable Path conf, boolean auto, @Nullable Path replay) {

    static final String SIMULATOR_PORT = "simulator.port";
    static final String SANDBOX_PORT = "sandbox.port";

    private static final int HIGHEST_PORT = 65_535;

    /** @throws SandboxException when a property has no possible value */
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
                text(properties, "sandbox.host", "127.0.0.1"), port(properties, SANDBOX_PORT, "8080"), Path.of(addon),
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
            // said below
        }
        throw new SandboxException("-D" + name + "=" + value + " is no port");
    }
}
