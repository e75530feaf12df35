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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.AbstractHandler;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests from Jetty and hands them on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LoopbackHandler extends AbstractHandler {

    private static final int MAX_FORM_BYTES = 64 * 1024;

    private final Logger logger = LoggerFactory.getLogger(LoopbackHandler.class);
    private final ExchangeHandler exchanges;
    private final Set<JettyExchange> hanging = ConcurrentHashMap.newKeySet();

    LoopbackHandler(ExchangeHandler exchanges) {
        this.exchanges = exchanges;
    }

    @Override
    public void handle(@Nullable String target, @Nullable Request baseRequest,
            @Nullable HttpServletRequest servletRequest,
            @Nullable HttpServletResponse response) throws IOException {
        if (baseRequest == null || response == null) {
            return;
        }
        baseRequest.setHandled(true);
        JettyExchange exchange = new JettyExchange(baseRequest, response, hanging::add);
        byte[] form = baseRequest.getInputStream().readNBytes(MAX_FORM_BYTES + 1);
        if (form.length > MAX_FORM_BYTES) {
            exchange.send(Answer.html(413, "<!DOCTYPE html><title>413 Request Entity Too Large</title>"));
            return;
        }
        ApiRequest request;
        try {
            request = read(baseRequest, form);
        } catch (IllegalArgumentException e) {
            exchange.send(Answer.html(400, "<!DOCTYPE html><title>400 Bad Request</title>"));
            return;
        }
        try {
            exchanges.handle(request, exchange);
        } catch (RuntimeException e) {
            logger.warn("The simulator failed at {} {}", baseRequest.getMethod(), baseRequest.getRequestURI(), e);
            exchange.send(Answer.html(500, "<!DOCTYPE html><title>The simulator itself failed</title>"));
        }
    }

    void endHangingExchanges() {
        hanging.forEach(JettyExchange::reset);
        hanging.clear();
    }

    private static ApiRequest read(Request request, byte[] form) {
        Map<String, List<String>> query = decode(request.getQueryString());
        Map<String, List<String>> all = new HashMap<>(query);
        String contentType = request.getContentType();
        if (contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            decode(new String(form, StandardCharsets.UTF_8)).forEach((name, values) -> {
                List<String> both = new ArrayList<>(values);
                both.addAll(query.getOrDefault(name, List.of()));
                all.put(name, both);
            });
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return new ApiRequest(request.getMethod(), request.getPathInfo(), new Parameters(query),
                new Parameters(all), bearer(headers.get("authorization")), headers);
    }

    private static Map<String, List<String>> decode(@Nullable String encoded) {
        MultiMap<String> decoded = new MultiMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            UrlEncoded.decodeTo(encoded, decoded, StandardCharsets.UTF_8);
        }
        return decoded;
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)
                ? authorization.substring(7).trim()
                : null;
    }
}
