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
package org.openhab.binding.withings.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/**
 * The logged parts of requests, and the limits.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RequestLogTest extends SimulatorTest {
    @Test
    void allowsEachApplicationOnlySoManyCallsAMinute() throws IOException {
        String mira = access(mira());
        String jonas = access(jonas());
        for (int i = 2; i < 120; i++) {
            String access = i % 2 == 0 ? mira : jonas;
            assertThat(status(envelope("/v2/user", access, "action", "getgoals")), is(0));
        }
        time.advance(Duration.ofSeconds(20));

        JsonObject tooMany = envelope("/v2/user", jonas, "action", "getgoals");

        assertThat(status(tooMany), is(601));
        assertThat(tooMany.getAsJsonObject("body").get("wait_seconds").getAsInt(), is(both(greaterThan(38)).and(
                lessThan(43))));
        time.advance(Duration.ofSeconds(40));
        assertThat(status(envelope("/v2/user", jonas, "action", "getgoals")), is(0));
    }

    @Test
    void countsByActionAndPerson() throws IOException {
        String access = access(mira());
        simulator().requests().clear();
        body("/measure", access, "action", "getmeas", "meastypes", "1,6");
        body("/measure", access, "action", "getmeas");
        time.advance(Duration.ofMinutes(1));
        body("/v2/user", access, "action", "getgoals");

        RequestLog log = simulator().requests();
        assertThat(log.count("getmeas"), is(2L));
        assertThat(log.count("getmeas", mira()), is(2L));
        assertThat(log.count("getmeas", jonas()), is(0L));
        assertThat(log.countsByAction(), allOf(hasEntry("/measure getmeas", 2L), hasEntry("/v2/user getgoals", 1L)));
        assertThat(log.largestBurst(), is(2));
        assertThat(log.entries().get(0).parameters(), hasEntry("meastypes", "1,6"));
        assertThat(log.entries().get(0).status(), is(0));
    }

    @Test
    void keepsNoSecrets() throws IOException {
        TokenPair tokens = consent(mira(), ALL_SCOPES);
        refresh(tokens.refresh());
        envelope("/notify", tokens.access(), "action", "subscribe", "callbackurl",
                "https://home.example.org/withings/webhook/very-secret", "appli", "1");

        String everything = simulator().requests().entries().toString() + get("/").body();

        assertThat(everything, not(containsString(tokens.access())));
        assertThat(everything, not(containsString(tokens.refresh())));
        assertThat(everything, not(containsString(SimulatorOptions.DEFAULT_CLIENT_SECRET)));
        assertThat(everything, not(containsString("very-secret")));
        assertThat(everything, containsString("requesttoken"));
    }
}
