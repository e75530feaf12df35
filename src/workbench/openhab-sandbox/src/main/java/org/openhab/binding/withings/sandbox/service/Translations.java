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
package org.openhab.binding.withings.sandbox.service;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Texts;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * The texts of all add-ons. Without another one in {@code sandbox.language}, openHAB's language is English.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Translations implements TranslationProvider, LocaleProvider {
    private static final Locale LOCALE = Locale.forLanguageTag(System.getProperty("sandbox.language", "en"));
    private final Map<Long, Texts> texts = new ConcurrentHashMap<>();

    public void add(Bundle bundle, Texts bundleTexts) {
        texts.put(bundle.getBundleId(), bundleTexts);
    }

    @Override
    public Locale getLocale() {
        return LOCALE;
    }

    @Override
    public @Nullable String getText(@Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText,
            @Nullable Locale language) {
        Texts bundleTexts = bundle == null ? null : texts.get(bundle.getBundleId());
        String text = bundleTexts == null || key == null
                ? null
                : bundleTexts.find(key, language == null ? LOCALE : language);
        return text == null ? defaultText : text;
    }

    @Override
    public @Nullable String getText(@Nullable Bundle bundle, @Nullable String key, @Nullable String defaultText,
            @Nullable Locale language, @Nullable Object @Nullable... arguments) {
        String text = getText(bundle, key, defaultText, language);
        return text == null ? null : MessageFormat.format(text, arguments == null ? new Object[0] : arguments);
    }

    /** Replaces {@code @text/key [arguments]} by the text of the add-on that has the key. */
    public @Nullable String resolve(@Nullable String text) {
        if (text == null || !text.startsWith("@text/")) {
            return text;
        }
        return texts.values().stream().map(each -> each.resolve(text, LOCALE))
                .filter(resolved -> !resolved.equals(text)).findFirst().orElse(text);
    }
}
