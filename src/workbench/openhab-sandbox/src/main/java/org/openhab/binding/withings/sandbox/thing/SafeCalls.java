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
package org.openhab.binding.withings.sandbox.thing;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;

/**
 * Calls code of add-ons in separate threads, so that it can neither block nor break the sandbox. Like openHAB, it waits
 * five seconds, then complains and continues without interrupting the call.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SafeCalls implements AutoCloseable {
    private static final long TIMEOUT_MILLISECONDS = 5000;

    private final Complaints complaints;
    private final ExecutorService threads;

    SafeCalls(Complaints complaints) {
        this.complaints = complaints;
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "OH-safeCall-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void call(String what, Runnable call) {
        call(what, call, e -> complaints.add("Exception from " + what, e));
    }

    void call(String what, Runnable call, Consumer<Throwable> onException) {
        try {
            Future<?> running = threads.submit(call);
            running.get(TIMEOUT_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            complaints.add("Timeout: " + what + " takes more than " + TIMEOUT_MILLISECONDS + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            onException.accept(cause == null ? e : cause);
        } catch (RejectedExecutionException e) {
            // the sandbox ends
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
