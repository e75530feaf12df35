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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.sync.AccountExecutor.Backoff;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportPosition;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportRun;
import org.openhab.binding.withings.internal.sync.ThingDocument.ImportStep;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports a person's history. The first run reads the rows of every service, to create channels with their newest
 * values; later runs import the history of channels that were linked to items meanwhile. A run reads one service after
 * the other, the oldest window first, and finally the intraday data of nights and days, for linked channels only. It
 * stores its position after each window, so that a restart continues there. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class HistoryImport {
    public interface Target {

        /** Returns the services that may be read now. */
        Set<Service> wanted();

        /** Returns the current links of the thing's channels to items. */
        Set<Link> links();

        /** Sends current states, UNDEF if unknown: openHAB would otherwise set items without a state to old values. */
        void sendPresentStates(Set<String> channelIds);

        /** Sends time series to be persisted; the newest states are not shown before {@link #showNewest()}. */
        void showPast(List<ChannelUpdate> updates);

        void showNewest();

        void progressed(HistoryProgress progress);

        void failed(Service service, WithingsException failure);
    }

    /**
     * The progress of an import. Holds no health data.
     *
     * @param service the service that is being read, null when the import has finished
     * @param reached the time up to which the service has been read, null when the import has finished
     * @param share the share of the run that is done, from 0 to 1
     * @param finished when the import finished, null before
     * @param failure why the import pauses, null if it does not. It is resumed unless the consent has ended
     */
    public record HistoryProgress(@Nullable Service service, @Nullable Instant reached, double share,
            @Nullable Instant finished, @Nullable Failure failure) {
        public boolean isFinished() {
            return finished != null;
        }
    }

    /** States are dated at the end of a night or day, intraday data begins at its start. */
    private static final Duration LONGEST_ROW = Duration.ofDays(2);
    /** Waits for items from text files, which are linked soon after the thing is initialized. */
    private static final Duration START_PAUSE = Duration.ofSeconds(15);
    /** Collects links, which are reported one by one when a text file is read. */
    private static final Duration LINK_PAUSE = Duration.ofMinutes(1);
    private static final Duration LINK_INTERVAL = Duration.ofHours(1);
    /** A window that cannot be read after this number of attempts is skipped. */
    private static final int ERROR_LIMIT = 5;

    private final Logger logger = LoggerFactory.getLogger(HistoryImport.class);
    private final String name;
    private final Map<Service, DataSource<?>> sources;
    private final ThingDocument document;
    private final Duration depth;
    private final Target target;
    private final AccountExecutor executor;
    private final Clock clock;
    private final Backoff backoff = new Backoff();
    /** Links with an imported history that no longer existed at the last hourly comparison. */
    private Set<Link> gone = Set.of();
    private boolean closed;
    private boolean running;
    private boolean presentStatesDue;
    private int errors;
    private @Nullable Failure failure;
    private @Nullable Future<?> nextComparison;

    /** The depth is the length of the history to import, zero for all of it; the name is for the log. */
    public HistoryImport(String name, List<DataSource<?>> sources, ThingDocument document, Duration depth,
            Target target, AccountExecutor executor, Clock clock) {
        this.name = name;
        this.sources = sources.stream().collect(Collectors.toMap(DataSource::service, Function.identity()));
        this.document = document;
        this.depth = depth;
        this.target = target;
        this.executor = executor;
        this.clock = clock;
    }

    /** Starts the first run or continues an interrupted one after a pause, and checks the links from then on. */
    public void begin() {
        compareLinksIn(START_PAUSE);
        executor.schedule(this::everyHour, LINK_INTERVAL);
    }

    /** To be called when openHAB reports that a channel is linked to an item, possibly again. */
    public void channelLinked() {
        compareLinksIn(LINK_PAUSE);
    }

    /** Imports the history of all linked channels again, unless a run is not finished. */
    public void importAgain() {
        ImportPosition position = document.history();
        Set<Link> links = linked();
        if (!closed && position != null && position.finished() != null && !links.isEmpty()) {
            start(false, links);
        }
    }

    /** Stops the import; another instance with the same document continues it. */
    public void close() {
        closed = true;
    }

    /** Returns the progress of the current or last run, null before the first one. */
    public @Nullable HistoryProgress progress() {
        ImportPosition at = document.history();
        if (at == null) {
            return null;
        }
        if (at.finished() != null) {
            return new HistoryProgress(null, null, 1, at.finished(), null);
        }
        List<ImportStep> steps = steps(at.run());
        double share = (steps.indexOf(at.step()) + at.shareOfStep()) / Math.max(1, steps.size());
        return new HistoryProgress(at.step().service(), at.window(), Math.max(0, share), null, failure);
    }

    // links

    private void everyHour() {
        if (!closed) {
            executor.schedule(this::everyHour, LINK_INTERVAL);
            Set<Link> missing = new HashSet<>(document.delivered());
            missing.removeAll(target.links());
            gone.stream().filter(missing::contains).forEach(document::removeDelivered);
            document.save();
            gone = missing;
            compareLinks();
        }
    }

    private void compareLinksIn(Duration delay) {
        AccountExecutor.cancel(nextComparison);
        nextComparison = executor.schedule(this::compareLinks, delay);
    }

    private void compareLinks() {
        if (closed || running || failure == Failure.CONSENT_ENDED || failure == Failure.AUTHENTICATION) {
            return;
        }
        ImportPosition position = document.history();
        if (position == null) {
            start(true, linked());
        } else if (position.finished() == null) {
            logger.debug("Continuing the history import of {}", name);
            presentStatesDue = true;
            running = true;
            read();
        } else {
            Set<Link> missing = linked();
            missing.removeAll(document.delivered());
            if (!missing.isEmpty()) {
                start(false, missing);
            }
        }
    }

    /** Returns the links of channels whose history can be read now. */
    private Set<Link> linked() {
        Set<Service> wanted = target.wanted();
        return target.links().stream().filter(link -> stepOf(link).anyMatch(step -> wanted.contains(step.service())))
                .collect(Collectors.toSet());
    }

    /** Returns the step that imports the history of a linked channel, none if it has no history. */
    private Stream<ImportStep> stepOf(Link link) {
        return Stream.ofNullable(DataSource.serviceOf(link.channelId())).map(sources::get).filter(Objects::nonNull)
                .map(source -> new ImportStep(source.service(), source.intradayChannels().contains(link.channelId())));
    }

    private List<ImportStep> steps(ImportRun run) {
        Stream<ImportStep> rows = sources.keySet().stream().map(service -> new ImportStep(service, false));
        return Stream.concat(run.first() ? rows : Stream.of(), run.links().stream().flatMap(this::stepOf)).distinct()
                .sorted().toList();
    }

    // reading

    private void start(boolean first, Set<Link> links) {
        Instant now = clock.instant();
        ImportRun run = new ImportRun(depth.isZero() ? Instant.EPOCH : now.minus(depth), now, first, links);
        logger.debug("Importing the history of {}", name);
        presentStatesDue = true;
        steps(run).stream().findFirst().ifPresent(step -> proceed(beginning(run, step)));
    }

    private void read() {
        if (closed) {
            return;
        }
        ImportPosition at = position();
        Set<Service> wanted = target.wanted();
        if (steps(at.run()).stream().noneMatch(step -> wanted.contains(step.service()))) {
            logger.debug("Nothing can be read of {} now, so the import waits", name);
            running = false;
        } else if (!wanted.contains(at.step().service())) {
            proceed(nextStep(at));
        } else {
            CompletableFuture.completedFuture(at).thenCompose(this::readWindow).exceptionally(thrown -> {
                failed(thrown);
                return null;
            });
        }
    }

    private CompletableFuture<@Nullable Void> readWindow(ImportPosition at) {
        Service service = at.step().service();
        DataSource<?> source = Objects.requireNonNull(sources.get(service));
        return (at.step().intraday()
                ? source.intraday(at.window(), at.endOfWindow(), this::take)
                : source.history(at.window(), at.endOfWindow(), this::take)).thenRun(() -> {
                    if (!closed) {
                        document.addFutureRows(service, source.takeFutureRows());
                        proceed(nextWindow(at));
                    }
                });
    }

    private ImportPosition position() {
        return Objects.requireNonNull(document.history());
    }

    private void take(List<ChannelUpdate> updates) {
        if (closed) {
            throw new CancellationException("The import has ended");
        }
        ImportPosition at = position();
        ImportRun run = at.run();
        if (!at.step().intraday()) {
            updates.forEach(update -> document.addRow(at.step().service(), update.states().firstKey()));
        }
        Set<String> channels = run.links().stream().map(Link::channelId).collect(Collectors.toSet());
        if (presentStatesDue) {
            presentStatesDue = false;
            target.sendPresentStates(channels);
        }
        List<ChannelUpdate> wanted = updates.stream()
                .filter(update -> run.first() || channels.contains(update.channelId())).toList();
        if (!wanted.isEmpty()) {
            target.showPast(wanted);
        }
    }

    private ImportPosition nextWindow(ImportPosition at) {
        Instant end = at.endOfWindow();
        if (end.isBefore(at.run().end())) {
            return at.at(end);
        }
        at.run().links().stream().filter(link -> stepOf(link).anyMatch(at.step()::equals))
                .forEach(document::addDelivered);
        return nextStep(at);
    }

    private ImportPosition nextStep(ImportPosition at) {
        target.showNewest();
        return steps(at.run()).stream().filter(step -> step.compareTo(at.step()) > 0).findFirst()
                .map(step -> beginning(at.run(), step)).orElseGet(() -> at.finished(clock.instant()));
    }

    /** The rows have been read before the intraday data, so the years before the first night or day are skipped. */
    private ImportPosition beginning(ImportRun run, ImportStep step) {
        Instant earliest = document.earliestRow(step.service());
        return ImportPosition.beginning(run, step, earliest == null ? null : earliest.minus(LONGEST_ROW));
    }

    private void proceed(ImportPosition position) {
        document.setHistory(position);
        document.save();
        errors = 0;
        failure = null;
        backoff.succeeded();
        running = position.finished() == null;
        progressed();
        if (running) {
            logger.debug("Importing the history of {}: {} since {}", name, position.step(), position.window());
            executor.execute(this::read);
        } else {
            logger.debug("History import of {} completed", name);
            compareLinksIn(LINK_PAUSE);
        }
    }

    private void failed(Throwable thrown) {
        if (closed) {
            return;
        }
        ImportPosition at = position();
        Service service = at.step().service();
        WithingsException trouble = WithingsException.of(thrown);
        logger.debug("History import of {} is waiting at {} since {}: {}", name, service, at.window(),
                trouble.getMessage());
        failure = trouble.failure();
        switch (trouble.failure()) {
            case SCOPE, INVALID_REQUEST -> {
                target.failed(service, trouble);
                proceed(trouble.failure() == Failure.SCOPE ? nextStep(at) : nextWindow(at));
            }
            case CONSENT_ENDED, AUTHENTICATION -> {
                running = false;
                target.failed(service, trouble);
                progressed();
            }
            case MALFORMED_ANSWER, INTERNAL_ERROR -> {
                errors++;
                if (errors < ERROR_LIMIT) {
                    retry();
                } else {
                    logger.warn("Importing the history of {}: skipping {} since {} after repeated errors", name,
                            service,
                            at.window());
                    proceed(nextWindow(at));
                }
            }
            default -> retry();
        }
    }

    private void retry() {
        progressed();
        executor.schedule(this::read, backoff.failed());
    }

    private void progressed() {
        target.progressed(Objects.requireNonNull(progress()));
    }
}
