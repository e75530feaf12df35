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

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.channel.StateType;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.channel.WorkoutChannels.WorkoutField;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Classification;

/**
 * Writes workouts as an iCalendar file (RFC 5545). The same workouts give the same text.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record WorkoutCalendar(Texts texts, Locale locale) {
    private static final String PRODUCT = "-//The Withings Binding Contributors//openHAB Withings Binding//EN";
    private static final String UID_DOMAIN = "@workouts.withings.openhab.org";
    /** Understood by more calendar applications than the standard's NAME. */
    private static final String WIDESPREAD_NAME = "X-WR-CALNAME";
    /** The limit is 75 octets, but the library counts characters, which have up to three octets. */
    private static final int LINE_LENGTH = 24;

    private static final List<WorkoutField> FIELDS = List.of(WorkoutField.STEPS, WorkoutField.CALORIES,
            WorkoutField.HEART_RATE_AVERAGE, WorkoutField.HEART_RATE_MAXIMUM, WorkoutField.POOL_LAPS);

    String write(String person, List<Workout> workouts) {
        ICalendar calendar = new ICalendar();
        String name = text("name", Texts.printable(person));
        calendar.setProductId(PRODUCT);
        calendar.setName(name);
        calendar.addExperimentalProperty(WIDESPREAD_NAME, name);
        workouts.forEach(workout -> calendar.addEvent(event(workout)));
        StringWriter text = new StringWriter();
        try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
            writer.getVObjectWriter().getFoldedLineWriter().setLineLength(LINE_LENGTH);
            writer.write(calendar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private VEvent event(Workout workout) {
        VEvent event = new VEvent();
        Long id = workout.id();
        event.setUid((id != null ? id.toString() : workout.start().getEpochSecond() + "-" + workout.category())
                + UID_DOMAIN);
        Date modified = Date.from(workout.modified());
        event.setDateTimeStamp(modified);
        event.setLastModified(modified);
        event.setDateStart(Date.from(workout.start()));
        if (workout.end().isAfter(workout.start())) {
            event.setDateEnd(Date.from(workout.end()));
        }
        event.setSummary(summary(workout));
        event.setDescription(description(workout));
        event.setClassification(Classification.private_());
        // shows the time as free
        event.setTransparency(true);
        return event;
    }

    private String summary(Workout workout) {
        WorkoutCategory category = WorkoutCategory.of(workout.category());
        return category == null
                ? text("unknown-category", Integer.toString(workout.category()))
                : texts.get("channel-type.withings." + StateType.WORKOUT_CATEGORY.channelTypeId() + ".state.option."
                        + category.name(), locale);
    }

    private String description(Workout workout) {
        List<String> lines = new ArrayList<>();
        Duration active = WorkoutChannels.activeDuration(workout);
        lines.add(text("duration", number(BigDecimal.valueOf(active.toMinutes()), 0)));
        positive(WorkoutField.DISTANCE, workout)
                .ifPresent(metres -> lines.add(text("distance", number(metres.movePointLeft(3), 2))));
        for (WorkoutField field : FIELDS) {
            positive(field, workout).ifPresent(value -> lines.add(text(Texts.key(field), number(value, 0))));
        }
        return String.join("\n", lines);
    }

    private static Optional<BigDecimal> positive(WorkoutField field, Workout workout) {
        return Optional.ofNullable(field.value(workout.values()))
                .filter(value -> value.signum() > 0 && field.channel().type().accepts(value));
    }

    private String text(String key, String argument) {
        return texts.get("calendar." + key, locale, argument);
    }

    private String number(BigDecimal number, int maximumFractionDigits) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMaximumFractionDigits(maximumFractionDigits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }
}
