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
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Which of the states that a source tells are a channel's in a time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PastStatesTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plusSeconds(100);

    private final MadeUpSource source = new MadeUpSource();

    /** Answers page after page. */
    private static class MadeUpSource implements DataSource {
        final List<List<ChannelUpdate>> pages = new ArrayList<>();
        final List<List<ChannelUpdate>> courses = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        @Nullable
        CompletableFuture<@Nullable Long> hanging;

        @Override
        public Service service() {
            return Service.SLEEP;
        }

        @Override
        public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
            throw new AssertionError("changes are not read");
        }

        @Override
        public CompletableFuture<@Nullable Long> history(Instant start, Instant end, @Nullable Long offset,
                Consumer<List<ChannelUpdate>> sink) {
            CompletableFuture<@Nullable Long> unanswered = hanging;
            return unanswered != null ? unanswered : page("history", pages, offset, sink);
        }

        @Override
        public Set<String> courseChannels() {
            return Set.of("sleep#heart-rate");
        }

        @Override
        public CompletableFuture<@Nullable Void> courses(Instant start, Instant end,
                Consumer<List<ChannelUpdate>> sink) {
            return page("courses", courses, null, sink).thenApply(done -> null);
        }

        private CompletableFuture<@Nullable Long> page(String kind, List<List<ChannelUpdate>> from,
                @Nullable Long offset, Consumer<List<ChannelUpdate>> sink) {
            int number = offset == null ? 0 : offset.intValue();
            asked.add(kind + " " + number);
            sink.accept(from.get(number));
            return CompletableFuture.completedFuture(number + 1 < from.size() ? number + 1L : null);
        }
    }

    private static ChannelUpdate update(String channelId, Object... secondsAndStates) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (int i = 0; i < secondsAndStates.length; i += 2) {
            states.put(START.plusSeconds((Integer) secondsAndStates[i]), (State) secondsAndStates[i + 1]);
        }
        return new ChannelUpdate(channelId, states, true);
    }

    private Map<Instant, State> ask(String channelId) throws Exception {
        return resultOf(PastStates.of(source, channelId, START, END));
    }

    @Test
    void gathersTheStatesOfAChannelFromAllPages() throws Exception {
        source.pages.add(List.of(update("sleep#sleep-score", 10, new DecimalType(80)),
                update("sleep#wakeup-count", 10, new DecimalType(1))));
        source.pages.add(List.of(update("sleep#sleep-score", 20, new DecimalType(90))));
        assertThat(ask("sleep#sleep-score"), is(
                Map.of(START.plusSeconds(10), new DecimalType(80), START.plusSeconds(20), new DecimalType(90))));
    }

    @Test
    void leavesOutWhatIsNotOfThatTimeAndWhatIsNotKnown() throws Exception {
        source.pages.add(List.of(update("sleep#sleep-score", -1, new DecimalType(1), 0, new DecimalType(2), 50,
                UnDefType.UNDEF, 99, new DecimalType(3), 100, new DecimalType(4))));
        assertThat(ask("sleep#sleep-score").values(), contains(new DecimalType(2), new DecimalType(3)));
    }

    @Test
    void readsCoursesForTheirChannelsOnly() throws Exception {
        source.pages.add(List.of(update("sleep#sleep-score", 10, new DecimalType(80))));
        source.courses.add(List.of(update("sleep#heart-rate", 11, new DecimalType(55))));
        ask("sleep#sleep-score");
        assertThat(source.asked, contains("history 0"));
        assertThat(ask("sleep#heart-rate").values(), contains(new DecimalType(55)));
        assertThat(source.asked, contains("history 0", "courses 0"));
    }

    @Test
    void asksForNoFurtherPageOnceNobodyWaits() {
        CompletableFuture<@Nullable Long> first = new CompletableFuture<>();
        source.hanging = first;
        var asked = PastStates.of(source, "sleep#sleep-score", START, END);
        asked.cancel(false);
        source.hanging = null;
        first.complete(1L);
        assertThat(source.asked, is(empty()));
    }

    @Test
    void failsAsWithingsDoes() {
        source.hanging = CompletableFuture
                .failedFuture(new WithingsException(Failure.SCOPE, "The consent does not cover it"));
        var asked = PastStates.of(source, "sleep#sleep-score", START, END);
        var thrown = Assertions.assertThrows(CompletionException.class, asked::join);
        assertThat(WithingsException.of(thrown).failure(), is(Failure.SCOPE));
    }

    @Test
    void knowsWhichServiceKnowsAChannel() {
        assertThat(PastStates.service("body#weight"), is(Service.MEASURES));
        assertThat(PastStates.service("activity#steps"), is(Service.ACTIVITY));
        assertThat(PastStates.service("last-day#steps"), is(Service.ACTIVITY));
        assertThat(PastStates.service("intraday#steps"), is(Service.ACTIVITY));
        assertThat(PastStates.service("ecg#result"), is(Service.HEART));
        assertThat(PastStates.service("ecg#qt-interval"), is(Service.MEASURES));
        assertThat(PastStates.service("bed#in-bed"), is(nullValue()));
    }
}
