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
package org.openhab.binding.withings.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.core.io.rest.Webhook;

/**
 * The stand-in for openHAB's cloud has the limits of the real one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CloudTest extends SandboxTest {

    @NonNullByDefault({})
    private Sandbox sandbox;
    @NonNullByDefault({})
    private Cloud cloud;

    @BeforeEach
    void startSandbox() {
        sandbox = start();
        sandbox.connectCloud(Connection.UP);
        cloud = sandbox.cloud();
    }

    private URI lease(String path) {
        return URI.create(cloud.requestWebhook(path).join().url().toString());
    }

    /** Where an address of the cloud is found at the sandbox. */
    private URI here(URI address, String appended) {
        return URI.create(sandbox.address() + address.getPath() + appended);
    }

    @Test
    void leadsToOnePathExactly() throws Exception {
        URI address = lease("/sample/hello");

        assertThat(address.toString(), startsWith("https://cloud.example.org/api/hooks/"));
        assertThat(Http.get(here(address, "")).body(), startsWith("/hello served by"));
        assertThat(Http.get(here(address, "/more")).statusCode(), is(404));
        assertThat(Http.get(here(lease("/sample/other"), "")).body(), startsWith("/other served by"));
    }

    @Test
    void passesOnWhatIsSaidButNotWhoSaysIt() throws Exception {
        String said = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(here(lease("/sample/hello"), "?probe=1"))
                        .header("Content-Type", "application/x-www-form-urlencoded").header("Cookie", "a=b")
                        .header("Authorization", "Bearer c").header("X-Forwarded-For", "192.0.2.7")
                        .header("X-Real-IP", "192.0.2.7").header("User-Agent", "somebody")
                        .POST(BodyPublishers.ofString("userid=1&appli=1")).build(), BodyHandlers.ofString())
                .body();

        assertThat(said, allOf(startsWith("probe=1"), endsWith("userid=1&appli=1"),
                containsString("application/x-www-form-urlencoded")));
        assertThat(said, not(anyOf(containsString("a=b"), containsString("Bearer c"), containsString("192.0.2.7"),
                containsString("somebody"))));
    }

    @Test
    void givesAnAddressForThirtyDaysUnlessItIsAskedAgain() throws Exception {
        URI first = lease("/sample/hello");
        time.advance(Duration.ofDays(29));
        assertThat("the same as long as it is asked in time", lease("/sample/hello"), is(first));
        time.advance(Duration.ofDays(29));
        assertThat(Http.get(here(first, "")).statusCode(), is(200));

        time.advance(Duration.ofDays(2));
        assertThat(Http.get(here(first, "")).statusCode(), is(404));
        assertThat(lease("/sample/hello"), is(not(first)));
    }

    @Test
    void keepsItsAddressesOverARestart() {
        URI before = lease("/sample/hello");
        sandbox.close();

        startSandbox();

        assertThat(lease("/sample/hello"), is(before));
    }

    @Test
    void takesAnAddressBack() throws Exception {
        URI address = lease("/sample/hello");

        cloud.removeWebhook("/sample/hello").join();

        assertThat(Http.get(here(address, "")).statusCode(), is(404));
        assertThat(cloud.addresses(), is(empty()));
    }

    @Test
    void answersOnceItIsConnected() throws Exception {
        URI address = lease("/sample/hello");

        sandbox.connectCloud(Connection.BROKEN);
        CompletableFuture<Webhook> request = cloud.requestWebhook("/sample/hello");
        assertThat(request.isDone(), is(false));
        assertThat(cloud.removeWebhook("/sample/hello").isCompletedExceptionally(), is(true));
        assertThat(Http.get(here(address, "")).statusCode(), is(500));

        sandbox.connectCloud(Connection.UP);
        assertThat(request.join().url().toString(), is(address.toString()));
        assertThat(Http.get(here(address, "")).statusCode(), is(200));
    }
}
