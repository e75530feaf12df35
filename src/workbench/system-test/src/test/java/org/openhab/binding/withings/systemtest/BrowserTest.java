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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * The add-on's pages in a real browser, which enforces cookie rules and security policies.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BrowserTest {

    /** Registered at Withings; the browser maps it to openHAB's port. */
    private static final String HOST = "localhost:8080";
    private static final String PAGE = "http://" + HOST + "/withings";
    private static final String CONNECT = "form[action='/withings/connect'] button";
    private static final String NAME = "form[action='/withings/connect'] input[name=name]";
    private static final String DISCONNECT = "form[action='/withings/disconnect'] button";
    private static final int PHONE_WIDTH = 360;
    private static final int PHONE_HEIGHT = 740;

    private @Nullable Home home;
    private @Nullable Chromium chromium;

    @BeforeEach
    void open() {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "There is no Chromium on this computer");
        Home opened = Home.fresh();
        home = opened;
        opened.addAccount(Map.of("redirectUrl", PAGE));
        chromium = new Chromium(program.orElseThrow(), HOST, opened.address().getAuthority());
    }

    @AfterEach
    void close() {
        Chromium browser = chromium;
        if (browser != null) {
            browser.close();
        }
        Home opened = home;
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void connectsAPersonAndEndsTheConsent() {
        // given
        Person mira = home().person("Mira");
        chromium().open(PAGE);
        awaitText("No Withings user connected yet");

        // when
        consent(mira);

        // then
        assertThat(chromium().address().toString(), startsWith(PAGE + "?connected="));
        home().awaitOnline(Home.ACCOUNT);
        assertThat(home().withings().consents().get(0).person(), is(mira));
        assertThat(chromium().errors(), is(empty()));

        // when
        askToDisconnect();
        chromium().click(DISCONNECT);

        // then
        awaitText("The person is disconnected");
        assertThat(chromium().errors(), is(empty()));
    }

    @Test
    void saysThatTheConsentWasDenied() {
        // given
        chromium().open(PAGE);
        awaitText("No Withings user connected yet");
        chromium().click(CONNECT);
        assertThat("the name is required", chromium().evaluate("document.activeElement.name"), is("name"));
        chromium().type(NAME, "Mira");
        chromium().click(CONNECT);
        awaitText("Whose data?");

        // when
        chromium().click("button[value=deny]");

        // then
        awaitText("the consent was denied at Withings");
        assertThat(chromium().errors(), is(empty()));
    }

    @Test
    void guidesThroughTheSetupAndMovesByItself() {
        // given
        home().openHab().removeThing(Home.ACCOUNT);
        chromium().open(PAGE);
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
        consent(home().person("Mira"));
        awaitText("Step 5 of 5");
        home().addPerson(home().person("Mira"));
        awaitText("Connect another person");
        assertThat(chromium().errors(), is(empty()));
    }

    @Test
    void fitsOnAPhone() {
        // given
        chromium().bePhone(PHONE_WIDTH, PHONE_HEIGHT);
        chromium().open(PAGE);
        awaitText("No Withings user connected yet");
        assertNothingSticksOut();

        // when
        consent(home().person("Mira"));

        // then
        assertNothingSticksOut();
        askToDisconnect();
        assertNothingSticksOut();
    }

    @Test
    void showsOnAPhoneWhatIsBroken() {
        // given
        chromium().bePhone(PHONE_WIDTH, PHONE_HEIGHT);
        chromium().open(PAGE);
        awaitText("No Withings user connected yet");

        // when
        chromium().click("form[action='/withings/self-test'] button");

        // then: the page loads itself again until the result is there
        awaitText("There is no webhook URL");
        assertNothingSticksOut();
        assertThat(chromium().errors(), is(empty()));

        // when
        chromium().click("a[href='/withings']");

        // then
        awaitText("No Withings user connected yet");
    }

    /**
     * Connects a person from openHAB's page to Withings' and back.
     */
    private void consent(Person person) {
        chromium().type(NAME, person.name());
        chromium().click(CONNECT);
        awaitText("Whose data?");
        chromium().click("input[value='" + person.userId() + "']");
        chromium().click("button[value=accept]");
        // a code is valid for 30 seconds: time stops until openHAB has it
        home().atOnce("openHAB asks for tokens", () -> home().withings().requests().count("requesttoken") > 0);
        home().soon(() -> "a person is connected, but the page says: " + chromium().text(),
                () -> chromium().text().contains("is connected"));
    }

    private void askToDisconnect() {
        chromium().click(DISCONNECT);
        home().atOnce("it is asked whether that is meant",
                () -> chromium().address().getQuery() == null && chromium().text().contains("Disconnect"));
    }

    private void assertNothingSticksOut() {
        assertThat(chromium().evaluate("String(window.innerWidth)"), is(Integer.toString(PHONE_WIDTH)));
        assertThat("elements that are wider than the screen", chromium().evaluate("""
                [...document.querySelectorAll('*')].filter(element => element.getBoundingClientRect().right > %d + 0.5)
                    .map(element => element.outerHTML).join('\\n')""".formatted(PHONE_WIDTH)), is(""));
        assertThat(Integer.valueOf(chromium().evaluate("String(document.documentElement.scrollWidth)")),
                is(lessThanOrEqualTo(PHONE_WIDTH)));
    }

    private void awaitText(String text) {
        home().soon(() -> "the page says \"" + text + "\", but it says: " + chromium().text(),
                () -> chromium().text().contains(text));
    }

    private Home home() {
        Home opened = home;
        if (opened == null) {
            throw new IllegalStateException("There is no home");
        }
        return opened;
    }

    private Chromium chromium() {
        Chromium browser = chromium;
        if (browser == null) {
            throw new IllegalStateException("There is no browser");
        }
        return browser;
    }
}
