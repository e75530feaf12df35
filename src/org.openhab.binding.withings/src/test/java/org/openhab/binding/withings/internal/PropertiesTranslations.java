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

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The add-on's English texts, formatted as by openHAB. A missing text is an error.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PropertiesTranslations implements TranslationProvider {

    public final Properties texts = new Properties();
    /** The requested languages. */
    public final Set<Locale> locales = ConcurrentHashMap.newKeySet();

    public PropertiesTranslations() {
        try (InputStream stream = Objects.requireNonNull(
                PropertiesTranslations.class.getResourceAsStream("/OH-INF/i18n/withings.properties"));
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text as escaped on a page. */
    public String text(String key, Object... values) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new AssertionError("There is no text " + key);
        }
        return MessageFormat.format(text, values);
    }

    @Override
    public @Nullable String getText(@Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText,
            @Nullable Locale locale) {
        return getText(bundle, key, defaultText, locale, new Object[0]);
    }

    @Override
    public @Nullable String getText(@Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText,
            @Nullable Locale locale, @Nullable Object @Nullable... arguments) {
        if (locale != null) {
            locales.add(locale);
        }
        return text(Objects.requireNonNull(key), Objects.requireNonNull(arguments));
    }
}
