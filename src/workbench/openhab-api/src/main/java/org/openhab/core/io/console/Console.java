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
package org.openhab.core.io.console;

import java.io.IOException;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What commands print to.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface Console {

    default void printf(String format, Object... args) {
        print(String.format(Locale.getDefault(), format, args));
    }

    void print(String s);

    void println(String s);

    /**
     * Prints how a command is used, in the console's own form.
     */
    void printUsage(String s);

    /**
     * @param mask what to show instead of the characters typed, null to show them
     * @throws UnsupportedOperationException if nothing can be typed here
     */
    default String readLine(String prompt, @Nullable Character mask) throws IOException {
        throw new UnsupportedOperationException("Nothing can be typed here");
    }

    /**
     * @return who uses the console, null if that is not known
     */
    default @Nullable String getUser() {
        return null;
    }
}
