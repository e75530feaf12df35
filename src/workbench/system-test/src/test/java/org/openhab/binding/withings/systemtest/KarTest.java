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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import javax.xml.parsers.DocumentBuilderFactory;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The Karaf archive, with which openHAB installs the add-on without internet.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class KarTest {
    private static final String NAME = "org.openhab.binding.withings";

    private final Path jar = Installation.addon();
    private final String file = jar.getFileName().toString().replaceFirst("\\.jar$", "");
    private final String version = file.substring(NAME.length() + 1);
    private final String folder = "repository/org/openhab/binding/withings/" + NAME + "/" + version + "/";

    @Test
    void holdsTheJarAndAFeatureThatNeedsNothingThatOpenHabDoesNotHave() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        try (JarFile kar = new JarFile(jar.resolveSibling(file + ".kar").toFile())) {
            for (ZipEntry entry : kar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                try (InputStream content = kar.getInputStream(entry)) {
                    files.put(entry.getName(), content.readAllBytes());
                }
            }
        }
        // Maven's own
        files.keySet().removeIf(name -> name.startsWith("META-INF/") || name.endsWith("/maven-metadata-local.xml"));
        String features = folder + file + "-features.xml";

        assertThat(files.keySet(), contains(features, folder + file + ".jar"));
        assertThat(files.get(folder + file + ".jar"), is(Files.readAllBytes(jar)));
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(files.get(features)));
        assertThat(document.getElementsByTagName("repository").getLength(), is(0));
        assertThat(document.getElementsByTagName("bundle").getLength(), is(1));
        assertThat(document.getElementsByTagName("bundle").item(0).getTextContent(),
                is("mvn:" + NAME + "/" + NAME + "/" + version));
        assertThat("openHAB would remove it unless its own list of add-ons has it",
                ((Element) document.getElementsByTagName("feature").item(0)).getAttribute("name"),
                not(startsWith("openhab-")));
    }
}
