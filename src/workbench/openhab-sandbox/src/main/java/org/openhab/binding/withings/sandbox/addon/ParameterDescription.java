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
package org.openhab.binding.withings.sandbox.addon;

import java.math.BigDecimal;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One parameter of a configuration.
 *
 * @param name camelCase name
 * @param type what values it takes
 * @param defaultValue used when nothing was entered, as written in the XML
 * @param min smallest number, or shortest text
 * @param max largest number, or longest text
 * @param pattern regular expression a text has to match
 * @param context hint for a user interface, e.g. {@code password}
 * @param limitToOptions whether only the listed options are allowed (openHAB's default is yes)
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ParameterDescription(String name, ParameterType type, boolean required, boolean readOnly,
        boolean multiple, boolean advanced, @Nullable String defaultValue, @Nullable String label,
        @Nullable String description, @Nullable String context, @Nullable BigDecimal min, @Nullable BigDecimal max,
        @Nullable String pattern, List<Option> options, boolean limitToOptions) {

    public String shownLabel() {
        return label == null ? name : label;
    }
}
