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

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The fields of a form or of a query, <code>application/x-www-form-urlencoded</code> in UTF-8. The query of our own
 * address, a form's body and the query of a pasted address go through the same eyes.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class FormFields {

    private final Map<String, List<String>> fields = new HashMap<>();

    private FormFields() {
    }

    /**
     * @param encoded the fields as they were sent, null for none
     * @throws ProblemException {@link Problem#FORM_MALFORMED} if the percent-encoding is broken
     */
    static FormFields parse(@Nullable String encoded) throws ProblemException {
        FormFields form = new FormFields();
        if (encoded == null) {
            return form;
        }
        for (String field : encoded.split("&")) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "" : field.substring(equals + 1);
            form.fields.computeIfAbsent(decode(name), absent -> new ArrayList<>()).add(decode(value));
        }
        return form;
    }

    private static String decode(String encoded) throws ProblemException {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.FORM_MALFORMED);
        }
    }

    /** Whether the field is there, once or more often. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The field's value; null if the field is missing, empty, or there more than once, for then it says nothing. */
    @Nullable
    String value(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
    }
}
