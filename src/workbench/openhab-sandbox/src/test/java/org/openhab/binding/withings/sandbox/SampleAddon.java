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
package org.openhab.binding.withings.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Resource;

/**
 * Builds the sample add-on into a bundle, as it should be or with a mistake in it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SampleAddon {

    static final Path RESOURCES = Path.of("src/test/resources/sample");

    private final Map<String, String> headers = new HashMap<>(Map.of( //
            Constants.BUNDLE_SYMBOLICNAME, "org.openhab.binding.sample", //
            Constants.BUNDLE_VERSION, "5.2.1", //
            Constants.PRIVATE_PACKAGE, "org.openhab.binding.sample.internal", //
            Constants.IMPORT_PACKAGE, "!org.eclipse.jdt.annotation,org.openhab.core.*;version=\"[5.0,6)\",*"));
    private final Map<String, String> manifest = new HashMap<>();
    private final Map<String, UnaryOperator<String>> edits = new HashMap<>();
    private final Map<String, UnaryOperator<String>> descriptionEdits = new HashMap<>();

    SampleAddon header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sets a header of the finished manifest. */
    SampleAddon manifest(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    SampleAddon replace(String file, String what, String by) {
        edits.put(file, content -> {
            if (!content.contains(what)) {
                throw new IllegalArgumentException(file + " does not contain " + what);
            }
            return content.replace(what, by);
        });
        return this;
    }

    /** Makes a component description refer to another service, which bnd would not do. */
    SampleAddon reference(String description, String what, String by) {
        descriptionEdits.put(description, content -> content.replace(what, by));
        return this;
    }

    /** The files of OH-INF by path, with all edits done. */
    Map<String, byte[]> files() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> paths = Files.walk(RESOURCES)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = RESOURCES.relativize(path).toString().replace(File.separatorChar, '/');
                files.put(name, edits.getOrDefault(name, UnaryOperator.identity()).apply(Files.readString(path))
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    public Path build(Path folder) throws Exception {
        try (Builder builder = new Builder()) {
            builder.addClasspath(new File("target/test-classes"));
            for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (new File(path).exists()) {
                    builder.addClasspath(new File(path));
                }
            }
            headers.forEach(builder::setProperty);
            builder.setProperty(Constants.DSANNOTATIONS, headers.getOrDefault(Constants.DSANNOTATIONS, "*"));
            Jar jar = builder.build();
            if (!builder.getErrors().isEmpty()) {
                throw new IllegalStateException(builder.getErrors().toString());
            }
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                jar.putResource(file.getKey(), new EmbeddedResource(file.getValue(), 0));
            }
            for (Map.Entry<String, UnaryOperator<String>> edit : descriptionEdits.entrySet()) {
                Resource description = jar.getResource(edit.getKey());
                String content = new String(description.openInputStream().readAllBytes(), StandardCharsets.UTF_8);
                jar.putResource(edit.getKey(),
                        new EmbeddedResource(edit.getValue().apply(content).getBytes(StandardCharsets.UTF_8), 0));
            }
            Manifest finished = jar.getManifest();
            manifest.forEach(finished.getMainAttributes()::putValue);
            jar.setManifest(finished);
            Path target = folder.resolve("org.openhab.binding.sample.jar");
            jar.write(target.toFile());
            return target;
        }
    }
}
