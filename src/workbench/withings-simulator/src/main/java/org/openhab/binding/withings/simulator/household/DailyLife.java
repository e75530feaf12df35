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
package org.openhab.binding.withings.simulator.household;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Makes people act at typical hours of the virtual time. After a jump, each missed act is done once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DailyLife {
    private static final Duration ROUND = Duration.ofMinutes(5);
    private static final int FIRST_WALK = 8;
    private static final int LAST_WALK = 21;

    private final Household household;
    private final Clock clock;
    private Instant lastRound;

    private record Habit(LocalTime time, Consumer<Person> act) {}

    public DailyLife(Household household, Clock clock) {
        this.household = household;
        this.clock = clock;
        this.lastRound = clock.instant();
    }

    public void start(ScheduledExecutorService scheduler) {
        scheduler.scheduleAtFixedRate(this::live, ROUND.toMinutes(), ROUND.toMinutes(), TimeUnit.MINUTES);
    }

    private synchronized void live() {
        Instant now = clock.instant();
        for (Person person : household.people()) {
            ZonedDateTime before = lastRound.atZone(person.zone());
            ZonedDateTime local = now.atZone(person.zone());
            habits(now).stream().filter(habit -> happened(habit.time(), before, local))
                    .forEach(habit -> habit.act().accept(person));
        }
        lastRound = now;
    }

    private static boolean happened(LocalTime time, ZonedDateTime before, ZonedDateTime now) {
        ZonedDateTime today = now.with(time);
        ZonedDateTime last = today.isAfter(now) ? now.minusDays(1).with(time) : today;
        return last.isAfter(before);
    }

    private List<Habit> habits(Instant now) {
        Chance chance = Chance.of(now.getEpochSecond(), 0, "life", 0);
        Consumer<Person> getUp = person -> {
            if (household.isInBed(person)) {
                household.getUp(person);
            }
        };
        Consumer<Person> weigh = person -> household.stepOnScale(person,
                Math.round(chance.around(person.body().weightGrams(), 400)) / 1000.0);
        Consumer<Person> pressure = person -> household.measureBloodPressure(person,
                (int) chance.around(person.body().systolic(), 5),
                (int) chance.around(person.body().systolic() * 0.64, 4),
                person.body().restingPulse() + chance.between(6, 14));
        Consumer<Person> temperature = person -> household.takeTemperature(person,
                Math.round(chance.around(36.6, 0.2) * 100) / 100.0);
        Consumer<Person> walk = person -> household.walk(person, chance.between(250, 1100));
        List<Habit> habits = new ArrayList<>(List.of(new Habit(LocalTime.of(6, 40), getUp),
                new Habit(LocalTime.of(6, 55), weigh), new Habit(LocalTime.of(19, 20), pressure),
                new Habit(LocalTime.of(20, 30), temperature), new Habit(LocalTime.of(22, 40), household::goToBed)));
        for (int hour = FIRST_WALK; hour <= LAST_WALK; hour++) {
            habits.add(new Habit(LocalTime.of(hour, 10), walk));
        }
        return habits;
    }
}
