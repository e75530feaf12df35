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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.systemtest.Browser.Page;

/**
 * Connecting people to a new account, and what can go wrong.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentTest {

    private static final String LINK = "http(s)://<YOUROPENHAB>:<YOURPORT>/withings";

    private Home home = Home.fresh();
    private Person mira = home.person("Mira");
    private Person jonas = home.person("Jonas");

    @BeforeEach
    void addAccount() {
        home.addAccount(Map.of());
    }

    @AfterEach
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void saysWhereToConsentWhileNobodyHas() {
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", LINK);
        assertThat(home.status(Home.ACCOUNT).detail(), is("CONFIGURATION_PENDING"));
    }

    @Test
    void connectsAPersonInAFewClicks() {
        // given
        Browser browser = home.browser();
        Page overview = browser.open(Home.PAGE);
        assertThat(overview.text(), containsString("No Withings user connected yet"));

        // when
        Page consent = browser.send(overview.form("/withings/connect").with("name", "My Mira"));
        Page connected = browser.send(Home.decision(consent, mira, "accept"));

        // then
        assertThat(connected.status(), is(200));
        assertThat(connected.address().toString(), startsWith(Home.PAGE + "?connected="));
        assertThat(connected.text(), containsString("My Mira is connected"));
        assertThat("the name stays in openHAB", consent.address().toString(), not(containsString("Mira")));
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Polling every 10 min.");
        home.soon("the inbox knows the name",
                () -> home.openHab().inbox().stream().anyMatch(found -> found.label().equals("My Mira")));
        assertThat(home.withings().consents().size(), is(1));
    }

    @Test
    void connectsEverybodyUnderTheSameAccount() {
        // when
        home.connect(mira);
        home.connect(jonas);

        // then
        assertThat(home.withings().consents().stream().map(consent -> consent.person().name()).toList(),
                containsInAnyOrder("Mira", "Jonas"));
        home.soon("both are offered in the inbox", () -> home.openHab().inbox().stream()
                .filter(found -> found.type().equals("withings:person")).count() == 2);
    }

    @Test
    void connectsTheDemoUserWithoutLogin() {
        // given
        Browser browser = home.browser();

        // when: the second button
        Page consent = browser.send(browser.open(Home.PAGE).forms("/withings/connect").get(1));
        Page connected = browser.send(consent.form("/oauth2_user/authorize2").with("decision", "accept"));

        // then
        assertThat(connected.text(), containsString("is connected"));
        Person demo = home.withings().household().demoPerson();
        assertThat(home.withings().consents().get(0).person(), is(demo));
    }

    @Test
    void takesThePastedAddressOfAPageThatDidNotOpen() {
        // given: the browser is in the local network, the registered URL is not
        Browser browser = home.browser();
        Page consent = browser.send(browser.open(home.address().resolve("/withings")).form("/withings/connect"));
        URI landed = Browser.redirect(browser.sendOnly(Home.decision(consent, mira, "accept"))).orElseThrow();

        // when
        Page overview = browser.open(home.address().resolve("/withings"));
        Page connected = browser.send(overview.form("/withings/paste").with("address", landed.toString()));

        // then
        assertThat(connected.text(), containsString("is connected"));
        home.awaitOnline(Home.ACCOUNT);
    }

    @Test
    void saysWhichScopesWereNotGranted() {
        // given
        Browser browser = home.browser();
        Page consent = browser.send(browser.open(Home.PAGE).form("/withings/connect"));

        // when
        browser.send(Home.decision(consent, mira, "accept").with("granted", "user.metrics\nuser.info"));
        home.openHab().addThing(Home.uid(mira), "Mira", Home.ACCOUNT, Map.of("userId", mira.userId() + ""));

        // then
        home.awaitStatus(Home.uid(mira), "ONLINE", "Some permissions are not granted");
        assertThat(browser.open(Home.PAGE).text(),
                containsString("Permissions not granted: Activity, workouts and sleep"));
    }

    @Test
    void isNotifiedOnlyOfWhatWasGranted() {
        // given
        home.configureAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        Browser browser = home.browser();
        Page consent = browser.send(browser.open(Home.PAGE).form("/withings/connect"));

        // when
        browser.send(Home.decision(consent, mira, "accept").with("granted", "user.metrics\nuser.info"));
        home.openHab().addThing(Home.uid(mira), "Mira", Home.ACCOUNT, Map.of("userId", mira.userId() + ""));

        // then
        home.awaitStatus(Home.ACCOUNT, "ONLINE", "Receiving Withings notifications");
        assertThat(home.withings().subscriptions().of(mira).stream().map(one -> one.appli().number()).toList(),
                containsInAnyOrder(1, 2, 4, 46, 54, 55, 58));
    }

    @Test
    void endsAConsentOnThePage() {
        // given
        home.connect(mira);
        Browser browser = home.browser();
        Page question = browser.send(browser.open(Home.PAGE).form("/withings/disconnect"));
        assertThat(question.text(), containsString("Disconnect"));

        // when
        Page done = browser.send(question.form("/withings/disconnect"));

        // then
        assertThat(done.text(), containsString("The person is disconnected"));
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", LINK);
    }

    // what can go wrong

    @Test
    void saysThatTheClientIdIsWrong() {
        home.configureAccount(Map.of("clientId", "other-client"));

        home.awaitStatus(Home.ACCOUNT, "OFFLINE", "does not accept the client ID");
        assertThat(home.status(Home.ACCOUNT).detail(), is("CONFIGURATION_ERROR"));
    }

    @Test
    void saysThatTheClientSecretIsWrongAndRecoversWithTheRightOne() {
        // when
        home.configureAccount(Map.of("clientSecret", "guessed"));

        // then
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", "does not accept the client ID and client secret");
        assertThat(home.status(Home.ACCOUNT).detail(), is("CONFIGURATION_ERROR"));

        // when
        home.configureAccount(Map.of("clientSecret", "household-secret"));

        // then
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", LINK);
    }

    @Test
    void saysOnThePageThatTheSecretIsWrong() {
        // given
        home.configureAccount(Map.of("clientSecret", "guessed"));

        // when
        Page page = home.connect(mira);

        // then
        assertThat(page.text(), containsString("Withings does not accept the client ID and client secret"));
        assertNobodyIsConnected(page);
    }

    @Test
    void connectsNobodyWhenTheConsentIsDenied() {
        Page page = home.decide(home.browser(), mira, "deny");

        assertThat(page.text(), containsString("the consent was denied at Withings"));
        assertNobodyIsConnected(page);
    }

    @Test
    void doesNotAcceptACodeThatIsTooOld() {
        // given
        Browser browser = home.browser();
        URI back = wayBack(browser);

        // when: codes are valid for 30 seconds
        home.time().advance(Duration.ofSeconds(31));
        Page page = browser.open(back);

        // then
        assertThat(page.text(), containsString("valid only once and for 30 seconds"));
        assertNobodyIsConnected(page);
    }

    @Test
    void doesNotAcceptAnAnswerInAnotherBrowser() {
        // given
        URI back = wayBack(home.browser());

        // when
        Page page = home.browser().open(back);

        // then
        assertThat(page.status(), is(403));
        assertThat(page.text(), containsString("started in another browser"));
        assertNobodyIsConnected(page);
    }

    @Test
    void acceptsAnAnswerOnlyOnce() {
        // given
        Browser browser = home.browser();
        URI back = wayBack(browser);
        browser.open(back);

        // when
        Page page = browser.open(back);

        // then
        assertThat(page.text(), containsString("already used"));
        assertThat(home.withings().consents().size(), is(1));
    }

    @Test
    void doesNotAcceptAnAnswerNobodyAskedFor() {
        // given
        Browser browser = home.browser();
        browser.open(Home.PAGE);

        // when
        Page page = browser.open(URI.create(Home.PAGE + "?code=made-up&state=made-up"));

        // then
        assertThat(page.text(), containsString("was not started here"));
        assertNobodyIsConnected(page);
        assertThat("Withings was not even asked", home.withings().requests().count("requesttoken"), is(0L));
    }

    @Test
    void doesNotAcceptAFormFromElsewhere() {
        // given: another site's page sends the form
        Browser browser = home.browser();
        Browser.Form form = home.browser().open(Home.PAGE).form("/withings/connect");
        browser.open(Home.PAGE);

        // when
        Page page = browser.send(form);

        // then
        assertThat(page.status(), is(403));
        assertNobodyIsConnected(page);
    }

    private URI wayBack(Browser browser) {
        Page consent = browser.send(browser.open(Home.PAGE).form("/withings/connect"));
        return Browser.redirect(browser.sendOnly(Home.decision(consent, mira, "accept"))).orElseThrow();
    }

    private void assertNobodyIsConnected(Page page) {
        assertThat(page.html(), not(anyOf(containsString("Exception"), containsString("\tat "),
                containsString("household-secret"))));
        assertThat(home.openHab().inbox(), is(empty()));
        assertThat(home.status(Home.ACCOUNT).isOnline(), is(false));
    }
}
