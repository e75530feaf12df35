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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * What {@code doc/security.md} claims is tested: every claim names tests, and all of them exist.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SecurityDocumentTest {
    private static final Path PROJECT = Path.of("../..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final Pattern VERSION = Pattern.compile("\\| `([\\w.]+):([\\w.]+)` \\| ([\\w.]+) \\|");

    private static String document() throws IOException {
        return Files.readString(PROJECT.resolve("doc/security.md"));
    }

    /** The rows of the tables of claims. */
    private static List<String> claims() throws IOException {
        String claims = document().replaceAll("(?s).*\n## Claims\n(.*?)\n## .*", "$1");
        return claims.lines().filter(line -> line.startsWith("| "))
                .filter(line -> !line.startsWith("| Claim |") && !line.startsWith("| Embedded"))
                .filter(line -> !VERSION.matcher(line).find()).toList();
    }

    @Test
    void namesATestForEveryClaim() throws IOException {
        assertThat(claims().size(), is(greaterThan(30)));
        assertThat(claims(), everyItem(matchesPattern("\\| .+ \\| `\\w+Test\\.\\w+`(, `\\w+Test\\.\\w+`)* \\|")));
    }

    @Test
    void namesOnlyTestsThatExist() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = claims().stream().flatMap(claim -> NAMED.matcher(claim).results())
                .filter(named -> !isTest(sources.getOrDefault(named.group(1), ""), named.group(2)))
                .map(named -> named.group()).toList();
        assertThat(missing, is(empty()));
    }

    @Test
    void namesTheVersionsThatAreEmbedded() throws IOException {
        Map<String, String> named = new TreeMap<>();
        Matcher version = VERSION.matcher(document());
        while (version.find()) {
            named.put(version.group(1) + ":" + version.group(2), version.group(3));
        }
        assertThat(named.keySet(), is(List.of("com.github.mangstadt:vinnie", "net.sf.biweekly:biweekly").stream()
                .collect(Collectors.toSet())));
        for (Map.Entry<String, String> library : named.entrySet()) {
            String artifact = library.getKey().substring(library.getKey().indexOf(':') + 1);
            assertThat(System.getProperty("java.class.path"),
                    containsString(artifact + "-" + library.getValue() + ".jar"));
        }
    }

    /** Every test's source, by the name of its class; of classes of the same name, all sources. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(PROJECT.resolve("src"))) {
            for (Path file : files.filter(file -> file.toString().endsWith("Test.java")).toList()) {
                sources.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file),
                        String::concat);
            }
        }
        return sources;
    }

    /** Whether there is a method of that name with what makes a test of it. */
    private static boolean isTest(String source, String name) {
        int method = source.indexOf(" void " + name + "(");
        return method >= 0 && source.substring(source.lastIndexOf("\n\n", method), method)
                .matches("(?s).*@(Test|ParameterizedTest|HostileInput|Property)\\b.*");
    }
}
