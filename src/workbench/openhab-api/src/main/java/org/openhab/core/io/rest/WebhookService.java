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
package org.openhab.core.io.rest;

import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;

/** Leases public URLs for paths of this openHAB, to which a cloud forwards requests (since openHAB 5.2). */
@NonNullByDefault
public interface WebhookService {
    /** Leases a URL, or extends the lease if the path already has one. */
    CompletableFuture<Webhook> requestWebhook(String localPath);

    /** Ends the lease of a path. */
    CompletableFuture<Void> removeWebhook(String localPath);
}
