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
package org.openhab.binding.withings.simulator.api;

import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.oauth.Grant;

/**
 * A request to an action that exists, with the consent behind its access token.
 *
 * @param request the request
 * @param consent the consent, null for actions that need no access token
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Call(ApiRequest request, @Nullable Grant consent) {

    /**
     * @return the parameters of the request
     */
    public Parameters parameters() {
        return request.parameters();
    }

    /**
     * @return the consent behind the access token
     * @throws IllegalStateException for an action that needs none
     */
    public Grant grant() {
        return Optional.ofNullable(consent).orElseThrow(() -> new IllegalStateException("No access token needed"));
    }

    /**
     * @return whose data is asked for
     */
    public Person person() {
        return grant().person();
    }
}
