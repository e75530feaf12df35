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
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;

/**
 * Two openHABs with the same application at Withings and the same people.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class SharedApplicationTest {
    private static final URI OTHER_PUBLIC = URI.create("https://holiday.example.org");

    private final Home home = Home.fresh(options -> options.registeredUrls(OTHER_PUBLIC + "/withings"));
    private final Home other = home.nextDoor(OTHER_PUBLIC);
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);

    @BeforeAll
    void bothAreConnected() {
        connect(home, Home.PUBLIC);
        connect(other, OTHER_PUBLIC);
        awaitSubscribed();
    }

    private void connect(Home one, URI publicUrl) {
        one.addAccount(Map.of("publicUrl", publicUrl.toString()));
        one.connect(mira);
        one.addPerson(mira);
        one.item("Weight", "Number:Mass", person + ":body#weight");
    }

    private void awaitSubscribed() {
        for (Home one : new Home[]{ home, other }) {
            one.within(Duration.ofMinutes(10), "Withings notifies",
                    () -> one.status(Home.ACCOUNT).description().contains("Receiving Withings notifications"));
        }
        assertThat(subscriptions(Home.PUBLIC), is((long) Appli.values().length));
        assertThat(subscriptions(OTHER_PUBLIC), is((long) Appli.values().length));
    }

    private long subscriptions(URI publicUrl) {
        return home.withings().subscriptions().of(mira).stream()
                .filter(one -> one.callbackUrl().startsWith(publicUrl.toString())).count();
    }

    @AfterAll
    void closeWithoutComplaint() {
        other.closeWithoutComplaint();
        home.closeWithoutComplaint();
    }

    @Test
    void bothHearOfEverythingAndLeaveEachOtherAlone() {
        // when
        household.stepOnScale(mira, 65.1);

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        other.awaitQuantity("Weight", "65.1", "kg");

        // when: tokens expire, and both homes have checked their subscriptions
        home.withings().requests().clear();
        home.time().advance(Duration.ofHours(13));
        household.stepOnScale(mira, 65.2);

        // then
        home.awaitQuantity("Weight", "65.2", "kg");
        other.awaitQuantity("Weight", "65.2", "kg");
        home.soon("both have looked", () -> home.requests("list", mira) >= 2);
        awaitSubscribed();
        assertThat("neither home ends what belongs to the other", home.requests("revoke", mira), is(0L));
        assertThat("and nothing was missing", home.requests("subscribe", mira), is(0L));

        // when: one account is removed
        other.openHab().removeThing(person);
        other.openHab().removeThing(Home.ACCOUNT);
        other.soon("the things are gone", () -> other.openHab().things().isEmpty());

        // then
        assertThat(subscriptions(OTHER_PUBLIC), is(0L));
        assertThat(subscriptions(Home.PUBLIC), is((long) Appli.values().length));
        household.stepOnScale(mira, 65.3);
        home.awaitQuantity("Weight", "65.3", "kg");
        home.withings().expireAccessTokens(mira);
        household.stepOnScale(mira, 65.4);
        home.awaitQuantity("Weight", "65.4", "kg");
        home.awaitOnline(person);
    }
}
