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

import static org.junit.jupiter.api.Assertions.*;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Pools by name and their source.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThreadPoolManagerTest {

    @AfterEach
    void takesPlainPoolsAgain() {
        ThreadPoolManager.setSource(null);
    }

    @Test
    void givesTheSamePoolToAllWhoAskForAName() {
        assertSame(ThreadPoolManager.getScheduledPool("heart"), ThreadPoolManager.getScheduledPool("heart"));
        assertNotSame(ThreadPoolManager.getScheduledPool("heart"), ThreadPoolManager.getScheduledPool("sleep"));
    }

    @Test
    void runsTasksInDaemonThreadsThatCarryTheName() throws Exception {
        Future<Thread> thread = ThreadPoolManager.getScheduledPool("heart").submit(Thread::currentThread);

        assertTrue(thread.get(30, TimeUnit.SECONDS).isDaemon());
        assertTrue(thread.get().getName().startsWith("OH-heart-"), thread.get().getName());
    }

    @Test
    void takesThePoolsFromTheSourceThatIsSet() {
        ScheduledExecutorService before = ThreadPoolManager.getScheduledPool("heart");
        ScheduledThreadPoolExecutor mine = new ScheduledThreadPoolExecutor(1);

        ThreadPoolManager.setSource(name -> mine);

        assertSame(mine, ThreadPoolManager.getScheduledPool("heart"));
        assertSame(mine, ThreadPoolManager.getPool("heart"));
        assertNotSame(mine, before);
        mine.shutdown();
    }
}
