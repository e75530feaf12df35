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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;

import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TextsTest {

    @Test
    void fallsBackToTheKey() {
        Texts texts = new Texts(mock(TranslationProvider.class), mock(LocaleProvider.class), mock(Bundle.class));
        assertThat(texts.get("no.such.text", null), is("no.such.text"));
    }

    @Test
    void formatsNumbersInTheLanguageOfTheText() {
        Texts texts = new PropertiesTranslations().texts();
        assertThat(texts.get("action.measurements.done", Locale.GERMAN, 1440), endsWith("1.440"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Body+ | Body+", "'\u001b[31mBody+\u0007' | [31mBody+", "'a\r\nb' | a b",
            "'\u202eevil\u2028' | evil", "'Zoë 👩‍⚕️' | Zoë 👩‍⚕️" })
    void removesWhatIsNotPrintable(String text, String printable) {
        assertThat(Texts.printable(text), is(printable));
    }

    @Test
    void refersToATextInTheStatusOfAThing() {
        assertThat(new StatusText("status.some").reference(), is("@text/status.some"));
        assertThat(new StatusText("status.some", "10", "last night").reference(),
                is("@text/status.some [\"10\", \"last night\"]"));
    }
}
