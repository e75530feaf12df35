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
package org.openhab.binding.withings.internal.calendar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.channel.StateType;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The words and numbers of the calendars in openHAB's language, from the add-on's translations.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class CalendarTexts {
    private static final String PREFIX = "calendar.";

    private final TranslationProvider translations;
    private final Bundle bundle;
    private final Locale locale;

    CalendarTexts(TranslationProvider translations, Bundle bundle, Locale locale) {
        this.translations = translations;
        this.bundle = bundle;
        this.locale = locale;
    }

    /**
     * @return the text of that key, with the values in place of {0}, {1} and so on
     */
    String text(String key, String... values) {
        return translated(PREFIX + key, (Object[]) values);
    }

    /**
     * @return what a state of a channel type is called
     */
    String option(StateType type, String state) {
        return translated("channel-type.withings." + type.channelTypeId() + ".state.option." + state);
    }

    /**
     * @param fractionDigits how many digits there are at most after the decimal point
     */
    String number(BigDecimal number, int fractionDigits) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(fractionDigits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }

    private String translated(String key, Object... values) {
        String text = translations.getText(bundle, key, key, locale, values);
        return text == null ? key : text;
    }
}
