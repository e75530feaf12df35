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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.simulator.notification.Subscriptions.Subscription;
import org.openhab.binding.withings.systemtest.Browser.Page;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;

/**
 * The webhook check reports problems and their remedies.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookCheckTest {

    private static final String WEBHOOK_CHECK = "/withings/webhook-check";

    private static String console(Home home) {
        return home.openHab().console("openhab:withings check home");
    }

    /** Starts the check on the page, and reloads the page until the result is shown. */
    private static Page page(Home home) {
        Browser browser = home.browser();
        Page first = browser.send(browser.open(Home.PAGE).form(WEBHOOK_CHECK));
        Page[] shown = { first };
        home.atOnce("the result is shown", () -> {
            shown[0] = browser.open(first.address());
            return !shown[0].html().contains("http-equiv=\"refresh\"");
        });
        return shown[0];
    }

    /** Shares one home, which is restored after each test. */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class InAHomeThatIsNotified {
        private final Home home = Home.connected("Mira");
        private final Person mira = home.person("Mira");

        @BeforeAll
        void awaitNotified() {
            home.addPerson(mira);
            home.awaitNotified(mira);
        }

        @BeforeEach
        void mend() {
            home.withings().internet().route(Home.PUBLIC, Optional.of(home.address()));
            home.reachesItself(true);
            // an immediate check returns the previous result, and faults are detected by reading and subscribing
            home.live(Duration.ofMinutes(2), Duration.ofSeconds(10));
        }

        @AfterAll
        void closeWithoutComplaint() {
            home.closeWithoutComplaint();
        }

        @Test
        void findsNothingBrokenWhereNothingIs() {
            // given
            home.withings().requests().clear();
            home.withings().household().stepOnScale(mira, 65.1);
            home.soon("openHAB has worked on the notification", () -> home.requests("getmeas", mira) > 0);
            long before = home.requests("subscribe", mira);

            // when
            String printed = console(home);

            // then
            assertThat(printed, allOf(containsString("Withings can notify openHAB of new data."),
                    containsString("Mira: Withings can notify openHAB of new data.")));
            assertThat("the address is a secret", printed,
                    not(anyOf(containsString("http"), containsString("example.org"))));
            home.atOnce("nothing is left behind", () -> home.withings().subscriptions().of(mira).stream()
                    .map(Subscription::callbackUrl).noneMatch(url -> url.contains("probe")));
            assertThat(home.withings().subscriptions().of(mira), hasSize(Appli.values().length));

            // when
            JsonObject outputs = home.openHab().call(Home.ACCOUNT, "testWebhook", Map.of());

            // then
            assertThat(outputs.get("result").getAsBoolean(), is(true));
            assertThat(outputs.get("message").getAsString(), startsWith("Withings can notify openHAB"));
            assertThat("who asks again at once costs nothing", home.requests("subscribe", mira), is(before + 1));

            // when
            Page page = page(home);

            // then
            assertThat(page.text(),
                    allOf(containsString("Withings can notify openHAB of new data."),
                            containsString("home.example.org"), containsString("Mira: Withings can notify openHAB")));
            assertThat(page.html(), not(containsString(home.webhook(mira))));
            assertThat(home.openHab().console("openhab:withings diagnostics"),
                    allOf(containsString("\"WORKS\""), not(containsString("example.org"))));
        }

        @Test
        void saysThatTheNameIsUnknown() {
            home.withings().internet().route(Home.PUBLIC, Optional.empty());

            assertThat(console(home), containsString("The public host name cannot be resolved."));
        }

        @Test
        void saysThatNobodyListens() {
            home.withings().internet().route(Home.PUBLIC, Optional.of(Home.NOBODY));

            JsonObject outputs = home.openHab().call(Home.ACCOUNT, "testWebhook", Map.of());

            assertThat(outputs.get("result").getAsBoolean(), is(false));
            assertThat(outputs.get("message").getAsString(),
                    containsString("No connection can be made to the public URL."));
        }

        @Test
        void saysThatAProxyDoesNotKnowTheWebhook() throws IOException {
            HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            proxy.createContext("/", exchange -> {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            });
            proxy.start();
            try {
                home.withings().internet().route(Home.PUBLIC,
                        Optional.of(URI.create("http://127.0.0.1:" + proxy.getAddress().getPort())));

                assertThat(console(home), containsString("The public URL does not lead to this openHAB."));
            } finally {
                proxy.stop(0);
            }
        }

        @Test
        void aRouterThatKeepsTheHomeFromReachingItselfIsHarmless() {
            home.reachesItself(false);

            assertThat(console(home), containsString("Withings can notify openHAB of new data."));
        }
    }

    @Nested
    class InOtherHomes {
        private @Nullable Home running;

        @AfterEach
        void closeWithoutComplaint() {
            Home home = running;
            if (home != null) {
                home.closeWithoutComplaint();
            }
        }

        @Test
        void namesASubscriptionThatHasLapsedAndHasItRepaired() {
            // given
            Home home = Home.connected("Mira");
            running = home;
            Person mira = home.person("Mira");
            home.addPerson(mira);
            home.awaitNotified(mira);
            home.withings().subscriptions().lapse(mira, Appli.BED_IN);

            // when
            String printed = console(home);

            // then
            assertThat(printed, containsString(
                    "Mira: Active subscriptions: 11 of 12. Subscribing to the others"));
            home.soon("it is subscribed to again", () -> home.withings().subscriptions().of(mira).stream()
                    .anyMatch(subscription -> subscription.appli() == Appli.BED_IN));
            home.time().advance(Duration.ofMinutes(2));
            assertThat(console(home), containsString("Mira: Withings can notify openHAB"));
        }

        @Test
        void saysThatWithingsRefusesTheAddress() {
            // given: the URL is not registered for the application
            URI other = URI.create("https://elsewhere.example.org");
            Home home = Home.connected(Map.of("publicUrl", other.toString()), "Mira");
            running = home;
            home.withings().internet().route(other, Optional.of(home.address()));

            // then
            assertThat(console(home),
                    containsString("openHAB can be reached at its public URL, but Withings does not accept this URL."));
        }

        @Test
        void goesThroughTheCloudAndSaysThatOpenHabIsOfflineThere() {
            // given
            CloudLine line = new CloudLine(Connection.UP);
            Home home = Home.withCloud(line);
            running = home;
            Person mira = home.person("Mira");
            home.addAccount(Map.of());
            home.connect(mira);
            home.addPerson(mira);
            home.awaitNotified(mira);
            assertThat(console(home), containsString("Withings can notify openHAB of new data."));

            // when
            line.connect(Connection.BROKEN);
            home.time().advance(Duration.ofSeconds(11));

            // then
            assertThat(console(home), containsString("openHAB is offline at openHAB Cloud (HTTP 500)."));
        }

        @Test
        void saysThatThereIsNoUrlOrThatTheWebhookIsOff() {
            // given: polling only, without the scope of bed events
            Home home = Home.fresh();
            running = home;
            home.addAccount(Map.of());
            Browser browser = home.browser();
            Page consent = browser.send(browser.open(Home.PAGE).form("/withings/connect"));
            Person mira = home.person("Mira");
            browser.send(
                    Home.decision(consent, mira, "accept").with("granted", "user.info\nuser.metrics\nuser.activity"));
            home.addPerson(mira);

            // when
            Page page = page(home);

            // then
            assertThat(page.text(), containsString("There is no webhook URL, so openHAB polls Withings."));
            assertThat(home.withings().requests().count("subscribe"), is(0L));

            // when
            home.configureAccount(Map.of("webhook", "OFF"));
            home.awaitStatus(Home.ACCOUNT, "ONLINE", "switched off");

            // then
            assertThat(console(home), containsString("The webhook is switched off, so openHAB polls Withings."));
        }
    }
}
