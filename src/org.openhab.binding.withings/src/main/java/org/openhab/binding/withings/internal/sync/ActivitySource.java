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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Activity;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;

/**
 * Reads daily activity, such as steps and distances, and intraday activity.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ActivitySource extends DataSource<Activity> {
    private static final int DAYS_BEFORE = 2;
    /** A watch that was not synchronised for a week sends the whole week at once. */
    private static final Duration RECENT_DAYS = Duration.ofDays(7);
    private static final Set<String> INTRADAY_CHANNELS = ActivityChannels.INTRADAY.stream()
            .map(ChannelDefinition::channelId).collect(Collectors.toUnmodifiableSet());

    /** The rows of the last reading, some of which are returned again; null before the first reading. */
    private @Nullable List<Activity> rowsBefore;
    /** The earliest end of a day that had not ended when it was read. */
    private Instant nextEnd = Instant.MAX;

    public ActivitySource(PersonApi api, Clock clock) {
        super(Service.ACTIVITY, api, clock, Activity::start, Activity::modified);
    }

    /** At midnight the newest day becomes the last complete day, and the sums of its last hours are final. */
    @Override
    public boolean isOutdated(Instant now) {
        return !now.isBefore(nextEnd);
    }

    /**
     * Withings returns changed rows only, but all rows of a day are needed to choose one, and those of the days before
     * for the last complete day. After a start and at the end of a day, they are read even without changes.
     */
    @Override
    public CompletableFuture<Changes> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        List<Activity> before = rowsBefore;
        Instant now = clock.instant();
        Instant readUntil = before == null ? since : nextEnd.minusSeconds(1);
        return changedRows(since, api::activities).thenCompose(changed -> {
            List<Activity> fresh = changed.rows().stream().filter(row -> before == null || !before.contains(row))
                    .toList();
            TreeSet<LocalDate> dates = fresh.stream().map(Activity::date)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (before == null || isOutdated(now)) {
                dates.add(day(now));
            }
            if (dates.isEmpty()) {
                return CompletableFuture.completedFuture(changed.changes());
            }
            return days(dates.first().minusDays(DAYS_BEFORE), dates.last().plusDays(1)).thenCompose(days -> {
                sink.accept(ActivityChannels.updates(days, now));
                Instant recently = now.minus(RECENT_DAYS);
                return intraday(ActivityChannels.countedDays(days).values().stream()
                        .filter(day -> day.end().isAfter(recently))
                        .filter(day -> fresh.contains(day) || day.end().isAfter(readUntil) && !day.end().isAfter(now)),
                        sink).thenApply(done -> {
                            rowsBefore = changed.rows();
                            nextEnd = days.stream().map(Activity::end).filter(now::isBefore).min(Instant::compareTo)
                                    .orElse(isOutdated(now) ? Instant.MAX : nextEnd);
                            return changed.changes();
                        });
            });
        });
    }

    private CompletableFuture<List<Activity>> days(LocalDate first, LocalDate last) {
        return rows(page -> api.activities(first, last, page));
    }

    private CompletableFuture<@Nullable Void> intraday(Stream<Activity> days, Consumer<List<ChannelUpdate>> sink) {
        return oneByOne(days.toList(),
                day -> unlessRefused(api.intradayActivity(day.start(), day.end())).thenAccept(
                        moments -> sink.accept(ActivityChannels.intradayUpdates(day, moments, clock.instant()))));
    }

    /** A day may have several rows, so all rows are mapped together. */
    @Override
    public CompletableFuture<@Nullable Void> history(Instant start, Instant end, Consumer<List<ChannelUpdate>> sink) {
        return days(day(start), day(end))
                .thenAccept(days -> sink.accept(ActivityChannels.updates(days, clock.instant())));
    }

    @Override
    public Set<String> intradayChannels() {
        return INTRADAY_CHANNELS;
    }

    @Override
    public CompletableFuture<@Nullable Void> intraday(Instant start, Instant end,
            Consumer<List<ChannelUpdate>> sink) {
        return days(day(start), day(end)).thenCompose(days -> intraday(ActivityChannels.countedDays(days).values()
                .stream().filter(day -> !day.start().isBefore(start) && day.start().isBefore(end)), sink));
    }
}
