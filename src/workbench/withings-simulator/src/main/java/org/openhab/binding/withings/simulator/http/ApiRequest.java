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

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One request as it came in.
 *
 * @param method the HTTP method in capitals
 * @param path the path without query
 * @param query the parameters of the URL
 * @param parameters the parameters of URL and form together
 * @param bearer the access token of the Authorization header, null if there is none
 * @param headers header fields, names in lower case
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ApiRequest(String method, String path, Parameters query, Parameters parameters,
        @Nullable String bearer, Map<String, String> headers) {

    /**
     * @return the verb of the request, empty if it is missing
     */
    public String action() {
        String action = parameters.text("action");
        return action == null ? "" : action;
    }

    @Override
    public String toString() {
        return method + " " + path + " " + action();
    }
}
