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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.ThingUID;

/**
 * When services are read and read again, and which state is stored.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersonSyncTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final int WEIGHT = 1;
    private static final int SLEEP = 44;
    private static final TimeSpan SPAN = new TimeSpan(NOW.minusSeconds(60), NOW);
    private final TestScheduler scheduler = new TestScheduler(NOW);
    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final Set<Service> wanted = EnumSet.of(Service.MEASURES, Service.SLEEP);
    private final List<String> events = new ArrayList<>();
    private final List<ChannelUpdate> shown = new ArrayList<>();
    private final PersonSync.Target surroundings = mock(PersonSync.Target.class);
    private final Source measures = new Source(Service.MEASURES);
    private final Source sleep = new Source(Service.SLEEP);
    private final PersonSync sync = new PersonSync(new FakePersonApi(), Duration.ofMinutes(10),
            NOW.plus(Duration.ofMinutes(30)), surroundings, new AccountExecutor(scheduler), scheduler.clock());

    @BeforeEach
    void attach() {
        when(surroundings.wanted()).thenReturn(wanted);
        live(true);
        when(surroundings.repairSubscriptions()).thenAnswer(call -> {
            events.add("repair");
            return CompletableFuture.completedFuture(null);
        });
        doAnswer(call -> {
            List<ChannelUpdate> updates = call.getArgument(0);
            if (!updates.isEmpty()) {
                events.add("show");
                shown.addAll(updates);
            }
            return null;
        }).when(surroundings).show(any());
        sync.attach(new ThingDocument(storage, ANNA), List.of(measures, sleep));
        measures.seconds.clear();
        sleep.seconds.clear();
        events.clear();
        shown.clear();
    }

    private void live(boolean isWebhookLive) {
        when(surroundings.isWebhookLive()).thenReturn(isWebhookLive);
    }

    private void notified(int appli, @Nullable TimeSpan span) {
        sync.notified(new Notification("363", appli, null, span, null));
    }

    private void minutes(int number) {
        for (int i = 0; i < number; i++) {
            scheduler.advance(Duration.ofMinutes(1));
            sync.tick();
        }
    }

    private @Nullable Instant storedMark(Service service) {
        return new ThingDocument(storage, ANNA).mark(service);
    }

    // notifications

    @Test
    void debouncesRepeatedNotifications() {
        for (int i = 0; i < 100; i++) {
            notified(WEIGHT, null);
            scheduler.advance(Duration.ofSeconds(1));
        }
        assertThat(measures.seconds, contains(0L, 2L, 6L, 14L, 30L, 60L, 90L));

        scheduler.advance(Duration.ofSeconds(40));
        notified(WEIGHT, null);

        assertThat("at once again after silent seconds", measures.seconds, hasItem(140L));
        assertThat(sleep.seconds, is(empty()));
    }

    @ParameterizedTest
    @CsvSource({ "20, 20", "1, 2" })
    void readsAServiceAgainThatIsNotifiedWhileBeingRead(long seconds, long again) {
        CompletableFuture<DataSource.Changes> slow = measures.answerLater();
        notified(WEIGHT, null);
        scheduler.advance(Duration.ofSeconds(seconds));
        notified(WEIGHT, null);
        assertThat(measures.seconds, contains(0L));

        slow.complete(measures.news());
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(measures.seconds, contains(0L, again));
    }

    @Test
    void readsAgainAfterAMinuteIfANotificationBroughtNoNewRows() {
        measures.news = false;

        notified(WEIGHT, null);
        scheduler.advance(Duration.ofHours(1));

        assertThat(measures.seconds, contains(0L, 60L));
    }

    @Test
    void readsNotifiedSpansOnceAfterTheChanges() {
        measures.fail(Failure.SERVICE_TROUBLE);
        notified(WEIGHT, SPAN);
        notified(WEIGHT, SPAN);
        scheduler.advance(Duration.ofMinutes(1));
        notified(WEIGHT, null);

        assertThat(events, contains("changes", "changes", "show", "correct " + SPAN, "changes", "show"));
    }

    @Test
    void ignoresSpansOfYears() {
        notified(WEIGHT, new TimeSpan(NOW.minus(Duration.ofDays(3650)), NOW));

        assertThat(events, contains("changes", "show"));
    }

    @Test
    void ignoresServicesThatTheConsentDoesNotCover() {
        wanted.remove(Service.SLEEP);

        notified(SLEEP, null);

        assertThat(sleep.seconds, is(empty()));
    }

    // failures

    @Test
    void backsOffPerServiceUpToHalfAnHour() {
        for (int i = 0; i < 12; i++) {
            measures.fail(Failure.SERVICE_TROUBLE);
        }

        sync.readAll();
        scheduler.advance(Duration.ofHours(3));

        assertThat(pauses(measures.seconds),
                contains(5L, 10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 1800L, 1800L, 1800L));
        assertThat(sleep.seconds, contains(0L));
    }

    private static List<Long> pauses(List<Long> seconds) {
        return LongStream.range(1, seconds.size()).map(i -> seconds.get((int) i) - seconds.get((int) i - 1)).boxed()
                .toList();
    }

    @Test
    void readsANotifiedServiceDespiteItsBackoff() {
        measures.fail(Failure.SERVICE_TROUBLE);
        sync.readAll();
        scheduler.advance(Duration.ofSeconds(1));

        notified(WEIGHT, null);
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(measures.seconds, contains(0L, 1L));
    }

    @Test
    void continuesAfterAnUnexpectedExceptionOfASource() {
        measures.answers.add(() -> {
            throw new IllegalStateException("on purpose");
        });

        sync.readAll();
        notified(WEIGHT, null);

        verify(surroundings).failed(any(), argThat(failure -> failure.failure() == Failure.INTERNAL_ERROR));
        assertThat(sleep.seconds, contains(0L));
        assertThat(measures.seconds, hasSize(2));
    }

    // polling and the hourly reading

    @Test
    void pollsAtTheIntervalAndRepairsHourlyWhileTheWebhookIsNotLive() {
        live(false);

        minutes(29);
        assertThat(measures.seconds, contains(600L, 1200L));
        minutes(2);

        assertThat(events, hasItem("repair"));
    }

    @Test
    void readsEverythingHourlyAfterRepairingTheSubscriptionsWhileTheWebhookIsLive() {
        minutes(29);
        assertThat(events, is(empty()));

        minutes(61);

        assertThat(measures.seconds, contains(1800L, 5400L));
        assertThat(sleep.seconds, contains(1800L, 5400L));
        assertThat(events.get(0), is("repair"));
    }

    @Test
    void reportsOnlyRowsOfTheHourlyReading() {
        live(false);
        minutes(20);
        live(true);
        notified(WEIGHT, null);
        sync.readAll();
        verify(surroundings, never()).found(any());

        minutes(10);

        verify(surroundings, times(2)).found(any());
    }

    // storing

    @Test
    void storesTheMarkAfterSuccessOnly() {
        Instant before = Objects.requireNonNull(storedMark(Service.MEASURES));
        scheduler.advance(Duration.ofMinutes(1));
        measures.fail(Failure.SERVICE_TROUBLE);
        notified(WEIGHT, null);
        assertThat(storedMark(Service.MEASURES), is(before));

        scheduler.advance(Duration.ofSeconds(5));

        assertThat(storedMark(Service.MEASURES), is(NOW.plusSeconds(65)));
    }

    @Test
    void ignoresAnswersAfterTheThingWasRemoved() {
        Instant before = Objects.requireNonNull(storedMark(Service.MEASURES));
        scheduler.advance(Duration.ofMinutes(1));
        CompletableFuture<DataSource.Changes> slow = measures.answerLater();
        notified(WEIGHT, null);

        sync.detach();
        slow.complete(measures.news());

        assertThat(storedMark(Service.MEASURES), is(before));
        assertThat(events, not(hasItem("show")));
    }

    @Test
    void readsNothingAfterItHasBeenClosed() {
        measures.fail(Failure.SERVICE_TROUBLE);
        sync.readAll();
        sync.close();

        notified(WEIGHT, null);
        minutes(120);

        assertThat(measures.seconds, contains(0L));
    }

    @Test
    void firesNoEventsForRowsOfTheFirstReading() {
        PersonSync first = new PersonSync(new FakePersonApi(), Duration.ofMinutes(10), NOW, surroundings,
                new AccountExecutor(scheduler), scheduler.clock());
        measures.event = true;

        first.attach(new ThingDocument(storage, new ThingUID("withings:person:home:ben")), List.of(measures));
        assertThat(shown, is(empty()));
        first.readAll();

        assertThat(shown, hasSize(1));
    }

    private final class Source extends DataSource<Object> {
        /** The times of requests for changes, in seconds since the start. */
        private final List<Long> seconds = new ArrayList<>();
        private final Queue<Supplier<CompletableFuture<Changes>>> answers = new ArrayDeque<>();
        private boolean news = true;
        private boolean event;

        Source(Service service) {
            super(service, new FakePersonApi(), scheduler.clock(), row -> NOW, row -> null);
        }

        Changes news() {
            Instant now = scheduler.clock().instant();
            return new Changes(now, news ? Set.of(now) : Set.of());
        }

        void fail(Failure failure) {
            answers.add(() -> CompletableFuture.failedFuture(new WithingsException(failure, "on purpose")));
        }

        CompletableFuture<Changes> answerLater() {
            CompletableFuture<Changes> answer = new CompletableFuture<>();
            answers.add(() -> answer);
            return answer;
        }

        @Override
        public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
            seconds.add(Duration.between(NOW, scheduler.clock().instant()).toSeconds());
            if (service() == Service.MEASURES) {
                events.add("changes");
            }
            Supplier<CompletableFuture<Changes>> answer = answers.poll();
            CompletableFuture<Changes> changes = answer == null
                    ? CompletableFuture.completedFuture(news())
                    : answer.get();
            return changes.thenApply(found -> {
                sink.accept(List.of(event
                        ? ChannelUpdate.event("ecg#event", since, "RECORDED")
                        : ChannelUpdate.of("body#weight", since, new DecimalType(70))));
                return found;
            });
        }

        @Override
        public CompletableFuture<@Nullable Void> corrections(TimeSpan span, Consumer<List<ChannelUpdate>> sink) {
            events.add("correct " + span);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<@Nullable Void> history(Instant start, Instant end,
                Consumer<List<ChannelUpdate>> sink) {
            throw new IllegalStateException("the past is not read");
        }
    }
}
