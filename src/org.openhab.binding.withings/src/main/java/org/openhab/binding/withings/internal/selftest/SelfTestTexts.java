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
package org.openhab.binding.withings.internal.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * Puts the result of a test into words, in one language. No address and no host is among them: they may be shown where
 * logs are made of them.
 *
 * @param bundle the add-on, whose texts are meant
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SelfTestTexts(TranslationProvider translations, Bundle bundle, Locale locale) {

    private static final String PREFIX = "self-test.";
    private static final Duration MOMENT = Duration.ofMinutes(2);
    private static final Duration MINUTES = Duration.ofHours(2);
    private static final Duration HOURS = Duration.ofDays(2);

    /**
     * @return what the whole test comes to
     */
    public String verdict(SelfTestReport report) {
        return text(PREFIX + "verdict." + key(report.verdict()),
                report.broken().stream().map(this::link).collect(Collectors.joining(", ")));
    }

    /**
     * @return what the link is called
     */
    public String link(Link link) {
        return text(PREFIX + "link." + key(link));
    }

    /**
     * @return a word or two
     */
    public String outcome(Outcome outcome) {
        return text(PREFIX + "outcome." + key(outcome));
    }

    /**
     * @return what was found out, and what to do about it
     */
    public String sentence(Finding finding) {
        Object[] words = finding.words().stream().map(this::word).toArray();
        Finding.Remark remark = finding.remark();
        String sentence = text(PREFIX + key(finding.reason()), words);
        return remark == null ? sentence : sentence + " " + text(PREFIX + "remark." + key(remark));
    }

    /**
     * @return the whole result, line by line
     */
    public List<String> lines(SelfTestReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(verdict(report));
        for (Finding finding : report.findings()) {
            String person = finding.person();
            lines.add(link(finding.link()) + (person == null ? "" : ", " + person) + ": " + outcome(finding.outcome())
                    + ". " + sentence(finding));
        }
        return lines;
    }

    private String word(Word word) {
        if (word instanceof Word.Number number) {
            return Integer.toString(number.number());
        }
        return word instanceof Word.Age age
                ? age(age.age())
                : ((Word.Texts) word).keys().stream().map(this::text).collect(Collectors.joining(", "));
    }

    /**
     * @return how long ago something was
     */
    public String age(Duration age) {
        if (age.compareTo(MOMENT) < 0) {
            return text(PREFIX + "age.moment");
        } else if (age.compareTo(MINUTES) < 0) {
            return text(PREFIX + "age.minutes", Long.toString(age.toMinutes()));
        } else if (age.compareTo(HOURS) < 0) {
            return text(PREFIX + "age.hours", Long.toString(age.toHours()));
        }
        return text(PREFIX + "age.days", Long.toString(age.toDays()));
    }

    private String text(String key, Object... words) {
        String text = translations.getText(bundle, key, key, locale, words);
        return text == null ? key : text;
    }

    private static String key(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
