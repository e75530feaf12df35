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
import java.lang.reflect.RecordComponent;
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
import org.openhab.binding.withings.internal.Texts;

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
 * Reads JSON into records, lists and maps as leniently as Withings' answers require: an empty object may come as
 * <code>[]</code>, a number as a string, a time in ISO format. A value of the wrong type becomes null, so that one odd
 * field does not invalidate the answer. Invalid JSON and exceeded limits throw an {@link IOException}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Json {
    private static final int NESTING_LIMIT = 64;
    /** Longer than any identifier, name, token or address. */
    private static final int TEXT_LIMIT = 4_096;
    /** Measured values have fewer digits; numbers with huge exponents can be very slow to handle. */
    private static final int NUMBER_LIMIT = 40;
    /** Several times the longest answers; limits memory, because parsed objects are much larger than their text. */
    private static final int ENTRY_LIMIT = 250_000;
    /** The year 2100 in epoch seconds; later times are invalid. */
    private static final long TIME_LIMIT = 4_102_444_800L;

    private static final TypeAdapterFactory STRUCTURES = Json::structure;
    private static final Gson GSON = new GsonBuilder().disableJdkUnsafe()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .registerTypeAdapter(String.class,
                    scalar(text -> text.length() > TEXT_LIMIT ? null : Texts.printable(text)))
            .registerTypeAdapter(BigDecimal.class, scalar(Json::number))
            .registerTypeAdapter(Long.class, scalar(Json::integer))
            .registerTypeAdapter(Integer.class, scalar(Json::smallInteger))
            .registerTypeAdapter(Boolean.class, scalar(Json::flag))
            .registerTypeAdapter(Instant.class, scalar(Json::time))
            .registerTypeAdapter(ZoneId.class, scalar(Json::zone)).registerTypeAdapterFactory(STRUCTURES).create();

    private Json() {
    }

    /** Reads a scalar, a record, a list or a map with text as keys; null if the document is something else. */
    static <T> @Nullable T read(Reader json, TypeToken<T> type) throws IOException {
        return read(json, GSON.getAdapter(type));
    }

    private static <T> @Nullable T read(Reader json, TypeAdapter<T> type) throws IOException {
        try (LimitedReader in = new LimitedReader(json)) {
            T value = type.read(in);
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

    private interface Reading<T> {
        @Nullable
        T read(JsonReader in) throws IOException;
    }

    private static <T> TypeAdapter<T> adapter(Reading<T> reading) {
        return new TypeAdapter<>() {
            @Override
            public @Nullable T read(JsonReader in) throws IOException {
                return reading.read(in);
            }

            @Override
            public void write(JsonWriter out, @Nullable T value) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static <T> @Nullable T skip(JsonReader in) throws IOException {
        in.skipValue();
        return null;
    }

    private static <T> TypeAdapter<T> scalar(Function<String, @Nullable T> conversion) {
        return adapter(in -> switch (in.peek()) {
            case STRING, NUMBER -> conversion.apply(in.nextString());
            case BOOLEAN -> conversion.apply(Boolean.toString(in.nextBoolean()));
            default -> skip(in);
        });
    }

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

    /** Reads seconds since 1970 or an ISO time; null for "never" (zero and below) and from the year 2100 on. */
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

    /** Reads an ISO date, or a time in the given zone; null outside the range of {@link #time}. */
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

    /** Creates the adapters of records, lists and maps; the fields of a record are read by Gson itself. */
    @SuppressWarnings("unchecked")
    private static <T> @Nullable TypeAdapter<T> structure(Gson gson, TypeToken<T> type) {
        Class<? super T> raw = type.getRawType();
        if (raw.isRecord()) {
            return record(gson, type);
        } else if (raw == List.class) {
            TypeAdapter<?> element = gson.getAdapter(argument(type, 0));
            return (TypeAdapter<T>) adapter(in -> list(in, element));
        } else if (raw == Map.class) {
            TypeAdapter<?> value = gson.getAdapter(argument(type, 1));
            return (TypeAdapter<T>) adapter(in -> map(in, value));
        }
        return null;
    }

    private static TypeToken<?> argument(TypeToken<?> type, int index) {
        return TypeToken.get(((ParameterizedType) type.getType()).getActualTypeArguments()[index]);
    }

    private static <T> TypeAdapter<T> record(Gson gson, TypeToken<T> type) {
        TypeAdapter<T> fields = gson.getDelegateAdapter(STRUCTURES, type);
        TypeAdapter<JsonElement> tree = gson.getAdapter(JsonElement.class);
        String allFields = Arrays.stream(type.getRawType().getRecordComponents())
                .filter(part -> part.isAnnotationPresent(Wire.AllFields.class)).map(RecordComponent::getName).findAny()
                .orElse(null);
        return adapter(in -> {
            if (in.peek() != JsonToken.BEGIN_OBJECT) {
                return skip(in);
            } else if (allFields == null) {
                return fields.read(in);
            }
            JsonObject object = tree.read(in).getAsJsonObject();
            JsonObject all = new JsonObject();
            all.asMap().putAll(object.asMap());
            object.add(allFields, all);
            return fields.fromJsonTree(object);
        });
    }

    /** Reads the values of an object as a list as well, because PHP writes a list with gaps as an object. */
    private static <E> @Nullable List<E> list(JsonReader in, TypeAdapter<E> element) throws IOException {
        List<E> elements = new ArrayList<>();
        if (in.peek() == JsonToken.BEGIN_ARRAY) {
            in.beginArray();
            while (in.hasNext()) {
                elements.add(element.read(in));
            }
            in.endArray();
        } else if (in.peek() == JsonToken.BEGIN_OBJECT) {
            in.beginObject();
            while (in.hasNext()) {
                in.nextName();
                elements.add(element.read(in));
            }
            in.endObject();
        } else {
            return skip(in);
        }
        return elements;
    }

    /** Reads an object, possibly as JSON inside a string, into a map, without values of the wrong type. */
    private static <V> @Nullable Map<String, V> map(JsonReader in, TypeAdapter<V> value) throws IOException {
        if (in.peek() == JsonToken.STRING) {
            String text = in.nextString();
            try {
                return text.length() > TEXT_LIMIT ? null : read(new StringReader(text), adapter(it -> map(it, value)));
            } catch (IOException e) {
                return null;
            }
        } else if (in.peek() != JsonToken.BEGIN_OBJECT) {
            return skip(in);
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
}
