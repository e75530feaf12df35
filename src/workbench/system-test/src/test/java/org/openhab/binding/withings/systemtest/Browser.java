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
package org.openhab.binding.withings.systemtest;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A simulated browser that keeps cookies per site, fills in forms and follows redirects. Public URLs are mapped to
 * local servers, as by a reverse proxy.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Browser {

    private static final int REDIRECTS_MAXIMUM = 5;
    private static final Pattern FORM = Pattern
            .compile("<form[^>]* method=\"?post\"? action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"?hidden\"? name=\"?([^\" ]*)\"? value=\"([^\"]*)\">");
    private static final Pattern MAIN = Pattern.compile("<body.*</body>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final Patience patience;
    private final Function<URI, URI> localServer;
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /**
     * A page in the browser.
     *
     * @param address its URL after all redirects
     */
    record Page(URI address, int status, String html, HttpResponse<String> answer) {

        /**
         * @return the text of the page
         */
        String text() {
            Matcher body = MAIN.matcher(html);
            String shown = TAG.matcher(body.find() ? body.group() : html).replaceAll(" ");
            return unescape(shown).replaceAll("\\s+", " ").strip();
        }

        /**
         * @return the forms with an action, each with its hidden fields
         */
        List<Form> forms(String action) {
            List<Form> forms = new ArrayList<>();
            Matcher form = FORM.matcher(html);
            while (form.find()) {
                if (form.group(1).equals(action)) {
                    Map<String, String> fields = new LinkedHashMap<>();
                    Matcher hidden = HIDDEN.matcher(form.group(2));
                    while (hidden.find()) {
                        fields.put(hidden.group(1), unescape(hidden.group(2)));
                    }
                    forms.add(new Form(address.resolve(action), fields));
                }
            }
            return forms;
        }

        Form form(String action) {
            List<Form> forms = forms(action);
            if (forms.isEmpty()) {
                throw new AssertionError("There is no form that goes to " + action + " on the page: " + text());
            }
            return forms.get(0);
        }

        Map<String, String> query() {
            Map<String, String> fields = new LinkedHashMap<>();
            String query = address.getRawQuery();
            for (String field : query == null ? new String[0] : query.split("&")) {
                String[] parts = field.split("=", 2);
                fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return fields;
        }

        private static String unescape(String html) {
            return html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
                    .replace("&#x27;", "'").replace("&amp;", "&");
        }
    }

    /**
     * A form that can be filled in.
     */
    record Form(URI action, Map<String, String> fields) {

        Form with(String name, String value) {
            Map<String, String> filledIn = new LinkedHashMap<>(fields);
            filledIn.put(name, value);
            return new Form(action, filledIn);
        }

        String encoded() {
            // a name can stand for several values, separated by line ends
            return fields.entrySet().stream()
                    .flatMap(field -> field.getValue().lines().map(value -> field.getKey() + "="
                            + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("&"));
        }
    }

    /**
     * @param localServer the local server of a public URL
     */
    Browser(Patience patience, Function<URI, URI> localServer) {
        this.patience = patience;
        this.localServer = localServer;
    }

    Page open(URI address) {
        return follow(get(address));
    }

    Page send(Form form) {
        return follow(sendOnly(form));
    }

    /**
     * Opens a URL without following redirects.
     */
    Page get(URI address) {
        return load(address, request(address).GET());
    }

    /**
     * Sends a form without following redirects.
     */
    Page sendOnly(Form form) {
        return load(form.action(), request(form.action()).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form.encoded())));
    }

    /**
     * @return the URL of the redirect
     */
    static Optional<URI> redirect(Page page) {
        boolean redirects = page.status() >= 300 && page.status() < 400;
        return redirects
                ? page.answer().headers().firstValue("Location").map(location -> page.address().resolve(location))
                : Optional.empty();
    }

    private Page follow(Page first) {
        Page page = first;
        for (int count = 0; count < REDIRECTS_MAXIMUM; count++) {
            Optional<URI> next = redirect(page);
            if (next.isEmpty()) {
                return page;
            }
            page = get(next.get());
        }
        throw new AssertionError("The browser is sent from page to page");
    }

    private HttpRequest.Builder request(URI address) {
        URI local = localServer.apply(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(local).timeout(Duration.ofSeconds(30));
        if (!local.equals(address)) {
            request.header("X-Forwarded-Proto", address.getScheme()).header("X-Forwarded-Host",
                    address.getAuthority());
        }
        Map<String, String> known = cookies.getOrDefault(address.getAuthority(), Map.of());
        if (!known.isEmpty()) {
            request.header("Cookie", known.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private Page load(URI address, HttpRequest.Builder request) {
        HttpResponse<String> answer = patience.answer(http.sendAsync(request.build(), BodyHandlers.ofString()));
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            String[] nameAndValue = cookie.split(";", 2)[0].split("=", 2);
            cookies.computeIfAbsent(address.getAuthority(), site -> new TreeMap<>()).put(nameAndValue[0],
                    nameAndValue[1]);
        }
        return new Page(address, answer.statusCode(), answer.body(), answer);
    }
}
