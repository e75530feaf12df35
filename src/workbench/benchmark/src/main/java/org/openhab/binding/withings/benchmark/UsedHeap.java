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
package org.openhab.binding.withings.benchmark;

import java.lang.management.ManagementFactory;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How much of the heap is in use.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class UsedHeap {

    private UsedHeap() {
    }

    /**
     * @return bytes, after whatever is not in use any more has been collected
     */
    static long afterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
