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
package org.openhab.binding.withings.internal.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiListener;

/**
 * The API with a server on loopback instead of Withings, and a virtual time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class LoopbackApi implements AutoCloseable, ApiListener {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Reply NONCE = body("{\"nonce\": \"n0nce\"}");

    final LoopbackServer server = new LoopbackServer();
    final HttpClient client = new HttpClient();
    final TestScheduler scheduler = new TestScheduler(NOON);
    final RateLimiter limiter = new RateLimiter(scheduler, scheduler.clock());
    final ApiContext context = new ApiContext(Runnable::run, scheduler, scheduler.clock());
    final WithingsApi api = new WithingsApi(client, server.address(), limiter, context, this);
    /** The calls of the listener. */
    final List<String> events = new ArrayList<>();

    LoopbackApi() {
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A successful answer with a body. */
    static Reply body(String body) {
        return Reply.json("{\"status\": 0, \"body\": " + body + "}");
    }

    /** A failure with a text that repeats the request. */
    static Reply status(int status) {
        return Reply
                .json("{\"status\": " + status + ", \"body\": {}, \"error\": \"Invalid Params: r3fresh-1 s3cr3t\"}");
    }

    static Reply waitFor(int seconds) {
        return Reply.json("{\"status\": 601, \"body\": {\"wait_seconds\": " + seconds + "}}");
    }

    @Override
    public void answered() {
        events.add("answered");
    }

    @Override
    public void failed(Failure failure) {
        events.add("failed " + failure);
    }

    @Override
    public void held(Duration pause, Failure failure) {
        events.add("held " + pause.toSeconds());
    }

    @Override
    public void close() throws Exception {
        client.stop();
        server.close();
    }
}
