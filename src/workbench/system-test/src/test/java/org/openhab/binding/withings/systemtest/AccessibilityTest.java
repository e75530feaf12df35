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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * The pages are accessible: axe-core finds no violation on a desktop with light colours and on a phone with dark ones,
 * where no element is wider than the screen. Screenshots of the pages are in {@code target/screenshots}.
 * <p>
 * This command takes the screenshots of the documentation again:
 *
 * <pre>
 * mvn verify -Dtest=AccessibilityTest -Dsurefire.failIfNoSpecifiedTests=false -Dwithings.images=$PWD/doc/images
 * </pre>
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccessibilityTest extends InBrowser {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Set<String> DOCUMENTATION = Set.of("setup.png", "dashboard.png", "dashboard-phone-dark.png",
            "sandbox.png", "consent.png");
    private static final int LONGEST_PICTURE = 1200;

    @Test
    void setup() {
        home().openHab().removeThing(Home.ACCOUNT);
        for (String step : List.of("application", "redirect-url", "credentials", "people", "inbox")) {
            open(PAGE + "?step=" + step, "of 5");
            assertAccessible("application".equals(step) ? "setup" : "setup-" + step);
        }
    }

    @Test
    void setupWithWrongSettings() {
        home().configureAccount(Map.of("clientSecret", "guessed", "redirectUrl", "http://192.168.0.2/withings"));
        home().awaitStatus(Home.ACCOUNT, "OFFLINE", "does not accept the client ID");
        open(PAGE + "?step=redirect-url", "Withings will probably refuse this URL");
        assertAccessible("setup-wrong");
    }

    @Test
    void connectingAndDisconnecting() {
        open(PAGE, "Step 4 of 5");
        assertAccessible("connect");
        chromium().type(NAME, "Mira");
        chromium().click(CONNECT);
        awaitText("Whose data?");
        assertAccessible("consent");
        accept(home().person("Mira"));
        awaitText("Mira is connected");
        assertAccessible("connected");
        chromium().click(DISCONNECT);
        awaitText("Disconnect Mira?");
        assertAccessible("disconnect");
    }

    @Test
    void dashboard() {
        Person mira = connect("Mira");
        home().withings().household().stepOnScale(mira, 65.8);
        Person jonas = home().person("Jonas");
        consent(jonas);
        beginImport(jonas);
        continueImport();
        assertAccessible("dashboard");
        home().wiretap().release();
        chromium().click("form[action='/withings/calendar-link'] button");
        awaitText("Secret link");
        assertAccessible("calendar");
        open(PAGE, "Connect another person");
        chromium().click(CHECK);
        awaitText("Withings can notify openHAB of new data");
        assertAccessible("check");
    }

    @Test
    void dashboardWithProblems() {
        Person mira = connect("Mira");
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
        home().withings().internet().route(Home.PUBLIC, Optional.empty());
        chromium().click(CHECK);
        awaitText("Check again");
        assertAccessible("check-failed");
    }

    @Test
    void errors() {
        open(PAGE + "/nothing", "Withings in openHAB");
        assertAccessible("page-unknown");
        open(PAGE + "?code=made-up&state=made-up", "was not started here");
        assertAccessible("state-unknown");
        open(home().withings().authorizationAddress().toString(), "this request is not right");
        assertAccessible("consent-refused");
    }

    @Test
    void sandboxAndSimulator() {
        Person jonas = connect("Jonas");
        open(OPENHAB, "Link items to all channels");
        chromium().click("form:has(input[value=all-items]) button");
        home().within(Duration.ofMinutes(10), "there is a history",
                () -> chromium().text().contains("measurements, "));
        home().withings().household().goToBed(jonas);
        awaitText("The lamp is off");
        assertAccessible("sandbox");
        for (String page : List.of("tab=items", "tab=events", "tab=console", "add=withings:account",
                "edit=withings:account:home", "thing=" + Home.uid(jonas))) {
            open(OPENHAB + "/?" + page, "This is not openHAB");
            assertAccessible("sandbox-" + page.replaceAll("=.*:|=", "-"));
        }
        open(home().withings().address().toString(), "Step on the scale");
        assertAccessible("simulator");
    }

    private Person connect(String name) {
        Person person = home().person(name);
        open(PAGE, "Step 4 of 5");
        consent(person);
        home().addPerson(person);
        home().awaitNotified(person);
        awaitText("Connect another person");
        return person;
    }

    private static void assertAccessible(String name) {
        screenshot(name + ".png");
        chromium().show(true, true);
        screenshot(name + "-phone-dark.png");
        assertThat(name + " on a phone in the dark", chromium().violations(), is(""));
        assertNothingSticksOut();
        chromium().show(false, false);
        assertThat(name, chromium().violations(), is(""));
    }

    private static void screenshot(String name) {
        chromium().screenshot(SCREENSHOTS.resolve(name), Integer.MAX_VALUE);
        String images = System.getProperty("withings.images", "");
        if (DOCUMENTATION.contains(name) && !images.isEmpty()) {
            chromium().screenshot(Path.of(images, name),
                    name.contains("phone") ? Chromium.PHONE_HEIGHT : LONGEST_PICTURE);
        }
    }
}
