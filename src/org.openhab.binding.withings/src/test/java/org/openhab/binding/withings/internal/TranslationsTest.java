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
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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

    private static SortedMap<String, String> read(Path file) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        // openHAB, too, reads UTF-8; what is not is refused here, while Java then takes the file for ISO 8859-1
        new java.util.Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object key, Object text) {
                assertNull(texts.put(key.toString(), text.toString()), key + " is there twice");
                return text;
            }
        }.load(new StringReader(Files.readString(file)));
        return texts;
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasTheKeysAndThePlaceholdersOfTheEnglishTexts(Path file) throws Exception {
        SortedMap<String, String> english = read(FOLDER.resolve("withings.properties"));
        SortedMap<String, String> texts = read(file);

        assertEquals(String.join("\n", english.keySet()), String.join("\n", texts.keySet()));
        texts.forEach((key, text) -> {
            assertThat(key, fixed(text), is(fixed(Objects.requireNonNull(english.get(key)))));
            assertThat(key, text, is(not(blankString())));
            if (!AS_THEY_ARE.matcher(key).matches()) {
                assertThat(key + ": a message format would swallow the apostrophe; write ’", text,
                        not(containsString("'")));
                assertDoesNotThrow(() -> new MessageFormat(text), key);
            }
        });
        assertThat(file.getFileName() + " is in", texts.get("language"),
                is(file.getFileName().toString().replaceFirst("withings(?:_(\\w+))?\\.properties", "$1")
                        .replaceFirst("^$", "en")));
    }

    private static Set<String> fixed(String text) {
        return FIXED.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}
