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
package org.openhab.binding.withings.internal.action;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The texts that actions answer with, in one language.
 *
 * @param translations openHAB's translations
 * @param bundle the add-on, whose texts are meant
 * @param locale the language, and how numbers and times are written
 * @param zone the time zone of times in the texts
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record ActionTexts(TranslationProvider translations, Bundle bundle, Locale locale, ZoneId zone) {

    /**
     * @return the text of that key with the values in place of {0}, {1} and so on; the key if there is no such text
     */
    String text(String key, Object... values) {
        String text = translations.getText(bundle, key, key, locale, values);
        return text == null ? key : text;
    }

    /**
     * openHAB puts numbers into texts in the language of the computer, whatever language is asked for.
     *
     * @return the number as it is written in the language
     */
    String number(double number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(number);
    }

    /**
     * @return the time of day
     */
    String time(Instant time) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).format(time.atZone(zone));
    }

    /**
     * @return when that was, as seen from now
     */
    String when(Instant time, Instant now) {
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(time, zone), LocalDate.ofInstant(now, zone));
        if (days <= 0) {
            return text("summary.today", time(time));
        }
        return days == 1 ? text("summary.yesterday", time(time)) : text("summary.days-ago", days);
    }
}
