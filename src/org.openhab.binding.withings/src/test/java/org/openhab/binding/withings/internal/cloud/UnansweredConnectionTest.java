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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.failureOf;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openhab.binding.withings.internal.TestScheduler;

/**
 * Somewhere on the way to Withings everything that would open a connection is thrown away, and nobody says so. On this
 * computer a server does that which has as many connections as it may have before it accepts any; other systems than
 * Linux refuse to connect then.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@EnabledOnOs(OS.LINUX)
@NonNullByDefault
class UnansweredConnectionTest {
    private static final long SHORT = 300;
    private static final long LONG = TimeUnit.MINUTES.toMillis(10);
    private static final int CALLS = 12;

    private final ServerSocket hole = new ServerSocket();
    private final List<Socket> filling = new ArrayList<>();
    private final HttpClient client = new HttpClient();
    private final TestScheduler scheduler = new TestScheduler();
    private URI address = URI.create("");

    UnansweredConnectionTest() throws IOException {
        // the constructor of the socket may throw
    }

    @BeforeEach
    void fillTheHole() throws Exception {
        hole.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        address = new URI("http", null, InetAddress.getLoopbackAddress().getHostAddress(), hole.getLocalPort(), null,
                null, null);
        for (int unanswered = 0; unanswered < 2;) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(hole.getLocalSocketAddress(), (int) SHORT);
            } catch (SocketTimeoutException e) {
                unanswered++;
            }
        }
    }

    /**
     * @param connectTimeout how long the client waits for a connection, in milliseconds
     */
    private void start(long connectTimeout) throws Exception {
        client.setConnectTimeout(connectTimeout);
        client.start();
    }

    @AfterEach
    void open() throws Exception {
        client.stop();
        for (Socket socket : filling) {
            socket.close();
        }
        hole.close();
    }

    private WithingsHttp http(Duration timeout) {
        return new WithingsHttp(client, address, scheduler, scheduler.clock(), timeout);
    }

    private static CompletableFuture<Page<Subscription>> list(WithingsHttp http) {
        return http.post("/notify", Map.of("action", "list"), "t0k3n", new SubscriptionReader());
    }

    private static PersonCloud cloud(WithingsHttp http, RequestBudget budget, ScheduledExecutorService scheduler) {
        return new WithingsCloud(http, budget, scheduler, Clock.systemUTC()).person("363", new SameToken());
    }

    private int queued() {
        return client.getBeans(HttpDestination.class).stream().mapToInt(HttpDestination::getQueuedRequestCount).sum();
    }

    @Test
    void givesUpWhenNoConnectionComesAboutForTooLong() throws Exception {
        start(SHORT);

        WithingsException failure = failureOf(list(http(Duration.ofMillis(LONG))));

        assertThat(failure.failure(), is(Failure.UNREACHABLE));
        assertThat(failure.getMessage(), containsString("SocketTimeoutException"));
    }

    @Test
    void givesUpInTimeHoweverLongTheClientWouldWaitForAConnection() throws Exception {
        start(LONG);

        WithingsException failure = failureOf(list(http(Duration.ofMillis(SHORT))));

        assertThat(failure.failure(), is(Failure.UNREACHABLE));
        assertThat(queued(), is(0));
    }

    @Test
    void noThreadWaitsMeanwhile() throws Exception {
        start(LONG);
        ScheduledExecutorService onlyThread = Executors.newSingleThreadScheduledExecutor();
        try {
            PersonCloud cloud = cloud(
                    new WithingsHttp(client, address, onlyThread, Clock.systemUTC(), Duration.ofMillis(LONG)),
                    new RequestBudget(new Allowance(onlyThread)), onlyThread);
            List<CompletableFuture<?>> calls = new ArrayList<>();
            onlyThread.execute(() -> calls.add(cloud.goals()));

            boolean answered = onlyThread.submit(() -> calls.get(0).isDone()).get(10, TimeUnit.SECONDS);

            assertThat("the thread does something else while the call has not ended", answered, is(false));
        } finally {
            onlyThread.shutdownNow();
        }
    }

    @Test
    void onlyAFewWaitForAConnectionAtATime() throws Exception {
        start(SHORT);
        RequestBudget budget = new RequestBudget(new Allowance(scheduler));
        PersonCloud cloud = cloud(http(Duration.ofMillis(LONG)), budget, scheduler);
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(cloud.goals());
        }
        assertThat(queued(), is(lessThanOrEqualTo(Allowance.REQUESTS_AT_A_TIME)));

        // each is tried three times
        for (int tries = 1; tries < 3; tries++) {
            Duration[] pauses = new Duration[CALLS];
            Arrays.fill(pauses, tries == 1 ? Duration.ofSeconds(2) : Duration.ofSeconds(15));
            scheduler.awaitWaiting(pauses);
            scheduler.advance(pauses[0]);
            assertThat(queued(), is(lessThanOrEqualTo(Allowance.REQUESTS_AT_A_TIME)));
        }

        for (CompletableFuture<?> call : calls) {
            assertThat(failureOf(call).failure(), is(Failure.UNREACHABLE));
        }
        assertThat(queued(), is(0));
        assertThat(budget.usage().underWay(), is(0));
        assertThat(budget.usage().waiting(), is(0));
    }
}
