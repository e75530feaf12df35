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

import com.sun.management.OperatingSystemMXBean;

/**
 * The CPU time that this whole process has taken since a moment: all its threads, garbage collection and compilation
 * included, in user and system mode.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class CpuTime {
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory
            .getOperatingSystemMXBean();

    private final long start = PROCESS.getProcessCpuTime();

    long nanoseconds() {
        return PROCESS.getProcessCpuTime() - start;
    }
}
