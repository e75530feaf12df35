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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks our own address through its public name, as Withings does before it accepts a subscription. Nothing else than
 * that is done to it, and no thread waits for the answer.
 * <p>
 * Some routers don't let one reach oneself by one's public name. So success proves that the way is open as far as it
 * leads from here, but failure does not prove that Withings can't reach us.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ReachabilityCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Logger logger = LoggerFactory.getLogger(ReachabilityCheck.class);
    private final HttpClient http;
    private final Webhooks webhooks;
    private final Duration timeout;

    /**
     * @param http a started client; openHAB's shared one
     * @param webhooks where the question should arrive
     */
    public ReachabilityCheck(HttpClient http, Webhooks webhooks) {
        this(http, webhooks, TIMEOUT);
    }

    /**
     * @param timeout after which no answer is awaited any more
     */
    ReachabilityCheck(HttpClient http, Webhooks webhooks, Duration timeout) {
        this.http = http;
        this.webhooks = webhooks;
        this.timeout = timeout;
    }

    /**
     * @param callback the address that Withings has
     * @return what became of the question, after the timeout at the latest; never fails
     */
    public CompletableFuture<Reachability> check(URI callback) {
        Probe probe = webhooks.probe();
        CompletableFuture<Reachability> answer = new CompletableFuture<>();
        try {
            http.newRequest(probe.address(callback)).method(HttpMethod.HEAD).followRedirects(false)
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).send(result -> {
                        Throwable trouble = result.getFailure();
                        int status = result.getResponse().getStatus();
                        // the client takes a 401 without a challenge for a failed exchange
                        answer.complete(status != 0 || trouble == null
                                ? Reachability.ofAnswer(status, probe.hasArrived())
                                : Reachability.ofTrouble(trouble));
                    });
        } catch (RuntimeException e) {
            answer.complete(Reachability.ofTrouble(e));
        }
        return answer.whenComplete((reachability, thrown) -> {
            probe.close();
            logger.debug("The way through the public name: {}", reachability);
        });
    }
}
