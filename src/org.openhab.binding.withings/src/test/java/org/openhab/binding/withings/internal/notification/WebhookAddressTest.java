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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.osgi.framework.BundleContext;

/**
 * Which way Withings takes, and why there is none.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookAddressTest {
    private static final String SECRET = "0123456789abcdef";
    private static final String PUBLIC = "https://home.example.org";
    private static final URI PUBLIC_ADDRESS = URI.create("https://home.example.org/withings/webhook/" + SECRET);
    private static final URI CLOUD_ADDRESS = URI.create("https://cloud.example.org/api/hooks/1f6a");

    private final TestScheduler scheduler = new TestScheduler();
    private final CloudRelays relays = new CloudRelays(mock(BundleContext.class));
    private final List<String> asked = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private int changes;

    private WebhookAddress address(String mode, String publicUrl) {
        AccountConfiguration configuration = new AccountConfiguration();
        configuration.webhook = mode;
        configuration.publicUrl = publicUrl;
        WebhookAddress address = new WebhookAddress(configuration, SECRET, relays, scheduler, scheduler.clock(),
                () -> changes++);
        address.open();
        return address;
    }

    /** A cloud that gives that address at once, or no address at all. */
    private void offerCloud(@Nullable URI given) {
        relays.offer(new CloudRelay() {
            @Override
            public CompletableFuture<Lease> request(String path) {
                asked.add(path);
                return given == null
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(
                                new Lease(given, scheduler.clock().instant().plus(Duration.ofDays(30))));
            }

            @Override
            public CompletableFuture<Void> remove(String path) {
                removed.add(path);
                return CompletableFuture.completedFuture(null);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({ "AUTOMATIC, https://home.example.org, PUBLIC_URL", "AUTOMATIC, '', CLOUD", "AUTOMATIC, ' ', CLOUD",
            "AUTOMATIC, http://home.example.org, PUBLIC_URL_FLAWED", "CLOUD, '', CLOUD",
            "CLOUD, https://home.example.org, CLOUD", "PUBLIC_URL, https://home.example.org, PUBLIC_URL",
            "PUBLIC_URL, '', PUBLIC_URL_MISSING", "PUBLIC_URL, https://192.0.2.7, PUBLIC_URL_FLAWED",
            "OFF, https://home.example.org, OFF", "OFF, '', OFF" })
    void choosesAsConfiguredWhereThereIsACloud(String mode, String publicUrl, Way way) {
        offerCloud(CLOUD_ADDRESS);

        WebhookAddress address = address(mode, publicUrl);

        assertThat(address.way(), is(way));
        assertThat(address.url(), is(switch (way) {
            case PUBLIC_URL -> PUBLIC_ADDRESS;
            case CLOUD -> CLOUD_ADDRESS;
            default -> null;
        }));
        assertThat("the cloud gives only what is used", asked, hasSize(way == Way.CLOUD ? 1 : 0));
    }

    @ParameterizedTest
    @CsvSource({ "AUTOMATIC, '', NONE", "AUTOMATIC, https://home.example.org, PUBLIC_URL", "CLOUD, '', CLOUD_MISSING",
            "CLOUD, https://home.example.org, CLOUD_MISSING", "PUBLIC_URL, '', PUBLIC_URL_MISSING", "OFF, '', OFF" })
    void choosesAsConfiguredWhereThereIsNoCloud(String mode, String publicUrl, Way way) {
        WebhookAddress address = address(mode, publicUrl);

        assertThat(address.way(), is(way));
        assertThat(address.url() != null, is(way == Way.PUBLIC_URL));
    }

    @Test
    void namesWhatIsWrongWithThePublicUrl() {
        assertThat(address("AUTOMATIC", "https://home.example.org:8443").publicUrlFlaw(),
                is(Optional.of(UrlFlaw.OTHER_PORT)));
        assertThat(address("AUTOMATIC", PUBLIC).publicUrlFlaw(), is(Optional.empty()));
        assertThat(address("AUTOMATIC", "").publicUrlFlaw(), is(Optional.empty()));
    }

    @Test
    void tellsWhenTheCloudComesAndGoes() {
        WebhookAddress address = address("AUTOMATIC", "");
        int before = changes;

        offerCloud(CLOUD_ADDRESS);
        assertThat(address.way(), is(Way.CLOUD));
        assertThat(changes, is(greaterThan(before)));

        int there = changes;
        relays.offer(null);
        assertThat(address.way(), is(Way.NONE));
        assertThat(changes, is(greaterThan(there)));
    }

    @Test
    void waitsForACloudThatIsNotConnected() {
        offerCloud(null);

        assertThat(address("AUTOMATIC", "").way(), is(Way.CLOUD_SILENT));
    }

    @Test
    void doesNotGiveWithingsAnAddressThatItWillNotTake() {
        offerCloud(URI.create("https://cloud.example.org:8443/api/hooks/1f6a"));

        WebhookAddress address = address("AUTOMATIC", "");

        assertThat(address.way(), is(Way.CLOUD_FLAWED));
        assertThat(address.url(), is(nullValue()));
    }

    @Test
    void asksTheCloudOnceMoreWhenThereIsDoubtButNotForEveryDoubt() {
        offerCloud(CLOUD_ADDRESS);
        WebhookAddress address = address("AUTOMATIC", "");
        scheduler.advance(Duration.ofHours(1));

        address.doubt();
        address.doubt();

        assertThat(asked, hasSize(2));
    }

    @Test
    void givesTheAddressBackOnlyWhenItIsRemoved() {
        offerCloud(CLOUD_ADDRESS);
        address("AUTOMATIC", "").close();
        assertThat(removed, is(empty()));

        address("AUTOMATIC", "").remove();
        assertThat(removed, contains("/withings/webhook/" + SECRET));
    }
}
