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
package org.openhab.binding.withings.sandbox.launch;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * As much of a browser as is needed to press the button on the add-on's page that begins a consent.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Browser {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int TRIES = 100;
    private static final long PAUSE_MILLISECONDS = 200;
    private static final Pattern FORM = Pattern.compile(
            "<form[^>]* method=\"post\" action=\"(/withings/connect)\"[^>]*>(.*?)</form>",
            Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern
            .compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final URI sandbox;
    private final HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager())
            .followRedirects(Redirect.NEVER).connectTimeout(TIMEOUT).build();

    Browser(URI sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * Presses the button for the first account, and comes back from Withings.
     *
     * @param name what the person is called in openHAB
     * @param withings takes the address of the request for consent and returns where it leads to
     * @throws SandboxException when the add-on's page does not answer as expected
     */
    void consent(String name, UnaryOperator<URI> withings) throws IOException, InterruptedException {
        Map<String, String> fields = fieldsOfConnectForm();
        fields.put("name", name);
        HttpResponse<String> begun = send(HttpRequest.newBuilder(sandbox.resolve("/withings/connect"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields.entrySet().stream()
                        .map(field -> field.getKey() + "="
                                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")))));
        URI back = withings.apply(location(begun));
        HttpResponse<String> returned = send(
                HttpRequest.newBuilder(sandbox.resolve(back.getRawPath() + "?" + back.getRawQuery())));
        if (returned.statusCode() >= 400) {
            throw new SandboxException("The add-on answers the consent with " + returned.statusCode());
        }
    }

    private Map<String, String> fieldsOfConnectForm() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Matcher forms = FORM.matcher(send(HttpRequest.newBuilder(sandbox.resolve("/withings"))).body());
            if (forms.find()) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher hidden = HIDDEN.matcher(forms.group(2));
                while (hidden.find()) {
                    fields.put(hidden.group(1), hidden.group(2));
                }
                return fields;
            }
            // the account has just been added
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
        }
        throw new SandboxException("The page /withings has no button to connect a person");
    }

    private static URI location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").map(URI::create).orElseThrow(() -> new SandboxException(
                "The add-on answers " + response.statusCode() + " instead of leading to Withings"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
    }
}
