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
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A value that is put into the query of our address and can't be guessed: a question with it that arrives at the
 * webhook
 * is the very one that was caused, and not answered by somebody else on the way.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Probe implements AutoCloseable {
    /** The parameter in the query. */
    private static final String PARAMETER = "probe";

    private final String value;
    private final Webhooks webhooks;
    private final CompletableFuture<@Nullable Void> arrival = new CompletableFuture<>();

    Probe(String value, Webhooks webhooks) {
        this.value = value;
        this.webhooks = webhooks;
    }

    /**
     * @param callback our address
     * @return the address to be asked
     */
    public URI address(URI callback) {
        return URI.create(callback + (callback.getRawQuery() == null ? "?" : "&") + PARAMETER + "=" + value);
    }

    /**
     * The server would log a query that it cannot decode, with the address and so the webhook's secret; what is looked
     * for needs no decoding.
     *
     * @param query the query with which somebody has asked
     * @return the value of the probe in it, null if there is none
     */
    static @Nullable String valueIn(@Nullable String query) {
        return query == null
                ? null
                : Arrays.stream(query.split("&")).filter(field -> field.startsWith(PARAMETER + "="))
                        .map(field -> field.substring(PARAMETER.length() + 1)).findFirst().orElse(null);
    }

    /**
     * @return ends when somebody has asked; never fails
     */
    public CompletableFuture<@Nullable Void> arrival() {
        return arrival.copy();
    }

    /**
     * @return whether somebody has asked
     */
    public boolean hasArrived() {
        return arrival.isDone();
    }

    String value() {
        return value;
    }

    void arrived() {
        arrival.complete(null);
    }

    /**
     * Is not waited for any more.
     */
    @Override
    public void close() {
        webhooks.forget(this);
    }
}
