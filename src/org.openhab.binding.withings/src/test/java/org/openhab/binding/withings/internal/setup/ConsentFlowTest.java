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
package org.openhab.binding.withings.internal.setup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.setup.ConsentFlow.FormFields;
import org.openhab.binding.withings.internal.setup.ConsentFlow.Problem;
import org.openhab.binding.withings.internal.setup.ConsentFlow.ProblemException;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;

/**
 * The answers to authorization requests.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentFlowTest {
    private static final String REDIRECT_URL = "https://home.example.org/withings";

    private final TestScheduler time = new TestScheduler();
    private final AccountRegistry registry = new AccountRegistry(time.clock());
    private final FakeAccount account = new FakeAccount("home");
    private final ConsentFlow flow = new ConsentFlow(registry);

    @BeforeEach
    void register() {
        registry.add(account);
    }

    private String begin(String browser) throws ProblemException {
        return Browser.query(flow.begin(browser, account.snapshot(), URI.create(REDIRECT_URL), "Anna", false))
                .get("state");
    }

    private void accept(String browser, String state) throws ProblemException {
        flow.accept(FormFields.parse("code=the-code&state=" + state), browser, null);
    }

    private Problem refusal(String browser, String state) {
        return assertThrows(ProblemException.class, () -> accept(browser, state)).problem();
    }

    private Problem refusalOfPasted(String address) {
        return assertThrows(ProblemException.class, () -> flow.acceptPasted(address, "mine")).problem();
    }

    @Test
    void aStateIsValidOnceInItsOwnBrowser() throws Exception {
        String state = begin("mine");
        assertThat(state, matchesPattern("[A-Za-z0-9_-]{43}"));
        assertThat(refusal("other", state), is(Problem.FOREIGN_BROWSER));
        accept("mine", state);
        assertThat(refusal("mine", state), is(Problem.STATE_UNKNOWN));
        assertThat(account.exchanges, contains(new FakeAccount.Exchange("the-code", REDIRECT_URL, "Anna")));
    }

    @Test
    void aStateIsValidForFiveMinutes() throws Exception {
        String early = begin("mine");
        String late = begin("mine");
        time.advance(Duration.ofMinutes(5).minusMillis(1));
        accept("mine", early);
        time.advance(Duration.ofMillis(1));
        assertThat(refusal("mine", late), is(Problem.STATE_UNKNOWN));
    }

    @Test
    void removesTheOldestStateOfTheBrowserWithTheMost() throws Exception {
        String mine = begin("mine");
        String oldest = begin("flooding");
        for (int i = 0; i < 999; i++) {
            begin("flooding");
        }
        assertThat(refusal("flooding", oldest), is(Problem.STATE_UNKNOWN));
        accept("mine", mine);
    }

    @Test
    void aConsentNeedsAnAccountAndStaysValidWhileItsQuotaIsUsedUp() throws Exception {
        String state = begin("mine");
        String late = begin("mine");
        account.roomForConsents = false;
        assertThat(refusal("mine", state), is(Problem.TOO_MANY_CONSENTS));
        account.roomForConsents = true;
        accept("mine", state);

        registry.remove(account);
        assertThat(refusal("mine", late), is(Problem.ACCOUNT_GONE));
        assertThat(account.exchanges, hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org/withings", "HTTPS://Home.Example.org:443/withings", })
    void aPastedUrlMayDifferInCaseAndDefaultPort(String page) throws Exception {
        flow.acceptPasted(" " + page + "?code=x&state=" + begin("mine") + "#top\n", "mine");
        assertThat(account.exchanges, contains(new FakeAccount.Exchange("x", REDIRECT_URL, "Anna")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "http://home.example.org/withings", "https://home.example.org:8443/withings",
            "https://home.example.org/withings/", "https://home.example.com/withings",
            "https://home.example.org.evil.example/withings" })
    void theUrlOfAnotherPageIsRefused(String page) throws Exception {
        assertThat(refusalOfPasted(page + "?code=x&state=" + begin("mine")), is(Problem.PASTE_OTHER_ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "   ", "the-code", "https://", "mailto:me@example.org", "/landing?code=x&state=y",
            "https://home.example.org/landing?code=a b", "\u0000", "javascript:alert(1)",
            "https://home.example.org/\"'><script>alert(1)</script>" })
    void aPastedTextMustBeAUrl(String text) {
        assertThat(refusalOfPasted(text), is(Problem.PASTE_NO_ADDRESS));
    }

    @ParameterizedTest
    @CsvSource({ "error=access_denied, DENIED", "error=access_denied&state=x, DENIED",
            "error=invalid_request&error_description=%3Cscript%3E&state=x, REFUSED", "code=x, RETURN_INCOMPLETE",
            "state=x, RETURN_INCOMPLETE", "code=&state=x, RETURN_INCOMPLETE", "code=x&state=, RETURN_INCOMPLETE",
            "code=x&code=y&state=z, RETURN_INCOMPLETE", "code=x&state=y&state=z, RETURN_INCOMPLETE",
            "code=x&state=made-up, STATE_UNKNOWN" })
    void anAnswerNeedsACodeAndAnIssuedState(String query, Problem problem) {
        assertThat(refusalOfPasted(REDIRECT_URL + "?" + query), is(problem));
        assertThat(refusalOfPasted(REDIRECT_URL + "?code=" + "c".repeat(600) + "&state=x"),
                is(Problem.RETURN_INCOMPLETE));
    }

    @Test
    void aFormFieldHasNoValueIfMissingEmptyOrAmbiguous() throws Exception {
        FormFields form = FormFields.parse("a%20b=c+d%2B%C3%A9&x=1=2&empty=&bare&twice=1&twice=2&&");

        assertThat(form.value("a b"), is("c d+é"));
        assertThat(form.value("x"), is("1=2"));
        for (String name : List.of("missing", "empty", "bare", "twice")) {
            assertThat(name, form.value(name), is(nullValue()));
        }
        assertThat(form.has("bare"), is(true));
        assertThat(form.has("missing") || FormFields.parse(null).has(""), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a=%", "a=%2", "a=%zz", "%=a", "a=%-1" })
    void aFormWithBrokenPercentEncodingIsRefused(String encoded) {
        assertThat(assertThrows(ProblemException.class, () -> FormFields.parse(encoded)).problem(),
                is(Problem.FORM_REFUSED));
    }
}
