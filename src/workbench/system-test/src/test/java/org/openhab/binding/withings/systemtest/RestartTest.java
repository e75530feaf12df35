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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;

/**
 * Restarts of openHAB with its stored data.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RestartTest {
    /** The measure type of Withings. */
    private static final String HEIGHT = "4";

    private final Home home = Home.tapped();
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);

    @BeforeEach
    void livesForAWhile() {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.addPerson(mira);
        home.soon("the bed has channels", () -> home.openHab().channels(person).contains("bed#in-bed"));
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.item("In_Bed", "Switch", person + ":bed#in-bed");
        home.awaitNotified(mira);
        household.stepOnScale(mira, 65.4);
        home.awaitQuantity("Weight", "65.4", "kg");
        household.goToBed(mira);
        home.awaitState("In_Bed", "ON");
        home.time().advance(Duration.ofMinutes(5));
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void isOnlineAgainWithoutAnotherConsent() {
        // given
        long consents = home.withings().requests().entries(
                entry -> "authorization_code".equals(entry.parameters().get("grant_type"))).size();

        // when
        home.restartOpenHab();

        // then
        home.awaitOnline(Home.ACCOUNT);
        home.awaitOnline(person);
        household.stepOnScale(mira, 65.5);
        home.awaitQuantity("Weight", "65.5", "kg");
        assertThat((long) home.withings().requests().entries(
                entry -> "authorization_code".equals(entry.parameters().get("grant_type"))).size(), is(consents));
    }

    @Test
    void showsTheStatesAgainWithoutReadingEverythingAnew() {
        // given
        home.awaitIdle();
        home.withings().requests().clear();

        // when
        home.restartOpenHab();

        // then
        home.awaitState("In_Bed", "ON");
        home.awaitQuantity("Weight", "65.4", "kg");
        home.soon("the changed measures have been asked for", () -> marks().findAny().isPresent());
        assertThat(marks().min().orElseThrow(), is(greaterThan(Home.START.minus(Duration.ofDays(1)).getEpochSecond())));
        assertThat("a height, which is asked for once if none is known, and nothing else of the past",
                home.withings().requests().entries(entry -> entry.action().equals("getmeas")
                        && !entry.parameters().containsKey("lastupdate")
                        && !HEIGHT.equals(entry.parameters().get("meastypes"))),
                is(empty()));
    }

    private LongStream marks() {
        return home.withings().requests().entries(
                entry -> entry.action().equals("getmeas") && entry.parameters().containsKey("lastupdate")).stream()
                .mapToLong(entry -> Long.parseLong(entry.parameters().get("lastupdate")));
    }

    @Test
    void hearsOfTheBedOutThatHappenedMeanwhile() {
        // given
        home.stopOpenHab();
        household.getUp(mira);

        // when: Withings retries
        home.startOpenHab();
        home.awaitOnline(person);
        home.time().advance(Duration.ofMinutes(12));

        // then
        home.awaitState("In_Bed", "OFF");
    }

    @Test
    void keepsTheSubscriptions() {
        // given
        Set<String> before = Set.copyOf(callbacks());

        // when
        home.restartOpenHab();
        home.awaitNotified(mira);

        // then
        assertThat(Set.copyOf(callbacks()), is(before));
        assertThat(callbacks().size(), is(Appli.values().length));
    }

    private List<String> callbacks() {
        return home.withings().subscriptions().of(mira).stream().map(one -> one.appli() + one.callbackUrl()).toList();
    }

    @Test
    void renewsTokensThatHaveExpiredMeanwhile() {
        // given: access tokens are valid for three hours
        home.stopOpenHab();
        home.time().advance(Duration.ofDays(2));
        household.stepOnScale(mira, 66.2);

        // when
        home.startOpenHab();

        // then
        home.awaitQuantity("Weight", "66.2", "kg");
        home.awaitOnline(person);
    }

    @Test
    void survivesAPowerFailure() {
        // given: tokens have just been renewed
        home.time().advance(Duration.ofHours(3));
        household.stepOnScale(mira, 66.2);
        home.awaitQuantity("Weight", "66.2", "kg");
        home.awaitStored();

        // when
        home.powerFails();
        home.startOpenHab();

        // then
        home.awaitOnline(person);
        home.awaitQuantity("Weight", "66.2", "kg");
        household.stepOnScale(mira, 66.3);
        home.awaitQuantity("Weight", "66.3", "kg");
    }

    @Test
    void keepsNoTokenAndNoSecretReadableOnDisk() throws IOException {
        // given
        home.time().advance(Duration.ofHours(3));
        household.stepOnScale(mira, 66.2);
        home.awaitQuantity("Weight", "66.2", "kg");
        String webhook = home.webhook(mira);
        List<String> secrets = home.wiretap().tokens();
        assertThat("first tokens and renewed ones", secrets.size(), is(greaterThanOrEqualTo(4)));

        // when
        home.stopOpenHab();

        // then
        try (Stream<Path> files = Files.walk(home.userdata())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                secrets.forEach(token -> assertThat(file.toString(), content.contains(token), is(false)));
                assertThat(file.toString(), content,
                        not(containsString(webhook.substring(webhook.lastIndexOf('/') + 1))));
            }
        }
    }
}
