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

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The texts of the pages in the language of whoever reads them, from the add-on's translations.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PageTexts {

    private static final String PREFIX = "page.";

    private final TranslationProvider translations;
    private final Bundle bundle;
    private final Locale locale;

    PageTexts(TranslationProvider translations, Bundle bundle, Locale locale) {
        this.translations = translations;
        this.bundle = bundle;
        this.locale = locale;
    }

    /** The language the browser likes best; openHAB's own if the browser doesn't say. */
    static Locale locale(@Nullable String acceptLanguage, LocaleProvider openHAB) {
        if (acceptLanguage != null) {
            try {
                List<LanguageRange> ranges = LanguageRange.parse(acceptLanguage);
                if (!ranges.isEmpty() && ranges.get(0).getWeight() > 0 && !ranges.get(0).getRange().startsWith("*")) {
                    return Locale.forLanguageTag(ranges.get(0).getRange());
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                // not a list of languages, so it says nothing about the language; Java stumbles over "-" in its own way
            }
        }
        return openHAB.getLocale();
    }

    Locale locale() {
        return locale;
    }

    /** The text of that key, with the values in place of {0}, {1} and so on. */
    String text(String key, Object... values) {
        String text = translations.getText(bundle, PREFIX + key, PREFIX + key, locale, values);
        return text == null ? PREFIX + key : text;
    }
}
