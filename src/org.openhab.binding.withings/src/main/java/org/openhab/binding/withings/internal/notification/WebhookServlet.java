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
package org.openhab.binding.withings.internal.notification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

import javax.servlet.AsyncContext;
import javax.servlet.ReadListener;
import javax.servlet.Servlet;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.web.ProtectiveHeaders;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Withings posts its notifications. It answers at once and never waits for anything, neither for the sender to
 * finish its sentence nor for what the notification means.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Servlet.class)
@HttpWhiteboardServletName("withings-webhook")
@HttpWhiteboardServletPattern(Webhooks.PATH + "*")
@HttpWhiteboardServletAsyncSupported
public class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** A notification takes about a hundred bytes. */
    static final int BODY_LIMIT = 4096;
    /** A body that trickles in for longer than this is not awaited to its end. */
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final transient Logger logger = LoggerFactory.getLogger(WebhookServlet.class);
    private final transient Webhooks webhooks;

    @Activate
    public WebhookServlet(@Reference Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * Leaves no answer to the server, whose pages would repeat the address and so the secret.
     */
    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> doGet(request, response);
            case "POST" -> doPost(request, response);
            default -> {
                response.setHeader("Allow", "GET, HEAD, POST");
                answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            }
        }
    }

    /**
     * Withings asks before it accepts a subscription whether somebody is there (Withings reference, Notify -
     * Subscribe).
     */
    @Override
    protected void doGet(@Nullable HttpServletRequest request, @Nullable HttpServletResponse response)
            throws IOException {
        if (request == null || response == null) {
            return;
        }
        if (receiver(request) == null) {
            answer(response, HttpServletResponse.SC_NOT_FOUND);
        } else {
            webhooks.asked(Probe.valueIn(request.getQueryString()));
            answer(response, HttpServletResponse.SC_OK);
        }
    }

    @Override
    protected void doPost(@Nullable HttpServletRequest request, @Nullable HttpServletResponse response)
            throws IOException {
        if (request == null || response == null) {
            return;
        }
        NotificationReceiver receiver = receiver(request);
        String type = request.getContentType();
        if (receiver == null) {
            answer(response, HttpServletResponse.SC_NOT_FOUND);
        } else if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            answer(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
        } else if (request.getContentLengthLong() > BODY_LIMIT) {
            answer(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        } else {
            AsyncContext exchange = request.startAsync(request, response);
            // A sender that falls silent is given up by the server's own idle timeout. A timeout of the exchange would
            // end it in the middle of a read, of which the server warns in the log, with the address and so the secret.
            exchange.setTimeout(0);
            ServletInputStream body = request.getInputStream();
            body.setReadListener(new NotificationBody(exchange, body, receiver));
        }
    }

    private @Nullable NotificationReceiver receiver(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null || path.isEmpty() ? null : webhooks.receiver(path.substring(1));
    }

    private int receive(String body, NotificationReceiver receiver) {
        try {
            Notification notification = Notification.parse(body);
            return switch (receiver.receive(notification)) {
                case ACCEPTED -> HttpServletResponse.SC_OK;
                case UNKNOWN_PERSON -> HttpServletResponse.SC_NOT_FOUND;
                case BUSY -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            };
        } catch (MalformedNotificationException e) {
            logger.debug("Something was posted to the webhook that is not a notification: {}", e.getMessage());
            return HttpServletResponse.SC_BAD_REQUEST;
        } catch (RuntimeException e) {
            // the server would log it with the address and so the secret
            logger.debug("A notification could not be taken: {}", e.getClass().getName());
            return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
    }

    private static void answer(HttpServletResponse response, int status) {
        response.setStatus(status);
        ProtectiveHeaders.set(response);
        response.setContentLength(0);
    }

    /**
     * Reads a body as it trickles in, without a thread that waits for it.
     */
    private final class NotificationBody implements ReadListener {
        private final AsyncContext exchange;
        private final ServletInputStream stream;
        private final NotificationReceiver receiver;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final byte[] buffer = new byte[1024];
        private final long begin = System.nanoTime();
        private boolean answered;

        NotificationBody(AsyncContext exchange, ServletInputStream stream, NotificationReceiver receiver) {
            this.exchange = exchange;
            this.stream = stream;
            this.receiver = receiver;
        }

        @Override
        public void onDataAvailable() throws IOException {
            while (stream.isReady() && !stream.isFinished()) {
                int count = stream.read(buffer);
                if (count > 0) {
                    received.write(buffer, 0, count);
                }
                if (received.size() > BODY_LIMIT) {
                    finish(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
                    return;
                }
                if (System.nanoTime() - begin > BODY_TIMEOUT.toNanos()) {
                    finish(HttpServletResponse.SC_REQUEST_TIMEOUT);
                    return;
                }
            }
        }

        @Override
        public void onAllDataRead() {
            if (received.size() <= BODY_LIMIT) {
                finish(receive(received.toString(StandardCharsets.UTF_8), receiver));
            }
        }

        @Override
        public void onError(@Nullable Throwable failure) {
            finish(failure instanceof TimeoutException
                    ? HttpServletResponse.SC_REQUEST_TIMEOUT
                    : HttpServletResponse.SC_BAD_REQUEST);
        }

        private synchronized void finish(int status) {
            if (!answered) {
                answered = true;
                answer((HttpServletResponse) exchange.getResponse(), status);
                exchange.complete();
            }
        }
    }
}
