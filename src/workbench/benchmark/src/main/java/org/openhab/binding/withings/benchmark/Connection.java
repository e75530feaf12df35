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

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A keep-alive connection to openHAB's server for prepared requests; reopened when the server has closed it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Connection implements AutoCloseable {
    static final String FORM = "application/x-www-form-urlencoded";
    private static final int LONGEST_ANSWER = 8_192;

    private final URI server;
    private final byte[] answer = new byte[LONGEST_ANSWER];
    private Socket socket;

    Connection(URI server) throws IOException {
        this.server = server;
        socket = open();
    }

    private Socket open() throws IOException {
        Socket opened = new Socket(server.getHost(), server.getPort());
        opened.setTcpNoDelay(true);
        opened.setSoTimeout(30_000);
        return opened;
    }

    static byte[] post(String path, String type, String body) {
        return (head(path, type) + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static String head(String path, String type) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Withings\r\nContent-Type: " + type
                + "\r\n";
    }

    /** Sends a request and reads its answer; returns the HTTP status, 0 if there was no answer. */
    int send(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            int status = readStatus();
            if (status > 0) {
                return status;
            }
        } catch (IOException e) {
            // the server has closed the connection, perhaps before it read everything
        }
        close();
        socket = open();
        return 0;
    }

    private int readStatus() throws IOException {
        InputStream in = socket.getInputStream();
        int length = 0;
        while (length < answer.length) {
            int read = in.read(answer, length, answer.length - length);
            if (read < 0) {
                return 0;
            }
            length += read;
            String text = new String(answer, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                int status = Integer.parseInt(text.substring(9, 12));
                int field = text.indexOf("content-length: ");
                boolean closing = text.contains("connection: close");
                int body = field < 0 || field > end
                        ? 0
                        : Integer.parseInt(text.substring(field + 16, text.indexOf('\r', field)));
                if (closing) {
                    close();
                    socket = open();
                    return status;
                }
                if (length >= end + 4 + body) {
                    return status;
                }
            }
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Durations in preallocated memory, so that measuring allocates nothing. */
    static final class Latencies {
        private final int[] microseconds;
        private int count;

        Latencies(int room) {
            microseconds = new int[room];
        }

        synchronized void add(long nanoseconds) {
            if (count < microseconds.length) {
                microseconds[count++] = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMicros(nanoseconds));
            }
        }

        synchronized void clear() {
            count = 0;
        }

        /** A percentile in ms, by a share such as 0.99. */
        private synchronized double percentile(double share) {
            int[] sorted = Arrays.copyOf(microseconds, count);
            Arrays.sort(sorted);
            return count == 0 ? 0 : sorted[(int) Math.min(count - 1L, Math.round(share * count))] / 1e3;
        }

        /** Median, 99 % and the longest, in ms, as cells of a table. */
        String cells() {
            return String.format(Locale.ROOT, "%.3f | %.3f | %.3f", percentile(0.5), percentile(0.99), percentile(1));
        }
    }
}
