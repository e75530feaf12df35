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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.google.gson.reflect.TypeToken;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JsonTest {

    record Row(@Nullable Integer state, @Nullable Long modelId,
            @Nullable List<Long> numbers, @Nullable Map<String, BigDecimal> values,
            @Wire.AllFields Map<String, BigDecimal> all) {}

    private static <T> @Nullable T read(String json, Class<T> type) throws IOException {
        return Json.read(new StringReader(json), TypeToken.get(type));
    }

    private static Row row(String json) throws IOException {
        Row row = read(json, Row.class);
        assertThat(row, is(notNullValue()));
        return row;
    }

    @Test
    void readsTheFieldsOfARecordAndAllNumbers() throws IOException {
        Row row = row("""
                {"state": 2, "model_id": 63, "numbers": [1, "2", null, "x"], "values": {"a": 1.5, "b": null},
                 "steps": 17, "comment": "text", "calories": "0.5"}""");

        assertThat(row.state(), is(2));
        assertThat(row.modelId(), is(63L));
        assertThat(row.numbers(), is(Arrays.asList(1L, 2L, null, null)));
        assertThat(row.values(), is(Map.of("a", new BigDecimal("1.5"))));
        assertThat(row.all(), is(Map.of("state", new BigDecimal("2"), "model_id", new BigDecimal("63"), "steps",
                new BigDecimal("17"), "calories", new BigDecimal("0.5"))));
    }

    @Test
    void ignoresFieldsOfTheWrongType() throws IOException {
        for (String odd : List.of("null", "true", "\"text\"", "[]", "{}", "[[{}]]", "1.5", "{\"a\": {\"b\": []}}")) {
            Row row = row("{\"state\": %s, \"numbers\": %s, \"values\": %s, \"model_id\": 7}".formatted(odd, odd, odd));

            assertThat(odd, row.state(), is(nullValue()));
            assertThat(odd, row.modelId(), is(7L));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "[1, {\"a\": 2}]", "null", "17", "\"text\"", "true" })
    void readsNoRecordFromOtherTypes(String json) throws IOException {
        assertThat(read(json, Row.class), is(nullValue()));
    }

    @Test
    void readsAnObjectAsAList() throws IOException {
        assertThat(row("{\"numbers\": {\"0\": 10, \"2\": 12}}").numbers(), contains(10L, 12L));
    }

    @Test
    void usesTheLastValueOfADuplicateField() throws IOException {
        Row row = row("{\"state\": 1, \"steps\": 1, \"values\": {\"a\": 1, \"a\": 2}, \"state\": 2, \"steps\": 2}");

        assertThat(row.state(), is(2));
        assertThat(row.values(), is(Map.of("a", BigDecimal.valueOf(2))));
        assertThat(row.all(), is(Map.of("state", BigDecimal.valueOf(2), "steps", BigDecimal.valueOf(2))));
    }

    @Test
    void readsJsonInAString() throws IOException {
        assertThat(row("{\"values\": \"{\\\"a\\\": 1}\"}").values(), is(Map.of("a", BigDecimal.ONE)));
        for (String odd : List.of("", "{", "[".repeat(100), "{}" + " ".repeat(5_000))) {
            assertThat(odd, row("{\"values\": \"" + odd + "\"}").values(), is(nullValue()));
        }
    }

    @ParameterizedTest
    @CsvSource({ "12, 12", "-1, -1", "0.86, 0.86", "'\"12.5\"', 12.5", "1e3, 1000", "-0, 0", "'\" 7 \"', 7" })
    void readsNumbersInStrings(String json, BigDecimal number) throws IOException {
        assertThat(read(json, BigDecimal.class), is(number));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "true", "\"\"", "\"-\"", "\"twelve\"", "[1]", "{\"a\": 1}", "1e999999999",
            "1e-999999999", "\"1e2147483647\"", "\"1e-999999999\"", "123456789012345678901234567890123456789012345" })
    void ignoresInvalidNumbers(String json) throws IOException {
        assertThat(read(json, BigDecimal.class), is(nullValue()));
    }

    @Test
    void integersFitTheirType() throws IOException {
        assertThat(read("12.0", Long.class), is(12L));
        assertThat(read("9223372036854775807", Long.class), is(Long.MAX_VALUE));
        assertThat(read("2147483647", Integer.class), is(Integer.MAX_VALUE));
        assertThat(read("2147483648", Integer.class), is(nullValue()));
        for (String odd : List.of("1.5", "9223372036854775808", "1e30", "\"x\"", "null")) {
            assertThat(odd, read(odd, Long.class), is(nullValue()));
        }
    }

    @ParameterizedTest
    @CsvSource({ "true, true", "false, false", "1, true", "0, false", "'\"1\"', true", "'\"true\"', true" })
    void readsNumbersAsFlags(String json, boolean flag) throws IOException {
        assertThat(read(json, Boolean.class), is(flag));
    }

    @Test
    void readsNumbersAsTextsAndIgnoresLongTextsAndControlCharacters() throws IOException {
        assertThat(read("363", String.class), is("363"));
        assertThat(read("\"Bo\\u001b\\u0007dy+\\r\\n\"", String.class), is("Bo dy+"));
        assertThat(read("\"" + "x".repeat(5_000) + "\"", String.class), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "1772366400", "\"1772366400\"", "1772366400.0", "\"2026-03-01T12:00:00Z\"",
            "\"2026-03-01T13:00:00+01:00\"" })
    void readsTimesInSecondsOrIsoFormat(String json) throws IOException {
        assertThat(read(json, Instant.class), is(Instant.parse("2026-03-01T12:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "null", "\"\"", "4102444800", "1e18", "\"noon\"",
            "\"+999999999-12-31T00:00:00Z\"" })
    void ignoresTimesThatMeanNever(String json) throws IOException {
        assertThat(read(json, Instant.class), is(nullValue()));
    }

    @Test
    void ignoresUnknownTimeZones() throws IOException {
        assertThat(read("\"Europe/Paris\"", ZoneId.class), is(ZoneId.of("Europe/Paris")));
        assertThat(read("\"Mars/Olympus\"", ZoneId.class), is(nullValue()));
    }

    @Test
    void readsDatesFromIsoDatesAndTimes() {
        assertThat(Json.date("2026-03-01", ZoneOffset.UTC), is(LocalDate.of(2026, 3, 1)));
        assertThat(Json.date("1772319600", ZoneId.of("Europe/Paris")), is(LocalDate.of(2026, 3, 1)));
        for (String odd : List.of("2026-13-01", "1.3.2026", "", "0000-00-00", "-0001-11-30", "1970-01-01",
                "2100-01-01", "+999999999-12-31", "17")) {
            assertThat(odd, Json.date(odd, ZoneOffset.UTC), is(nullValue()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html><body>Bad gateway</body></html>", "{\"a\": ", "{\"a\": 1", "{\"a\" 1}",
            "{'a\": 1}}", "nothing", "{} {}", "{\"steps\": 01}", "{\"steps\": NaN}", "{a: 1}", "{\"a\": 1,}",
            "{\"a\": /**/ 1}", "{\"a\": \"\\x\"}" })
    void refusesInvalidJson(String text) {
        assertThrows(IOException.class, () -> read(text, Row.class));
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"a\":" })
    void refusesDeepNesting(String opening) {
        assertThrows(IOException.class, () -> read(opening.repeat(1_000_000), Row.class));
    }
}
