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
package org.openhab.binding.withings.internal.web;

import java.io.IOException;

import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The body of an answer that the server takes as a whole and sends on its own time, so that no thread waits for a
 * reader that is slow.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WholeBody {

    private WholeBody() {
    }

    /**
     * Writes the body. Its length is not to be set before: Jetty would take the last byte for the end of the answer and
     * send it before it returns, which lasts as long as the reader likes. It finds out the length by itself.
     *
     * @throws IOException if the reader has gone
     */
    public static void write(HttpServletResponse response, byte[] body) throws IOException {
        response.setBufferSize(body.length + 1);
        response.getOutputStream().write(body);
    }
}
