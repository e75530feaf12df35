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

import static org.mockito.Mockito.mock;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The add-on's texts, chosen and formatted as by openHAB, whose language is British English. A missing text is an
 * error.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PropertiesTranslations implements TranslationProvider, LocaleProvider {
    private static final Control CONTROL = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    /** The requested languages. */
    public final Set<Locale> locales = ConcurrentHashMap.newKeySet();

    public Texts texts() {
        return new Texts(this, this, mock(Bundle.class));
    }

    /** The English text as escaped on a page. */
    public String text(String key, Object... values) {
        return MessageFormat.format(Objects.requireNonNull(getText(null, key, null, Locale.UK)), values);
    }

    @Override
    public Locale getLocale() {
        return Locale.UK;
    }

    @Override
    public @Nullable String getText(@Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText,
            @Nullable Locale locale) {
        if (!"language".equals(key)) {
            locales.add(Objects.requireNonNull(locale));
        }
        try {
            return ResourceBundle.getBundle("OH-INF/i18n/withings", Objects.requireNonNull(locale), CONTROL)
                    .getString(Objects.requireNonNull(key));
        } catch (MissingResourceException e) {
            throw new AssertionError("There is no text " + key, e);
        }
    }

    @Override
    public @Nullable String getText(@Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText,
            @Nullable Locale locale, @Nullable Object @Nullable... arguments) {
        throw new UnsupportedOperationException();
    }
}
