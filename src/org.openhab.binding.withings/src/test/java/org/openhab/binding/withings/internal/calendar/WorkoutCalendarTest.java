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
package org.openhab.binding.withings.internal.calendar;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.calendar.Calendars.WorkoutCalendar;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;

/**
 * The iCalendar file, parsed by a library and as text.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WorkoutCalendarTest {
    private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");
    private static final Instant END = Instant.parse("2026-03-10T17:45:30Z");
    private static final Instant MODIFIED = Instant.parse("2026-03-10T18:00:00Z");
    private static final int RUN = 2;

    private static Workout workout(@Nullable Long id, int category, Instant end, Map<String, BigDecimal> values) {
        return new Workout(id, category, START, end, "watch", MODIFIED, values, null);
    }

    private static Workout run(Map<String, BigDecimal> values) {
        return workout(3661300277L, RUN, END, values);
    }

    private static String write(Locale locale, String person, Workout... workouts) {
        return new WorkoutCalendar(new PropertiesTranslations().texts(), locale)
                .write(person, List.of(workouts));
    }

    private static String write(Workout... workouts) {
        return write(Locale.ENGLISH, "Anna", workouts);
    }

    private static ICalendar read(String text) throws Exception {
        try (ICalReader reader = new ICalReader(text)) {
            ICalendar calendar = reader.readNext();
            assertThat(reader.getWarnings(), is(empty()));
            assertThat("there is only one", reader.readNext(), is(nullValue()));
            assertThat(calendar.validate(ICalVersion.V2_0).isEmpty(), is(true));
            return calendar;
        }
    }

    private static VEvent readEvent(Workout workout) throws Exception {
        return read(write(workout)).getEvents().get(0);
    }

    @Test
    void hasStartEndAndCategoryAndIsPrivateAndShowsTheTimeAsFree() throws Exception {
        VEvent event = readEvent(run(Map.of()));

        assertThat(event.getSummary().getValue(), is("Run"));
        assertThat(event.getDateStart().getValue(), is(Date.from(START)));
        assertThat(event.getDateEnd().getValue(), is(Date.from(END)));
        assertThat(event.getLastModified().getValue(), is(Date.from(MODIFIED)));
        assertThat(event.getDateTimeStamp().getValue(), is(Date.from(MODIFIED)));
        assertThat(event.getTransparency().isTransparent(), is(true));
        assertThat(event.getClassification().isPrivate(), is(true));
    }

    @Test
    void describesTheWorkout() throws Exception {
        VEvent event = readEvent(run(Map.of("distance", new BigDecimal("6120.5"), "calories", new BigDecimal("412.25"),
                "steps", new BigDecimal(5210), "hr_average", new BigDecimal(128), "hr_max", new BigDecimal(171),
                "pause_duration", new BigDecimal(90))));

        assertThat(event.getDescription().getValue().lines().toList(),
                contains("Duration: 44 min", "Distance: 6.12 km", "Steps: 5,210", "Calories: 412 kcal",
                        "Average heart rate: 128 bpm", "Maximum heart rate: 171 bpm"));
    }

    @Test
    void omitsMissingValues() throws Exception {
        VEvent event = readEvent(run(Map.of("distance", BigDecimal.ZERO, "hr_average", BigDecimal.ZERO)));

        assertThat(event.getDescription().getValue(), is("Duration: 45 min"));
        assertThat("it is not after the start", readEvent(workout(1L, RUN, START, Map.of())).getDateEnd(),
                is(nullValue()));
    }

    @Test
    void namesKnownCategoriesAndNumbersOthers() throws Exception {
        for (WorkoutCategory category : WorkoutCategory.values()) {
            assertThat(readEvent(workout(1L, category.number(), END, Map.of())).getSummary().getValue(),
                    is(new PropertiesTranslations()
                            .text("channel-type.withings.workout-category.state.option." + category.name())));
        }
        assertThat(readEvent(workout(1L, 999, END, Map.of())).getSummary().getValue(), is("Workout (category 999)"));
    }

    @Test
    void hasADifferentUidForEachWorkoutAndKeepsItWhenTheWorkoutChanges() throws Exception {
        Workout corrected = workout(3661300277L, 1, END.plus(Duration.ofHours(1)), Map.of("steps", BigDecimal.ONE));
        ICalendar calendar = read(write(run(Map.of()), corrected, workout(1L, RUN, END, Map.of()),
                workout(null, RUN, END, Map.of()), workout(null, 1, END, Map.of())));

        List<String> uids = calendar.getEvents().stream().map(event -> event.getUid().getValue()).toList();
        assertThat(uids.get(1), is(uids.get(0)));
        assertThat(Set.copyOf(uids), hasSize(4));
    }

    @Test
    void formatsNumbersInTheLocaleAndHasTheNameOfThePersonWithoutControlCharacters() throws Exception {
        ICalendar calendar = read(write(Locale.GERMANY, "Zoë; \"the, 2nd\\\"\u001b\n🏃",
                run(Map.of("distance", new BigDecimal(6120)))));

        assertThat(calendar.getNames().get(0).getValue(), is("Trainings von Zoë; \"the, 2nd\\\" 🏃"));
        assertThat(calendar.getEvents().get(0).getDescription().getValue(), containsString("6,12 km"));
    }

    @Test
    void writesTimesInUtcAndLineEndsAsInTheStandard() {
        String text = write(run(Map.of()));
        String unfolded = text.replace("\r\n ", "");

        assertThat(text, startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assertThat(text, endsWith("END:VCALENDAR\r\n"));
        assertThat(text.replace("\r\n", ""), not(anyOf(containsString("\r"), containsString("\n"))));
        assertThat(unfolded, containsString("\r\nPRODID:-//"));
        assertThat(unfolded, containsString("\r\nDTSTART:20260310T170000Z\r\n"));
        assertThat(unfolded, containsString("\r\nDTEND:20260310T174530Z\r\n"));
        assertThat(unfolded, containsString("\r\nLAST-MODIFIED:20260310T180000Z\r\n"));
        assertThat(unfolded, containsString("\r\nUID:3661300277@"));
    }

    @Test
    void foldsLinesThatAreLongerThan75Octets() {
        String text = write(Locale.ENGLISH, "山".repeat(100) + "🏃".repeat(100) + "ë".repeat(100),
                workout(1L, 515, END, Map.of("distance", BigDecimal.TEN, "steps", BigDecimal.TEN)));

        for (String line : text.split("\r\n")) {
            assertThat(line, line.getBytes(StandardCharsets.UTF_8).length, is(lessThanOrEqualTo(75)));
        }
    }
}
