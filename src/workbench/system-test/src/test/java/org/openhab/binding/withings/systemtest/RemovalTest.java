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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.simulator.notification.Subscriptions.Subscription;

/**
 * The removal of things, people and accounts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RemovalTest {

    private final Home home = Home.tapped();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);

    @BeforeEach
    void addEverything() {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.addPerson(mira);
        home.awaitNotified(mira);
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void endsOurOwnSubscriptionsOnlyAndForgetsTheTokens() throws IOException, InterruptedException {
        // given: another openHAB that shares the application
        String foreign = subscribeElsewhere();

        // when
        home.openHab().removeThing(person);
        home.openHab().removeThing(Home.ACCOUNT);
        home.soon(() -> "the things are gone, but there are " + home.openHab().things(),
                () -> home.openHab().things().isEmpty());

        // then
        assertThat(home.withings().subscriptions().all().stream().map(Subscription::callbackUrl).toList(),
                is(List.of(foreign)));
        assertThat("the consent itself is left to the other one", home.withings().consents().size(), is(1));
        assertThat(home.browser().open(Home.PAGE).text(), containsString("No Withings account yet"));
        home.stopOpenHab();
        assertNothingIsKept();
    }

    @Test
    void startsAnewWithAnAccountOfTheSameName() {
        // given
        home.openHab().removeThing(person);
        home.openHab().removeThing(Home.ACCOUNT);
        home.soon("the things are gone", () -> home.openHab().things().isEmpty());

        // when
        home.addAccount(Map.of());

        // then: no person has consented
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", "/withings");
    }

    @Test
    void endsTheSubscriptionsOfAPersonWhoseThingIsRemoved() {
        home.openHab().removeThing(person);

        home.soon("nothing is subscribed to", () -> home.withings().subscriptions().of(mira).isEmpty());
        home.openHab().scan();
        home.soon("the person is offered again", () -> home.openHab().inbox().stream()
                .anyMatch(found -> found.thingUID().equals(person)));
    }

    @Test
    void endsTheSubscriptionsOfAPersonWhoIsDisconnectedOnThePage() {
        Browser browser = home.browser();

        browser.send(browser.send(browser.open(Home.PAGE).form("/withings/disconnect")).form("/withings/disconnect"));

        home.soon("nothing is subscribed to", () -> home.withings().subscriptions().of(mira).isEmpty());
    }

    @Test
    void keepsTheEventsOfABedThatHasAThingWhenThePersonHasNoneAnyMore() {
        // given
        String mat = home.withings().household().mat(mira).deviceId();
        home.openHab().addThing("withings:sleep-monitor:home:" + mat, "Mat", Home.ACCOUNT, Map.of("deviceId", mat));
        home.soon("the mat is online",
                () -> home.status("withings:sleep-monitor:home:" + mat).isOnline());

        // when
        home.openHab().removeThing(person);

        // then
        Supplier<Set<Appli>> subscribed = () -> home.withings().subscriptions().of(mira).stream()
                .map(Subscription::appli).collect(Collectors.toSet());
        home.soon(() -> "only the bed's events are subscribed to, not " + subscribed.get(),
                () -> subscribed.get().equals(EnumSet.of(Appli.BED_IN, Appli.BED_OUT, Appli.INFLATED)));
    }

    @Test
    void goesEvenIfWithingsCannotBeReached() {
        // given
        home.withings().faults().refuseConnections();

        // when
        home.openHab().removeThing(Home.ACCOUNT);

        // then
        home.within(Duration.ofMinutes(3), "the account is gone",
                () -> !home.openHab().things().contains(Home.ACCOUNT));
        home.withings().faults().acceptConnections();
    }

    private String subscribeElsewhere() throws IOException, InterruptedException {
        String callback = "https://home.example.org/withings";
        String token = home.wiretap().tokens().get(0);
        home.withings().internet().route(URI.create("https://home.example.org"), Optional.of(home.address()));
        HttpRequest subscribe = HttpRequest.newBuilder(home.withings().address().resolve("/notify"))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("action=subscribe&appli=1&comment=elsewhere&callbackurl=" + callback))
                .build();
        String answer = HttpClient.newHttpClient().send(subscribe, BodyHandlers.ofString()).body();
        assertThat(answer, containsString("\"status\":0"));
        return callback;
    }

    /** Without backups, which openHAB keeps itself. */
    private void assertNothingIsKept() throws IOException {
        try (Stream<Path> files = Files.list(home.userdata().resolve("jsondb"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().contains("binding.withings")).toList()) {
                assertThat(file.toString(), Files.readString(file, StandardCharsets.UTF_8),
                        not(containsString(Long.toString(mira.userId()))));
            }
        }
    }
}
