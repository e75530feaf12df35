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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * A home's connection to openHAB Cloud, across restarts of openHAB.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class CloudLine implements Installation.Launcher {
    private Connection connection;
    private @Nullable Sandbox sandbox;

    CloudLine(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Installation start(Installation.Setup setup, VirtualTime time) {
        Sandbox started = Sandbox.start(setup.options(time).cloud(connection));
        sandbox = started;
        return Installation.of(started);
    }

    private Sandbox sandbox() {
        Sandbox started = sandbox;
        if (started == null) {
            throw new IllegalStateException("openHAB has not been started");
        }
        return started;
    }

    void connect(Connection changed) {
        connection = changed;
        sandbox().connectCloud(changed);
    }

    /**
     * @return the simulated cloud
     */
    Cloud cloud() {
        return sandbox().cloud();
    }

    /**
     * @return whether openHAB has no due tasks
     */
    boolean isIdle() {
        return !sandbox().isBusy();
    }
}
