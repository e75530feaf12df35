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
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Everybody can use the pages: axe-core finds nothing wrong in the light and in the dark, and on a phone nothing is
 * wider than the screen. Pictures of the pages are in {@code target/screenshots}; with {@code -Dwithings.images} those
 * for the documentation are also written to that folder.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccessibilityTest extends InBrowser {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Set<String> DOCUMENTATION = Set.of("setup.png", "dashboard.png", "dashboard-phone-dark.png",
            "sandbox.png", "consent.png");
    private static final int LONGEST_PICTURE = 1200;

    private Person mira;

    @BeforeEach
    void lookUpThePerson() {
        mira = home().person("Mira");
    }

    private void assertAccessible(String name) {
        screenshot(name + ".png");
        chromium().show(true, true);
        screenshot(name + "-phone-dark.png");
        assertThat(name + " on a phone in the dark", chromium().violations(), is(""));
        assertNothingSticksOut();
        chromium().show(false, false);
        assertThat(name, chromium().violations(), is(""));
    }

    private void screenshot(String name) {
        chromium().screenshot(SCREENSHOTS.resolve(name), Integer.MAX_VALUE);
        String images = Optional.ofNullable(System.getProperty("withings.images")).orElse("");
        if (DOCUMENTATION.contains(name) && !images.isEmpty()) {
            chromium().screenshot(Path.of(images, name),
                    name.contains("phone") ? Chromium.PHONE_HEIGHT : LONGEST_PICTURE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "application", "redirect-url", "credentials", "people", "inbox" })
    void setup(String step) {
        home().openHab().removeThing(Home.ACCOUNT);
        open(PAGE + "?step=" + step, "of 5");

        assertAccessible("application".equals(step) ? "setup" : "setup-" + step);
    }

    @Test
    void setupWithAnAccount() {
        open(PAGE, "Step 4 of 5");

        assertAccessible("setup-connect");
    }

    @Test
    void setupWithWrongSettings() {
        home().configureAccount(Map.of("clientSecret", "guessed", "redirectUrl", "http://192.168.0.2/withings"));
        home().awaitStatus(Home.ACCOUNT, "OFFLINE", "does not know this client ID");
        open(PAGE + "?step=redirect-url", "Withings will probably refuse this address");

        assertAccessible("setup-wrong");
    }

    @Test
    void setupWithAPerson() {
        open(PAGE, "Step 4 of 5");
        consent(mira);

        assertAccessible("setup-connected");
    }

    @Test
    void dashboard() {
        Person jonas = home().person("Jonas");
        connect();
        home().withings().household().stepOnScale(mira, 65.8);
        consent(jonas);
        beginImport(jonas);
        continueImport();

        assertAccessible("dashboard");
    }

    @Test
    void dashboardWithProblems() {
        connect();
        home().withings().household().withdrawConsent(mira);
        home().awaitStatus(Home.uid(mira), "OFFLINE", "The consent has ended");
        awaitText("Consent ended");
        chromium().type(NAME, "Jonas");
        chromium().click(CONNECT);
        awaitText("Whose data?");
        chromium().click("input[value='user.activity']");
        accept(home().person("Jonas"));
        awaitText("Not granted");

        assertAccessible("dashboard-problems");
    }

    @Test
    void webhookCheck() {
        connect();
        chromium().click(CHECK);
        awaitText("Withings reaches openHAB and notifies it of new data");

        assertAccessible("check");
    }

    @Test
    void webhookCheckThatFails() {
        connect();
        home().withings().internet().route(Home.PUBLIC, Optional.empty());
        chromium().click(CHECK);
        awaitText("Check again");

        assertAccessible("check-failed");
    }

    @Test
    void questionBeforeADisconnection() {
        open(PAGE, "Step 4 of 5");
        consent(mira);
        chromium().click(DISCONNECT);
        awaitText("Disconnect Mira?");

        assertAccessible("disconnect");
    }

    @Test
    void calendarLink() {
        connect();
        chromium().click("form[action='/withings/calendar-link'] button");
        awaitText("Secret link");

        assertAccessible("calendar");
    }

    @ParameterizedTest
    @ValueSource(strings = { "/nothing", "/connect", "?code=made-up&state=made-up", "?problem=denied" })
    void error(String path) {
        open(PAGE + path, "Withings in openHAB");

        assertAccessible("error-" + path.replaceAll("\\W.*|^/", ""));
    }

    @Test
    void sandbox() {
        Person jonas = home().person("Jonas");
        open(PAGE, "Step 4 of 5");
        consent(jonas);
        home().addPerson(jonas);
        home().awaitNotified(jonas);
        open(OPENHAB, "Link items to all channels");
        chromium().click("form:has(input[value=all-items]) button");
        home().within(Duration.ofMinutes(10), "there is a history", () -> chromium().text().contains("measurements, "));
        home().withings().household().goToBed(jonas);
        awaitText("The lamp is off");

        assertAccessible("sandbox");
    }

    @ParameterizedTest
    @ValueSource(strings = { "?tab=items", "?tab=events", "?tab=console", "?add=withings:account",
            "?edit=withings:account:home", "?thing=withings:account:home" })
    void sandbox(String page) {
        open(OPENHAB + "/" + page, "This is not openHAB");

        assertAccessible("sandbox-" + page.replaceAll("\\W+", "-").substring(1));
    }

    @Test
    void simulator() {
        connect();
        home().withings().household().goToBed(mira);
        open(home().withings().address().toString(), "Step on the scale");

        assertAccessible("simulator");
    }

    @Test
    void consent() {
        open(PAGE, "Step 4 of 5");
        chromium().type(NAME, "Mira");
        chromium().click(CONNECT);
        awaitText("Whose data?");

        assertAccessible("consent");
    }

    @Test
    void refusedConsent() {
        open(home().withings().authorizationAddress().toString(), "this request is not right");

        assertAccessible("consent-refused");
    }

    private void connect() {
        open(PAGE, "Step 4 of 5");
        consent(mira);
        home().addPerson(mira);
        home().awaitNotified(mira);
        awaitText("Connect another person");
    }
}
