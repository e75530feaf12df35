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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.benchmark.MeasureHistory;

/**
 * A cloud whose answers are there already: everything is done but the exchange over HTTP.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class AnswersInMemory extends WithingsHttp {
    private final byte[][] pages;
    private final ScheduledExecutorService scheduler;

    public AnswersInMemory(MeasureHistory history, ScheduledExecutorService scheduler) {
        super(new HttpClient(), URI.create("http://127.0.0.1"), scheduler, Clock.systemUTC());
        this.scheduler = scheduler;
        pages = history.pages();
    }

    /**
     * @return the cloud, with a budget of its own
     */
    public WithingsCloud cloud() {
        return new WithingsCloud(this, new RequestBudget(new Allowance(scheduler)), scheduler, Clock.systemUTC());
    }

    @Override
    public <T> CompletableFuture<T> post(String path, Map<String, String> form, @Nullable String accessToken,
            BodyReader<T> reader) {
        String offset = form.getOrDefault("offset", "0");
        byte[] answer = form.containsKey("meastype") || form.containsKey("meastypes")
                ? MeasureHistory.heights()
                : pages[Integer.parseInt(offset) / MeasureHistory.GROUPS_PER_PAGE];
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Answer.read(new ByteArrayInputStream(answer), reader);
            } catch (WithingsException e) {
                throw new IllegalStateException(e);
            }
        }, scheduler);
    }
}
