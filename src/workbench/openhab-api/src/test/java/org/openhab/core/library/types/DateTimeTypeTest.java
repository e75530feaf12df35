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
package org.openhab.core.library.types;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Instant;
import java.time.ZoneId;
import java.util.TimeZone;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Moments, read and shown in time zones.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DateTimeTypeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MORNING = Instant.parse("2026-01-31T05:30:00Z");

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void livesInBerlin() {
        TimeZone.setDefault(TimeZone.getTimeZone(BERLIN));
    }

    @AfterEach
    void goesHome() {
        TimeZone.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-01-31T05:30:00Z", "2026-01-31T06:30:00+01:00", "2026-01-31T06:30:00.000+0100" })
    void readsTheSameMoment(String text) {
        assertEquals(MORNING, DateTimeType.valueOf(text).getInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "yesterday", "2026-13-01", "2026-01-31T25:00" })
    void doesNotRead(String text) {
        assertThrows(IllegalArgumentException.class, () -> new DateTimeType(text));
    }

    @ParameterizedTest
    @CsvSource({ "2026-01-31T05:30:00Z, 2026-01-31T06:30:00.000+0100",
            "2026-07-31T05:30:00.12Z, 2026-07-31T07:30:00.120+0200",
            "2026-01-31T05:30:00.123456Z, 2026-01-31T06:30:00.123456+0100" })
    void writesItselfWithTheOffsetOfTheZone(Instant instant, String text) {
        assertEquals(text, new DateTimeType(instant).toFullString(BERLIN));
        assertEquals(new DateTimeType(instant), new DateTimeType(text));
    }

    @Test
    void isShownWhereTheReaderIs() {
        DateTimeType morning = new DateTimeType(MORNING);

        assertEquals("06:30", morning.format("%1$tH:%1$tM"));
        assertEquals("00:30", morning.format("%1$tH:%1$tM", ZoneId.of("America/New_York")));
        assertEquals("2026-01-31T06:30:00", morning.format((String) null));
    }
}
