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
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.config.AccountConfiguration;

/**
 * Where Withings reaches an account's webhook at present, or why it does not: the user's own public URL if one is
 * entered, otherwise openHAB's cloud if there is one.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WebhookAddress implements AutoCloseable {

    /**
     * Which way there is, or why there is none.
     */
    public enum Way {
        PUBLIC_URL,
        CLOUD,
        /** The user does not want to be notified. */
        OFF,
        /** There is neither a public URL nor a cloud. */
        NONE,
        PUBLIC_URL_MISSING,
        PUBLIC_URL_FLAWED,
        /** The cloud is wanted, but there is none. */
        CLOUD_MISSING,
        /** There is a cloud which has not given an address yet. */
        CLOUD_SILENT,
        /** Withings does not take addresses such as that of this cloud. */
        CLOUD_FLAWED;

        /**
         * @return whether there is an address to give to Withings
         */
        public boolean leadsHere() {
            return this == PUBLIC_URL || this == CLOUD;
        }

        /**
         * @return the name in the keys of texts
         */
        public String textKey() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final String mode;
    private final String publicUrl;
    private final String secret;
    private final CloudLease lease;

    /**
     * @param secret the secret of the webhook
     * @param changed is told when there is another address, or none any more
     */
    public WebhookAddress(AccountConfiguration configuration, String secret, CloudRelays relays,
            ScheduledExecutorService scheduler, Clock clock, Runnable changed) {
        this.mode = configuration.webhook;
        this.publicUrl = configuration.publicUrl.strip();
        this.secret = secret;
        this.lease = new CloudLease(relays, Webhooks.PATH + secret, scheduler, clock, changed);
    }

    /**
     * Begins to look for a way.
     */
    public void open() {
        if (asksCloud()) {
            lease.open();
        }
    }

    private boolean asksCloud() {
        return switch (mode) {
            case AccountConfiguration.WEBHOOK_OFF, AccountConfiguration.WEBHOOK_PUBLIC_URL -> false;
            case AccountConfiguration.WEBHOOK_CLOUD -> true;
            default -> publicUrl.isEmpty();
        };
    }

    public Way way() {
        if (AccountConfiguration.WEBHOOK_OFF.equals(mode)) {
            return Way.OFF;
        }
        if (asksCloud()) {
            return cloudWay(lease.url());
        }
        if (publicUrl.isEmpty()) {
            return Way.PUBLIC_URL_MISSING;
        }
        return publicUrlFlaw().isPresent() ? Way.PUBLIC_URL_FLAWED : Way.PUBLIC_URL;
    }

    private Way cloudWay(@Nullable URI address) {
        if (address != null) {
            return UrlFlaw.of(address).isEmpty() ? Way.CLOUD : Way.CLOUD_FLAWED;
        }
        if (lease.isOffered()) {
            return Way.CLOUD_SILENT;
        }
        return AccountConfiguration.WEBHOOK_CLOUD.equals(mode) ? Way.CLOUD_MISSING : Way.NONE;
    }

    /**
     * @return what is wrong with the public URL that the user entered, empty if nothing is or none is entered
     */
    public Optional<UrlFlaw> publicUrlFlaw() {
        return publicUrl.isEmpty() ? Optional.empty() : CallbackUrl.flaw(publicUrl);
    }

    /**
     * @return the address to give to Withings, null if there is none; it is a secret
     */
    public @Nullable URI url() {
        return switch (way()) {
            case PUBLIC_URL -> CallbackUrl.of(publicUrl, secret);
            case CLOUD -> lease.url();
            default -> null;
        };
    }

    /**
     * Withings does not take the address: perhaps the cloud has another one by now.
     */
    public void doubt() {
        lease.doubt();
    }

    /**
     * Looks no longer. An address at the cloud is kept for the next start.
     */
    @Override
    public void close() {
        lease.close();
    }

    /**
     * Closes for good and gives an address at the cloud back.
     */
    public CompletableFuture<Void> remove() {
        return lease.remove();
    }
}
