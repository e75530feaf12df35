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
package org.openhab.binding.withings.sandbox.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * Finds and reads the text files of a configuration folder.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TextFiles {

    private final Path conf;

    /** @param conf has the folders {@code things} and {@code items}, or one of them */
    public TextFiles(Path conf) {
        this.conf = conf;
    }

    /** @throws SandboxException when a file is wrong; tells file and line */
    public List<ThingEntry> things() {
        return read("things", ThingsFile::read);
    }

    /** @throws SandboxException when a file is wrong; tells file and line */
    public List<ItemEntry> items() {
        return read("items", ItemsFile::read);
    }

    private <T> List<T> read(String kind, BiFunction<String, String, List<T>> reader) {
        Path folder = conf.resolve(kind);
        List<T> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith("." + kind)).sorted().toList()) {
                    entries.addAll(reader.apply(kind + "/" + file.getFileName(), Files.readString(file)));
                }
            } catch (IOException e) {
                throw new SandboxException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
            }
        }
        return entries;
    }
}
