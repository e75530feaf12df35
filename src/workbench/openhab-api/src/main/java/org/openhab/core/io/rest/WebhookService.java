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

/** Gives public addresses to paths of this openHAB, whose requests are passed on by a cloud (since openHAB 5.2). */
@NonNullByDefault
public interface WebhookService {
    /** Asks for an address, or for it to lead here for longer. Where the path has an address already, it is to stay. */
    CompletableFuture<Webhook> requestWebhook(String localPath);

    /** Gives an address back. */
    CompletableFuture<Void> removeWebhook(String localPath);
}
