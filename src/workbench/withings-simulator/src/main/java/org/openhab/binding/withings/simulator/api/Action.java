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
package org.openhab.binding.withings.simulator.api;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.http.Rejection;

import com.google.gson.JsonElement;

/**
 * What one action of a service does.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@FunctionalInterface
public interface Action {

    /**
     * @return the body of the answer
     * @throws Rejection if the call is answered with an error
     */
    JsonElement answer(Call call);
}
