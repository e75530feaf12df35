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
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.io.rest.WebhookService;

/**
 * The cloud that openHAB is connected to. No other class knows openHAB's service for it, which exists since openHAB 5.2
 * only: before that, nobody may load this class.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class OpenHabCloudRelay implements CloudRelay {
    private final WebhookService service;

    OpenHabCloudRelay(Object service) {
        this.service = (WebhookService) service;
    }

    @Override
    public CompletableFuture<Lease> request(String path) {
        return service.requestWebhook(path)
                .thenApply(webhook -> new Lease(URI.create(webhook.url().toString()), webhook.expiresAt()));
    }

    @Override
    public CompletableFuture<Void> remove(String path) {
        return service.removeWebhook(path);
    }
}
