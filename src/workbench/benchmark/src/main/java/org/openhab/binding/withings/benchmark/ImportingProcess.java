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
package org.openhab.binding.withings.benchmark;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.cloud.AccessTokens;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.AnswersInMemory;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.feed.MeasureSource;
import org.openhab.binding.withings.internal.handler.CountingOpenHab;
import org.openhab.binding.withings.internal.record.UnknownIds;

/**
 * A process that does nothing but import a history of measures, some times over, each time into an openHAB that has
 * nothing yet: over HTTP, page by page, until every state and time series has been handed over.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ImportingProcess {

    private ImportingProcess() {
    }

    /** Withings takes any token. */
    private static final class AnyToken implements AccessTokens {
        @Override
        public CompletableFuture<String> accessToken(String userId) {
            return CompletableFuture.completedFuture("token");
        }

        @Override
        public CompletableFuture<String> renew(String userId, String rejected) {
            return CompletableFuture.failedFuture(new IllegalStateException("The token was not accepted"));
        }

        @Override
        public void accepted(String userId, String accessToken) {
            // nothing to be done
        }
    }

    /**
     * @param arguments the address of the API or, for answers in memory, the number of groups; and how often to import
     */
    public static void main(String[] arguments) throws Exception {
        HttpClient http = new HttpClient();
        http.start();
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
        Supplier<WithingsCloud> cloud;
        if (arguments[0].startsWith("http")) {
            cloud = () -> new WithingsCloud(http, URI.create(arguments[0]), new RequestBudget(new Allowance(scheduler)),
                    scheduler,
                    Clock.systemUTC());
        } else {
            cloud = new AnswersInMemory(new MeasureHistory(Integer.parseInt(arguments[0])), scheduler)::cloud;
        }
        System.out.println("idle " + UsedHeap.afterCollection());
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            CpuTime cpuTime = new CpuTime();
            try (CountingOpenHab openHab = new CountingOpenHab()) {
                MeasureSource measures = new MeasureSource(cloud.get().person("30571824", new AnyToken()),
                        new UnknownIds(), openHab::shown, Clock.systemUTC());
                @Nullable
                Long offset = null;
                do {
                    // as the import of the past does, a page is shown on the thread that has read it
                    offset = measures.history(Instant.EPOCH, Instant.now(), offset).thenApply(page -> {
                        openHab.show(page.updates());
                        return page.next();
                    }).join();
                } while (offset != null);
                System.out.println(cpuTime.nanoseconds() + " " + (openHab.points() + openHab.states()));
            }
        }
        scheduler.shutdownNow();
        http.stop();
    }
}
