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
package org.openhab.core.io.console.extensions;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.ConsoleCommandCompleter;

/** A command of openHAB's console. */
@NonNullByDefault
public interface ConsoleCommandExtension {
    String getCommand();

    String getDescription();

    /** Executes the command. Must not throw: errors are printed. */
    void execute(String[] args, Console console);

    List<String> getUsages();

    default @Nullable ConsoleCommandCompleter getCompleter() {
        return null;
    }
}
