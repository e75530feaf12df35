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
 * Where the cloud gets the access tokens of people from. Nothing here throws: every failure is in the future, as a
 * {@link WithingsException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface AccessTokens {

    /**
     * @return a token that is valid now, renewed before when it is about to expire
     */
    CompletableFuture<String> accessToken(String userId);

    /**
     * To be called when Withings did not accept a token. Callers that come at the same time share one renewal; when
     * another token is there already, nothing is renewed.
     *
     * @param rejected the token that was not accepted
     * @return the token to use instead
     */
    CompletableFuture<String> renew(String userId, String rejected);

    /**
     * To be called when Withings accepted a token.
     */
    void accepted(String userId, String accessToken);
}
