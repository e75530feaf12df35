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
package org.openhab.binding.sample.internal;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.ConsoleCommandCompleter;
import org.openhab.core.io.console.StringsCompleter;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.osgi.service.component.annotations.Component;

/**
 * A console command that says what it received.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@Component(service = ConsoleCommandExtension.class)
@NonNullByDefault
public class SampleCommand extends AbstractConsoleCommandExtension {

    public SampleCommand() {
        super("sample", "says what it was told");
    }

    @Override
    public void execute(String[] args, Console console) {
        if (args.length == 0) {
            printUsage(console);
        } else if ("fail".equals(args[0])) {
            throw new IllegalStateException("failed on purpose");
        } else {
            console.println(String.join("|", args));
        }
    }

    @Override
    public List<String> getUsages() {
        return List.of(buildCommandUsage("say <words>", "says the words"), buildCommandUsage("fail", "fails"));
    }

    @Override
    public ConsoleCommandCompleter getCompleter() {
        return new StringsCompleter(List.of("say", "sing", "fail"), false);
    }
}
