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

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A text of the add-on that is yet to be translated.
 *
 * @param key its key in {@code withings.properties}
 * @param arguments what to put into it; an argument that begins with {@code @text/} is itself the key of a text
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record StatusText(String key, List<String> arguments) {

    public static final String TEXT = "@text/";

    public StatusText(String key, String... arguments) {
        this(key, List.of(arguments));
    }

    /** The reference to the text that openHAB translates in the status of a thing. */
    public String reference() {
        return TEXT + key + (arguments.isEmpty()
                ? ""
                : arguments.stream().collect(Collectors.joining("\", \"", " [\"", "\"]")));
    }

    /** The language null stands for openHAB's own. */
    public String translated(Texts texts, @Nullable Locale locale) {
        return texts.get(key, locale, arguments.stream().map(argument -> argument.startsWith(TEXT)
                ? texts.get(argument.substring(TEXT.length()), locale)
                : argument).toArray());
    }
}
