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
package org.openhab.binding.withings.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What the responses of all servlets have in common.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ServletResponses {

    private ServletResponses() {
    }

    /**
     * Sets the security headers. A servlet whose pages load or send something replaces the Content-Security-Policy.
     */
    public static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
    }

    /**
     * Answers without a body, so that the server adds no page of its own.
     */
    public static void answer(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }

    /**
     * Writes a text in UTF-8, without blocking on a client that reads slowly: the server takes it as a whole and sends
     * it asynchronously. The length must not be set before, because Jetty would then flush in the calling thread with
     * the last byte.
     *
     * @throws IOException if the client has closed the connection
     */
    public static void write(HttpServletResponse response, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(contentType + ";charset=UTF-8");
        response.setBufferSize(body.length + 1);
        response.getOutputStream().write(body);
    }
}
