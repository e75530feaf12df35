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
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.TimeSpan;

/**
 * One service of Withings as a person's channels see it: asks the cloud and turns what comes into channel updates.
 * Every
 * failure is a {@link org.openhab.binding.withings.internal.cloud.WithingsException}; methods return at once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface DataSource {

    Service service();

    /**
     * Asks for what was created or changed after a time, all pages of it.
     *
     * @param since the result of the call before
     * @param sink takes the updates page by page
     * @return when all pages have been taken: the latest time of a change seen, never before <code>since</code>
     */
    CompletableFuture<Instant> changes(Instant since, Consumer<List<ChannelUpdate>> sink);

    /**
     * @return how many more requests it takes to complete what {@link #changes} has told, as for the course of nights
     *         and days
     */
    default int followUps() {
        return 0;
    }

    /**
     * Makes the next one of those requests.
     *
     * @param sink takes the updates
     * @return when the answer has been taken; what failed and may succeed later is made again by the next call
     */
    default CompletableFuture<@Nullable Void> followUp(Consumer<List<ChannelUpdate>> sink) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Looks at what has been told already as it is seen now.
     *
     * @param now the current time
     * @return what has changed by the passing of time alone, as at the end of a day; mostly nothing
     */
    default List<ChannelUpdate> passed(Instant now) {
        return List.of();
    }

    /**
     * @param span a time of which Withings has notified
     * @return whether the last call of {@link #changes} has brought the reason for that
     */
    default boolean explains(TimeSpan span) {
        return false;
    }

    /**
     * @return whether what the last call of {@link #changes} has brought makes it unlikely that other services have
     *         something new of which the same notification tells
     */
    default boolean explainsEverything() {
        return false;
    }

    /**
     * @return whether {@link #corrections} can tell what was deleted
     */
    default boolean corrects() {
        return false;
    }

    /**
     * Looks again at times of which Withings has notified: what was deleted, or moved to another time, is told by
     * nothing but its absence. It is asked after {@link #changes}, whose answer may explain some of them already.
     *
     * @param spans the times
     * @param since the time after which the last call of {@link #changes} asked
     * @param sink takes the corrections
     * @return when everything has been looked at
     */
    default CompletableFuture<@Nullable Void> corrections(List<TimeSpan> spans, Instant since,
            Consumer<List<ChannelUpdate>> sink) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Asks for what was measured in a time, whenever it was changed.
     *
     * @param start the beginning
     * @param end the end, exclusive; more may come where Withings counts in whole days
     * @param offset {@link HistoryPage#next()} of the page before, null for the first one
     * @return a page of it. A source that can only make sense of all rows together gives them as one
     */
    CompletableFuture<HistoryPage> history(Instant start, Instant end, @Nullable Long offset);

    /**
     * @return whether there is more than {@link #history} tells
     */
    default boolean hasDetails() {
        return false;
    }

    /**
     * Asks for the course of what {@link #history} tells in a time, the values through nights and days. It takes a
     * request for each, so a page is a night or a day.
     *
     * @param start the beginning
     * @param end the end, exclusive
     * @param offset {@link HistoryPage#next()} of the page before, null for the first one
     * @return a page of it
     */
    default CompletableFuture<HistoryPage> details(Instant start, Instant end, @Nullable Long offset) {
        return CompletableFuture.completedFuture(HistoryPage.EMPTY);
    }
}
