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
package org.openhab.binding.withings.internal.cloud;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What Withings allows each of the applications that this openHAB uses.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Allowances {
    private final Map<String, Allowance> byApplication = new ConcurrentHashMap<>();

    /**
     * @param clientId what Withings calls the application
     * @param scheduler measures the time
     * @return the same one for all accounts that use the application, one after the other or at the same time
     */
    public Allowance of(String clientId, ScheduledExecutorService scheduler) {
        return byApplication.computeIfAbsent(clientId, id -> new Allowance(scheduler));
    }
}
