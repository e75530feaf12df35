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
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Common functions of all servlets.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Servlets {
    private Servlets() {
    }

    /** Sets the security headers. Pages with styles or forms replace the Content-Security-Policy. */
    public static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy",
                "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
    }

    /** Answers without a body, so that the server adds no page of its own. */
    public static void answer(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }

    /**
     * Writes a text in UTF-8 without blocking on a slow client: the whole text is buffered and sent asynchronously. The
     * content length must not be set before, because Jetty would then flush in the calling thread after the last byte.
     *
     * @throws IOException if the client has closed the connection
     */
    public static void write(HttpServletResponse response, String contentType, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(contentType + ";charset=UTF-8");
        response.setBufferSize(body.length + 1);
        response.getOutputStream().write(body);
    }

    /** A body was rejected. The connection should be closed, because the rest of the body is not read. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        private RefusedException(int status) {
            super("HTTP " + status);
            this.status = status;
        }

        /** The HTTP status of the response: 408, 411, 413, 415 or 503. */
        public int status() {
            return status;
        }
    }

    /**
     * Reads the bodies of small forms in the calling thread, with a deadline and a limit on the threads that wait for
     * slow clients at the same time.
     */
    public static final class FormBody {
        /** The largest body that is accepted, in bytes. */
        public static final int LIMIT = 4096;
        public static final Duration DEADLINE = Duration.ofSeconds(10);

        private static final String FORM = "application/x-www-form-urlencoded";
        private static final int WAITING_THREADS = 8;
        private static final long PAUSE_MILLISECONDS = 10;

        private final Duration deadline;
        private final Semaphore waiting = new Semaphore(WAITING_THREADS);

        public FormBody(Duration deadline) {
            this.deadline = deadline;
        }

        /**
         * Returns the body as it was sent, still percent-encoded.
         *
         * @throws RefusedException if the body is no form, has no Content-Length, is too long or arrives too slowly
         * @throws IOException if the client has closed the connection
         */
        public String read(HttpServletRequest request) throws RefusedException, IOException {
            String type = request.getContentType();
            if (type == null || !type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
                throw new RefusedException(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            }
            long length = request.getContentLengthLong();
            if (length > LIMIT) {
                throw new RefusedException(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            }
            if (length < 0) {
                // browsers and proxies send the length of forms; without it, polling cannot detect the end of the body
                throw new RefusedException(HttpServletResponse.SC_LENGTH_REQUIRED);
            }
            byte[] body = new byte[(int) length];
            ServletInputStream input = request.getInputStream();
            int count = readAvailable(input, body, 0);
            if (count < body.length) {
                if (!waiting.tryAcquire()) {
                    throw new RefusedException(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                }
                try {
                    awaitRest(input, body, count);
                } finally {
                    waiting.release();
                }
            }
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        /** Polls instead of blocking, because a blocking read cannot be given a deadline. */
        private void awaitRest(ServletInputStream input, byte[] body, int received)
                throws RefusedException, IOException {
            long begin = System.nanoTime();
            for (int count = received; count < body.length; count = readAvailable(input, body, count)) {
                if (System.nanoTime() - begin > deadline.toNanos()) {
                    throw new RefusedException(HttpServletResponse.SC_REQUEST_TIMEOUT);
                }
                try {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RefusedException(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                }
            }
        }

        private static int readAvailable(ServletInputStream input, byte[] body, int received) throws IOException {
            int count = received;
            while (count < body.length && input.available() > 0) {
                int read = input.read(body, count, Math.min(input.available(), body.length - count));
                if (read < 0) {
                    throw new IOException("The body has ended too early");
                }
                count += read;
            }
            return count;
        }
    }
}
