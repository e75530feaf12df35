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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.simulator.notification.Subscriptions.Subscription;

/**
 * Withings notifies through openHAB Cloud, without another public URL.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CloudWebhookTest {
    private static final int EVERYTHING = Appli.values().length;

    private final CloudLine line = new CloudLine(Connection.UP);
    private final Home home = Home.withCloud(line);
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private void connect(Map<String, Object> configuration) {
        home.addAccount(configuration);
        home.connect(mira);
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
    }

    private void connectAndAwaitNotified() {
        connect(Map.of());
        home.awaitNotified(mira);
    }

    @Test
    void tellsAtOnceWhatHappensWithoutAnyPublicUrl() {
        // given
        connectAndAwaitNotified();
        home.soon("the bed has channels", () -> home.openHab().channels(person).contains("bed#in-bed"));
        home.item("In_Bed", "Switch", person + ":bed#in-bed");

        // when
        home.withings().household().stepOnScale(mira, 65.1);
        home.withings().household().goToBed(mira);

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        home.awaitState("In_Bed", "ON");
        assertThat(callbacks(), is(Set.of(line.cloud().addresses().get(0).toString())));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications through openHAB Cloud");
    }

    @Test
    void followsTheCloudToAnotherAddressAndLeavesNothingAtTheOldOne() {
        // given
        connectAndAwaitNotified();
        Set<String> before = callbacks();

        // when
        line.connect(Connection.NONE);
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "or enter a public URL. Polling every 10 min.");
        line.cloud().forget();
        line.connect(Connection.UP);

        // then
        home.soon("Withings is to notify at the new address alone", () -> callbacks().size() == 1
                && !callbacks().equals(before) && subscriptions().size() == EVERYTHING);
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "through openHAB Cloud");
        home.withings().household().stepOnScale(mira, 65.1);
        home.awaitQuantity("Weight", "65.1", "kg");
    }

    @Test
    void keepsSubscriptionsOverARestartOfOpenHab() {
        // given
        connectAndAwaitNotified();
        List<Subscription> before = subscriptions();
        home.withings().requests().clear();

        // when
        home.restartOpenHab();
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "through openHAB Cloud");

        // then
        assertThat(subscriptions(), is(before));
        assertThat(home.requests("subscribe", mira) + home.requests("revoke", mira), is(0L));
        home.withings().household().stepOnScale(mira, 65.1);
        home.awaitQuantity("Weight", "65.1", "kg");
    }

    @Test
    void keepsItsAddressForLongerThanTheCloudGivesIt() {
        // given: the cloud leases a URL for thirty days
        connectAndAwaitNotified();
        List<Subscription> before = subscriptions();

        // when
        for (int day = 0; day < 40; day++) {
            int lists = successfulLists();
            home.time().advance(Duration.ofDays(1));
            home.soon("the subscriptions have been looked at", () -> successfulLists() > lists && line.isIdle());
        }

        // then
        assertThat(subscriptions(), is(before));
        home.withings().household().stepOnScale(mira, 65.1);
        home.awaitQuantity("Weight", "65.1", "kg");
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "through openHAB Cloud");
    }

    private int successfulLists() {
        return home.withings().requests().entries(entry -> entry.action().equals("list") && entry.status() == 0).size();
    }

    @Test
    void givesEverythingBackWhenTheAccountIsRemoved() {
        // given
        connectAndAwaitNotified();
        assertThat(line.cloud().addresses(), hasSize(1));

        // when
        home.openHab().removeThing(person);
        home.openHab().removeThing(Home.ACCOUNT);
        home.soon("the things are gone", () -> home.openHab().things().isEmpty());

        // then
        assertThat(subscriptions(), is(empty()));
        assertThat(line.cloud().addresses(), is(empty()));
    }

    @Test
    void takesWhatTheUserChooses() {
        // given
        connectAndAwaitNotified();

        // when, then
        home.configureAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        awaitNotifiedAt(Home.PUBLIC);
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "at the public URL");

        // when, then
        home.configureAccount(Map.of("publicUrl", Home.PUBLIC.toString(), "webhook", "CLOUD"));
        awaitNotifiedAt(Cloud.ADDRESS);
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "through openHAB Cloud");

        // when, then
        home.configureAccount(Map.of("publicUrl", "", "webhook", "PUBLIC_URL"));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Enter the public URL");

        // when, then
        home.configureAccount(Map.of("webhook", "OFF"));
        home.soon("nothing is subscribed to", () -> subscriptions().isEmpty());
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "The webhook is switched off");
    }

    @Test
    void asksWhileTheCloudIsNotConnectedAndIsNotifiedOnceItIs() {
        // given
        line.connect(Connection.BROKEN);
        connect(Map.of());

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "openHAB Cloud has not provided a URL yet");
        home.withings().household().stepOnScale(mira, 65.1);
        home.time().advance(Duration.ofMinutes(11));
        home.awaitQuantity("Weight", "65.1", "kg");

        // when
        line.connect(Connection.UP);

        // then
        home.awaitNotified(mira);
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "through openHAB Cloud");
    }

    @Test
    void doesWithoutACloudThatOpenHabDoesNotKnow() {
        // given: an openHAB before 5.2 has neither the service nor its class
        home.stopOpenHab();
        line.connect(Connection.UNKNOWN);
        home.startOpenHab();

        // when
        connect(Map.of("webhook", "CLOUD"));

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "openHAB Cloud is not available");

        // when: another bundle has a service of that name
        line.connect(Connection.UP);

        // then
        home.configureAccount(Map.of("webhook", "AUTOMATIC", "publicUrl", Home.PUBLIC.toString()));
        home.awaitNotified(mira);
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "at the public URL");
    }

    @Test
    void saysWhatToRegisterAtWithings() {
        // given: Withings does not accept URLs of the cloud
        home.withings().internet().route(Cloud.ADDRESS, Optional.empty());

        // when
        connect(Map.of());

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Add https://cloud.example.org to the registered URLs");
    }

    private List<Subscription> subscriptions() {
        return home.withings().subscriptions().of(mira);
    }

    private Set<String> callbacks() {
        return subscriptions().stream().map(Subscription::callbackUrl).collect(Collectors.toSet());
    }

    private void awaitNotifiedAt(URI host) {
        home.soon(() -> "everything is subscribed to at " + host + ", but only at " + callbacks(),
                () -> subscriptions().size() == EVERYTHING
                        && callbacks().stream().allMatch(callback -> callback.startsWith(host.toString())));
    }
}
