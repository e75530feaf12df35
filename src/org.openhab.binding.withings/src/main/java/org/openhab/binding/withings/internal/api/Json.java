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
package org.openhab.binding.withings.internal.api;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

/**
 * Reads JSON into records, lists and maps as leniently as the answers of Withings need it: an empty object may come as
 * <code>[]</code>, a number as a string, a time in ISO format, and any field as null. A value that does not fit becomes
 * null, so that one odd field never spoils an answer. What is not JSON, ends too early, is nested too deeply or has far
 * too many parts is an {@link IOException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Json {
    private static final int NESTING_LIMIT = 64;
    /** Longer than any identifier, name, token or address. */
    private static final int TEXT_LIMIT = 4_096;
    /** A number with more characters or a larger exponent is no measured value, but can be very slow to handle. */
    private static final int NUMBER_LIMIT = 40;
    /** Several times the length of the longest answers: objects take many times the memory of their text. */
    private static final int ENTRY_LIMIT = 250_000;
    /** The year 2100: later times are mistakes. */
    private static final long TIME_LIMIT = 4_102_444_800L;

    private static final Gson GSON = new GsonBuilder().disableJdkUnsafe()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(String.class, scalar(text -> text.length() > TEXT_LIMIT ? null : text))
            .registerTypeAdapter(BigDecimal.class, scalar(Json::number))
            .registerTypeAdapter(Long.class, scalar(Json::integer))
            .registerTypeAdapter(Integer.class, scalar(Json::smallInteger))
            .registerTypeAdapter(Boolean.class, scalar(Json::flag))
            .registerTypeAdapter(Instant.class, scalar(Json::time))
            .registerTypeAdapter(ZoneId.class, scalar(Json::zone)).registerTypeAdapterFactory(new Structures())
            .create();

    private Json() {
    }

    /**
     * @param type a scalar, a record, a list or a map with text as keys
     * @return null if the document is something else
     * @throws IOException if the document is not JSON or exceeds a limit; the message repeats nothing of the content
     */
    static <T> @Nullable T read(Reader json, TypeToken<T> type) throws IOException {
        try (LimitedReader in = new LimitedReader(json)) {
            T value = GSON.getAdapter(type).read(in);
            if (in.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("Something follows after the document");
            }
            return value;
        }
    }

    private static final class LimitedReader extends JsonReader {
        private int entries;

        LimitedReader(Reader in) {
            super(in);
            setStrictness(Strictness.STRICT);
            setNestingLimit(NESTING_LIMIT);
        }

        @Override
        public boolean hasNext() throws IOException {
            if (++entries > ENTRY_LIMIT) {
                throw new IOException("More than " + ENTRY_LIMIT + " fields and elements");
            }
            return super.hasNext();
        }
    }

    private abstract static class ReadOnly<T> extends TypeAdapter<T> {
        @Override
        public final void write(JsonWriter out, @Nullable T value) {
            throw new UnsupportedOperationException();
        }
    }

    /** Converts a string, a number as it is written, or a boolean. */
    private static <T> TypeAdapter<T> scalar(Function<String, @Nullable T> conversion) {
        return new ReadOnly<>() {
            @Override
            public @Nullable T read(JsonReader in) throws IOException {
                switch (in.peek()) {
                    case STRING, NUMBER :
                        return conversion.apply(in.nextString());
                    case BOOLEAN :
                        return conversion.apply(Boolean.toString(in.nextBoolean()));
                    default :
                        in.skipValue();
                        return null;
                }
            }
        };
    }

    /**
     * @return the number if it is of a sensible size, else null
     */
    static @Nullable BigDecimal number(String text) {
        if (text.length() > NUMBER_LIMIT) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text.trim());
            if (Math.abs((long) number.scale()) > NUMBER_LIMIT) {
                return null;
            }
            return number.scale() < 0 ? number.setScale(0) : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * @return the integer, which may be written with a fraction of zero, else null
     */
    static @Nullable Long integer(String text) {
        BigDecimal number = number(text);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static @Nullable Integer smallInteger(String text) {
        Long integer = integer(text);
        return integer == null || integer.intValue() != integer ? null : Integer.valueOf(integer.intValue());
    }

    private static @Nullable Boolean flag(String text) {
        if ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text)) {
            return Boolean.valueOf(text);
        }
        BigDecimal number = number(text);
        return number == null ? null : number.signum() != 0;
    }

    /**
     * @param text seconds since 1970 or a time in ISO format with its offset
     * @return the time; null for zero and below, which stand for "never", and from the year 2100 on
     */
    static @Nullable Instant time(String text) {
        Long seconds = integer(text);
        if (seconds == null) {
            try {
                seconds = OffsetDateTime.parse(text.trim()).toEpochSecond();
            } catch (DateTimeException e) {
                return null;
            }
        }
        return seconds <= 0 || seconds >= TIME_LIMIT ? null : Instant.ofEpochSecond(seconds);
    }

    /**
     * @param text a day in ISO format, or a time as for {@link #time}
     * @return the day, null if it is out of the range of {@link #time}
     */
    static @Nullable LocalDate date(String text, ZoneId zone) {
        try {
            LocalDate date = LocalDate.parse(text.trim());
            long day = date.toEpochDay();
            return day <= 0 || day >= TIME_LIMIT / 86_400 ? null : date;
        } catch (DateTimeException e) {
            Instant time = time(text);
            LocalDate date = time == null ? null : LocalDate.ofInstant(time, zone);
            return date == null || date.toEpochDay() <= 0 ? null : date;
        }
    }

    private static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Makes the adapters of records, lists and maps; records are then read by Gson itself.
     */
    private static final class Structures implements TypeAdapterFactory {
        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? super T> raw = type.getRawType();
            if (raw.isRecord()) {
                TypeAdapter<T> fields = gson.getDelegateAdapter(this, type);
                String rest = Arrays.stream(raw.getRecordComponents())
                        .filter(part -> part.isAnnotationPresent(Wire.AllFields.class)).map(part -> part.getName())
                        .findAny().orElse(null);
                return new RecordAdapter<>(fields, gson.getAdapter(JsonElement.class), rest);
            } else if (raw == List.class) {
                return (TypeAdapter<T>) new ListAdapter<>(gson.getAdapter(argument(type, 0)));
            } else if (raw == Map.class) {
                return (TypeAdapter<T>) new MapAdapter<>(gson.getAdapter(argument(type, 1)));
            }
            return null;
        }

        private static TypeToken<?> argument(TypeToken<?> type, int index) {
            Type argument = ((ParameterizedType) type.getType()).getActualTypeArguments()[index];
            return TypeToken.get(argument);
        }
    }

    private static final class RecordAdapter<T> extends ReadOnly<T> {
        private final TypeAdapter<T> fields;
        private final TypeAdapter<JsonElement> tree;
        private final @Nullable String allFields;

        RecordAdapter(TypeAdapter<T> fields, TypeAdapter<JsonElement> tree, @Nullable String allFields) {
            this.fields = fields;
            this.tree = tree;
            this.allFields = allFields;
        }

        @Override
        public @Nullable T read(JsonReader in) throws IOException {
            String name = allFields;
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                in.skipValue();
                return null;
            } else if (name == null) {
                return fields.read(in);
            }
            JsonObject object = tree.read(in).getAsJsonObject();
            JsonObject all = new JsonObject();
            object.entrySet().forEach(field -> all.add(field.getKey(), field.getValue()));
            object.add(name, all);
            return fields.fromJsonTree(object);
        }
    }

    /**
     * Reads the elements of a list, null for those that do not fit. The values of an object count as a list, because
     * that is how PHP writes a list with gaps.
     */
    private static final class ListAdapter<E> extends ReadOnly<List<E>> {
        private final TypeAdapter<E> element;

        ListAdapter(TypeAdapter<E> element) {
            this.element = element;
        }

        @Override
        public @Nullable List<E> read(JsonReader in) throws IOException {
            List<E> elements = new ArrayList<>();
            switch (in.peek()) {
                case BEGIN_ARRAY :
                    in.beginArray();
                    while (in.hasNext()) {
                        elements.add(element.read(in));
                    }
                    in.endArray();
                    return elements;
                case BEGIN_OBJECT :
                    in.beginObject();
                    while (in.hasNext()) {
                        in.nextName();
                        elements.add(element.read(in));
                    }
                    in.endObject();
                    return elements;
                default :
                    in.skipValue();
                    return null;
            }
        }
    }

    /**
     * Reads an object whose names are data; values that do not fit are left out. The object may also come as JSON
     * inside a string.
     */
    private static final class MapAdapter<V> extends ReadOnly<Map<String, V>> {
        private final TypeAdapter<V> value;

        MapAdapter(TypeAdapter<V> value) {
            this.value = value;
        }

        @Override
        public @Nullable Map<String, V> read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.STRING) {
                return inText(in.nextString());
            } else if (in.peek() != JsonToken.BEGIN_OBJECT) {
                in.skipValue();
                return null;
            }
            Map<String, V> values = new LinkedHashMap<>();
            in.beginObject();
            while (in.hasNext()) {
                String name = in.nextName();
                V read = value.read(in);
                if (read != null) {
                    values.put(name, read);
                }
            }
            in.endObject();
            return values;
        }

        private @Nullable Map<String, V> inText(String text) {
            try (LimitedReader in = new LimitedReader(new StringReader(text))) {
                return text.length() <= TEXT_LIMIT && in.peek() == JsonToken.BEGIN_OBJECT ? read(in) : null;
            } catch (IOException e) {
                return null;
            }
        }
    }
}
