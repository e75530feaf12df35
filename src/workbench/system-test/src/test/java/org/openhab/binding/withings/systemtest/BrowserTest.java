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

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;
import org.openqa.selenium.Keys;

/**
 * The add-on's pages in a real browser, which enforces cookie rules and security policies.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BrowserTest extends InBrowser {

    private static final int LONGEST_WALK = 60;

    @BeforeEach
    void openPage() {
        open(PAGE, "No Withings user connected yet");
    }

    @AfterEach
    void assertThatTheBrowserDoesNotComplain() {
        assertThat(chromium().errors(), is(empty()));
    }

    @Test
    void guidesThroughTheSetupAndMovesByItself() {
        // given
        Person mira = home().person("Mira");
        home().openHab().removeThing(Home.ACCOUNT);
        awaitText("Step 1 of 5");

        // when
        chromium().click("button[data-copy^=app-name]");
        awaitText("Copied");
        chromium().click("a[href^='/withings?step=redirect-url']");
        awaitText("Step 2 of 5");
        chromium().click("a[href^='/withings?step=credentials']");
        awaitText("Step 3 of 5");
        home().addAccount(Map.of("redirectUrl", PAGE));

        // then
        awaitText("Step 4 of 5");
        consent(mira);
        awaitText("Step 5 of 5");
        home().addPerson(mira);
        awaitText("Connect another person");
    }

    @Test
    void connectsAPerson() {
        // given
        Person mira = home().person("Mira");

        // when
        consent(mira);

        // then
        assertThat("without code and state", chromium().address(), startsWith(PAGE + "?connected="));
        home().awaitOnline(Home.ACCOUNT);
        assertThat(home().withings().consents().get(0).person(), is(mira));
    }

    @Test
    void asksForTheName() {
        // when
        chromium().click(CONNECT);

        // then
        assertThat(chromium().evaluate("document.activeElement.name"), is("name"));
        assertThat(chromium().evaluate("document.activeElement.validity.valueMissing"), is("true"));
    }

    @Test
    void saysThatTheConsentWasDenied() {
        // given
        chromium().type(NAME, "Mira");
        chromium().click(CONNECT);
        awaitText("Whose data?");

        // when
        chromium().click("button[value=deny]");

        // then
        awaitText("the consent was denied at Withings");
        assertThat(home().withings().consents(), is(empty()));
    }

    @Test
    void takesThePastedAddressOfAPageThatDoesNotOpen() {
        // given: the redirect URL is a page that this browser does not find
        Person mira = home().person("Mira");
        home().configureAccount(Map.of("redirectUrl", Home.PAGE.toString()));
        open(PAGE, "If you connect from here");
        chromium().type(NAME, "Mira");
        chromium().click(CONNECT);
        home().soon("there is a new tab", () -> chromium().switchToTab(1));
        awaitText("Whose data?");
        chromium().click("input[value='" + mira.userId() + "']");
        chromium().click("button[value=accept]");
        home().atOnce("the browser has been redirected",
                () -> chromium().address().startsWith(Home.PAGE + "?code="));
        String address = chromium().address();

        // when
        chromium().switchToTab(0);
        chromium().type("input[name=address]", address);
        untilTokensAreRequested(() -> chromium().click("form[action='/withings/paste'] button"));

        // then
        awaitText("Mira is connected");
    }

    @Test
    void connectsASecondPerson() {
        // given
        Person mira = home().person("Mira");
        Person jonas = home().person("Jonas");
        consent(mira);
        home().addPerson(mira);
        awaitText("Connect another person");

        // when
        consent(jonas);

        // then
        assertThat(chromium().evaluate("document.querySelector('.people').innerText"),
                allOf(containsString("Mira"), containsString("Jonas")));
        assertThat(home().withings().consents().stream().map(consent -> consent.person().name()).toList(),
                containsInAnyOrder("Mira", "Jonas"));
    }

    @Test
    void showsHowFarTheImportIs() {
        // given
        Person mira = home().person("Mira");
        consent(mira);
        beginImport(mira);
        int before = progress();

        // when: without any user input
        continueImport();

        // then
        assertThat(progress(), is(greaterThan(before)));
    }

    private static int progress() {
        return Integer.parseInt(chromium().evaluate("document.querySelector('progress').value"));
    }

    @Test
    void checksTheWebhook() {
        // given
        Person mira = home().person("Mira");
        consent(mira);
        home().addPerson(mira);
        home().awaitNotified(mira);

        // when: the page loads itself again until the result is there
        chromium().click(CHECK);

        // then
        awaitText("Withings can notify openHAB of new data");
        chromium().click("a[href='/withings']");
        awaitText("Withings can notify openHAB of new data");
    }

    @Test
    void disconnectsAPersonWhenItIsMeant() {
        // given
        Person mira = home().person("Mira");
        consent(mira);

        // when
        chromium().click(DISCONNECT);

        // then
        awaitText("Disconnect Mira?");
        assertThat(home().withings().consents(), is(not(empty())));

        // when
        chromium().click(DISCONNECT);

        // then
        awaitText("The person is disconnected");
        home().awaitStatus(Home.ACCOUNT, "OFFLINE", "/withings");
    }

    @Test
    void needsNoMouse() {
        // given
        Person jonas = home().person("Jonas");
        home().openHab().removeThing(Home.ACCOUNT);
        awaitText("Step 1 of 5");

        // when
        tabTo("button[data-copy^=app-name]");
        chromium().press(Keys.ENTER);
        awaitText("Copied");
        tabTo("a[href^='/withings?step=redirect-url']");
        chromium().press(Keys.ENTER);
        awaitText("Step 2 of 5");
        tabTo("a[href^='/withings?step=credentials']");
        chromium().press(Keys.ENTER);
        awaitText("Step 3 of 5");
        home().addAccount(Map.of("redirectUrl", PAGE));
        awaitText("Step 4 of 5");
        tabTo(NAME);
        chromium().press("Jonas", Keys.ENTER);
        awaitText("Whose data?");
        tabTo("input[type=radio]");
        chromium().press(Keys.ARROW_DOWN);
        tabTo("button[value=accept]");
        untilTokensAreRequested(() -> chromium().press(Keys.ENTER));

        // then
        awaitText("Jonas is connected");
        assertThat(home().withings().consents().get(0).person(), is(jonas));
    }

    /**
     * Presses the tab key until an element has the focus; on the way, every focus has to be visible.
     */
    private void tabTo(String selector) {
        for (int stop = 0; stop < LONGEST_WALK; stop++) {
            chromium().press(Keys.TAB);
            assertThat("it shows that it has the focus: " + chromium().evaluate("document.activeElement.outerHTML"),
                    chromium().evaluate("""
                            (() => {
                                const style = getComputedStyle(document.activeElement);
                                const box = document.activeElement.getBoundingClientRect();
                                return style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2
                                    && box.top < innerHeight && box.bottom > 0;
                            })()"""), is("true"));
            if (chromium().evaluate("document.activeElement.matches(\"" + selector + "\")").equals("true")) {
                return;
            }
        }
        throw new AssertionError("The tab key does not lead to " + selector);
    }
}
