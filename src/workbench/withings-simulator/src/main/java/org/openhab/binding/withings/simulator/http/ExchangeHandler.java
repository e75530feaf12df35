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
package org.openhab.binding.withings.simulator.http;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Decides how requests end.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@FunctionalInterface
public interface ExchangeHandler {

    /**
     * Ends the exchange in one of its ways; called on a thread of the server.
     */
    void handle(ApiRequest request, Exchange exchange) throws IOException;
}
