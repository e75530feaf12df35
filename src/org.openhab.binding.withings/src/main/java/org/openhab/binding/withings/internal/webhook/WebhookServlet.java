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
package org.openhab.binding.withings.internal.webhook;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.FormBody;
import org.openhab.binding.withings.internal.ServletResponses;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.webhook.Webhooks.Reception;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the notifications that Withings posts. A notification is answered when it has been queued. Answers have no
 * body: the server's own error pages would repeat the secret path.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Servlet.class)
@HttpWhiteboardServletName("withings-webhook")
@HttpWhiteboardServletPattern(Webhooks.PATH + "*")
public class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Logger logger = LoggerFactory.getLogger(WebhookServlet.class);
    private final transient Webhooks webhooks;
    private final transient FormBody bodies;

    @Activate
    public WebhookServlet(@Reference Webhooks webhooks) {
        this(webhooks, FormBody.DEADLINE);
    }

    WebhookServlet(Webhooks webhooks, Duration bodyDeadline) {
        this.webhooks = webhooks;
        this.bodies = new FormBody(bodyDeadline);
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) throws IOException {
        ServletResponses.protect(response);
        Function<Notification, Reception> receiver = receiver(request);
        String method = request.getMethod();
        if (receiver == null) {
            ServletResponses.answer(response, HttpServletResponse.SC_NOT_FOUND);
        } else if ("GET".equals(method) || "HEAD".equals(method)) {
            // Withings probes an address before it accepts a subscription (Withings reference, Notify - Subscribe)
            webhooks.probed(request.getQueryString());
            ServletResponses.answer(response, HttpServletResponse.SC_OK);
        } else if ("POST".equals(method)) {
            post(request, response, receiver);
        } else {
            response.setHeader("Allow", "GET, HEAD, POST");
            ServletResponses.answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private @Nullable Function<Notification, Reception> receiver(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null || path.isEmpty() ? null : webhooks.receiver(path.substring(1));
    }

    private void post(HttpServletRequest request, HttpServletResponse response,
            Function<Notification, Reception> receiver) throws IOException {
        try {
            ServletResponses.answer(response, receive(bodies.read(request), receiver));
        } catch (FormBody.RefusedException e) {
            response.setHeader("Connection", "close");
            ServletResponses.answer(response, e.status());
        }
    }

    private int receive(String body, Function<Notification, Reception> receiver) {
        try {
            return switch (receiver.apply(Notification.parse(body))) {
                case ACCEPTED -> HttpServletResponse.SC_OK;
                case UNKNOWN_PERSON -> HttpServletResponse.SC_NOT_FOUND;
                case BUSY -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
            };
        } catch (MalformedNotificationException e) {
            logger.debug("A request to the webhook is not a notification: {}", e.getMessage());
            return HttpServletResponse.SC_BAD_REQUEST;
        } catch (RuntimeException e) {
            UnexpectedErrors.log(logger, "Receiving a notification", e);
            return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        }
    }
}
