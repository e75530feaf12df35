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
package org.openhab.binding.withings.internal.cloud;

import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Everybody's access token, whatever has become of the one before.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SameToken implements AccessTokens {

    @Override
    public CompletableFuture<String> accessToken(String userId) {
        return CompletableFuture.completedFuture("t0k3n");
    }

    @Override
    public CompletableFuture<String> renew(String userId, String rejected) {
        return accessToken(userId);
    }

    @Override
    public void accepted(String userId, String accessToken) {
        // nothing is kept
    }
}
