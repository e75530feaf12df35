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
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.webhook.AccountWebhook.Services;
import org.openhab.binding.withings.internal.webhook.CloudRelays.CloudRelay;
import org.openhab.binding.withings.internal.webhook.CloudRelays.Lease;
import org.openhab.binding.withings.internal.webhook.WebhookState.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callback URL of an account: below the configured public URL, or leased from openHAB Cloud. The lease is renewed
 * every day and kept when the add-on stops, so that the URL and the subscriptions stay valid. All URLs that were
 * subscribed are stored, to tell the account's subscriptions from those of other installations. Used on the account's
 * executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookAddress {
    /** More than needed: outdated subscriptions are revoked when they are replaced. */
    static final int URL_LIMIT = 32;
    /** A lease lasts thirty days, so openHAB can be offline for four weeks. */
    private static final Duration RENEWAL = Duration.ofDays(1);
    /** When to repeat a request, which may never complete if the cloud is not connected. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);
    /** Its URLs require a login, so they are handled like URLs with a user name. */
    private static final String CLOUD_DOMAIN = "myopenhab.org";
    private static final String SEPARATOR = "\n";

    private final Logger logger = LoggerFactory.getLogger(WebhookAddress.class);
    private final String storageKey;
    private final String mode;
    private final String publicUrl;
    private final Services services;
    private final Runnable changed;
    private final Consumer<@Nullable CloudRelay> relayListener;
    private final String secret;
    private final Deque<String> subscribedUrls = new ArrayDeque<>();

    private @Nullable CloudRelay relay;
    private @Nullable Lease lease;
    private @Nullable Future<?> nextRequest;
    private boolean closed;

    /** @param changed called when the URL has changed or is no longer available */
    WebhookAddress(String accountUID, AccountConfiguration configuration, Services services, Runnable changed) {
        this.storageKey = storageKey(accountUID);
        this.mode = configuration.webhook;
        this.publicUrl = configuration.publicUrl.strip();
        this.services = services;
        this.changed = changed;
        this.relayListener = current -> services.executor().execute(() -> relayChanged(current));
        String stored = services.storage().get(storageKey);
        if (stored == null) {
            secret = Secrets.hex();
            store();
        } else {
            Collections.addAll(subscribedUrls, stored.split(SEPARATOR));
            secret = subscribedUrls.removeFirst();
        }
    }

    static String storageKey(String accountUID) {
        return accountUID + "|webhook";
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

    /** Closes and ends the lease. */
    CompletableFuture<?> remove() {
        close();
        CloudRelay current = relay;
        return current == null
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.completedFuture(path()).thenCompose(current::remove);
    }

    /** The last part of {@link #path()}. */
    String secret() {
        return secret;
    }

    private String path() {
        return WebhookServlet.PATH + secret;
    }

    boolean usesCloud() {
        return AccountConfiguration.WEBHOOK_CLOUD.equals(mode) || publicUrl.isEmpty() && !Set
                .of(AccountConfiguration.WEBHOOK_OFF, AccountConfiguration.WEBHOOK_PUBLIC_URL).contains(mode);
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

    /** Returns why Withings cannot use the URL, null if it can or there is none. */
    @Nullable
    UrlFlaw flaw() {
        if (usesCloud()) {
            URI leased = leased();
            return leased == null ? null : UrlFlaw.of(leased).stream().findFirst().orElse(null);
        }
        return publicUrl.isEmpty() || AccountConfiguration.WEBHOOK_OFF.equals(mode) ? null : publicUrlFlaw();
    }

    private @Nullable UrlFlaw publicUrlFlaw() {
        UrlFlaw unusable = UrlFlaw.unusable(publicUrl).orElse(null);
        if (unusable != null) {
            return unusable;
        }
        URI url = URI.create(publicUrl);
        if (("." + Objects.toString(url.getHost(), "")).toLowerCase(Locale.ROOT).endsWith("." + CLOUD_DOMAIN)) {
            return UrlFlaw.HAS_USER_NAME;
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            return UrlFlaw.NOT_A_URL;
        }
        return UrlFlaw.of(belowPublicUrl()).stream().findFirst().orElse(null);
    }

    /** Returns the callback URL, which is secret; null if there is none. */
    @Nullable
    URI url() {
        return switch (way()) {
            case PUBLIC_URL -> belowPublicUrl();
            case CLOUD -> leased();
            default -> null;
        };
    }

    private URI belowPublicUrl() {
        return URI.create(publicUrl.replaceAll("/+$", "") + path());
    }

    // openHAB Cloud

    private @Nullable URI leased() {
        Lease current = lease;
        return current == null || !services.clock().instant().isBefore(current.expires()) ? null : current.url();
    }

    private void relayChanged(@Nullable CloudRelay current) {
        if (!closed) {
            relay = current;
            lease = null;
            AccountExecutor.cancel(nextRequest);
            renew();
            changed.run();
        }
    }

    /** Requests or renews the lease if openHAB Cloud is used; never fails. */
    CompletableFuture<@Nullable Void> renew() {
        CloudRelay asked = relay;
        if (closed || asked == null) {
            return CompletableFuture.completedFuture(null);
        }
        requestIn(REQUEST_TIMEOUT);
        return CompletableFuture.completedFuture(path()).thenCompose(asked::request).handleAsync((granted, thrown) -> {
            if (thrown != null) {
                logger.debug("openHAB Cloud does not lease a URL: {}", thrown.getClass().getSimpleName());
            } else if (!closed && relay == asked) {
                URI before = leased();
                lease = granted;
                requestIn(RENEWAL);
                if (!granted.url().equals(before)) {
                    changed.run();
                }
            }
            return null;
        }, services.executor());
    }

    private void requestIn(Duration pause) {
        AccountExecutor.cancel(nextRequest);
        nextRequest = services.executor().schedule(this::renew, pause);
    }

    // subscribed URLs

    /** To be called before a callback URL is subscribed. */
    void remember(URI callback) {
        String url = callback.toString();
        if (!url.equals(subscribedUrls.peekLast())) {
            subscribedUrls.remove(url);
            subscribedUrls.add(url);
            if (subscribedUrls.size() > URL_LIMIT) {
                subscribedUrls.remove();
            }
            store();
        }
    }

    /** If the secret cannot be stored, the webhook still works until the next start. */
    private void store() {
        try {
            services.storage().put(storageKey, secret + SEPARATOR + String.join(SEPARATOR, subscribedUrls));
        } catch (IllegalStateException e) {
            logger.warn("Cannot store the webhook secret: {}", e.getClass().getSimpleName());
        }
    }

    /** Returns whether a URL listed by Withings is or was one of this webhook, with any query. */
    boolean isOurs(String listed) {
        String plain = normal(listed.split("\\?", 2)[0]);
        return plain.endsWith(path())
                || subscribedUrls.stream().anyMatch(url -> normal(url.split("\\?", 2)[0]).equals(plain));
    }

    /** Returns whether both are the same URL; Withings may change case, port or trailing slash. */
    static boolean same(String listed, URI own) {
        return normal(listed).equals(normal(own.toString()));
    }

    private static String normal(String url) {
        String plain = url.strip().replaceAll("/+$", "");
        int path = plain.indexOf('/', plain.indexOf("://") + 3);
        String server = path < 0 ? plain : plain.substring(0, path);
        return server.toLowerCase(Locale.ROOT).replaceAll(":443$", "") + plain.substring(server.length());
    }
}
