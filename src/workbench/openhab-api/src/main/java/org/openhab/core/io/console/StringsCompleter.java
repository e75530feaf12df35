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

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;

/** Completes the current argument to one of some words. */
@NonNullByDefault
public class StringsCompleter implements ConsoleCommandCompleter {
    private final SortedSet<String> words;
    private final boolean caseSensitive;

    public StringsCompleter(Collection<String> strings, boolean caseSensitive) {
        this.caseSensitive = caseSensitive;
        words = new TreeSet<>(caseSensitive ? Comparator.<String>naturalOrder() : String.CASE_INSENSITIVE_ORDER);
        words.addAll(strings);
    }

    @Override
    public boolean complete(String[] args, int cursorArgumentIndex, int cursorPosition, List<String> candidates) {
        boolean begun = cursorArgumentIndex >= 0 && cursorArgumentIndex < args.length;
        String typed = begun ? args[cursorArgumentIndex].substring(0, cursorPosition) : "";
        words.stream().filter(word -> word.regionMatches(!caseSensitive, 0, typed, 0, typed.length()))
                .forEach(word -> candidates.add(word + " "));
        return !candidates.isEmpty();
    }
}
