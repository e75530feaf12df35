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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.UrlFlaw;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.sync.Backoff;
import org.openhab.binding.withings.internal.webhook.AccountWebhook.Services;
import org.openhab.binding.withings.internal.webhook.CloudRelays.CloudRelay;
import org.openhab.binding.withings.internal.webhook.CloudRelays.Lease;
import org.openhab.binding.withings.internal.webhook.WebhookState.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callback URL of an account: below the configured public URL, or leased from openHAB Cloud. The lease is renewed
 * every day and kept when the add-on stops, so that the URL and the subscriptions stay. Used on the account's executor
 * only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookAddress {
    /** A lease lasts thirty days, so that openHAB can be offline for four weeks. */
    private static final Duration RENEWAL = Duration.ofDays(1);
    /** A request waits for the connection to the cloud and can get lost; it is repeated after this time. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Logger logger = LoggerFactory.getLogger(WebhookAddress.class);
    private final String mode;
    private final String publicUrl;
    private final String secret;
    private final Services services;
    private final Runnable changed;
    private final Consumer<@Nullable CloudRelay> relayListener;
    private final Backoff backoff = new Backoff();

    private @Nullable CloudRelay relay;
    private @Nullable Lease lease;
    private @Nullable Future<?> nextRequest;
    private boolean closed;

    /** @param changed called when there is another URL, or none any more */
    WebhookAddress(AccountConfiguration configuration, String secret, Services services, Runnable changed) {
        this.mode = configuration.webhook;
        this.publicUrl = configuration.publicUrl.strip();
        this.secret = secret;
        this.services = services;
        this.changed = changed;
        this.relayListener = current -> services.executor().execute(() -> relayChanged(current));
    }

    void open() {
        if (usesCloud()) {
            services.cloudRelays().listen(relayListener);
        }
    }

    void close() {
        closed = true;
        services.cloudRelays().forget(relayListener);
        AccountExecutor.cancel(nextRequest);
    }

    /** Closes for good and gives a leased URL back. */
    CompletableFuture<?> remove() {
        CloudRelay current = relay;
        close();
        return current == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.completedFuture(path()).thenCompose(current::remove);
    }

    boolean usesCloud() {
        return switch (mode) {
            case AccountConfiguration.WEBHOOK_OFF, AccountConfiguration.WEBHOOK_PUBLIC_URL -> false;
            case AccountConfiguration.WEBHOOK_CLOUD -> true;
            default -> publicUrl.isEmpty();
        };
    }

    Way way() {
        if (AccountConfiguration.WEBHOOK_OFF.equals(mode)) {
            return Way.OFF;
        }
        if (flaw() != null) {
            return Way.FLAWED;
        }
        if (!usesCloud()) {
            return publicUrl.isEmpty() ? Way.PUBLIC_URL_MISSING : Way.PUBLIC_URL;
        }
        if (leased() != null) {
            return Way.CLOUD;
        }
        if (relay != null) {
            return Way.CLOUD_SILENT;
        }
        return AccountConfiguration.WEBHOOK_CLOUD.equals(mode) ? Way.CLOUD_MISSING : Way.NONE;
    }

    /** @return why Withings cannot use the address that there is, null if it can or there is none */
    @Nullable
    UrlFlaw flaw() {
        if (usesCloud()) {
            URI leased = leased();
            return leased == null ? null : UrlFlaw.of(leased).stream().findFirst().orElse(null);
        }
        return publicUrl.isEmpty() || AccountConfiguration.WEBHOOK_OFF.equals(mode)
                ? null
                : CallbackUrls.flaw(publicUrl, secret).orElse(null);
    }

    /** @return the callback URL for Withings, null if there is none; secret */
    @Nullable
    URI url() {
        return switch (way()) {
            case PUBLIC_URL -> CallbackUrls.of(publicUrl, secret);
            case CLOUD -> leased();
            default -> null;
        };
    }

    private @Nullable URI leased() {
        Lease current = lease;
        return current == null || !services.clock().instant().isBefore(current.expires()) ? null : current.url();
    }

    private void relayChanged(@Nullable CloudRelay current) {
        if (!closed) {
            relay = current;
            lease = null;
            backoff.succeeded();
            AccountExecutor.cancel(nextRequest);
            renew();
            changed.run();
        }
    }

    /**
     * Asks openHAB Cloud, if it is used, for the URL that it leases to us now.
     *
     * @return completes with the answer of the cloud; never fails
     */
    CompletableFuture<@Nullable Void> renew() {
        CloudRelay asked = relay;
        if (closed || asked == null) {
            return CompletableFuture.completedFuture(null);
        }
        requestIn(PATIENCE);
        return CompletableFuture.completedFuture(path()).thenCompose(asked::request).handleAsync((granted, thrown) -> {
            if (!closed && relay == asked) {
                answered(thrown == null ? granted : null);
            }
            return null;
        }, services.executor());
    }

    private void answered(@Nullable Lease granted) {
        if (granted == null) {
            Duration pause = backoff.failed();
            logger.debug("openHAB Cloud does not lease a URL, trying again in {}", pause);
            requestIn(pause);
            return;
        }
        URI before = leased();
        lease = granted;
        backoff.succeeded();
        requestIn(RENEWAL);
        if (!granted.url().equals(before)) {
            changed.run();
        }
    }

    private void requestIn(Duration pause) {
        AccountExecutor.cancel(nextRequest);
        nextRequest = services.executor().schedule(this::renew, pause);
    }

    private String path() {
        return Webhooks.PATH + secret;
    }
}
