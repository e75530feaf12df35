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

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The consent for those who sit at openHAB's console: the address of Withings is printed, and the address to which
 * Withings has led the browser is pasted. Everything else is as on the page.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConsoleConsent {

    /** All who sit at the console have the same rights. */
    private static final String CONSOLE = "console";

    private final ConsentFlow flow;
    private final TranslationProvider translations;
    private final LocaleProvider localeProvider;
    private final Bundle bundle;

    public ConsoleConsent(AccountRegistry registry, TranslationProvider translations, LocaleProvider localeProvider,
            Bundle bundle, Clock clock) {
        this.translations = translations;
        this.localeProvider = localeProvider;
        this.bundle = bundle;
        flow = new ConsentFlow(registry, clock, new SecureRandom());
    }

    /**
     * @return what to do next, with the address at which Withings asks for the consent
     */
    public String begin(ConsentingAccount account) {
        PageTexts texts = texts();
        URI redirectUrl = account.redirectUrl();
        if (redirectUrl == null) {
            return text("console.redirect-url-missing");
        }
        try {
            return text("console.what-to-do", redirectUrl) + System.lineSeparator()
                    + flow.begin(CONSOLE, account, redirectUrl, false);
        } catch (ProblemException e) {
            return problem(texts, e.problem());
        }
    }

    /**
     * @param account the account for which the consent was asked
     * @param pasted the address at which the browser has landed
     * @return how it went; never fails
     */
    public CompletableFuture<String> finish(ConsentingAccount account, String pasted) {
        PageTexts texts = texts();
        try {
            URI address = ConsentFlow.pasted(pasted);
            ConsentFlow.Answer answer = flow.accept(FormFields.parse(address.getRawQuery()), CONSOLE, address);
            if (!answer.account().uid().equals(account.uid())) {
                return CompletableFuture.completedFuture(text("console.other-account"));
            }
            return answer.exchange().handle((person, failure) -> failure == null
                    ? texts.text("connected", person.label())
                    : problem(texts, Problem.ofExchange(failure)));
        } catch (ProblemException e) {
            return CompletableFuture.completedFuture(problem(texts, e.problem()));
        }
    }

    private static String problem(PageTexts texts, Problem problem) {
        return texts.text("problem." + problem.textKey());
    }

    private String text(String key, Object... values) {
        String text = translations.getText(bundle, key, key, localeProvider.getLocale(), values);
        return text == null ? key : text;
    }

    private PageTexts texts() {
        return new PageTexts(translations, bundle, localeProvider.getLocale());
    }
}
