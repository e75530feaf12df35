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

import org.eclipse.jdt.annotation.NonNullByDefault;

/** The output of console commands. */
@NonNullByDefault
public interface Console {
    void print(String s);

    void println(String s);

    /** Prints the usage of a command. */
    void printUsage(String s);
}
