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

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/** The shared thread pools of openHAB by name. */
@NonNullByDefault
public class ThreadPoolManager {
    protected static final int DEFAULT_THREAD_POOL_SIZE = 5;

    /** How long an idle thread is kept, in seconds. */
    protected static final long THREAD_TIMEOUT = 65L;

    protected static Map<String, ExecutorService> pools = new ConcurrentHashMap<>();

    private static volatile Function<String, ScheduledExecutorService> source = ThreadPoolManager::daemons;

    public static ScheduledExecutorService getScheduledPool(String poolName) {
        return (ScheduledExecutorService) getPool(poolName);
    }

    public static ExecutorService getPool(String poolName) {
        return Objects.requireNonNull(pools.computeIfAbsent(poolName, source));
    }

    /** Replaces all pools by those of a source; add-ons keep the pools that they already use. */
    static void setSource(@Nullable Function<String, ScheduledExecutorService> newSource) {
        source = newSource == null ? ThreadPoolManager::daemons : newSource;
        pools.clear();
    }

    private static ScheduledExecutorService daemons(String poolName) {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(DEFAULT_THREAD_POOL_SIZE, task -> {
            Thread thread = new Thread(task, "OH-" + poolName + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.setKeepAliveTime(THREAD_TIMEOUT, TimeUnit.SECONDS);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }
}
