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
package org.openhab.binding.withings.sandbox.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.ConsoleCommandCompleter;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;

/**
 * The console commands of add-ons, each called by a line such as <code>openhab:sample status</code>, with or without
 * <code>openhab:</code>. Arguments with spaces are quoted.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConsoleCommands {
    private static final String SCOPE = "openhab:";

    private final Complaints complaints;
    private final List<ConsoleCommandExtension> commands = new CopyOnWriteArrayList<>();

    public ConsoleCommands(Complaints complaints) {
        this.complaints = complaints;
    }

    public void add(ConsoleCommandExtension command) {
        commands.add(command);
    }

    public void remove(ConsoleCommandExtension command) {
        commands.remove(command);
    }

    /** Runs a line in the thread of the caller and returns what was printed. */
    public String execute(String line) {
        List<String> words = words(line);
        ConsoleCommandExtension command = words.isEmpty() ? null : find(words.get(0));
        PrintedConsole console = new PrintedConsole();
        if (command == null) {
            console.println("There is no such command. There are:");
            commands.stream().sorted(Comparator.comparing(ConsoleCommandExtension::getCommand))
                    .forEach(each -> console.println(SCOPE + each.getCommand() + " - " + each.getDescription()));
        } else if (words.size() == 2 && "--help".equals(words.get(1))) {
            command.getUsages().forEach(console::printUsage);
        } else {
            try {
                command.execute(words.subList(1, words.size()).toArray(String[]::new), console);
            } catch (RuntimeException e) {
                complaints.add("Exception from the console command " + command.getCommand(), e);
                console.println("An unexpected error occurred during execution.");
            }
        }
        return console.printed();
    }

    /** Returns the completions of the last word of a line; after a space, those of a new word. */
    public List<String> complete(String line) {
        List<String> words = new ArrayList<>(words(line));
        if (words.isEmpty() || line.endsWith(" ")) {
            words.add("");
        }
        if (words.size() == 1) {
            return commands.stream().map(each -> SCOPE + each.getCommand())
                    .filter(each -> each.startsWith(words.get(0))).sorted().toList();
        }
        ConsoleCommandExtension command = find(words.get(0));
        ConsoleCommandCompleter completer = command == null ? null : command.getCompleter();
        List<String> candidates = new ArrayList<>();
        if (completer != null) {
            String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
            completer.complete(arguments, arguments.length - 1, words.get(words.size() - 1).length(), candidates);
        }
        return candidates;
    }

    private @Nullable ConsoleCommandExtension find(String word) {
        String name = word.startsWith(SCOPE) ? word.substring(SCOPE.length()) : word;
        return commands.stream().filter(command -> command.getCommand().equals(name)).findFirst().orElse(null);
    }

    private static List<String> words(String line) {
        return Arrays.stream(line.strip().split("\\s+(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .map(word -> word.replace("\"", ""))
                .filter(word -> !word.isEmpty()).toList();
    }

    private static class PrintedConsole implements Console {
        private final StringBuilder printed = new StringBuilder();

        @Override
        public void print(String s) {
            printed.append(s);
        }

        @Override
        public void println(String s) {
            printed.append(s).append('\n');
        }

        @Override
        public void printUsage(String s) {
            println("Usage: " + SCOPE + s);
        }

        String printed() {
            return printed.toString();
        }
    }

    /**
     * The console for tests and scripts: POST runs the line in the body, GET <code>?complete=</code> returns the
     * completions of a line. openHAB has no such path.
     */
    public static class ConsoleServlet extends HttpServlet {
        private final transient ConsoleCommands commands;

        public ConsoleServlet(ConsoleCommands commands) {
            this.commands = commands;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            @Nullable
            String line = request.getParameter("complete");
            StringBuilder candidates = new StringBuilder();
            commands.complete(line == null ? "" : line).forEach(candidate -> candidates.append(candidate).append('\n'));
            answer(response, candidates.toString());
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            answer(response,
                    commands.execute(new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
        }

        private static void answer(HttpServletResponse response, String text) throws IOException {
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.getWriter().print(text);
        }
    }
}
