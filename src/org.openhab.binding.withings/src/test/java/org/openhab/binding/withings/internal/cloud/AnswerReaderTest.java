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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AnswerReaderTest {

    private static AnswerReader reading(String json) throws IOException {
        return new AnswerReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void walksThroughAnObject() throws IOException {
        AnswerReader in = reading("{\"a\": 1, \"b\": {\"c\": 2}, \"d\": 3}");
        List<String> fields = new ArrayList<>();
        in.object();
        while (in.nextField()) {
            fields.add(in.field());
            in.skip();
        }
        in.end();
        assertThat(fields, contains("a", "b", "d"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "[1, {\"a\": 2}]", "null", "17", "\"text\"", "true" })
    void takesWhatIsNoObjectForAnEmptyOne(String value) throws IOException {
        AnswerReader in = reading("{\"body\": " + value + ", \"status\": 5}");
        in.object();
        in.nextField();
        in.object();
        assertThat(in.nextField(), is(false));
        assertThat(in.nextField(), is(true));
        assertThat(in.field(), is("status"));
        assertThat(in.integer(), is(5L));
    }

    @Test
    void takesTheValuesOfAnObjectForAList() throws IOException {
        AnswerReader in = reading("{\"0\": 10, \"2\": 12}");
        List<Long> values = new ArrayList<>();
        in.list();
        while (in.nextElement()) {
            Long value = in.integer();
            if (value != null) {
                values.add(value);
            }
        }
        in.end();
        assertThat(values, contains(10L, 12L));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "17", "\"text\"", "false", "[]", "{}" })
    void takesWhatIsNoListForAnEmptyOne(String value) throws IOException {
        AnswerReader in = reading(value);
        in.list();
        assertThat(in.nextElement(), is(false));
        in.end();
    }

    @ParameterizedTest
    @CsvSource({ "12, 12", "-1, -1", "0.86, 0.86", "'\"12.5\"', 12.5", "1e3, 1000", "-0, 0",
            "'\" 7 \"', 7" })
    void readsNumbersAlsoFromStrings(String value, BigDecimal number) throws IOException {
        assertThat(reading(value).number(), is(number));
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "true", "\"\"", "\"twelve\"", "[1]", "{\"a\": 1}", "1e999999999", "1e-999999999",
            "\"1e2147483647\"", "\"1e-999999999\"", "123456789012345678901234567890123456789012345" })
    void takesWhatIsNoSensibleNumberForNone(String value) throws IOException {
        AnswerReader in = reading(value);
        assertThat(in.number(), is(nullValue()));
        in.end();
    }

    @ParameterizedTest
    @ValueSource(strings = { "1.5", "9223372036854775808", "1e30", "\"x\"", "null" })
    void takesWhatIsNoWholeNumberForNone(String value) throws IOException {
        assertThat(reading(value).integer(), is(nullValue()));
    }

    @Test
    void readsAWholeNumberWithAFractionOfZero() throws IOException {
        assertThat(reading("12.0").integer(), is(12L));
    }

    @Test
    void takesANumberBeyondAnIntForNoSmallInteger() throws IOException {
        assertThat(reading("2147483648").smallInteger(), is(nullValue()));
        assertThat(reading("2147483647").smallInteger(), is(2147483647));
    }

    @ParameterizedTest
    @CsvSource({ "true, true", "false, false", "1, true", "0, false", "'\"1\"', true", "'\"true\"', true" })
    void readsAFlagFromBooleansAndNumbers(String value, boolean flag) throws IOException {
        assertThat(reading(value).flag(), is(flag));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "null", "\"\"", "4102444800", "1e18" })
    void takesATimeThatMeansNeverForNone(String value) throws IOException {
        assertThat(reading(value).time(), is(nullValue()));
    }

    @Test
    void readsTimesZonesAndDays() throws IOException {
        assertThat(reading("1772366400").time(), is(Instant.parse("2026-03-01T12:00:00Z")));
        assertThat(reading("\"Europe/Paris\"").zone(), is(ZoneId.of("Europe/Paris")));
        assertThat(reading("\"Mars/Olympus\"").zone(), is(nullValue()));
        assertThat(reading("\"2026-03-01\"").date(), is(LocalDate.of(2026, 3, 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-13-01", "1.3.2026", "", "0000-00-00", "-0001-11-30", "1970-01-01", "2100-01-01",
            "+999999999-12-31" })
    void takesADayThatCannotBeForNone(String text) throws IOException {
        assertThat(reading("\"" + text + "\"").date(), is(nullValue()));
    }

    @Test
    void takesATextBeyondAllMeasureForNone() throws IOException {
        assertThat(reading("\"" + "x".repeat(5_000) + "\"").text(), is(nullValue()));
    }

    @Test
    void readsANumberAsText() throws IOException {
        assertThat(reading("363").text(), is("363"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "<html><body>Bad gateway</body></html>", "{\"a\": ", "{\"a\": 1", "{\"a\" 1}",
            "{'a\": 1}}", "nothing" })
    void failsOnWhatIsNotJson(String text) {
        assertThrows(IOException.class, () -> {
            AnswerReader in = reading(text);
            in.object();
            while (in.nextField()) {
                in.skip();
            }
            in.end();
        });
    }

    @Test
    void failsOnWhatFollowsTheAnswer() {
        assertThrows(IOException.class, () -> {
            AnswerReader in = reading("{} {}");
            in.object();
            in.nextField();
            in.end();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"a\":" })
    void failsOnNestingBeyondAllMeasureWithoutTroubleForTheStack(String opening) {
        assertThrows(IOException.class, () -> reading(opening.repeat(1_000_000)).skip());
    }
}
