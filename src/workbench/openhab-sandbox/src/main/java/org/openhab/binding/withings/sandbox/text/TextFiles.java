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
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * Finds and reads the text files of a configuration folder.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TextFiles {

    /**
     * A thing or bridge from a text file.
     *
     * @param place file and line, e.g. {@code things/home.things:3}
     * @param uid e.g. {@code withings:person:home:anna}
     * @param typeUID e.g. {@code withings:person}
     * @param configuration strings, {@link java.math.BigDecimal}s, booleans and lists of them
     */
    public record ThingEntry(String place, String uid, String typeUID, boolean bridge, @Nullable String label,
            @Nullable String location, @Nullable String bridgeUID, Map<String, Object> configuration) {}

    /**
     * An item from a text file.
     *
     * @param place file and line, e.g. {@code items/home.items:3}
     * @param type e.g. {@code Number:Mass} or {@code Group}
     * @param label without the pattern
     * @param pattern from the square brackets in the label, e.g. {@code %.1f %unit%}
     * @param channels the channels it is linked to, as UIDs
     * @param metadata values by name space, e.g. {@code unit} to {@code kg}
     */
    public record ItemEntry(String place, String type, String name, @Nullable String label, @Nullable String pattern,
            @Nullable String icon, List<String> groups, List<String> tags, List<String> channels,
            Map<String, String> metadata) {}

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
