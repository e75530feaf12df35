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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.osgi.framework.Bundle;

/**
 * The consent of those who sit at the console.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsoleConsentTest {
    private static final String REDIRECT_URL = "https://home.example.org/withings";

    private final SettableClock clock = new SettableClock();
    private final AccountRegistry registry = new AccountRegistry();
    private final PropertiesTranslations translations = new PropertiesTranslations();
    private final MadeUpAccount account = new MadeUpAccount("home");
    private final ConsoleConsent consent = new ConsoleConsent(registry, translations, () -> Locale.ENGLISH,
            mock(Bundle.class), clock);

    @BeforeEach
    void register() {
        account.redirectUrl = URI.create(REDIRECT_URL);
        registry.add(account);
    }

    /** What Withings sends along when it leads the browser back. */
    private String begin() {
        String address = consent.begin(account).lines().reduce((first, last) -> last).orElseThrow();
        return address.replaceAll(".*[?&](state=[^&]+).*", "$1");
    }

    private String finish(String pasted) throws Exception {
        return resultOf(consent.finish(account, pasted));
    }

    private String problem(Problem problem) {
        return translations.text("page.problem." + problem.textKey());
    }

    @Test
    void saysWhereToConsent() {
        assertThat(consent.begin(account), allOf(containsString(REDIRECT_URL),
                containsString("https://account.withings.example/oauth2_user/authorize2?response_type=code"),
                containsString("redirect_uri=https%3A%2F%2Fhome.example.org%2Fwithings")));
    }

    @Test
    void needsARedirectUrlAndAClientId() {
        account.redirectUrl = null;
        assertThat(consent.begin(account), is(translations.text("console.redirect-url-missing")));
        account.redirectUrl = URI.create(REDIRECT_URL);
        account.clientId = null;
        assertThat(consent.begin(account), is(problem(Problem.NOT_CONFIGURED)));
    }

    @Test
    void takesTheAddressToWhichWithingsLedTheBrowser() throws Exception {
        assertThat(finish(REDIRECT_URL + "?code=made-up-code&" + begin()), startsWith("Person 1 is connected."));
        assertThat(account.exchanges, contains(new MadeUpAccount.Exchange("made-up-code", REDIRECT_URL)));
    }

    @Test
    void takesAnAddressOnlyOnceAndNotTooLate() throws Exception {
        String answer = REDIRECT_URL + "?code=made-up-code&" + begin();
        finish(answer);
        assertThat(finish(answer), is(problem(Problem.STATE_UNKNOWN)));

        String late = REDIRECT_URL + "?code=made-up-code&" + begin();
        clock.advance(Duration.ofMinutes(5));
        assertThat(finish(late), is(problem(Problem.STATE_EXPIRED)));
        assertThat(account.exchanges, hasSize(1));
    }

    @Test
    void takesNoOtherAddress() throws Exception {
        assertThat(finish("https://evil.example.org/withings?code=made-up-code&" + begin()),
                is(problem(Problem.PASTE_OTHER_ADDRESS)));
        assertThat(finish(REDIRECT_URL + "?code=made-up-code&state=guessed"), is(problem(Problem.STATE_UNKNOWN)));
        assertThat(finish(REDIRECT_URL + "?" + begin()), is(problem(Problem.RETURN_INCOMPLETE)));
        assertThat(finish("made-up-code"), is(problem(Problem.PASTE_NO_ADDRESS)));
        assertThat(finish(""), is(problem(Problem.PASTE_NO_ADDRESS)));
        assertThat(account.exchanges, is(empty()));
    }

    @Test
    void takesAConsentOnlyForTheAccountItWasAskedFor() throws Exception {
        MadeUpAccount other = new MadeUpAccount("other");
        registry.add(other);
        String answer = REDIRECT_URL + "?code=made-up-code&" + begin();
        assertThat(resultOf(consent.finish(other, answer)), is(translations.text("console.other-account")));
        assertThat(account.exchanges, is(empty()));
        assertThat(other.exchanges, is(empty()));
    }

    @Test
    void saysWhyItDidNotWork() throws Exception {
        assertThat(finish(REDIRECT_URL + "?error=access_denied&" + begin()), is(problem(Problem.DENIED)));
        account.answer = CompletableFuture.failedFuture(new WithingsException(Failure.UNREACHABLE, "secret"));
        assertThat(finish(REDIRECT_URL + "?code=made-up-code&" + begin()), is(problem(Problem.UNREACHABLE)));
    }
}
