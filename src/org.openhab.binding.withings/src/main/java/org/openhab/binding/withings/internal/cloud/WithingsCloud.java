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

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.cloud.RequestBudget.Urgency;

/**
 * Withings' API as one application sees it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WithingsCloud {
    private final WithingsHttp http;
    private final RequestBudget budget;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    /**
     * @param http a started client; openHAB's shared one
     * @param apiUrl see {@link CloudEndpoints#api()}
     * @param budget what the application may ask for; closing it ends everything
     * @param scheduler reads the answers and waits between attempts
     * @param clock tells which times lie in the future
     */
    public WithingsCloud(HttpClient http, URI apiUrl, RequestBudget budget, ScheduledExecutorService scheduler,
            Clock clock) {
        this(new WithingsHttp(http, apiUrl, scheduler, clock), budget, scheduler, clock);
    }

    WithingsCloud(WithingsHttp http, RequestBudget budget, ScheduledExecutorService scheduler, Clock clock) {
        this.http = http;
        this.budget = budget;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * @return the API as the application sees it for one person
     */
    public PersonCloud person(String userId, AccessTokens tokens) {
        return new PersonCloud(userId, tokens, http, budget, Urgency.LIVE, scheduler, clock);
    }
}
