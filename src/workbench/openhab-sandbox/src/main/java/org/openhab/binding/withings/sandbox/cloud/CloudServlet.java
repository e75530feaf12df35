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
package org.openhab.binding.withings.sandbox.cloud;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What arrives at the addresses of the cloud is passed on to this openHAB, without anything that tells who sent it:
 * method, query, content type and body are all that is left.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class CloudServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int BODY_LIMIT = 5 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final transient Cloud cloud;
    private transient @Nullable HttpClient client;

    public CloudServlet(Cloud cloud) {
        this.cloud = cloud;
    }

    /** The first request makes the client, whose threads most sandboxes do not need. */
    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER).build();
            client = made;
        }
        return made;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        @Nullable
        String id = request.getPathInfo();
        String path = id == null || id.indexOf('/', 1) >= 0 ? null : cloud.pathOf(id.substring(1));
        if (path == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (cloud.connection() != Connection.UP) {
            response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "openHAB is offline");
        } else {
            byte[] body = request.getInputStream().readNBytes(BODY_LIMIT + 1);
            if (body.length > BODY_LIMIT) {
                response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            } else {
                passOn(request, path, body, response);
            }
        }
    }

    private void passOn(HttpServletRequest request, String path, byte[] body, HttpServletResponse response)
            throws IOException {
        @Nullable
        String query = request.getQueryString();
        URI target = URI.create("http://" + request.getLocalAddr() + ":" + request.getLocalPort() + path
                + (query == null ? "" : "?" + query));
        HttpRequest.Builder passed = HttpRequest.newBuilder(target).timeout(PATIENCE).header("User-Agent", "openHAB")
                .method(request.getMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        @Nullable
        String contentType = request.getContentType();
        if (contentType != null) {
            passed.header("Content-Type", contentType);
        }
        try {
            HttpResponse<byte[]> answer = client().send(passed.build(), BodyHandlers.ofByteArray());
            response.setStatus(answer.statusCode());
            answer.headers().firstValue("Content-Type").ifPresent(response::setContentType);
            response.getOutputStream().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
        }
    }
}
