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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.io.console.Console;

/** A command with a name and a description. */
@NonNullByDefault
public abstract class AbstractConsoleCommandExtension implements ConsoleCommandExtension {
    private final String command;
    private final String description;

    protected AbstractConsoleCommandExtension(String cmd, String desc) {
        command = cmd;
        description = desc;
    }

    @Override
    public String getCommand() {
        return command;
    }

    @Override
    public String getDescription() {
        return description;
    }

    protected String buildCommandUsage(String syntax, String description) {
        return command + " " + syntax + " - " + description;
    }

    protected void printUsage(Console console) {
        getUsages().forEach(console::printUsage);
    }
}
