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
import static org.openhab.binding.withings.internal.Futures.*;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * Reading past states of one channel.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DataSourceTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = START.plusSeconds(100);
    private final MadeUpSource source = new MadeUpSource();

    /** Returns the same updates for every request, or does not answer. */
    private static class MadeUpSource extends DataSource<Object> {
        final List<ChannelUpdate> rows = new ArrayList<>();
        final List<List<ChannelUpdate>> intraday = new ArrayList<>();
        int intradayRead;
        CompletableFuture<@Nullable Void> begins = CompletableFuture.completedFuture(null);

        MadeUpSource() {
            super(Service.SLEEP, new FakePersonApi(), Clock.systemUTC(), row -> Instant.EPOCH, row -> null);
        }

        @Override
        public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
            throw new AssertionError("changes are not read");
        }

        @Override
        public CompletableFuture<@Nullable Void> history(Instant start, Instant end,
                Consumer<List<ChannelUpdate>> sink) {
            return begins.thenRun(() -> sink.accept(rows));
        }

        @Override
        public Set<String> intradayChannels() {
            return Set.of("sleep#heart-rate");
        }

        @Override
        public CompletableFuture<@Nullable Void> intraday(Instant start, Instant end,
                Consumer<List<ChannelUpdate>> sink) {
            return begins.thenRun(() -> intraday.forEach(series -> {
                intradayRead++;
                sink.accept(series);
            }));
        }
    }

    private static ChannelUpdate update(String channelId, Object... secondsAndStates) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (int i = 0; i < secondsAndStates.length; i += 2) {
            states.put(START.plusSeconds((Integer) secondsAndStates[i]), (State) secondsAndStates[i + 1]);
        }
        return new ChannelUpdate(channelId, states, true);
    }

    private Collection<State> statesOf(String channelId) throws Exception {
        return resultOf(source.states(channelId, START, END)).values();
    }

    @Test
    void collectsTheStatesOfAChannelInAPeriod() throws Exception {
        source.rows.add(update("sleep#sleep-score", -1, new DecimalType(1), 0, new DecimalType(2), 50, UnDefType.UNDEF,
                99, new DecimalType(3), 100, new DecimalType(4)));
        source.rows.add(update("sleep#wakeup-count", 10, new DecimalType(1)));

        assertThat(statesOf("sleep#sleep-score"), contains(new DecimalType(2), new DecimalType(3)));
    }

    @Test
    void collectsTheStatesOfAllIntradayData() throws Exception {
        source.rows.add(update("sleep#heart-rate", 10, new DecimalType(80)));
        source.intraday.add(List.of(update("sleep#heart-rate", 11, new DecimalType(55))));
        source.intraday.add(List.of(update("sleep#heart-rate", 12, new DecimalType(56))));

        assertThat(statesOf("sleep#heart-rate"), contains(new DecimalType(55), new DecimalType(56)));
    }

    @Test
    void readsNoFurtherIntradayDataAfterACancellation() {
        CompletableFuture<@Nullable Void> first = new CompletableFuture<>();
        source.intraday.addAll(List.of(List.of(), List.of()));
        source.begins = first;

        source.states("sleep#heart-rate", START, END).cancel(false);
        first.complete(null);

        assertThat(source.intradayRead, is(1));
    }

    @Test
    void failsIfWithingsFails() throws Exception {
        source.begins = CompletableFuture.failedFuture(new WithingsException(Failure.SCOPE, "not covered"));

        assertThat(failureOf(source.states("sleep#sleep-score", START, END)).failure(), is(Failure.SCOPE));
    }

    @ParameterizedTest
    @CsvSource({ "body#weight, MEASURES", "activity#steps, ACTIVITY", "last-day#steps, ACTIVITY",
            "intraday#steps, ACTIVITY", "ecg#result, HEART", "ecg#qt-interval, MEASURES", "bed#in-bed," })
    void findsTheServiceWithTheHistoryOfAChannel(String channelId, @Nullable Service service) {
        assertThat(DataSource.serviceOf(channelId), is(service));
    }
}
