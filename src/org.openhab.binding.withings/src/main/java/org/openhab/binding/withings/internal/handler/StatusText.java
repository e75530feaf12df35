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
package org.openhab.binding.withings.internal.handler;

import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A text of the add-on that is yet to be translated.
 *
 * @param key its key in {@code withings.properties}
 * @param arguments what to put into it
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record StatusText(String key, List<String> arguments) {

    StatusText {
        arguments = List.copyOf(arguments);
    }

    StatusText(String key, String... arguments) {
        this(key, List.of(arguments));
    }

    /**
     * @return the text as openHAB translates it in the status of a thing
     */
    String reference() {
        return "@text/" + key + (arguments.isEmpty()
                ? ""
                : arguments.stream().collect(Collectors.joining("\", \"", " [\"", "\"]")));
    }
}
