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
package org.openhab.binding.withings.internal.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.webhook.AccountWebhook.Services;
import org.openhab.binding.withings.internal.webhook.CloudRelays.CloudRelay;
import org.openhab.binding.withings.internal.webhook.CloudRelays.Lease;
import org.osgi.framework.BundleContext;

/**
 * The lease of a URL at openHAB Cloud: requested, renewed, and gone with the cloud.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookAddressTest {
    private static final String PATH = "/withings/webhook/s3cret";
    private static final URI NONE = URI.create("none:nowhere");
    private static final URI FIRST = URI.create("https://cloud.example.org/api/hooks/1");
    private static final URI SECOND = URI.create("https://cloud.example.org/api/hooks/2");

    private final TestScheduler scheduler = new TestScheduler();
    private final CloudRelays relays = new CloudRelays(mock(BundleContext.class));
    private final List<URI> reported = new ArrayList<>();
    private final WebhookAddress address = new WebhookAddress(new AccountConfiguration(), "s3cret",
            new Services(mock(SealedStorage.class), new Webhooks(), relays, mock(HttpClient.class),
                    new AccountExecutor(scheduler), scheduler.clock()),
            this::changed);

    /** A cloud whose answers a test gives. */
    private static final class Cloud implements CloudRelay {
        private final Deque<CompletableFuture<Lease>> requests = new ArrayDeque<>();
        private final List<String> paths = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();

        @Override
        public CompletableFuture<Lease> request(String path) {
            paths.add(path);
            CompletableFuture<Lease> answer = new CompletableFuture<>();
            requests.add(answer);
            return answer;
        }

        @Override
        public CompletableFuture<Void> remove(String path) {
            removed.add(path);
            return CompletableFuture.completedFuture(null);
        }

        void grant(URI url, Instant expires) {
            requests.removeLast().complete(new Lease(url, expires));
        }

        void refuse() {
            requests.removeLast().completeExceptionally(new IOException("not connected"));
        }
    }

    private void changed() {
        URI url = address.url();
        reported.add(url == null ? NONE : url);
    }

    private Instant inDays(int days) {
        return scheduler.clock().instant().plus(Duration.ofDays(days));
    }

    @Test
    void renewsEveryDayAndTellsNothingWhenTheAddressStays() {
        Cloud cloud = granted(30);
        reported.clear();

        for (int day = 0; day < 90; day++) {
            scheduler.advance(Duration.ofDays(1));
            cloud.grant(FIRST, inDays(30));
        }

        assertThat(address.url(), is(FIRST));
        assertThat(reported, is(empty()));
        assertThat(cloud.paths, hasSize(91));
    }

    @Test
    void asksAgainAfterARefusalWithGrowingPauses() {
        Cloud cloud = new Cloud();
        relays.offer(cloud);
        address.open();

        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            cloud.refuse();
            pauses.add(scheduler.waiting().get(0));
            scheduler.advance(scheduler.waiting().get(0));
        }

        assertThat(pauses,
                contains(Stream.of(5, 10, 20).map(Duration::ofSeconds).toArray()));
        assertThat(address.url(), is(nullValue()));
    }

    @Test
    void keepsTheAddressWhenARenewalFailsUntilTheLeaseEnds() {
        Cloud cloud = granted(2);

        scheduler.advance(Duration.ofDays(1));
        cloud.refuse();
        assertThat(address.url(), is(FIRST));

        scheduler.advance(Duration.ofDays(1));
        assertThat(address.url(), is(nullValue()));
    }

    @Test
    void takesAnAnswerThatComesAfterItAskedAgain() {
        Cloud cloud = new Cloud();
        relays.offer(cloud);
        address.open();
        CompletableFuture<Lease> slow = cloud.requests.getFirst();

        scheduler.advance(Duration.ofMinutes(5));
        assertThat(cloud.paths, hasSize(2));
        slow.complete(new Lease(FIRST, inDays(30)));

        assertThat(address.url(), is(FIRST));
    }

    @Test
    void hasNoAddressWhileTheCloudIsGone() {
        granted(30);

        relays.offer(null);
        assertThat(address.url(), is(nullValue()));
        assertThat(reported.get(reported.size() - 1), is(NONE));
        assertThat(scheduler.waiting(), is(empty()));

        Cloud back = new Cloud();
        relays.offer(back);
        back.grant(FIRST, inDays(30));
        assertThat(address.url(), is(FIRST));
    }

    @Test
    void ignoresTheAnswerOfACloudThatIsGone() {
        Cloud gone = new Cloud();
        relays.offer(gone);
        address.open();
        Cloud other = new Cloud();
        relays.offer(other);

        gone.grant(FIRST, inDays(30));
        assertThat(address.url(), is(nullValue()));

        other.grant(SECOND, inDays(30));
        assertThat(address.url(), is(SECOND));
    }

    private Cloud granted(int days) {
        Cloud cloud = new Cloud();
        relays.offer(cloud);
        address.open();
        cloud.grant(FIRST, inDays(days));
        return cloud;
    }
}
