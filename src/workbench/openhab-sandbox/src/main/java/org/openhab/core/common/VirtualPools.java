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
package org.openhab.core.common;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * Makes openHAB's thread pools use the time of a sandbox. In this package because openHAB has no public method for it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class VirtualPools implements AutoCloseable {
    private final List<ScheduledExecutorService> pools = new CopyOnWriteArrayList<>();

    public VirtualPools(VirtualTime time) {
        ThreadPoolManager.setSource(name -> {
            ScheduledExecutorService pool = time.scheduler("OH-" + name, ThreadPoolManager.DEFAULT_THREAD_POOL_SIZE);
            pools.add(pool);
            return pool;
        });
    }

    /** Shuts the pools down and restores openHAB's default pools. */
    @Override
    public void close() {
        ThreadPoolManager.setSource(null);
        pools.forEach(ScheduledExecutorService::shutdownNow);
    }
}
