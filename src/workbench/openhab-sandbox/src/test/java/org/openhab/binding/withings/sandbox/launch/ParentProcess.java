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
package org.openhab.binding.withings.sandbox.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Stands for Maven: starts simulator and sandbox in a process of their own and waits for it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ParentProcess {

    private ParentProcess() {
    }

    /** @param arguments those of the Java virtual machine of the child */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(System.getProperty("java.home") + "/bin/java", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        command.add(Main.class.getName());
        Process child = new ProcessBuilder(command).inheritIO().start();
        System.out.println("child " + child.pid());
        child.waitFor();
    }
}
