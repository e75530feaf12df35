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
package org.openhab.binding.withings.internal;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The translated texts of the add-on ({@code OH-INF/i18n}).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Texts.class)
public final class Texts {
    /** Control characters, line separators and overrides of the writing direction. */
    private static final Pattern UNPRINTABLE = Pattern
            .compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+");

    private final TranslationProvider provider;
    private final LocaleProvider localeProvider;
    private final Bundle bundle;

    @Activate
    public Texts(@Reference TranslationProvider provider, @Reference LocaleProvider localeProvider,
            BundleContext context) {
        this(provider, localeProvider, context.getBundle());
    }

    public Texts(TranslationProvider provider, LocaleProvider localeProvider, Bundle bundle) {
        this.provider = provider;
        this.localeProvider = localeProvider;
        this.bundle = bundle;
    }

    /**
     * Returns the text, or the key if there is no such text. openHAB would format numbers in the default locale of the
     * Java runtime.
     *
     * @param locale null for openHAB's language; a missing translation falls back to English
     */
    public String get(String key, @Nullable Locale locale, @Nullable Object... arguments) {
        Locale language = locale == null ? localeProvider.getLocale() : locale;
        String text = provider.getText(bundle, key, key, language);
        return text == null ? key : new MessageFormat(text, language).format(arguments);
    }

    /**
     * Returns the first of these locales whose language has texts, otherwise openHAB's, otherwise English. To be used
     * where numbers and times are formatted, so that they match the language of the text.
     */
    public Locale locale(Stream<Locale> preferred) {
        return Stream.concat(preferred, Stream.of(localeProvider.getLocale()))
                .filter(locale -> get("language", locale).equals(locale.getLanguage())).findFirst()
                .orElse(Locale.ENGLISH);
    }

    /** Returns the last part of the text keys of an enum constant, such as {@code client-credentials}. */
    public static String key(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Replaces control characters, so that external text is safe in one line, such as that of a log. */
    public static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    }

    /**
     * A reference to a translatable text of the add-on.
     *
     * @param key its key in {@code withings.properties}
     * @param arguments its placeholder values; an argument that begins with {@code @text/} is the key of another text
     */
    public record StatusText(String key, List<String> arguments) {

        public static final String TEXT = "@text/";

        public StatusText(String key, String... arguments) {
            this(key, List.of(arguments));
        }

        /** Returns the form that openHAB translates in the description of a thing status. */
        public String reference() {
            return TEXT + key + (arguments.isEmpty()
                    ? ""
                    : arguments.stream().collect(Collectors.joining("\", \"", " [\"", "\"]")));
        }

        /** Returns the text in a language, null for openHAB's. */
        public String translated(Texts texts, @Nullable Locale locale) {
            return texts.get(key, locale, arguments.stream().map(argument -> argument.startsWith(TEXT)
                    ? texts.get(argument.substring(TEXT.length()), locale)
                    : argument).toArray());
        }
    }
}
