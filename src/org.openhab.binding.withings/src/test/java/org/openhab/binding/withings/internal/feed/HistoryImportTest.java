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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.HistoryMemory;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.storage.StateMemory;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.ThingUID;

/**
 * In which order the past is read, and that nothing of it is lost whatever happens.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HistoryImportTest {
    private static final Instant NOW = Instant.parse("2011-03-01T12:00:00Z");
    private static final ThingUID THING = new ThingUID("withings:person:home:anna");

    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final HistoryMemory memory = new HistoryMemory(storage, THING);
    private final List<String> asked = new ArrayList<>();
    private final Outlet outlet = new Outlet();
    private final Source measures = new Source(Service.MEASURES, false);
    private final Source sleep = new Source(Service.SLEEP, true);

    @Test
    void readsOneServiceAfterTheOtherTheOldestYearFirstAndTheDetailsLast() {
        history(measures, sleep).start();

        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009", "MEASURES 2010", "MEASURES 2011", //
                "SLEEP 2009", "SLEEP 2010", "SLEEP 2011", //
                "SLEEP 2009 details", "SLEEP 2010 details", "SLEEP 2011 details"));
    }

    @Test
    void readsEveryMomentOnceUpToNow() {
        history(measures).start();

        assertThat(measures.windows, contains( //
                "1970-01-01T00:00:00Z - 2009-01-01T00:00:00Z", "2009-01-01T00:00:00Z - 2010-01-01T00:00:00Z",
                "2010-01-01T00:00:00Z - 2011-01-01T00:00:00Z", "2011-01-01T00:00:00Z - 2011-03-01T12:00:00Z"));
    }

    @Test
    void readsNoMoreOfThePastThanIsOfInterest() {
        history(Duration.ofDays(90), measures).start();

        assertThat(measures.windows, contains("2010-12-01T12:00:00Z - 2011-01-01T00:00:00Z",
                "2011-01-01T00:00:00Z - 2011-03-01T12:00:00Z"));
    }

    @Test
    void followsThePagesToTheEnd() {
        measures.pages(2009, 3);

        history(measures).start();

        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009", "MEASURES 2009 at 1", "MEASURES 2009 at 2",
                "MEASURES 2010", "MEASURES 2011"));
        assertThat(outlet.shown, hasSize(6));
    }

    @Test
    void doesNotFollowPagesThatLeadNowhere() {
        measures.answers.add(source -> source.answer(new HistoryPage(List.of(), 5L)));
        measures.answers.add(source -> source.answer(new HistoryPage(List.of(), 5L)));

        history(measures).start();

        assertThat(asked, contains("MEASURES 1970", "MEASURES 1970 at 5", "MEASURES 2009", "MEASURES 2010",
                "MEASURES 2011"));
    }

    @Test
    void goesOnAtThePageWhereARestartInterruptedIt() {
        measures.pages(2009, 3);
        measures.answers.add(Source::answerNormally);
        measures.answers.add(Source::answerNormally);
        measures.answers.add(Source::neverAnswer);
        HistoryImport interrupted = history(measures, sleep);
        interrupted.start();
        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009", "MEASURES 2009 at 1"));
        interrupted.close();
        asked.clear();

        history(measures, sleep).resume();

        assertThat(asked.subList(0, 3), contains("MEASURES 2009 at 1", "MEASURES 2009 at 2", "MEASURES 2010"));
    }

    @Test
    void showsAPageAgainAfterACrashBeforeItWasNoted() {
        outlet.whileShowing = () -> {
            throw new IllegalStateException("the power fails");
        };
        HistoryImport crashed = history(measures);
        crashed.start();
        crashed.close();
        asked.clear();
        outlet.shown.clear();
        outlet.whileShowing = () -> {
        };

        history(measures).resume();

        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009", "MEASURES 2010", "MEASURES 2011"));
        assertThat(outlet.shown, hasSize(4));
    }

    @Test
    void anAnswerThatComesAfterTheEndIsNotShown() {
        measures.answers.add(Source::neverAnswer);
        HistoryImport closed = history(measures);
        closed.start();
        closed.close();

        measures.unanswered.complete(measures.page(2009, 0));

        assertThat(outlet.shown, is(empty()));
        assertThat(asked, contains("MEASURES 1970"));
    }

    @Test
    void doesNotImportAgainWhatHasBeenImported() {
        history(measures).start();
        asked.clear();

        HistoryImport later = history(measures);
        later.resume();

        assertThat(asked, is(empty()));
        assertThat(later.hasBegun(), is(true));
    }

    @Test
    void importsEverythingAgainOnRequest() {
        HistoryImport history = history(measures);
        history.start();
        asked.clear();

        history.start();

        assertThat(asked, hasSize(4));
    }

    @Test
    void startsFromTheBeginningWhenAskedToInTheMiddle() {
        measures.answers.add(Source::answerNormally);
        measures.answers.add(Source::neverAnswer);
        HistoryImport history = history(measures);
        history.start();
        CompletableFuture<HistoryPage> late = measures.unanswered;
        asked.clear();

        history.start();
        late.complete(measures.page(2009, 0));

        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009", "MEASURES 2010", "MEASURES 2011"));
        assertThat("the late answer is not taken", outlet.shown, hasSize(5));
    }

    @Test
    void aRemovedThingTakesTheMemoryOfItsImportAlong() {
        history(measures).start();

        new StateMemory(storage, THING).clear();

        assertThat(history(measures).hasBegun(), is(false));
    }

    @Test
    void triesAgainAfterTroubleAndWaitsLongerEveryTime() {
        for (int i = 0; i < 7; i++) {
            measures.answers.add(source -> source.fail(Failure.UNREACHABLE));
        }
        HistoryImport history = history(measures);
        history.start();

        List<Duration> pauses = new ArrayList<>();
        while (!scheduler.waiting().isEmpty()) {
            assertThat(progress(history).failure(), is(Failure.UNREACHABLE));
            pauses.add(scheduler.waiting().get(0));
            scheduler.advance(scheduler.waiting().get(0));
        }

        assertThat(pauses, contains(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2),
                Duration.ofMinutes(4), Duration.ofMinutes(8), Duration.ofMinutes(10), Duration.ofMinutes(10)));
        assertThat(progress(history).isFinished(), is(true));
    }

    @Test
    void aYearThatCannotBeReadDoesNotKeepTheRest() {
        for (int i = 0; i < 5; i++) {
            measures.answers.add(source -> source.fail(Failure.MALFORMED_ANSWER));
        }
        HistoryImport history = history(measures);
        history.start();
        scheduler.advance(Duration.ofHours(1));

        assertThat(progress(history).isFinished(), is(true));
        assertThat(Set.copyOf(asked), hasItems("MEASURES 2009", "MEASURES 2010", "MEASURES 2011"));
    }

    @Test
    void stopsWhenTheConsentHasEndedAndGoesOnWithTheNextOne() {
        measures.answers.add(Source::answerNormally);
        measures.answers.add(source -> source.fail(Failure.CONSENT_ENDED));
        HistoryImport history = history(measures);
        history.start();
        scheduler.advance(Duration.ofHours(1));
        assertThat(asked, contains("MEASURES 1970", "MEASURES 2009"));
        assertThat(outlet.failed, contains(Failure.CONSENT_ENDED));
        asked.clear();

        history(measures).resume();

        assertThat(asked, contains("MEASURES 2009", "MEASURES 2010", "MEASURES 2011"));
    }

    @Test
    void leavesOutWhatTheConsentDoesNotCover() {
        measures.answers.add(source -> source.fail(Failure.SCOPE));

        history(measures, sleep).start();

        assertThat(asked.subList(0, 2), contains("MEASURES 1970", "SLEEP 2009"));
        assertThat(outlet.failed, contains(Failure.SCOPE));
    }

    @Test
    void aYearThatWithingsRefusesDoesNotKeepTheRest() {
        sleep.answers.add(source -> source.fail(Failure.INVALID_REQUEST));
        HistoryImport history = history(sleep);

        history.start();

        assertThat(asked.subList(0, 3), contains("SLEEP 2009", "SLEEP 2010", "SLEEP 2011"));
        assertThat(outlet.failed, contains(Failure.INVALID_REQUEST));
        assertThat(progress(history).isFinished(), is(true));
    }

    @Test
    void leavesOutWhatNobodyWants() {
        outlet.wanted = EnumSet.of(Service.SLEEP);

        history(measures, sleep).start();

        assertThat(asked.get(0), is("SLEEP 2009"));
    }

    @Test
    void waitsWhileNothingMayBeAskedAtAll() {
        outlet.wanted = EnumSet.of(Service.DEVICES);
        HistoryImport history = history(measures);
        history.start();
        assertThat(asked, is(empty()));
        assertThat(progress(history).isFinished(), is(false));

        outlet.wanted = EnumSet.allOf(Service.class);
        history.resume();

        assertThat(progress(history).isFinished(), is(true));
        assertThat(asked, hasSize(4));
    }

    @Test
    void waitsWhileThereIsNobodyToShowIt() {
        outlet.present = false;
        HistoryImport history = history(measures);
        history.start();
        scheduler.advance(Duration.ofHours(1));
        assertThat(asked, contains("MEASURES 1970"));
        asked.clear();

        outlet.present = true;
        history.resume();

        assertThat(asked.get(0), is("MEASURES 1970"));
        assertThat(progress(history).isFinished(), is(true));
    }

    @Test
    void letsTheNewestBeShownWhenAServiceIsComplete() {
        history(measures, sleep).start();

        assertThat(outlet.events, contains("past", "past", "past", "past", "newest", //
                "past", "past", "past", "past", "past", "past", "newest"));
    }

    @Test
    void tellsHowFarItHasCome() {
        measures.answers.add(Source::answerNormally);
        measures.answers.add(Source::neverAnswer);
        HistoryImport history = history(measures, sleep);
        assertThat(history.progress(), is(nullValue()));

        history.start();
        HistoryProgress inBetween = progress(history);
        measures.unanswered.complete(measures.page(2009, 0));
        HistoryProgress atTheEnd = progress(history);

        assertThat(inBetween, is(new HistoryProgress(Service.MEASURES, Instant.parse("2009-01-01T00:00:00Z"),
                0.25 / 12, null, null)));
        assertThat(atTheEnd, is(new HistoryProgress(null, null, 1, NOW, null)));
        List<Double> shares = outlet.progress.stream().map(HistoryProgress::share).toList();
        assertThat(shares, is(shares.stream().sorted().toList()));
    }

    private static HistoryProgress progress(HistoryImport history) {
        HistoryProgress progress = history.progress();
        if (progress == null) {
            throw new AssertionError("It has not begun");
        }
        return progress;
    }

    private HistoryImport history(Source... sources) {
        return history(Duration.ZERO, sources);
    }

    private HistoryImport history(Duration depth, Source... sources) {
        Collection<DataSource> given = List.of(sources);
        return new HistoryImport(THING.toString(), given, memory, depth, outlet, scheduler, scheduler.clock());
    }

    /**
     * Gives one page for every year, unless told otherwise.
     */
    private class Source implements DataSource {
        private final Service service;
        private final boolean details;
        private final List<String> windows = new ArrayList<>();
        private final Map<Integer, Integer> pages = new HashMap<>();
        private final Queue<Consumer<Source>> answers = new ArrayDeque<>();
        private CompletableFuture<HistoryPage> unanswered = new CompletableFuture<>();
        private CompletableFuture<HistoryPage> answer = new CompletableFuture<>();
        private HistoryPage normal = HistoryPage.EMPTY;

        Source(Service service, boolean details) {
            this.service = service;
            this.details = details;
        }

        void pages(int year, int count) {
            pages.put(year, count);
        }

        void answer(HistoryPage page) {
            answer.complete(page);
        }

        void answerNormally() {
            answer.complete(normal);
        }

        void neverAnswer() {
            unanswered = answer;
        }

        void fail(Failure failure) {
            answer.completeExceptionally(new WithingsException(failure, "on purpose"));
        }

        HistoryPage page(int year, long number) {
            Instant time = Instant.parse(year + "-02-01T00:00:00Z").plusSeconds(number);
            return new HistoryPage(List.of(ChannelUpdate.of("body#weight", time, new DecimalType(number))),
                    number + 1 < pages.getOrDefault(year, 1) ? number + 1 : null);
        }

        private CompletableFuture<HistoryPage> ask(Instant start, Instant end, @Nullable Long offset, String what) {
            int year = Integer.parseInt(start.toString().substring(0, 4));
            asked.add(service + " " + year + (offset == null ? "" : " at " + offset) + what);
            windows.add(start + " - " + end);
            normal = page(year, offset == null ? 0 : offset);
            answer = new CompletableFuture<>();
            CompletableFuture<HistoryPage> given = answer;
            Consumer<Source> how = answers.poll();
            (how == null ? (Consumer<Source>) Source::answerNormally : how).accept(this);
            return given;
        }

        @Override
        public Service service() {
            return service;
        }

        @Override
        public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
            throw new AssertionError("The past is not what has changed");
        }

        @Override
        public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
            return ask(start, end, offset, "");
        }

        @Override
        public boolean hasDetails() {
            return details;
        }

        @Override
        public CompletableFuture<HistoryPage> details(Instant start, Instant end, @Nullable Long offset) {
            return ask(start, end, offset, " details");
        }
    }

    private static class Outlet implements HistoryImport.Outlet {
        private final List<ChannelUpdate> shown = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private final List<HistoryProgress> progress = new ArrayList<>();
        private final List<Failure> failed = new ArrayList<>();
        private Set<Service> wanted = EnumSet.allOf(Service.class);
        private boolean present = true;
        private Runnable whileShowing = () -> {
        };

        @Override
        public Set<Service> wanted() {
            return wanted;
        }

        @Override
        public boolean showPast(List<ChannelUpdate> updates) {
            if (present) {
                shown.addAll(updates);
                events.add("past");
                whileShowing.run();
            }
            return present;
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
