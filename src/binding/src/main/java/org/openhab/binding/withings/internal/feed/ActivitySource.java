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

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Activity;

/**
 * The days: steps, distances, heart rates.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ActivitySource implements DataSource {
    private final PersonCloud cloud;
    private final Clock clock;

    public ActivitySource(PersonCloud cloud, Clock clock) {
        this.cloud = cloud;
        this.clock = clock;
    }

    @Override
    public Service service() {
        return Service.ACTIVITY;
    }

    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        return cloud.activities(since, days -> sink.accept(ActivityChannels.updates(days, clock.instant())));
    }

    /**
     * A day may have several records, so those of the whole time are looked at together.
     */
    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        List<Activity> days = new ArrayList<>();
        return cloud
                .activities(LocalDate.ofInstant(start, ZoneOffset.UTC), LocalDate.ofInstant(end, ZoneOffset.UTC),
                        days::addAll)
                .thenApply(none -> new HistoryPage(ActivityChannels.updates(days, clock.instant()), null));
    }
}
