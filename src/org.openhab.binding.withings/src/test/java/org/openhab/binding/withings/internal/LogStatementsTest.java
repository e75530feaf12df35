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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * An exception that nobody foresaw may have a value or a secret in its message, so it is logged at TRACE only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LogStatementsTest {
    private static final Pattern STATEMENT = Pattern.compile("logger\\s*\\.(?:debug|info|warn|error)\\(");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    @Test
    void noExceptionIsLoggedAboveTrace() throws IOException {
        List<String> withException = new ArrayList<>();
        int statements = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                Matcher statement = STATEMENT.matcher(source);
                while (statement.find()) {
                    statements++;
                    String arguments = arguments(source.substring(statement.end()));
                    long placeholders = Pattern.compile("\\{\\}").matcher(arguments).results().count();
                    List<String> values = values(arguments);
                    if (values.size() > placeholders || values.contains("e")) {
                        withException.add(file.getFileName() + ": " + arguments);
                    }
                }
            }
        }
        assertThat(statements, is(greaterThan(20)));
        assertThat(withException, is(empty()));
    }

    /** What stands before the parenthesis that ends the statement. */
    private static String arguments(String source) {
        int open = 1;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '"') {
                Matcher text = TEXT.matcher(source).region(i, source.length());
                text.lookingAt();
                i = text.end() - 1;
            } else {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (open == 0) {
                    return source.substring(0, i);
                }
            }
        }
        throw new IllegalArgumentException("A statement without an end");
    }

    /** The values behind the template. */
    private static List<String> values(String arguments) {
        List<String> values = new ArrayList<>();
        int open = 0;
        int begin = 0;
        String bare = TEXT.matcher(arguments).replaceAll("text");
        for (int i = 0; i <= bare.length(); i++) {
            char c = i == bare.length() ? ',' : bare.charAt(i);
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && open == 0) {
                values.add(bare.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        return values.subList(1, values.size());
    }
}
