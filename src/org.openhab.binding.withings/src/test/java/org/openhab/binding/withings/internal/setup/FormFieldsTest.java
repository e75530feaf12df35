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
package org.openhab.binding.withings.internal.setup;

import static org.junit.jupiter.api.Assertions.*;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.setup.ConsentFlow.FormFields;
import org.openhab.binding.withings.internal.setup.ConsentFlow.Problem;
import org.openhab.binding.withings.internal.setup.ConsentFlow.ProblemException;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FormFieldsTest {

    @Test
    void decodesNamesAndValues() throws Exception {
        FormFields form = FormFields.parse("a%20b=c+d%2B%C3%A9&x=1=2");

        assertEquals("c d+é", form.value("a b"));
        assertEquals("1=2", form.value("x"));
    }

    @Test
    void tellsNothingOfWhatIsMissingEmptyOrAmbiguous() throws Exception {
        FormFields form = FormFields.parse("empty=&bare&twice=1&twice=2&&");

        assertNull(form.value("missing"));
        assertNull(form.value("empty"));
        assertNull(form.value("bare"));
        assertNull(form.value("twice"));
        assertTrue(form.has("bare"));
        assertFalse(form.has("missing"));
        assertFalse(FormFields.parse(null).has(""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "a=%", "a=%2", "a=%zz", "%=a", "a=%-1" })
    void refusesBrokenPercentEncoding(String encoded) {
        assertEquals(Problem.FORM_REFUSED,
                assertThrows(ProblemException.class, () -> FormFields.parse(encoded)).problem());
    }
}
