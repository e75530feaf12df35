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

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;

/**
 * What scales, blood pressure monitors, thermometers and watches measure.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MeasureSource implements DataSource {
    private final PersonCloud cloud;
    private final UnknownIds unknownIds;

    public MeasureSource(PersonCloud cloud, UnknownIds unknownIds) {
        this.cloud = cloud;
        this.unknownIds = unknownIds;
    }

    @Override
    public Service service() {
        return Service.MEASURES;
    }

    @Override
    public CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink) {
        return cloud.measures(since, groups -> sink.accept(updates(groups)));
    }

    @Override
    public CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset) {
        return cloud.measures(start, end, offset).thenApply(page -> new HistoryPage(updates(page.rows()), page.next()));
    }

    private List<ChannelUpdate> updates(List<MeasureGroup> groups) {
        MeasureChannels.unknownTypes(groups).forEach(type -> unknownIds.seen(Kind.MEASURE_TYPE, type));
        return MeasureChannels.updates(groups);
    }
}
