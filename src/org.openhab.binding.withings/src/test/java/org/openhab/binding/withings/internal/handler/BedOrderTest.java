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
package org.openhab.binding.withings.internal.handler;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.BedEvent.Kind;
import org.openhab.binding.withings.internal.channel.BedChannels;
import org.openhab.binding.withings.internal.handler.Bedrooms.Triggered;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Bed presence does not depend on the order, repetition and delay of events and sleep data, nor on restarts of openHAB
 * in between.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BedOrderTest {
    private static final List<String> PEOPLE = List.of("363", "364");
    private static final List<String> MATS = List.of("left", "right");
    private static final List<String> THINGS = Stream.concat(PEOPLE.stream(), MATS.stream()).toList();
    private static final Instant START = Instant.parse("2026-03-07T18:00:00Z");
    private static final Duration NIGHTS = Duration.ofDays(3);
    /** Older events do not fire the trigger. */
    private static final Duration NEWS = Duration.ofDays(1);

    /** @param ofNight whether it is the end of a night in the sleep data, not a notification */
    private record Report(String person, BedEvent event, boolean ofNight) {

        static Report notification(String person, String mat, Kind kind, Instant time) {
            return new Report(person, new BedEvent(kind, time, mat), false);
        }

        boolean isOf(String thing) {
            return thing.equals(person) || thing.equals(event.deviceId());
        }
    }

    /** What happens after a report has arrived. */
    private enum Next {
        NOTHING,
        /** A restart of openHAB. */
        RESTART,
        /** A restart with a report that arrives after the account, but before the things are initialized. */
        SLOW_RESTART
    }

    private record Arrival(Report report, Next next) {}

    private record Scenario(List<Report> happened, List<Arrival> arrivals) {}

    /** A night whose sleep data end before the person gets out of bed; the bed-out event may be lost. */
    private record Night(String person, String mat, Instant in, Instant end, Instant out, boolean lost) {

        List<Report> happened() {
            return List.of(Report.notification(person, mat, Kind.IN, in),
                    Report.notification(person, mat, Kind.OUT, out));
        }

        List<Report> reports() {
            Report data = new Report(person, new BedEvent(Kind.OUT, end, mat), true);
            return lost ? List.of(happened().get(0), data) : List.of(happened().get(0), happened().get(1), data);
        }
    }

    private record NightScenario(List<Night> nights, List<Arrival> arrivals) {}

    @Provide
    Arbitrary<Scenario> events() {
        return Combinators
                .combine(Arbitraries.of(PEOPLE), Arbitraries.of(MATS), Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, (int) NIGHTS.toMinutes() - 1))
                .as((person, mat, kind, minute) -> Report.notification(person, mat, kind,
                        START.plus(Duration.ofMinutes(minute))))
                .list().ofMinSize(1).ofMaxSize(16).uniqueElements(report -> report.event().time())
                .flatMap(happened -> arrivals(happened).map(arrivals -> new Scenario(happened, arrivals)));
    }

    @Provide
    Arbitrary<NightScenario> nights() {
        Arbitrary<Night> night = Combinators.combine(Arbitraries.of(PEOPLE), Arbitraries.of(MATS),
                Arbitraries.integers().between(15, 300), Arbitraries.integers().between(20, 500),
                Arbitraries.integers().between(0, 9), Arbitraries.of(true, false))
                .as((person, mat, awake, asleep, gettingUp, lost) -> {
                    Instant in = START.plus(Duration.ofMinutes(awake));
                    Instant end = in.plus(Duration.ofMinutes(asleep));
                    return new Night(person, mat, in, end, end.plus(Duration.ofMinutes(gettingUp)), lost);
                });
        return night.list().ofMinSize(1).ofMaxSize(5).map(BedOrderTest::oneAfterTheOther)
                .flatMap(nights -> arrivals(nights.stream().flatMap(one -> one.reports().stream()).toList())
                        .map(arrivals -> new NightScenario(nights, arrivals)));
    }

    private static List<Night> oneAfterTheOther(List<Night> nights) {
        List<Night> inOrder = new ArrayList<>();
        Duration shift = Duration.ZERO;
        for (Night night : nights) {
            inOrder.add(new Night(night.person(), night.mat(), night.in().plus(shift), night.end().plus(shift),
                    night.out().plus(shift), night.lost()));
            shift = shift.plus(Duration.between(START, night.out()));
        }
        return inOrder;
    }

    /** Returns every report at least once, in any order. */
    private static Arbitrary<List<Arrival>> arrivals(List<Report> reports) {
        return Arbitraries.of(reports).list().ofMaxSize(8).flatMap(repetitions -> {
            List<Report> all = new ArrayList<>(reports);
            all.addAll(repetitions);
            return Combinators.combine(Arbitraries.shuffle(all), next().list().ofSize(all.size()))
                    .as((shuffled, next) -> IntStream.range(0, all.size())
                            .mapToObj(i -> new Arrival(shuffled.get(i), next.get(i))).toList());
        });
    }

    private static Arbitrary<Next> next() {
        return Arbitraries.frequency(Tuple.of(6, Next.NOTHING), Tuple.of(1, Next.RESTART),
                Tuple.of(1, Next.SLOW_RESTART));
    }

    private static void deliver(Bedrooms bedrooms, Report report) {
        if (report.ofNight()) {
            bedrooms.left(report.person(), report.event());
        } else {
            bedrooms.happened(report.person(), report.event());
        }
    }

    /** Adds the nights of the last days after each start, when they are read again. */
    private static void arrive(Bedrooms bedrooms, List<Arrival> arrivals) {
        List<Report> nights = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            deliver(bedrooms, arrival.report());
            if (arrival.report().ofNight()) {
                nights.add(arrival.report());
            }
            bedrooms.startThings();
            if (arrival.next() != Next.NOTHING) {
                bedrooms.restartAccount();
                nights.forEach(night -> deliver(bedrooms, night));
            }
            if (arrival.next() != Next.SLOW_RESTART) {
                bedrooms.startThings();
            }
        }
        bedrooms.startThings();
    }

    /** Returns whether there are two bed-outs within minutes, which count as one. */
    private static boolean isRepeated(Report last, List<Report> inOrder) {
        Instant before = last.event().time().minus(Duration.ofMinutes(10));
        return last.event().kind() == Kind.OUT && inOrder.stream()
                .anyMatch(
                        one -> one != last && one.event().kind() == Kind.OUT && one.event().time().isAfter(before));
    }

    private static void assertTriggeredOnceAndInOrder(Bedrooms bedrooms, String thing) {
        List<Instant> times = bedrooms.triggered().stream()
                .filter(triggered -> triggered.thing().equals(thing) && triggered.event() != Kind.INFLATED)
                .map(Triggered::time)
                .toList();
        assertThat("rules hear of nothing twice and of nothing that has been overtaken", times,
                is(times.stream().distinct().sorted().toList()));
        assertThat(bedrooms.triggered(), hasSize(new HashSet<>(bedrooms.triggered()).size()));
    }

    @Property(seed = "20260520", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theFinalStateDoesNotDependOnOrderAndRepetitions(@ForAll("events") Scenario scenario) {
        List<Report> inOrder = scenario.happened().stream()
                .sorted(Comparator.comparing(report -> report.event().time()))
                .toList();
        Instant end = START.plus(NIGHTS);
        try (Bedrooms expected = new Bedrooms(end, PEOPLE, MATS);
                Bedrooms bedrooms = new Bedrooms(end, PEOPLE, MATS)) {
            inOrder.forEach(report -> deliver(expected, report));

            arrive(bedrooms, scenario.arrivals());

            for (String thing : THINGS) {
                assertThat(bedrooms.shown(thing), is(expected.shown(thing)));
                inOrder.stream().filter(report -> report.isOf(thing)).reduce((one, other) -> other)
                        .filter(last -> last.event().time().isAfter(end.minus(NEWS)) && !isRepeated(last, inOrder))
                        .ifPresent(last -> assertThat("rules hear of the last event", bedrooms.triggered(),
                                hasItem(new Triggered(thing, last.event().kind(), last.event().time()))));
                assertTriggeredOnceAndInOrder(bedrooms, thing);
            }
        }
    }

    @Property(seed = "20260520", tries = 100, edgeCases = EdgeCasesMode.NONE)
    void nightsReplaceEveryLostBedOut(@ForAll("nights") NightScenario scenario) {
        Instant end = scenario.nights().get(scenario.nights().size() - 1).out();
        try (Bedrooms expected = new Bedrooms(end, PEOPLE, MATS);
                Bedrooms bedrooms = new Bedrooms(end, PEOPLE, MATS)) {
            scenario.nights().forEach(night -> night.happened().forEach(report -> deliver(expected, report)));

            arrive(bedrooms, scenario.arrivals());

            for (String thing : THINGS) {
                for (String channel : List.of(BedChannels.IN_BED.channelId(), BedChannels.LAST_IN.channelId())) {
                    assertThat(bedrooms.shown(thing).get(channel), is(expected.shown(thing).get(channel)));
                }
                for (Night night : scenario.nights()) {
                    assertThat("rules hear of one getting up", bedrooms.triggered().stream()
                            .filter(triggered -> triggered.thing().equals(thing) && triggered.event() == Kind.OUT
                                    && !triggered.time().isBefore(night.end())
                                    && !triggered.time().isAfter(night.out()))
                            .toList(), hasSize(lessThanOrEqualTo(1)));
                }
                assertTriggeredOnceAndInOrder(bedrooms, thing);
            }
        }
    }
}
