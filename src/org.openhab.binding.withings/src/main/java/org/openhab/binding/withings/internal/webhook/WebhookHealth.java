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

import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Finding;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges whether notifications can be relied on, by probes of the callback URL and by data that was found without a
 * notification. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookHealth {
    private static final Logger LOGGER = LoggerFactory.getLogger(WebhookHealth.class);
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PROBE_INTERVAL = Duration.ofHours(1);
    private static final Duration RETRY_INTERVAL = Duration.ofMinutes(5);
    /** Failures in a row that make the webhook doubtful. */
    private static final int FAILURES = 2;

    /** Routers may keep us from reaching a public URL, so its probes count only after one that succeeded. */
    private boolean judgedByProbes;
    private int failures;
    private Outcome lastFailure = Outcome.NO_CONNECTION;
    private boolean missed;

    /** @param cloud whether the URL is leased from openHAB Cloud, which can always be reached from here if it works */
    WebhookHealth(boolean cloud) {
        judgedByProbes = cloud;
    }

    /**
     * Sends a HEAD request to a callback URL and finds out whether it arrives at our webhook; completes within the
     * timeout, on any thread, and never fails.
     */
    static CompletableFuture<Finding> probe(URI callback, boolean cloud, HttpClient http, WebhookServlet servlet,
            Duration timeout) {
        WebhookServlet.Nonce nonce = servlet.nonce(callback);
        CompletableFuture<Finding> answer = new CompletableFuture<>();
        try {
            http.newRequest(nonce.url()).method(HttpMethod.HEAD).followRedirects(false)
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).send(result -> {
                        Throwable failure = result.getFailure();
                        int status = result.getResponse().getStatus();
                        // the client takes a 401 without a challenge for a failed exchange
                        answer.complete(status != 0 || failure == null
                                ? ofAnswer(status, nonce.arrival().isDone(), cloud)
                                : ofFailure(failure, cloud));
                    });
        } catch (RuntimeException e) {
            answer.complete(ofFailure(e, cloud));
        }
        return answer.whenComplete((finding, thrown) -> {
            nonce.arrival().cancel(false);
            LOGGER.debug("The webhook was probed at its public URL: {} {}", finding.outcome(), finding.arguments());
        });
    }

    private static Finding ofAnswer(int status, boolean arrived, boolean cloud) {
        String code = Integer.toString(status);
        if (HttpStatus.isSuccess(status) && arrived) {
            return Finding.of(Outcome.WORKS);
        }
        if (HttpStatus.isRedirection(status) || status == HttpStatus.UNAUTHORIZED_401
                || status == HttpStatus.FORBIDDEN_403) {
            return Finding.of(Outcome.LOGIN, code);
        }
        if (HttpStatus.isServerError(status)) {
            return Finding.of(cloud ? Outcome.CLOUD_OFFLINE : Outcome.PROXY_ERROR, code);
        }
        return Finding.of(cloud && status == HttpStatus.NOT_FOUND_404 ? Outcome.CLOUD_SILENT : Outcome.OTHER_ANSWER);
    }

    private static Finding ofFailure(Throwable failure, boolean cloud) {
        for (@Nullable
        Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLException) {
                return Finding.of(Outcome.CERTIFICATE);
            } else if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return Finding.of(Outcome.NAME_UNKNOWN);
            } else if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return Finding.of(cloud ? Outcome.CLOUD_REMOTE_ACCESS_OFF : Outcome.NO_CONNECTION);
            }
        }
        return Finding.of(Outcome.NO_CONNECTION);
    }

    void probed(Outcome outcome) {
        judgedByProbes |= outcome == Outcome.WORKS;
        lastFailure = outcome;
        failures = outcome == Outcome.WORKS || !judgedByProbes ? 0 : failures + 1;
    }

    /** Withings has not accepted the callback URL: counts as a failed probe, which one of our own can confirm at once. */
    void callbackRefused() {
        failures = Math.max(failures, 1);
    }

    /** A notification has arrived: Withings reaches the webhook, whatever the probes say. */
    void notified() {
        failures = 0;
        missed = false;
    }

    /** Data was found that Withings should have notified of. */
    void missed() {
        missed = true;
    }

    /** Returns why notifications cannot be relied on; null if they can. */
    @Nullable
    Outcome doubt() {
        if (failures >= FAILURES) {
            return lastFailure;
        }
        return missed ? Outcome.NOTIFICATION_MISSED : null;
    }

    Duration nextProbe() {
        return failures > 0 ? RETRY_INTERVAL : PROBE_INTERVAL;
    }
}
