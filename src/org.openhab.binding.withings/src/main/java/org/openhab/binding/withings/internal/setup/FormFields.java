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

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.servlet.http.HttpServletRequest;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Servlets.FormBody;
import org.openhab.binding.withings.internal.Servlets.RefusedException;
import org.openhab.binding.withings.internal.setup.Problem.ProblemException;

/**
 * The fields of a form or of a query, <code>application/x-www-form-urlencoded</code> in UTF-8.
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
     * @throws ProblemException {@link Problem#FORM_REFUSED} if the percent-encoding is broken
     */
    static FormFields parse(@Nullable String encoded) throws ProblemException {
        FormFields form = new FormFields();
        if (encoded == null) {
            return form;
        }
        try {
            for (String field : encoded.split("&")) {
                String[] parts = field.split("=", 2);
                form.fields.computeIfAbsent(decode(parts[0]), absent -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : decode(parts[1]));
            }
            return form;
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.FORM_REFUSED);
        }
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    /**
     * Reads the fields from the body of a request, in the calling thread.
     *
     * @throws ProblemException {@link Problem#FORM_REFUSED} if the body is no form, too long or too slow. The
     *             connection should be closed then, because the rest of the body is not read
     * @throws IOException if the client has closed the connection
     */
    static FormFields read(HttpServletRequest request, FormBody body) throws ProblemException, IOException {
        try {
            return parse(body.read(request));
        } catch (RefusedException e) {
            throw new ProblemException(Problem.FORM_REFUSED, e.status());
        }
    }

    /** Whether the field is there, once or more often. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** The field's value; null if the field is missing, empty, or there more than once. */
    @Nullable
    String value(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.size() == 1 && !values.get(0).isEmpty() ? values.get(0) : null;
    }
}
