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

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

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
public final class AnswerReader implements Closeable {
    /** Withings' deepest answers have seven levels. */
    private static final int NESTING_LIMIT = 32;
    /** Far more than any identifier, name, token or address has. */
    private static final int TEXT_LIMIT = 4_096;
    /** A number with more characters or a larger exponent is not a measured value, but can be very slow to handle. */
    private static final int NUMBER_LIMIT = 40;
    /** Whatever is not longer fits into a long. */
    private static final int LONG_DIGITS = 18;
    /**
     * Several times what the longest answers have. What is kept of a field or element takes many times the memory of
     * its text, so that a limit on the bytes alone would let an answer of short ones fill the heap.
     */
    private static final int ENTRY_LIMIT = 500_000;
    /** The year 2100, the end of what can be meant by a time. */
    private static final long TIME_LIMIT = 4_102_444_800L;
    private static final long SECONDS_A_DAY = 86_400;

    private static final JsonFactory JSON = JsonFactory.builder()
            // times are names of fields, too, and none of them comes again
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING_LIMIT)
                    .maxNameLength(TEXT_LIMIT).maxNumberLength(Integer.MAX_VALUE).build())
            .build();

    /** What has been opened and not been closed yet. */
    private enum Opened {
        OBJECT,
        LIST,
        /** Something else stood in the place of an object or list; it was skipped. */
        NOTHING
    }

    private final JsonParser json;
    private final Deque<Opened> opened = new ArrayDeque<>();
    private String field = "";
    private int entries;
    /** Whether the parser is at the next value already. */
    private boolean peeked;
    private long wholeNumber;
    /** The last zone and its name: mostly all rows of an answer have the same. */
    private @Nullable String zoneName;
    private @Nullable ZoneId zone;

    /**
     * @param answer the text as UTF-8, closed with this reader
     */
    public AnswerReader(InputStream answer) throws IOException {
        json = JSON.createParser(answer);
    }

    @Override
    public void close() throws IOException {
        json.close();
    }

    /**
     * @return what comes next, which has been taken by that
     * @throws IOException when nothing does
     */
    private JsonToken take() throws IOException {
        JsonToken next = peeked ? json.currentToken() : advance();
        peeked = false;
        if (next == null) {
            throw new EOFException("The answer ends too early");
        }
        return next;
    }

    private @Nullable JsonToken advance() throws IOException {
        try {
            return json.nextToken();
        } catch (JsonProcessingException e) {
            throw withoutContent(e);
        }
    }

    private void skipChildren() throws IOException {
        try {
            json.skipChildren();
        } catch (JsonProcessingException e) {
            throw withoutContent(e);
        }
    }

    /**
     * Jackson's own message repeats what it has read, which may be secret.
     */
    private static IOException withoutContent(JsonProcessingException e) {
        return new IOException("The answer cannot be read: " + e.getClass().getSimpleName());
    }

    /**
     * Goes into an object; anything else, such as null or a list, counts as an object without fields.
     */
    public void object() throws IOException {
        enter(take());
    }

    private void enter(JsonToken next) throws IOException {
        if (next == JsonToken.START_OBJECT) {
            opened.push(Opened.OBJECT);
        } else {
            skipChildren();
            opened.push(Opened.NOTHING);
        }
    }

    /**
     * @return whether there is another field; otherwise the object has been left
     */
    public boolean nextField() throws IOException {
        if (opened.peek() == Opened.OBJECT && advance() == JsonToken.FIELD_NAME) {
            count();
            field = json.currentName();
            return true;
        }
        opened.pop();
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
        JsonToken next = take();
        if (next == JsonToken.START_ARRAY) {
            opened.push(Opened.LIST);
        } else {
            enter(next);
        }
    }

    /**
     * @return whether there is another element; otherwise the list has been left
     */
    public boolean nextElement() throws IOException {
        if (opened.peek() != Opened.LIST) {
            return nextField();
        }
        if (advance() == JsonToken.END_ARRAY) {
            opened.pop();
            return false;
        }
        count();
        peeked = true;
        return true;
    }

    private void count() throws IOException {
        entries++;
        if (entries > ENTRY_LIMIT) {
            throw new IOException("More than " + ENTRY_LIMIT + " fields and elements in one answer");
        }
    }

    /**
     * Skips the value, whatever it is.
     */
    public void skip() throws IOException {
        take();
        skipChildren();
    }

    /**
     * @return a text that is not longer than any sensible one, a number as it is written, else null
     */
    public @Nullable String text() throws IOException {
        String text = stringOrNumber();
        return text == null || text.length() > TEXT_LIMIT ? null : text;
    }

    /**
     * @return a number of a sensible size, also one that is written as a string, else null
     */
    public @Nullable BigDecimal number() throws IOException {
        return readWholeNumber() ? BigDecimal.valueOf(wholeNumber) : number(stringOrNumber());
    }

    /**
     * @return a whole number, also one that is written as a string or with a fraction of zero, else null
     */
    public @Nullable Long integer() throws IOException {
        return readWholeNumber() ? Long.valueOf(wholeNumber) : integer(stringOrNumber());
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
        JsonToken next = take();
        if (next.isBoolean()) {
            return next == JsonToken.VALUE_TRUE;
        }
        peeked = true;
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
        if (advance() != null) {
            throw new IOException("Something follows after the answer");
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
            if (Math.abs((long) number.scale()) > NUMBER_LIMIT) {
                return null;
            }
            return number.scale() < 0 ? number.setScale(0) : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * Reads a whole number without making an object of it, as nearly every number is a short whole one.
     *
     * @return whether it is such a number, which is {@link #wholeNumber()} then; otherwise it is left where it is
     */
    boolean readWholeNumber() throws IOException {
        if (take() == JsonToken.VALUE_NUMBER_INT && json.getTextLength() <= LONG_DIGITS) {
            wholeNumber = json.getLongValue();
            return true;
        }
        peeked = true;
        return false;
    }

    /**
     * @return the number that was read last by {@link #readWholeNumber()}
     */
    long wholeNumber() {
        return wholeNumber;
    }

    private @Nullable String stringOrNumber() throws IOException {
        JsonToken next = take();
        if (next == JsonToken.VALUE_STRING || next.isNumeric()) {
            try {
                return json.getText();
            } catch (JsonProcessingException e) {
                throw withoutContent(e);
            }
        }
        skipChildren();
        return null;
    }
}
