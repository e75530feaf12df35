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
package org.openhab.binding.withings.internal.consent;

import static org.junit.jupiter.api.Assertions.*;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.core.thing.ThingUID;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentRequestsTest {

    private static final ThingUID ACCOUNT = new ThingUID("withings", "account", "home");
    private static final URI REDIRECT_URL = URI.create("https://home.example.org/withings");

    private final SettableClock clock = new SettableClock();
    private final ConsentRequests requests = new ConsentRequests(clock, new SecureRandom());

    private Problem refusal(String state, String browser) {
        return assertThrows(ProblemException.class, () -> requests.take(state, browser, null)).problem();
    }

    @Test
    void givesBackWhatWasAskedFor() throws Exception {
        String state = requests.open("mine", ACCOUNT, REDIRECT_URL);

        assertEquals(new ConsentRequests.ConsentRequest(ACCOUNT, REDIRECT_URL), requests.take(state, "mine", null));
        assertEquals(0, requests.size());
    }

    @Test
    void keepsSeveralOfOneBrowserApart() throws Exception {
        ThingUID second = new ThingUID("withings", "account", "second");
        String state = requests.open("mine", ACCOUNT, REDIRECT_URL);
        String secondState = requests.open("mine", second, REDIRECT_URL);

        assertEquals(second, requests.take(secondState, "mine", null).account());
        assertEquals(ACCOUNT, requests.take(state, "mine", null).account());
    }

    @Test
    void dropsTheOldestOfABrowserThatAsksAgainAndAgain() throws Exception {
        String othersState = requests.open("another", ACCOUNT, REDIRECT_URL);
        List<String> states = new ArrayList<>();
        for (int i = 0; i <= OneTimeSecrets.MOST_PENDING_OF_A_BROWSER; i++) {
            states.add(requests.open("mine", ACCOUNT, REDIRECT_URL));
        }

        assertEquals(OneTimeSecrets.MOST_PENDING_OF_A_BROWSER + 1, requests.size());
        assertEquals(Problem.STATE_UNKNOWN, refusal(states.get(0), "mine"));
        assertNotNull(requests.take(states.get(1), "mine", null));
        assertNotNull(requests.take(othersState, "another", null));
    }

    @Test
    void takesNoMoreThanItHasRoomForUntilTheFirstOnesExpire() throws Exception {
        for (int i = 0; i < OneTimeSecrets.MOST_PENDING; i++) {
            requests.open("browser " + i, ACCOUNT, REDIRECT_URL);
        }

        ProblemException refused = assertThrows(ProblemException.class,
                () -> requests.open("mine", ACCOUNT, REDIRECT_URL));
        clock.advance(OneTimeSecrets.LIFETIME);
        requests.open("mine", ACCOUNT, REDIRECT_URL);

        assertEquals(Problem.TOO_MANY_PENDING, refused.problem());
        assertEquals(1, requests.size());
    }

    @Test
    void endsWithTheLastMomentOfItsLife() throws Exception {
        String state = requests.open("mine", ACCOUNT, REDIRECT_URL);
        clock.advance(OneTimeSecrets.LIFETIME);

        assertEquals(Problem.STATE_EXPIRED, refusal(state, "mine"));
        assertEquals(Problem.STATE_UNKNOWN, refusal(state, "mine"));
    }

    @Test
    void livesUntilJustBeforeItsEnd() throws Exception {
        String state = requests.open("mine", ACCOUNT, REDIRECT_URL);
        clock.advance(OneTimeSecrets.LIFETIME.minus(Duration.ofMillis(1)));

        assertNotNull(requests.take(state, "mine", null));
    }

    @ParameterizedTest
    @CsvSource({ "https://home.example.org/withings, https://HOME.example.org:443/withings?code=x#y, true",
            "http://localhost:8080/withings, HTTP://LOCALHOST:8080/withings, true",
            "http://my_host:8080/withings, http://my_host:8080/withings?x, true",
            "http://localhost/withings, http://localhost:80/withings, true",
            "http://localhost/withings, http://localhost:443/withings, false",
            "https://home.example.org/withings, https://home.example.org/withings/, false",
            "https://home.example.org/withings, https://home.example.org/Withings, false",
            "https://home.example.org/withings, http://home.example.org/withings, false",
            "https://home.example.org/withings, https://x@home.example.org/withings, false",
            "https://home.example.org/withings, https://home.example.org/%77ithings, false" })
    void tellsPagesApart(String one, String other, boolean same) {
        assertEquals(same, ConsentRequests.samePage(URI.create(one), URI.create(other)));
    }
}
