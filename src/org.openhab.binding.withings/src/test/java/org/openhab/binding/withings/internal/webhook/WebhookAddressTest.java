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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.webhook.AccountWebhook.Services;
import org.openhab.binding.withings.internal.webhook.CloudRelays.CloudRelay;
import org.openhab.binding.withings.internal.webhook.MadeUpWebhook.MadeUpCloud;
import org.openhab.core.io.rest.Webhook;
import org.openhab.core.io.rest.WebhookService;

/**
 * The callback URL of an account: public URLs, the lease of openHAB Cloud, and the recognition of own URLs.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookAddressTest {
    private static final URI NONE = URI.create("none:nowhere");
    private static final URI FIRST = URI.create("https://cloud.example.org/api/hooks/1f6a");
    private static final URI SECOND = URI.create("https://cloud.example.org/api/hooks/2");

    private final MadeUpWebhook home = new MadeUpWebhook();
    private final TestScheduler scheduler = home.scheduler;
    private final CloudRelays relays = home.relays;
    private final List<URI> reported = new ArrayList<>();
    private final WebhookAddress address = start("");

    /** Creates the address with the stored data, as after a restart. */
    private WebhookAddress start(String publicUrl) {
        return start(publicUrl, home.services());
    }

    private WebhookAddress start(String publicUrl, Services services) {
        return new WebhookAddress(MadeUpWebhook.ACCOUNT, MadeUpWebhook.configuration(publicUrl), services,
                this::changed);
    }

    private void changed() {
        URI url = address.url();
        reported.add(url == null ? NONE : url);
    }

    @Nested
    class AtAPublicUrl {

        @ParameterizedTest
        @ValueSource(strings = { "https://home.example.org", "https://home.example.org/",
                "HTTPS://home.example.org:443", " https://home.example.org/openhab " })
        void acceptsWhatWithingsAccepts(String publicUrl) {
            WebhookAddress own = start(publicUrl);

            assertThat(own.flaw(), is(nullValue()));
            assertThat(String.valueOf(own.url()),
                    is(publicUrl.strip().replaceAll("/$", "") + "/withings/webhook/" + own.secret()));
        }

        @ParameterizedTest
        @CsvSource({ "http://home.example.org, NOT_HTTPS", "https://192.168.1.2, NO_DOMAIN_NAME",
                "https://home.example.org:8443, OTHER_PORT", "home.example.org, NOT_A_URL",
                "https://me:pw@home.example.org, HAS_USER_NAME",
                "https://home.myopenhab.org, HAS_USER_NAME", "https://MYopenhab.org/, HAS_USER_NAME",
                "https://myopenhab.org.example.org:8443, OTHER_PORT", "https://home.example.org/?a=b, NOT_A_URL" })
        void namesWhatIsWrong(String publicUrl, UrlFlaw flaw) {
            WebhookAddress own = start(publicUrl);

            assertThat(own.flaw(), is(flaw));
            assertThat(own.url(), is(nullValue()));
            assertThat(start("https://home.example.org/" + "a".repeat(200)).flaw(), is(UrlFlaw.TOO_LONG));
        }
    }

    @Nested
    class Leased {
        private final Cloud cloud = new Cloud();

        @Test
        void isRenewedEveryDayWithoutAChangeOfTheUrl() {
            grantedFor(30);
            reported.clear();

            for (int day = 0; day < 90; day++) {
                scheduler.advance(Duration.ofDays(1));
                cloud.grant(FIRST, inDays(30));
            }

            assertThat(address.url(), is(FIRST));
            assertThat(reported, is(empty()));
            assertThat(cloud.requested, is(91));
        }

        @Test
        void isRequestedEveryMinuteUntilItIsGranted() {
            relays.offer(cloud.relay);
            address.open();

            cloud.refuse();
            scheduler.advance(Duration.ofMinutes(1));
            CompletableFuture<Webhook> slow = cloud.requests.getLast();
            scheduler.advance(Duration.ofMinutes(1));
            assertThat(cloud.requested, is(3));
            slow.complete(MadeUpCloud.leased(FIRST, inDays(30)));

            assertThat("a late answer counts", address.url(), is(FIRST));
            scheduler.advance(Duration.ofMinutes(10));
            assertThat(cloud.requested, is(3));
        }

        @Test
        void isKeptAfterAFailedRenewalUntilItExpires() {
            grantedFor(2);

            scheduler.advance(Duration.ofDays(1));
            cloud.refuse();
            assertThat(address.url(), is(FIRST));

            scheduler.advance(Duration.ofDays(1));
            assertThat(address.url(), is(nullValue()));
        }

        @Test
        void isGoneWhileTheCloudIsGone() {
            grantedFor(30);

            relays.offer(null);
            assertThat(address.url(), is(nullValue()));
            assertThat(reported.get(reported.size() - 1), is(NONE));
            assertThat(scheduler.waiting(), is(empty()));

            relays.offer(cloud.relay);
            cloud.grant(FIRST, inDays(30));
            assertThat(address.url(), is(FIRST));
        }

        @Test
        void isIgnoredIfTheCloudIsGone() {
            Cloud other = new Cloud();
            relays.offer(cloud.relay);
            address.open();
            relays.offer(other.relay);

            cloud.grant(FIRST, inDays(30));
            assertThat(address.url(), is(nullValue()));

            other.grant(SECOND, inDays(30));
            assertThat(address.url(), is(SECOND));
        }

        private Instant inDays(int days) {
            return scheduler.clock().instant().plus(Duration.ofDays(days));
        }

        private void grantedFor(int days) {
            relays.offer(cloud.relay);
            address.open();
            cloud.grant(FIRST, inDays(days));
        }
    }

    /** A cloud with the answers of a test. */
    private static final class Cloud {
        private final Deque<CompletableFuture<Webhook>> requests = new ArrayDeque<>();
        private final CloudRelay relay;
        private int requested;

        Cloud() {
            WebhookService service = mock();
            when(service.requestWebhook(any())).thenAnswer(call -> {
                requested++;
                CompletableFuture<Webhook> answer = new CompletableFuture<>();
                requests.add(answer);
                return answer;
            });
            relay = new CloudRelay(service);
        }

        void grant(URI url, Instant expires) {
            requests.removeLast().complete(MadeUpCloud.leased(url, expires));
        }

        void refuse() {
            requests.removeLast().completeExceptionally(new IOException("not connected"));
        }
    }

    @Nested
    class Given {

        @ParameterizedTest
        @ValueSource(strings = { "https://home.example.org/withings/webhook/%s",
                "https://old.example.org/withings/webhook/%s/?probe=0a1b", "https://cloud.example.org/api/hooks/1f6a",
                "https://CLOUD.example.org:443/api/hooks/1f6a/", "https://cloud.example.org/api/hooks/1f6a?probe=0a1b",
                "https://cloud.example.org/api/hooks/1f6a/?probe=" })
        void isRecognisedInEverySpelling(String listed) {
            address.remember(FIRST);

            assertThat(address.isOurs(listed.formatted(address.secret())), is(true));
            assertThat("after a restart", start("").isOurs(listed.formatted(address.secret())), is(true));
        }

        @ParameterizedTest
        @ValueSource(strings = { "https://cloud.example.org/api/hooks/1f6b", "https://cloud.example.org/api/hooks",
                "https://other.example.org/api/hooks/1f6a", "https://home.example.org/withings/webhook/feedbeef",
                "https://home.example.org/?a=https://cloud.example.org/api/hooks/1f6a", "" })
        void isNotTheUrlOfAnotherInstallation(String listed) {
            address.remember(FIRST);

            assertThat(address.isOurs(listed), is(false));
        }

        @Test
        void areLimitedInNumber() {
            for (int i = 0; i < WebhookAddress.URL_LIMIT; i++) {
                address.remember(number(i));
            }
            address.remember(number(0));
            address.remember(FIRST);

            WebhookAddress restarted = start("");
            assertThat("in use again", restarted.isOurs(number(0).toString()), is(true));
            assertThat("the oldest", restarted.isOurs(number(1).toString()), is(false));
            assertThat(restarted.isOurs(number(2).toString()), is(true));
            assertThat(restarted.isOurs(FIRST.toString()), is(true));
        }

        private URI number(int number) {
            return URI.create("https://cloud.example.org/api/hooks/number-" + number);
        }

        @Test
        void startAgainWithANewSecretIfTheEntryCannotBeRead() {
            home.storage.put(MadeUpWebhook.ACCOUNT + "|webhook", "damaged");

            WebhookAddress restarted = start("");

            assertThat(restarted.secret(), is(not(address.secret())));
            assertThat(start("").secret(), is(restarted.secret()));
        }

        @Test
        void areKnownUntilTheNextStartIfTheyCannotBeStored() {
            SealedStorage broken = mock();
            doThrow(new IllegalStateException("broken on purpose")).when(broken).put(any(), any());
            WebhookAddress unstored = start("", home.services(broken));
            unstored.remember(FIRST);

            assertThat(unstored.isOurs(FIRST.toString()), is(true));
        }

        @ParameterizedTest
        @CsvSource({ "https://home.example.org/withings/webhook/s, true",
                "https://HOME.example.org:443/withings/webhook/s/, true",
                "https://old.example.org/withings/webhook/s, false",
                "https://home.example.org/withings/webhook/s?probe=0a1b, false" })
        void isRecognisedAsTheCurrentUrlInEverySpelling(String listed, boolean same) {
            assertThat(WebhookAddress.same(listed, URI.create("https://home.example.org/withings/webhook/s")),
                    is(same));
        }
    }
}
