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
package org.openhab.binding.withings.internal.setup;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A simulated browser that keeps cookies and does not follow redirects.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Browser {
    static final String FORM = "application/x-www-form-urlencoded";

    private static final Pattern FORMS = Pattern
            .compile("<form[^>]* method=\"post\" action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final URI server;
    private final CookieManager cookies = new CookieManager();
    private HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser(URI server) {
        this.server = server;
    }

    /** Drops the connections, which a restart of the server has closed. */
    void reconnect() {
        http = HttpClient.newBuilder().cookieHandler(cookies).build();
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> method(String method, String path) throws IOException, InterruptedException {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        return post(path, encode(form), FORM);
    }

    HttpResponse<String> post(String path, String body, String contentType) throws IOException, InterruptedException {
        return send(request(path, "Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    /** Submits the first form of the overview with an action. */
    HttpResponse<String> press(String action) throws IOException, InterruptedException {
        return post(action, form(get(SetupServlet.PATH).body(), action, 0));
    }

    /** Starts a consent; returns the query of the authorization request. */
    Map<String, String> connect() throws IOException, InterruptedException {
        return query(location(press(SetupServlet.CONNECT)));
    }

    /** Opens the redirect from Withings with a code. */
    HttpResponse<String> comeBack(String code, String state) throws IOException, InterruptedException {
        return get(SetupServlet.PATH + "?" + encode(Map.of("code", code, "state", state)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(20));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** The hidden fields of the form with an action and an index, counted from 0. */
    static Map<String, String> form(String page, String action, int index) {
        String form = FORMS.matcher(page).results().filter(found -> found.group(1).equals(action)).skip(index)
                .findFirst().orElseThrow().group(2);
        Map<String, String> fields = new LinkedHashMap<>();
        HIDDEN.matcher(form).results().forEach(hidden -> fields.put(hidden.group(1), hidden.group(2)));
        return fields;
    }

    static Map<String, String> query(String url) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : URI.create(url).getRawQuery().split("&")) {
            String[] parts = field.split("=", 2);
            fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return fields;
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
