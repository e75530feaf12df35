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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.systemtest.Browser.Page;

/**
 * openHAB's console.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsoleTest {

    private final Home home = Home.connected("Mira");
    private final Person mira = home.person("Mira");

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    private String run(String line) {
        return home.openHab().console("openhab:withings " + line);
    }

    @Test
    void looksAfterAnAccount() {
        // given
        String uid = home.addPerson(mira);
        home.awaitNotified(mira);
        String word = uid.substring(uid.lastIndexOf(':') + 1);

        // then
        assertThat(run("status"), allOf(containsString("Withings Account (withings:account:home): ONLINE"),
                containsString("Receiving Withings notifications at the public URL."),
                containsString("Mira: connected, ONLINE")));
        assertThat(run("people"), containsString("  measurements: asked 2026-05-20T"));
        assertThat(run("devices"), containsString("(Scale, model "));
        String subscriptions = run("subscriptions");
        assertThat(subscriptions.lines().filter(line -> line.endsWith(", ours")).count(),
                is((long) Appli.values().length));
        assertThat(subscriptions, not(containsString("http")));
        assertThat(run("history " + word), startsWith("Mira: "));
        assertThat(run("history " + word + " import"),
                is("Mira: the history of the linked channels is being imported.\n"));
        home.withings().requests().clear();
        assertThat(run("refresh " + word), startsWith("Mira: refresh started"));
        home.soon("goals are asked for", () -> home.requests("getgoals", mira) > 0);
        assertThat(run("dance"), containsString("Usage: openhab:withings status"));
        assertThat(home.openHab().complete("openhab:withings ref"), contains("refresh "));
        assertThat(home.openHab().complete("openhab:withings refresh "), contains(uid + " "));
    }

    @Test
    void takesAConsentThatIsPasted() {
        // given
        Person jonas = home.person("Jonas");
        Browser browser = home.browser();
        String address = run("authorise home").lines().reduce((first, last) -> last).orElseThrow();

        // when: Withings redirects the browser to a page that cannot be opened
        Page decided = browser.sendOnly(Home.decision(browser.open(URI.create(address)), jonas, "accept"));
        String landed = Browser.redirect(decided).orElseThrow().toString();

        // then
        assertThat(run("authorise home \"" + landed.replaceFirst("state=[^&]*", "state=guessed") + "\""),
                containsString("was not started here"));
        assertThat(run("authorise home \"" + landed + "\""), containsString("is connected."));
        assertThat(run("authorise home \"" + landed + "\""), containsString("was not started here"));
        home.within(Duration.ofMinutes(1), "Jonas' devices are known", () -> home.requests("getdevice", jonas) > 0);
    }
}
