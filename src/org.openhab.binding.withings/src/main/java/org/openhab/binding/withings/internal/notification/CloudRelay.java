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
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Somebody with a public address who passes on to us what arrives there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
interface CloudRelay {

    /**
     * An address that leads to us for a while.
     */
    record Lease(URI url, Instant expires) {}

    /**
     * Asks for an address, or for a longer lease of the one that the path has.
     *
     * @param path where to pass on to
     * @return may stay incomplete for minutes, while the relay is not connected
     */
    CompletableFuture<Lease> request(String path);

    /**
     * Gives the address back.
     */
    CompletableFuture<Void> remove(String path);
}
