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

/**
 * The resources of this process after a garbage collection.
 *
 * @param heap in bytes
 * @param threads without those that are not openHAB's
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Footprint(long heap, long threads) {
    private static final int MEGABYTE = 1024 * 1024;
    /** The HTTP server and the test's own client start threads on demand. */
    private static final String THREADS_OF_OTHERS = "(sandbox-http|HttpClient).*";

    static Footprint now() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return new Footprint(runtime.totalMemory() - runtime.freeMemory(), Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().matches(THREADS_OF_OTHERS)).count());
    }

    long megabytesMoreThan(Footprint before) {
        return (heap - before.heap) / MEGABYTE;
    }
}
