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
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All files in {@code OH-INF/i18n} have the same keys with the same placeholders.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TranslationsTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "src/main/resources/OH-INF/i18n");
    /** openHAB shows labels and descriptions of types as they are; the others are formatted, options in calendars. */
    private static final Pattern AS_THEY_ARE = Pattern
            .compile("(addon|thing-type|channel-group-type|channel-type)\\..*\\.(name|label|description)");
    /** Arguments, and what a reader has to find in every language. */
    private static final Pattern FIXED = Pattern.compile("\\{\\d|<[A-Z]+>|https?://[\\w.]+|/withings[/\\w]*");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    /** Fails if the file is not UTF-8, which Java would then take for ISO 8859-1, or if a key is there twice. */
    private static Map<String, String> read(Path file) throws IOException {
        return new TreeMap<>(Files.readAllLines(file).stream().filter(line -> !line.matches("#.*|"))
                .map(line -> line.split(" = ", 2)).collect(Collectors.toMap(line -> line[0], line -> line[1])));
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasTheKeysAndThePlaceholdersOfTheEnglishTexts(Path file) throws Exception {
        Map<String, String> english = read(FOLDER.resolve("withings.properties"));
        Map<String, String> texts = read(file);
        assertEquals(String.join("\n", english.keySet()), String.join("\n", texts.keySet()));
        texts.forEach((key, text) -> {
            assertThat(key, fixed(text), is(fixed(Objects.requireNonNull(english.get(key)))));
            if (!AS_THEY_ARE.matcher(key).matches()) {
                assertThat(key + ": write ’, since message formats drop this", text, not(containsString("'")));
                assertDoesNotThrow(() -> new MessageFormat(text), key);
            }
        });
        String end = "withings_" + texts.get("language") + ".properties";
        assertThat(file.toString(), endsWith(end.replace("_en", "")));
    }

    private static Set<String> fixed(String text) {
        return FIXED.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }
}
