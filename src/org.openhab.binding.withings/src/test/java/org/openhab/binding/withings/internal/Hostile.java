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

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Property;
import net.jqwik.api.Tuple;

/**
 * Generates invalid input by changing valid samples: most of it is nearly valid, because entirely invalid input is
 * rejected early.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Hostile {

    /** Replacements for values, as raw JSON. */
    private static final List<String> RUBBISH = List.of("null", "true", "false", "\"\"", "\" \"", "\"rubbish\"",
            "\"null\"", "\"-\"", "\"1e5\"", "\"0x10\"", "\"\\u0000\"", "\"\\ud800\"", "0", "-0", "-1", "1", "0.5",
            "-0.5", "1e5", "1e-5", "1e40", "1e-40", "1e308", "1e309", "-1e999999999", "1e-999999999", "2147483647",
            "2147483648", "-2147483648", "-2147483649", "4102444799", "4102444800", "9007199254740993",
            "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1" + "0".repeat(39),
            "1" + "0".repeat(5_000), "0." + "0".repeat(5_000) + "1", "[]", "{}", "[[]]", "[{}]", "[null]", "[0]",
            "{\"0\":0}", "{\"\":null}", "{\"-1\":[]}", "[".repeat(20) + "]".repeat(20),
            "[".repeat(5_000) + "]".repeat(5_000), "{\"a\":".repeat(5_000) + "0" + "}".repeat(5_000), "[".repeat(5_000),
            "\"" + "x".repeat(5_000) + "\"", "\"Europe/Paris\"", "\"Mars/Olympus\"", "\"+18:00\"", "\"2026-02-30\"",
            "\"9999999-01-01\"", "\"-0001-01-01\"", "\"1970-01-01\"", "\"2099-12-31\"",
            // not JSON
            "", "NaN", "Infinity", "-", "01", "1.", ".5", "1e", "'x'", "x", "\"", "\"\n\"", "}", "]", ",", ":",
            "/* */0", "//", "\u0000", "\ufeff");

    /** A property with a fixed seed, so that failures are reproducible. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Property(seed = "20260520", tries = 1000)
    public @interface HostileInput {
    }

    private enum Kind {
        REPLACE,
        REMOVE,
        REPEAT,
        WRAP,
        RENAME
    }

    private record Spoiling(Kind kind, int place, String rubbish) {}

    private Hostile() {
    }

    /** Generates documents with up to five errors, some of them truncated, from valid ones. */
    public static Arbitrary<String> json(String... samples) {
        Arbitrary<Spoiling> spoiling = Combinators
                .combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 1_000_000),
                        Arbitraries.of(RUBBISH))
                .as(Spoiling::new);
        Arbitrary<Integer> end = Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(-1)),
                Tuple.of(1, Arbitraries.integers().between(0, 1_000_000)));
        return Combinators.combine(Arbitraries.of(samples), spoiling.list().ofMaxSize(5), end)
                .as(Hostile::spoilt);
    }

    /** Generates texts in which a part is replaced or removed, or entirely different ones, from valid ones. */
    public static Arbitrary<String> text(String... samples) {
        Arbitrary<String> rubbish = Arbitraries.oneOf(Arbitraries.of(RUBBISH),
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.of("&", "=", "%", "%0", "%zz", "%00", "+", "?", "#", "/", "//", ":", "@", " ", "\\", "|",
                        "-999999999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "<script>", "\u202e", "\ud83d"));
        Arbitrary<Integer> place = Arbitraries.integers().between(0, 1_000_000);
        Arbitrary<String> spoilt = Combinators.combine(Arbitraries.of(samples), place, place, rubbish)
                .as((sample, one, other, inserted) -> {
                    int from = one % (sample.length() + 1);
                    int to = from + other % (sample.length() - from + 1);
                    return sample.substring(0, from) + inserted + sample.substring(to);
                });
        return Arbitraries.frequencyOf(Tuple.of(4, spoilt), Tuple.of(1, rubbish));
    }

    private static String spoilt(String sample, List<Spoiling> spoilings, int end) {
        JsonElement document = JsonParser.parseString(sample);
        List<String> inserted = new ArrayList<>();
        for (Spoiling spoiling : spoilings) {
            List<Place> places = new ArrayList<>();
            gather(document, places);
            if (!places.isEmpty()) {
                apply(spoiling, places.get(spoiling.place() % places.size()), inserted);
            }
        }
        String text = document.toString();
        for (int i = 0; i < inserted.size(); i++) {
            text = text.replace('"' + mark(i) + '"', inserted.get(i));
        }
        return end < 0 ? text : text.substring(0, end % (text.length() + 1));
    }

    private static void apply(Spoiling spoiling, Place place, List<String> inserted) {
        switch (spoiling.kind()) {
            case REPLACE -> {
                inserted.add(spoiling.rubbish());
                place.set(new JsonPrimitive(mark(inserted.size() - 1)));
            }
            case REMOVE -> place.remove();
            case REPEAT -> place.add(place.get().deepCopy());
            case WRAP -> {
                JsonArray list = new JsonArray();
                list.add(place.get().deepCopy());
                place.set(list);
            }
            case RENAME -> {
                JsonElement value = place.get();
                place.remove();
                place.add(value);
            }
        }
    }

    private static String mark(int number) {
        return "rubbish number " + number;
    }

    private static void gather(JsonElement element, List<Place> places) {
        if (element instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                places.add(new Place(list, "", i));
                gather(list.get(i), places);
            }
        } else if (element instanceof JsonObject object) {
            object.keySet().forEach(name -> {
                places.add(new Place(object, name, -1));
                gather(object.get(name), places);
            });
        }
    }

    /** A member of an object, or an element of a list. */
    private record Place(JsonElement parent, String name, int index) {

        JsonElement get() {
            return parent instanceof JsonObject object ? object.get(name) : parent.getAsJsonArray().get(index);
        }

        void set(JsonElement value) {
            if (parent instanceof JsonObject object) {
                object.add(name, value);
            } else {
                parent.getAsJsonArray().set(index, value);
            }
        }

        void remove() {
            if (parent instanceof JsonObject object) {
                object.remove(name);
            } else {
                parent.getAsJsonArray().remove(index);
            }
        }

        /** Adds a sibling. */
        void add(JsonElement value) {
            if (parent instanceof JsonObject object) {
                object.add(name + "x", value);
            } else {
                parent.getAsJsonArray().add(value);
            }
        }
    }
}
