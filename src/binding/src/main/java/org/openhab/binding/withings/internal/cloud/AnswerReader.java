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
package org.openhab.binding.withings.internal.cloud;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/**
 * Reads an answer of Withings piece by piece, so that nothing but what is wanted is ever in memory.
 * <p>
 * It takes values as Withings really sends them: an empty object comes as <code>[]</code>, a number may come as a
 * string, any field may be null. A value of another type than asked for is skipped and given as null, so that one odd
 * field never spoils an answer. What is not JSON at all, ends too early, is nested too deeply or has far too many parts
 * is an {@link IOException}.
 * <p>
 * Objects and lists are walked through like this:
 *
 * <pre>
 * in.object();
 * while (in.nextField()) {
 * switch (in.field()) {
 * case "date" -&gt; date = in.time();
 * default -&gt; in.skip();
 * }
 * }
 * </pre>
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class AnswerReader {
    /** Withings' deepest answers have seven levels. */
    private static final int NESTING_LIMIT = 32;
    /** Far more than any identifier, name, token or address has. */
    private static final int TEXT_LIMIT = 4_096;
    /** A number with more characters or a larger exponent is not a measured value, but can be very slow to handle. */
    private static final int NUMBER_LIMIT = 40;
    /**
     * Several times what the longest answers have. What is kept of a field or element takes many times the memory of
     * its text, so that a limit on the bytes alone would let an answer of short ones fill the heap.
     */
    private static final int ENTRY_LIMIT = 500_000;
    /** The year 2100, the end of what can be meant by a time. */
    private static final long TIME_LIMIT = 4_102_444_800L;
    private static final long SECONDS_A_DAY = 86_400;

    /** What has been opened and not been closed yet. */
    private enum Opened {
        OBJECT,
        LIST,
        /** Something else stood in the place of an object or list; it was skipped. */
        NOTHING
    }

    private final JsonReader json;
    private final Deque<Opened> opened = new ArrayDeque<>();
    private String field = "";
    private int entries;
    private long wholeNumber;
    /** The last zone and its name: mostly all rows of an answer have the same. */
    private @Nullable String zoneName;
    private @Nullable ZoneId zone;

    public AnswerReader(Reader answer) {
        json = new JsonReader(answer);
        json.setNestingLimit(NESTING_LIMIT);
    }

    /**
     * Goes into an object; anything else, such as null or a list, counts as an object without fields.
     */
    public void object() throws IOException {
        if (json.peek() == JsonToken.BEGIN_OBJECT) {
            json.beginObject();
            opened.push(Opened.OBJECT);
        } else {
            json.skipValue();
            opened.push(Opened.NOTHING);
        }
    }

    /**
     * @return whether there is another field; otherwise the object has been left
     */
    public boolean nextField() throws IOException {
        if (opened.peek() == Opened.OBJECT && json.hasNext()) {
            count();
            field = json.nextName();
            return true;
        }
        close();
        return false;
    }

    /**
     * @return the name of the field whose value comes next
     */
    public String field() {
        return field;
    }

    /**
     * Goes into a list; the values of an object count as a list, since that is how the server writes a list with gaps.
     * Anything else counts as an empty list.
     */
    public void list() throws IOException {
        if (json.peek() == JsonToken.BEGIN_ARRAY) {
            json.beginArray();
            opened.push(Opened.LIST);
        } else {
            object();
        }
    }

    /**
     * @return whether there is another element; otherwise the list has been left
     */
    public boolean nextElement() throws IOException {
        if (opened.peek() == Opened.LIST && json.hasNext()) {
            count();
            return true;
        }
        return nextField();
    }

    private void count() throws IOException {
        entries++;
        if (entries > ENTRY_LIMIT) {
            throw new IOException("More than " + ENTRY_LIMIT + " fields and elements in one answer");
        }
    }

    private void close() throws IOException {
        switch (opened.pop()) {
            case OBJECT -> json.endObject();
            case LIST -> json.endArray();
            case NOTHING -> {
            }
        }
    }

    /**
     * Skips the value, whatever it is.
     */
    public void skip() throws IOException {
        json.skipValue();
    }

    /**
     * @return a text that is not longer than any sensible one, a number as it is written, else null
     */
    public @Nullable String text() throws IOException {
        String text = stringOrNumber();
        return text == null || text.length() > TEXT_LIMIT ? null : text;
    }

    /**
     * @return a number of a sensible size, also one that is written as a string, else null; one that is too small for a
     *         <code>double</code> is zero
     */
    public @Nullable BigDecimal number() throws IOException {
        return readWholeNumber() ? BigDecimal.valueOf(wholeNumber) : number(stringOrNumber());
    }

    /**
     * @return a whole number, also one that is written as a string or with a fraction of zero, else null
     */
    public @Nullable Long integer() throws IOException {
        if (!readWholeNumber()) {
            return integer(stringOrNumber());
        }
        // Gson gives what is just beyond the range of a long as the largest one
        return wholeNumber == Long.MAX_VALUE ? null : wholeNumber;
    }

    /**
     * @return a whole number in the range of an int, else null
     */
    public @Nullable Integer smallInteger() throws IOException {
        if (!readWholeNumber()) {
            return smallInteger(stringOrNumber());
        }
        return (int) wholeNumber == wholeNumber ? Integer.valueOf((int) wholeNumber) : null;
    }

    /**
     * @return a yes or no that is written as a boolean, a number or a string of either, else null
     */
    public @Nullable Boolean flag() throws IOException {
        if (json.peek() == JsonToken.BOOLEAN) {
            return json.nextBoolean();
        }
        String text = stringOrNumber();
        if ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text)) {
            return Boolean.valueOf(text);
        }
        BigDecimal number = number(text);
        return number == null ? null : number.signum() != 0;
    }

    /**
     * @return a time that is written in seconds since 1970, null for anything else and for zero and below, which stand
     *         for "never"
     */
    public @Nullable Instant time() throws IOException {
        return readWholeNumber() ? time(wholeNumber) : time(stringOrNumber());
    }

    /**
     * @return the time zone of a name such as "Europe/Paris", else null
     */
    public @Nullable ZoneId zone() throws IOException {
        String text = text();
        if (text == null || text.equals(zoneName)) {
            return text == null ? null : zone;
        }
        zoneName = text;
        try {
            zone = ZoneId.of(text);
        } catch (DateTimeException e) {
            zone = null;
        }
        return zone;
    }

    /**
     * @return the day that is written as "2026-01-31", null for anything else and for days that are as far away as
     *         no {@link #time()} is
     */
    public @Nullable LocalDate date() throws IOException {
        String text = text();
        try {
            LocalDate date = text == null ? null : LocalDate.parse(text);
            return date == null || date.toEpochDay() <= 0 || date.toEpochDay() >= TIME_LIMIT / SECONDS_A_DAY
                    ? null
                    : date;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /**
     * Makes sure that nothing follows after what was read.
     *
     * @throws IOException when something does
     */
    public void end() throws IOException {
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new MalformedJsonException("Something follows after the answer");
        }
    }

    /**
     * @param seconds seconds since 1970 as text, for times that are the names of fields
     * @return that time, else null
     */
    static @Nullable Instant time(@Nullable String seconds) {
        Long integer = integer(seconds);
        return integer == null ? null : time(integer.longValue());
    }

    private static @Nullable Instant time(long seconds) {
        return seconds <= 0 || seconds >= TIME_LIMIT ? null : Instant.ofEpochSecond(seconds);
    }

    /**
     * @param number a whole number as text, for numbers that are the names of fields
     * @return the number in the range of an int, else null
     */
    static @Nullable Integer smallInteger(@Nullable String number) {
        Long integer = integer(number);
        return integer == null || integer.intValue() != integer ? null : Integer.valueOf(integer.intValue());
    }

    private static @Nullable Long integer(@Nullable String text) {
        BigDecimal number = number(text);
        try {
            return number == null ? null : number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        if (text == null || text.length() > NUMBER_LIMIT) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text.trim());
            return Math.abs((long) number.scale()) > NUMBER_LIMIT ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Reads a whole number without making an object of it. Nearly every number is a short whole one, which Gson has
     * ready without a text in between.
     *
     * @return whether it is such a number, which is {@link #wholeNumber()} then; otherwise it is left where it is
     */
    boolean readWholeNumber() throws IOException {
        if (json.peek() == JsonToken.NUMBER) {
            try {
                wholeNumber = json.nextLong();
                return true;
            } catch (NumberFormatException e) {
                // has a fraction or is too large: Gson still has it as a text
            }
        }
        return false;
    }

    /**
     * @return the number that was read last by {@link #readWholeNumber()}
     */
    long wholeNumber() {
        return wholeNumber;
    }

    private @Nullable String stringOrNumber() throws IOException {
        JsonToken next = json.peek();
        if (next == JsonToken.STRING || next == JsonToken.NUMBER) {
            return json.nextString();
        }
        json.skipValue();
        return null;
    }
}
