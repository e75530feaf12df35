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
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request in Jetty and the ways in which it can end, including faults.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Exchange {
    private final Logger logger = LoggerFactory.getLogger(Exchange.class);
    private final Request request;
    private final HttpServletResponse response;
    private final EndPoint endPoint;
    private final Consumer<Exchange> whenHanging;

    Exchange(Request request, HttpServletResponse response, Consumer<Exchange> whenHanging) {
        this.request = request;
        this.response = response;
        this.endPoint = request.getHttpChannel().getEndPoint();
        this.whenHanging = whenHanging;
    }

    public void send(Answer answer) throws IOException {
        send(answer, Map.of(), answer.bytes());
    }

    /** Sends other bytes than those of the answer, with additional headers. */
    public void send(Answer answer, Map<String, String> headers, byte[] bytes) throws IOException {
        begin(answer, headers, bytes.length);
        if (!"HEAD".equals(request.getMethod())) {
            response.getOutputStream().write(bytes);
        }
        response.flushBuffer();
    }

    /** Announces the whole answer, sends the first half of it and closes the connection. */
    public void sendHalf(Answer answer) throws IOException {
        byte[] bytes = answer.bytes();
        begin(answer, Map.of(), bytes.length);
        OutputStream out = response.getOutputStream();
        out.write(Arrays.copyOf(bytes, bytes.length / 2));
        out.flush();
        endPoint.close();
    }

    private void begin(Answer answer, Map<String, String> headers, int length) {
        response.setStatus(answer.httpStatus());
        answer.headers().forEach(response::setHeader);
        headers.forEach(response::setHeader);
        response.setContentLength(length);
    }

    /** Resets the connection without an answer. */
    public void reset() {
        try {
            // lingering for 0 seconds makes the close a reset
            Object transport = endPoint.getTransport();
            while (transport instanceof EndPoint below) {
                transport = below.getTransport();
            }
            if (transport instanceof SocketChannel channel) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.close();
            }
        } catch (IOException e) {
            logger.debug("The connection was closed already", e);
        }
        endPoint.close();
    }

    /** Never answers, and keeps the connection open until the server stops. */
    public void hang() {
        AsyncContext forever = request.startAsync();
        forever.setTimeout(0);
        whenHanging.accept(this);
    }
}
