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
package org.openhab.binding.withings.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Asks the sandbox as a browser or a script would.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Http() {
    }

    static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send("GET", address, "", "text/plain");
    }

    static HttpResponse<String> send(String method, URI address, String body, String type)
            throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(address).header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
