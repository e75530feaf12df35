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
package org.openhab.binding.withings.simulator.fault;

import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A fault that is switched on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ActiveFault {

    private final Fault fault;
    private final AtomicInteger fitting = new AtomicInteger();
    private volatile boolean off;

    ActiveFault(Fault fault) {
        this.fault = fault;
    }

    /**
     * @return what was switched on
     */
    public Fault fault() {
        return fault;
    }

    /**
     * @return how often it went wrong so far
     */
    public int count() {
        int wrong = Math.max(0, fitting.get() - fault.spared());
        return Math.min(wrong, fault.times());
    }

    /**
     * Switches it off.
     */
    public void off() {
        off = true;
    }

    /**
     * @return whether it is over
     */
    public boolean isOver() {
        return off || count() >= fault.times();
    }

    /** Counts something that fits, and tells whether it goes wrong. */
    boolean strike() {
        if (isOver()) {
            return false;
        }
        int number = fitting.incrementAndGet();
        return number > fault.spared() && number - fault.spared() <= fault.times();
    }
}
