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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.ThingUID;

/**
 * The order of the import, its channels, and its behaviour after interruptions and failures.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HistoryImportTest {
    private static final Instant NOW = Instant.parse("2011-03-01T12:00:00Z");
    private static final ThingUID THING = new ThingUID("withings:person:home:anna");
    private static final Link WEIGHT = new Link("body#weight", "Weight");
    private static final Link SLEEP_SCORE = new Link("sleep#sleep-score", "Score");
    private static final Link SLEEP_STATE = new Link("sleep#state", "State");
    private static final List<String> MEASURES = List.of("MEASURES 1970", "MEASURES 2009", "MEASURES 2010",
            "MEASURES 2011");
    private static final List<String> ALL = Stream
            .concat(MEASURES.stream(), Stream.of("SLEEP 2009", "SLEEP 2010", "SLEEP 2011")).toList();

    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final List<String> asked = new ArrayList<>();
    private final Thing thing = new Thing();
    private final Source measures = new Source(Service.MEASURES, "body#weight", Set.of());
    private final Source sleep = new Source(Service.SLEEP, "sleep#sleep-score", Set.of("sleep#state"));
    private HistoryImport history = newImport(Duration.ZERO);

    // the first run

    @Test
    void readsTheRowsOfEveryServiceTheOldestYearFirstEvenIfNothingIsLinked() {
        begin();

        assertThat(asked, is(ALL));
        assertThat(thing.shown.keySet(), is(Set.of("body#weight", "sleep#sleep-score")));
    }

    @Test
    void readsIntradayDataLastAndOnlyIfTheirChannelsAreLinked() {
        thing.links.add(SLEEP_STATE);

        begin();

        assertThat(asked.subList(7, asked.size()).get(0), is("SLEEP 2009 intraday"));
    }

    @Test
    void readsIntradayDataFromTheFirstNightOn() {
        sleep.firstYear = 2011;
        thing.links.add(SLEEP_STATE);

        begin();

        assertThat(asked.subList(7, asked.size()),
                contains("SLEEP 2010 intraday", "SLEEP 2011 intraday", "SLEEP 2011 intraday"));
    }

    @Test
    void readsEachWindowOnceWithinTheDepth() {
        begin();

        assertThat(measures.windows, contains( //
                "1970-01-01T00:00:00Z - 2009-01-01T00:00:00Z", "2009-01-01T00:00:00Z - 2010-01-01T00:00:00Z",
                "2010-01-01T00:00:00Z - 2011-01-01T00:00:00Z", "2011-01-01T00:00:00Z - 2011-03-01T12:00:15Z"));

        measures.windows.clear();
        new ThingDocument(storage, THING).delete();
        history = newImport(Duration.ofDays(90));
        begin();

        assertThat(measures.windows, contains("2010-12-01T12:00:30Z - 2011-03-01T12:00:30Z"));
    }

    @Test
    void sendsCurrentStatesBeforeTheFirstSeriesAndTheNewestAfterAService() {
        thing.links.addAll(List.of(WEIGHT, SLEEP_SCORE));

        begin();

        assertThat(thing.events, contains("present [body#weight, sleep#sleep-score]", "past", "past", "past", "past",
                "newest", "past", "past", "past", "newest"));
    }

    // links

    @Test
    void importsTheHistoryOfALaterLinkAfterAMinute() {
        begin();
        measures.others.add("body#height");
        forget();

        thing.link(WEIGHT);
        scheduler.advance(Duration.ofSeconds(59));
        assertThat(asked, is(empty()));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(asked, is(MEASURES));
        assertThat(thing.events.get(0), is("present [body#weight]"));
        assertThat(thing.shown, is(Map.of("body#weight", 4)));
    }

    @ParameterizedTest
    @CsvSource({ "PT0S, false", "PT0S, true", "PT9M, true", "PT50M, false" })
    void readsNothingAfterASavedItemsFileOrARestartWithSlowLinks(Duration gone, boolean restart) {
        thing.links.addAll(List.of(WEIGHT, SLEEP_SCORE, SLEEP_STATE));
        begin();
        scheduler.advance(Duration.ofMinutes(119));
        forget();

        Set<Link> links = Set.copyOf(thing.links);
        thing.links.clear();
        if (restart) {
            restart();
        }
        scheduler.advance(gone);
        links.forEach(thing::link);
        scheduler.advance(Duration.ofHours(5));

        assertThat(asked, is(empty()));
    }

    @Test
    void earlyLinksNeedNoSecondRun() {
        history.begin();
        scheduler.advance(Duration.ofSeconds(10));
        thing.link(WEIGHT);
        scheduler.advance(Duration.ofHours(2));

        assertThat(asked, hasSize(7));
        assertThat(thing.events.get(0), is("present [body#weight]"));
    }

    @Test
    void linksDuringARunCauseOneFurtherRun() {
        CompletableFuture<@Nullable Void> second = beginUpTo2009();
        thing.link(WEIGHT);
        thing.link(SLEEP_SCORE);
        scheduler.advance(Duration.ofMinutes(5));
        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009"));
        measures.sendAndComplete(second);
        forget();

        scheduler.advance(Duration.ofHours(3));

        assertThat(asked, is(ALL));
    }

    @Test
    void forgetsALinkThatWasRemovedForAnHour() {
        thing.links.add(WEIGHT);
        begin();
        scheduler.advance(Duration.ofHours(1));
        forget();

        thing.links.clear();
        scheduler.advance(Duration.ofHours(3));
        thing.link(WEIGHT);
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(asked, hasSize(4));
    }

    @Test
    void ignoresLinksOfChannelsWithoutHistory() {
        begin();
        forget();

        thing.link(new Link("bed#in-bed", "InBed"));
        scheduler.advance(Duration.ofHours(2));

        assertThat(asked, is(empty()));
    }

    @Test
    void importsLinkedChannelsAgainOnRequestUnlessRunning() {
        thing.links.add(WEIGHT);
        CompletableFuture<@Nullable Void> first = measures.waiting();
        begin();
        history.importAgain();
        measures.sendAndComplete(first);
        assertThat(asked, is(ALL));
        forget();

        history.importAgain();

        assertThat(asked, is(MEASURES));
    }

    // interruptions

    @Test
    void continuesWithTheWindowInWhichARestartInterruptedIt() {
        thing.links.add(WEIGHT);
        beginUpTo2009();
        forget();

        restart();
        scheduler.advance(Duration.ofHours(2));

        assertThat(asked.subList(0, 2), contains("MEASURES 2009", "MEASURES 2010"));
        assertThat("the link has got everything by both", asked, hasSize(6));
    }

    @Test
    void aLinkAfterARestartIsNotPartOfTheContinuedRun() {
        beginUpTo2009();
        forget();
        thing.links.add(WEIGHT);
        restart();
        assertThat(asked.get(0), is("MEASURES 2009"));
        forget();

        scheduler.advance(Duration.ofHours(1));

        assertThat(asked, is(MEASURES));
    }

    @Test
    void ignoresAnAnswerAfterClosing() {
        CompletableFuture<@Nullable Void> late = measures.waiting();
        begin();
        history.close();

        assertThrows(CancellationException.class, () -> measures.sendAndComplete(late));

        assertThat(thing.shown.keySet(), is(empty()));
        assertThat(asked, contains("MEASURES 1970"));
    }

    @Test
    void retriesAfterAnErrorOfTheTarget() {
        thing.broken = true;
        begin();
        assertThat(asked, contains("MEASURES 1970"));

        thing.broken = false;
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(progress().isFinished(), is(true));
    }

    // failures

    @Test
    void retriesWithABackoff() {
        measures.fails(Failure.UNREACHABLE, 3);
        begin();

        for (long seconds : List.of(5L, 10L, 20L)) {
            assertThat(progress().failure(), is(Failure.UNREACHABLE));
            scheduler.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(progress().isFinished(), is(false));
            scheduler.advance(Duration.ofMillis(1));
        }

        assertThat(progress().isFinished(), is(true));
    }

    @Test
    void skipsAWindowThatCannotBeRead() {
        measures.fails(Failure.MALFORMED_ANSWER, 5);
        begin();
        scheduler.advance(Duration.ofHours(1));

        assertThat(progress().isFinished(), is(true));
        assertThat(Set.copyOf(asked), hasItems("MEASURES 2009", "MEASURES 2010", "MEASURES 2011"));
    }

    @Test
    void stopsWhenTheConsentHasEndedAndContinuesAfterANewOne() {
        measures.answers.add(measures::normal);
        measures.fails(Failure.CONSENT_ENDED, 1);
        begin();
        scheduler.advance(Duration.ofHours(5));
        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009"));
        assertThat(thing.failed, contains(Failure.CONSENT_ENDED));
        forget();

        restart();

        assertThat(asked.subList(0, 3), is(MEASURES.subList(1, 4)));
    }

    @Test
    void importsAServiceAfterTheConsentCoversIt() {
        thing.links.add(WEIGHT);
        measures.fails(Failure.SCOPE, 1);
        begin();
        assertThat(asked.subList(0, 2), contains("MEASURES 1970", "SLEEP 2009"));
        assertThat(thing.failed, contains(Failure.SCOPE));
        thing.wanted = EnumSet.of(Service.SLEEP);
        forget();
        scheduler.advance(Duration.ofHours(3));
        assertThat(asked, is(empty()));

        thing.wanted = EnumSet.allOf(Service.class);
        scheduler.advance(Duration.ofHours(1));

        assertThat(asked, is(MEASURES));
    }

    @Test
    void waitsWhileNoServiceMayBeRead() {
        thing.wanted = EnumSet.of(Service.DEVICES);
        begin();
        assertThat(asked, is(empty()));
        assertThat(progress().isFinished(), is(false));

        thing.wanted = EnumSet.allOf(Service.class);
        scheduler.advance(Duration.ofHours(1));

        assertThat(progress().isFinished(), is(true));
        assertThat(asked, hasSize(7));
    }

    // progress

    @Test
    void reportsItsProgress() {
        assertThat(history.progress(), is(nullValue()));
        measures.answers.add(measures::normal);
        measures.answers.add(measures::normal);
        CompletableFuture<@Nullable Void> third = measures.waiting();
        begin();

        HistoryProgress half = progress();
        measures.sendAndComplete(third);

        assertThat(half.service(), is(Service.MEASURES));
        assertThat(half.reached(), is(Instant.parse("2010-01-01T00:00:00Z")));
        assertThat(half.share(), is(closeTo(0.23, 0.01)));
        assertThat(progress(), is(new HistoryProgress(null, null, 1, NOW.plusSeconds(15), null)));
        List<Double> shares = thing.progress.stream().map(HistoryProgress::share).toList();
        assertThat(shares, is(shares.stream().sorted().toList()));
    }

    private CompletableFuture<@Nullable Void> beginUpTo2009() {
        measures.answers.add(measures::normal);
        CompletableFuture<@Nullable Void> waiting = measures.waiting();
        begin();
        return waiting;
    }

    private void begin() {
        history.begin();
        scheduler.advance(Duration.ofSeconds(15));
    }

    private void restart() {
        history.close();
        history = newImport(Duration.ZERO);
        begin();
    }

    private HistoryProgress progress() {
        return Objects.requireNonNull(history.progress());
    }

    private HistoryImport newImport(Duration depth) {
        return new HistoryImport("Anna", List.of(sleep, measures), new ThingDocument(storage, THING), depth, thing,
                new AccountExecutor(scheduler), scheduler.clock());
    }

    private void forget() {
        asked.clear();
        thing.events.clear();
        thing.shown.clear();
    }

    /** Returns an update for every window, unless a test sets another answer. */
    private class Source extends DataSource<Object> {
        private final String channelId;
        private final Set<String> intradayChannels;
        private final List<String> others = new ArrayList<>();
        private final List<String> windows = new ArrayList<>();
        private final Queue<Supplier<CompletableFuture<@Nullable Void>>> answers = new ArrayDeque<>();
        private Runnable send = () -> {
        };
        private int firstYear;

        Source(Service service, String channelId, Set<String> intradayChannels) {
            super(service, new FakePersonApi(), scheduler.clock(), row -> NOW, row -> null);
            this.channelId = channelId;
            this.intradayChannels = intradayChannels;
        }

        void fails(Failure failure, int times) {
            for (int i = 0; i < times; i++) {
                answers.add(() -> CompletableFuture.failedFuture(new WithingsException(failure, "on purpose")));
            }
        }

        CompletableFuture<@Nullable Void> waiting() {
            CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
            answers.add(() -> answer);
            return answer;
        }

        CompletableFuture<@Nullable Void> normal() {
            return CompletableFuture.<@Nullable Void>completedFuture(null).thenRun(send);
        }

        void sendAndComplete(CompletableFuture<@Nullable Void> answer) {
            send.run();
            answer.complete(null);
        }

        private CompletableFuture<@Nullable Void> ask(Instant start, Instant end, String what,
                Collection<String> channels,
                Consumer<List<ChannelUpdate>> sink) {
            int year = Integer.parseInt(start.toString().substring(0, 4));
            asked.add(service() + " " + year + what);
            windows.add(start + " - " + end);
            send = () -> sink.accept(channels.stream().filter(id -> year >= firstYear)
                    .map(id -> ChannelUpdate.of(id, start, new DecimalType(year))).toList());
            Supplier<CompletableFuture<@Nullable Void>> answer = answers.poll();
            return answer == null ? normal() : answer.get();
        }

        @Override
        public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
            throw new IllegalStateException("changes are not read");
        }

        @Override
        public CompletableFuture<@Nullable Void> history(Instant start, Instant end,
                Consumer<List<ChannelUpdate>> sink) {
            List<String> channels = new ArrayList<>(others);
            channels.add(channelId);
            return ask(start, end, "", channels, sink);
        }

        @Override
        public Set<String> intradayChannels() {
            return intradayChannels;
        }

        @Override
        public CompletableFuture<@Nullable Void> intraday(Instant start, Instant end,
                Consumer<List<ChannelUpdate>> sink) {
            return ask(start, end, " intraday", intradayChannels, sink);
        }
    }

    private class Thing implements HistoryImport.Target {
        private final Set<Link> links = new HashSet<>();
        private final List<String> events = new ArrayList<>();
        /** The number of updates per channel. */
        private final Map<String, Integer> shown = new HashMap<>();
        private final List<HistoryProgress> progress = new ArrayList<>();
        private final List<Failure> failed = new ArrayList<>();
        private Set<Service> wanted = EnumSet.allOf(Service.class);
        private boolean broken;

        void link(Link link) {
            links.add(link);
            history.channelLinked();
        }

        @Override
        public Set<Service> wanted() {
            return wanted;
        }

        @Override
        public Set<Link> links() {
            return Set.copyOf(links);
        }

        @Override
        public void sendPresentStates(Set<String> channelIds) {
            events.add("present " + new TreeSet<>(channelIds));
        }

        @Override
        public void showPast(List<ChannelUpdate> updates) {
            if (broken) {
                throw new IllegalStateException("on purpose");
            }
            events.add("past");
            updates.forEach(update -> shown.merge(update.channelId(), 1, Integer::sum));
        }

        @Override
        public void showNewest() {
            events.add("newest");
        }

        @Override
        public void progressed(HistoryProgress now) {
            progress.add(now);
        }

        @Override
        public void failed(Service service, WithingsException failure) {
            failed.add(failure.failure());
        }
    }
}
