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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.RetryPause;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.storage.HistoryMemory;
import org.openhab.binding.withings.internal.storage.HistoryPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a person's past: service after service, oldest first, a year at a time, one page after the other; at last what
 * takes a request for every single night and day. Where it stands is kept after each page has been shown, so that it
 * goes on there whatever happens; at worst a page is shown twice, which does no harm.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class HistoryImport {

    /**
     * Where the past goes.
     */
    public interface Outlet {

        /**
         * @return the services whose data somebody wants
         */
        Set<Service> wanted();

        /**
         * Takes a page of the past.
         *
         * @return whether there is somebody to show it; the import waits until it is resumed if not
         */
        boolean showPast(List<ChannelUpdate> updates);

        /**
         * The past of a service is complete: the newest of it may be the present.
         */
        void showNewest();

        void progressed(HistoryProgress progress);

        /**
         * A service does not give its past, because the consent does not cover it or has ended.
         */
        void failed(Service service, WithingsException failure);
    }

    /**
     * The year in which Withings' first scale was sold: what is older was typed in, and is little. Only measures can be
     * typed in for such a time.
     */
    private static final Instant FIRST_SCALE = LocalDate.of(2009, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    private static final int DETAILS_WEIGHT = 10;
    /** What cannot be read so many times will not be read ever; the rest of the past must not wait for it. */
    private static final int MALFORMED_LIMIT = 5;

    /** One part of the way. */
    private record Step(DataSource source, boolean details) {

        Service service() {
            return source.service();
        }

        boolean isAt(HistoryPosition position) {
            return service() == position.service() && details == position.details();
        }

        HistoryPosition begin(HistoryPosition position) {
            HistoryPosition begun = position.at(service(), details);
            return begun.atWindow(firstWindow(begun));
        }

        int weight() {
            return details ? DETAILS_WEIGHT : 1;
        }

        CompletableFuture<HistoryPage> ask(Instant start, Instant end, @Nullable Long offset) {
            return details ? source.details(start, end, offset) : source.history(start, end, offset);
        }
    }

    private final Logger logger = LoggerFactory.getLogger(HistoryImport.class);
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private final HistoryMemory memory;
    private final Duration depth;
    private final Outlet outlet;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    private @Nullable HistoryPosition position;
    private @Nullable Failure failure;
    private @Nullable ScheduledFuture<?> nextTry;
    private RetryPause retry = RetryPause.FIRST;
    private int malformed;
    /** Counts the runs: what an earlier one has asked for does not matter any more. */
    private int run;

    /**
     * @param name whose past it is, for the log
     * @param sources what to ask; they should do so in the background
     * @param depth how much of the past is of interest, zero for all of it
     */
    public HistoryImport(String name, Collection<DataSource> sources, HistoryMemory memory, Duration depth,
            Outlet outlet, ScheduledExecutorService scheduler, Clock clock) {
        this.name = name;
        List<DataSource> inOrder = sources.stream().sorted(Comparator.comparing(DataSource::service)).toList();
        inOrder.forEach(source -> steps.add(new Step(source, false)));
        inOrder.stream().filter(DataSource::hasDetails).forEach(source -> steps.add(new Step(source, true)));
        this.memory = memory;
        this.depth = depth;
        this.outlet = outlet;
        this.scheduler = scheduler;
        this.clock = clock;
        this.position = memory.get();
    }

    /**
     * @return whether an import has begun, no matter whether it has finished
     */
    public synchronized boolean hasBegun() {
        return position != null;
    }

    /**
     * Imports everything, once more if need be.
     */
    public void start() {
        Instant now = clock.instant();
        Instant beginning = depth.isZero() ? Instant.EPOCH : now.minus(depth);
        Step first = steps.get(0);
        HistoryPosition start = first.begin(
                new HistoryPosition(beginning, now, first.service(), first.details(), beginning, null, null));
        logger.info("Importing the past of {}", name);
        memory.put(start);
        go(start);
    }

    /**
     * Goes on where it was interrupted, if it was.
     */
    public void resume() {
        HistoryPosition interrupted;
        synchronized (this) {
            interrupted = position;
        }
        if (interrupted != null && interrupted.finished() == null) {
            logger.debug("Importing the past of {} goes on", name);
            go(interrupted);
        }
    }

    /**
     * Stops for now; it can be resumed, by another import with the same memory too.
     */
    public synchronized void close() {
        run++;
        ScheduledFuture<?> next = nextTry;
        if (next != null) {
            next.cancel(false);
        }
    }

    /**
     * @return how far it has come, null if it has not begun
     */
    public synchronized @Nullable HistoryProgress progress() {
        HistoryPosition at = position;
        if (at == null) {
            return null;
        }
        if (at.finished() != null) {
            return new HistoryProgress(null, null, 1, at.finished(), null);
        }
        return new HistoryProgress(at.service(), reached(at), share(at), null, failure);
    }

    private static @Nullable Instant reached(HistoryPosition at) {
        Long offset = at.offset();
        if (at.details() && offset != null) {
            return Instant.ofEpochSecond(offset);
        }
        return at.window().equals(firstWindow(at)) ? null : at.window();
    }

    private double share(HistoryPosition at) {
        double done = 0;
        double all = 0;
        boolean before = true;
        for (Step step : steps) {
            all += step.weight();
            if (step.isAt(at)) {
                before = false;
                done += step.weight() * shareOfStep(at);
            } else if (before) {
                done += step.weight();
            }
        }
        return done / all;
    }

    /**
     * Years count alike, the long time before the first one as one year.
     */
    private static double shareOfStep(HistoryPosition at) {
        int windows = 0;
        int done = 0;
        for (Instant start = firstWindow(at); start.isBefore(at.end()); start = endOfWindow(start, at.end())) {
            windows++;
            done += start.isBefore(at.window()) ? 1 : 0;
        }
        Instant reached = reached(at);
        Duration length = Duration.between(at.window(), endOfWindow(at.window(), at.end()));
        double ofWindow = reached == null || length.isZero()
                ? 0
                : (double) Duration.between(at.window(), reached).toSeconds() / Math.max(1, length.toSeconds());
        return (done + Math.min(1, Math.max(0, ofWindow))) / Math.max(1, windows);
    }

    private static Instant firstWindow(HistoryPosition at) {
        return at.service() == Service.MEASURES || at.beginning().isAfter(FIRST_SCALE) ? at.beginning() : FIRST_SCALE;
    }

    private static Instant endOfWindow(Instant start, Instant end) {
        Instant next = start.isBefore(FIRST_SCALE)
                ? FIRST_SCALE
                : LocalDate.ofInstant(start, ZoneOffset.UTC).withDayOfYear(1).plusYears(1)
                        .atStartOfDay(ZoneOffset.UTC).toInstant();
        return next.isBefore(end) ? next : end;
    }

    private void go(HistoryPosition from) {
        int current;
        synchronized (this) {
            close();
            current = run;
            retry = RetryPause.FIRST;
            malformed = 0;
            failure = null;
            position = from;
        }
        tell();
        askLater(current, Duration.ZERO);
    }

    private synchronized void askLater(int current, Duration delay) {
        if (run != current) {
            return;
        }
        try {
            nextTry = scheduler.schedule(() -> ask(current), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private void ask(int current) {
        HistoryPosition at;
        synchronized (this) {
            at = position;
            if (run != current || at == null) {
                return;
            }
        }
        Set<Service> wanted = outlet.wanted();
        if (steps.stream().map(Step::service).noneMatch(wanted::contains)) {
            pause();
            return;
        }
        Step step = steps.stream().filter(known -> known.isAt(at)).findFirst().orElse(null);
        if (step == null || !wanted.contains(step.service())) {
            goOn(current, at, step == null ? steps.get(0).begin(at) : nextStep(at));
            return;
        }
        CompletableFuture<HistoryPage> answer;
        try {
            answer = step.ask(at.window(), endOfWindow(at.window(), at.end()), at.offset());
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.thenAccept(page -> take(current, at, page)).exceptionally(thrown -> {
            failed(current, at, WithingsException.of(thrown));
            return null;
        });
    }

    private void take(int current, HistoryPosition at, HistoryPage page) {
        synchronized (this) {
            if (run != current) {
                return;
            }
            retry = RetryPause.FIRST;
            failure = null;
        }
        if (!page.updates().isEmpty() && !outlet.showPast(page.updates())) {
            pause();
            return;
        }
        Long offset = at.offset();
        Long next = page.next();
        boolean grows = next != null && (offset == null || next > offset);
        goOn(current, at, grows ? at.atPage(next) : nextWindow(at));
    }

    private void pause() {
        logger.debug("Nobody takes the past of {}, so it waits", name);
        close();
    }

    private HistoryPosition nextWindow(HistoryPosition at) {
        Instant end = endOfWindow(at.window(), at.end());
        return end.isBefore(at.end()) ? at.atWindow(end) : nextStep(at);
    }

    private HistoryPosition nextStep(HistoryPosition at) {
        for (int i = 0; i < steps.size() - 1; i++) {
            if (steps.get(i).isAt(at)) {
                return steps.get(i + 1).begin(at);
            }
        }
        return at.finishedAt(clock.instant());
    }

    private void goOn(int current, HistoryPosition before, HistoryPosition after) {
        if (after.finished() != null || after.service() != before.service()) {
            outlet.showNewest();
        }
        synchronized (this) {
            if (run != current) {
                return;
            }
            memory.put(after);
            position = after;
            malformed = 0;
        }
        tell();
        if (after.finished() != null) {
            logger.info("The past of {} has been imported", name);
        } else {
            logger.debug("Importing the past of {}: {}{} since {}, page {}", name, after.service(),
                    after.details() ? " in detail" : "", after.window(), after.offset());
            askLater(current, Duration.ZERO);
        }
    }

    private void failed(int current, HistoryPosition at, WithingsException trouble) {
        synchronized (this) {
            if (run != current) {
                return;
            }
        }
        logger.debug("Importing the past of {} is held up at {} since {}: {}", name, at.service(), at.window(),
                trouble.getMessage());
        switch (trouble.failure()) {
            case SCOPE -> {
                outlet.failed(at.service(), trouble);
                goOn(current, at, nextStep(at));
            }
            case INVALID_REQUEST -> {
                outlet.failed(at.service(), trouble);
                goOn(current, at, nextWindow(at));
            }
            case CONSENT_ENDED, AUTHENTICATION -> {
                synchronized (this) {
                    close();
                    failure = trouble.failure();
                }
                outlet.failed(at.service(), trouble);
                tell();
            }
            default -> tryAgain(current, at, trouble);
        }
    }

    private void tryAgain(int current, HistoryPosition at, WithingsException trouble) {
        Duration wait;
        boolean hopeless;
        synchronized (this) {
            if (run != current) {
                return;
            }
            malformed += trouble.failure() == Failure.MALFORMED_ANSWER ? 1 : 0;
            wait = retry.length();
            retry = retry.longer();
            failure = trouble.failure();
            hopeless = malformed >= MALFORMED_LIMIT;
        }
        if (hopeless) {
            logger.warn("Withings' answers for the past of {} make no sense, so it is left out: {} since {}", name,
                    at.service(), at.window());
            goOn(current, at, nextWindow(at));
            return;
        }
        tell();
        askLater(current, wait);
    }

    private void tell() {
        HistoryProgress progress = progress();
        if (progress != null) {
            outlet.progressed(progress);
        }
    }
}
