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
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.sync.AccountExecutor.Backoff;
import org.openhab.binding.withings.internal.sync.DataSource.Changes;
import org.openhab.binding.withings.internal.sync.DataSource.FutureRows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one person's data current: reads services after notifications, hourly while the webhook works, and at the
 * polling interval while it does not. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PersonSync {
    public interface Target {

        /** Returns the services to be read that the consent covers. */
        Set<Service> wanted();

        void show(List<ChannelUpdate> updates);

        void devices(List<Device> devices);

        void changed(Service service);

        /** A service could not be read; called instead of {@link #changed}. */
        void failed(Service service, WithingsException failure);

        /** Returns whether notifications make polling unnecessary. */
        boolean isWebhookLive();

        /** Lists and repairs the person's subscriptions; completes when done, successfully or not. */
        CompletableFuture<?> repairSubscriptions();

        /** The hourly reading found rows that were not notified, with these modification times. */
        void found(Collection<Instant> modified);
    }

    /**
     * The last requests, answers and failures of a service since the start. Contains no health data.
     *
     * @param status Withings' status number of the last failure, null if there was none
     * @param newest the latest modification of a row that has been read, null if there was none
     */
    public record ServiceStatus(@Nullable Instant asked, @Nullable Instant answered, @Nullable Instant failed,
            @Nullable Failure failure, @Nullable Integer status, @Nullable Instant newest) {

        private static final ServiceStatus NEVER_READ = new ServiceStatus(null, null, null, null, null, null);

        /** Returns whether the last attempt failed for a reason that may pass. */
        public boolean isFailing() {
            Instant failedAt = failed;
            Failure reason = failure;
            return failedAt != null && reason != null && reason.isTemporary()
                    && (answered == null || answered.isBefore(failedAt));
        }
    }

    private static final class ServiceState {
        private final Set<TimeSpan> spans = new LinkedHashSet<>();
        private final Backoff backoff = new Backoff();
        private ServiceStatus status = ServiceStatus.NEVER_READ;
        private boolean due;
        private boolean reading;
        /** Notified and not read since. */
        private boolean notified;
        /** The pause after a failure, which a notification ends; null otherwise. */
        private @Nullable Future<?> pause;

        void notified(Notification notification) {
            TimeSpan span = notification.span();
            if (span != null) {
                spans.add(span);
                if (spans.size() > SPANS_LIMIT) {
                    spans.remove(spans.iterator().next());
                }
            }
            notified |= notification.appli() != null;
            due = true;
            endPause();
        }

        void endPause() {
            AccountExecutor.cancel(pause);
            pause = null;
        }
    }

    /** How far to read back for a new person; older data is imported. */
    private static final Duration RECENT = Duration.ofDays(14);
    private static final Duration HOUR = Duration.ofHours(1);
    /** When to read again if a notification came before the data was available. */
    private static final Duration RECHECK = Duration.ofMinutes(1);
    /** Does not grow, because the rate limiter holds all calls while there is no connection. */
    private static final Duration NO_CONNECTION_PAUSE = Duration.ofSeconds(5);
    /** After this time without notifications, the next one is handled at once. */
    private static final Duration SILENCE = Duration.ofSeconds(10);
    /** Longer spans are ignored: notifications usually span a moment or a few days. */
    private static final Duration LONGEST_CORRECTION = Duration.ofDays(366);
    /** The number of notified spans that are kept per service. */
    private static final int SPANS_LIMIT = 32;

    private final Logger logger = LoggerFactory.getLogger(PersonSync.class);
    private final PersonApi api;
    private final Duration pollingInterval;
    private final Target target;
    private final AccountExecutor executor;
    private final Clock clock;
    private final Map<Service, ServiceState> states = new EnumMap<>(Service.class);
    /** The pauses between rounds of reading while notifications keep coming. */
    private final Backoff debounce = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(30));
    private Instant lastNotification = Instant.MIN;
    private Instant earliestRound = Instant.MIN;
    private @Nullable Future<?> nextRound;
    private @Nullable ThingDocument document;
    private Map<Service, DataSource<?>> sources = Map.of();
    private Instant nextHourly;
    private boolean closed;

    /**
     * Takes the polling interval without webhook, and the time of the first hourly reading, which differs between
     * people to spread the calls.
     */
    public PersonSync(PersonApi api, Duration pollingInterval, Instant firstHourly, Target target,
            AccountExecutor executor, Clock clock) {
        this.api = api;
        this.pollingInterval = pollingInterval;
        this.nextHourly = firstHourly;
        this.target = target;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Reads all services of a person that has a thing now.
     *
     * @param thing stores what has been read
     * @param newSources the sources of all services except devices and goals; new ones, because sources remember rows
     *            that were dropped if another document was detached meanwhile
     */
    public void attach(ThingDocument thing, Collection<DataSource<?>> newSources) {
        document = thing;
        sources = newSources.stream().collect(Collectors.toMap(DataSource::service, Function.identity()));
        readAll();
    }

    /** The person has no thing any more. Results of running requests are dropped. */
    public void detach() {
        document = null;
    }

    public void close() {
        closed = true;
        detach();
        states.values().forEach(state -> state.due = false);
        AccountExecutor.cancel(nextRound);
    }

    public boolean isClosed() {
        return closed;
    }

    /** Returns the status of each service that has been read since the start. */
    public Map<Service, ServiceStatus> statuses() {
        return states.entrySet().stream().filter(entry -> entry.getValue().status.asked() != null)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().status));
    }

    /** Returns the services that are being read or will be read next. */
    public Set<Service> pending() {
        return states.entrySet().stream().filter(entry -> entry.getValue().due || entry.getValue().reading)
                .map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
    }

    public void readAll() {
        wanted().forEach(service -> state(service).due = true);
        readDue();
    }

    /** Reads the notified services at once; repeated notifications are debounced with growing pauses. */
    public void notified(Notification notification) {
        Set<Service> named = wanted();
        named.retainAll(notification.services());
        if (named.isEmpty() || closed) {
            return;
        }
        named.forEach(service -> state(service).notified(notification));
        Instant now = clock.instant();
        if (lastNotification.isBefore(now.minus(SILENCE)) || lastNotification.isAfter(now)) {
            debounce.succeeded();
            earliestRound = now;
        }
        lastNotification = now;
        if (!now.isBefore(earliestRound)) {
            round();
        } else if (nextRound == null) {
            nextRound = executor.schedule(this::round, Duration.between(now, earliestRound));
        }
    }

    private void round() {
        AccountExecutor.cancel(nextRound);
        nextRound = null;
        earliestRound = clock.instant().plus(debounce.failed());
        readDue();
    }

    /** To be called every minute. */
    public void tick() {
        Instant now = clock.instant();
        Set<Service> wanted = wanted();
        wanted.removeIf(service -> state(service).pause != null);
        wanted.stream().filter(service -> isOutdated(service, now) && !state(service).reading)
                .forEach(service -> state(service).due = true);
        if (!now.isBefore(nextHourly) || nextHourly.isAfter(now.plus(HOUR))) {
            nextHourly = now.plus(HOUR);
            target.repairSubscriptions().whenComplete((done, trouble) -> executor.execute(this::readHourly));
        } else if (!target.isWebhookLive()) {
            wanted.stream().filter(service -> isPollingDue(service, now))
                    .forEach(service -> state(service).due = true);
        }
        readDue();
    }

    private void readHourly() {
        if (target.isWebhookLive()) {
            // new rows without a notification are a sign that notifications are lost
            wanted().forEach(service -> read(service, true));
        }
    }

    private boolean isOutdated(Service service, Instant now) {
        DataSource<?> source = sources.get(service);
        ThingDocument thing = document;
        return source != null && source.isOutdated(now) || thing != null && thing.dueRows(service, now) != null;
    }

    private boolean isPollingDue(Service service, Instant now) {
        Duration interval = service.changesRarely() && pollingInterval.compareTo(HOUR) < 0 ? HOUR : pollingInterval;
        Instant asked = state(service).status.asked();
        // a clock that has been set back must not end polling
        return asked == null || asked.isAfter(now) || !now.isBefore(asked.plus(interval));
    }

    private ServiceState state(Service service) {
        return states.computeIfAbsent(service, key -> new ServiceState());
    }

    private Set<Service> wanted() {
        Set<Service> wanted = EnumSet.of(Service.DEVICES);
        if (document != null) {
            wanted.add(Service.GOALS);
            wanted.addAll(sources.keySet());
        }
        wanted.retainAll(target.wanted());
        return wanted;
    }

    private void readDue() {
        for (Service service : Service.values()) {
            if (state(service).due) {
                read(service, false);
            }
        }
    }

    /** Services are read concurrently, each once at a time; if hourly, new rows count as not notified. */
    private void read(Service service, boolean hourly) {
        ServiceState state = state(service);
        if (closed || state.reading) {
            return;
        }
        state.due = false;
        if (!wanted().contains(service)) {
            return;
        }
        state.reading = true;
        boolean wasNotified = state.notified;
        state.notified = false;
        ServiceStatus before = state.status;
        state.status = new ServiceStatus(clock.instant(), before.answered(), before.failed(), before.failure(),
                before.status(), before.newest());
        CompletableFuture.completedFuture(service).thenCompose(this::answer)
                .whenComplete((changes, trouble) -> executor.execute(() -> {
                    state.reading = false;
                    if (closed) {
                        return;
                    }
                    if (trouble == null) {
                        succeeded(service, changes, wasNotified, hourly);
                    } else {
                        failed(service, WithingsException.of(trouble), wasNotified);
                    }
                    if (state.due && nextRound == null) {
                        // a notification arrived while it was being read
                        read(service, hourly);
                    }
                }));
    }

    private CompletableFuture<@Nullable Changes> answer(Service service) {
        ThingDocument thing = document;
        if (service == Service.DEVICES) {
            return api.devices().thenApply(devices -> {
                if (!closed) {
                    target.devices(devices);
                }
                return null;
            });
        }
        if (thing == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (service == Service.GOALS) {
            return api.goals().thenApply(goals -> {
                if (document == thing) {
                    target.show(GoalChannels.updates(goals, clock.instant()));
                    thing.save();
                }
                return null;
            });
        }
        return changes(Objects.requireNonNull(sources.get(service)), thing);
    }

    private CompletableFuture<@Nullable Changes> changes(DataSource<?> source, ThingDocument thing) {
        Service service = source.service();
        Instant now = clock.instant();
        Instant mark = thing.mark(service);
        Instant since = mark == null ? now.minus(RECENT) : mark;
        FutureRows come = thing.dueRows(service, now);
        Instant start = come != null && come.since().isBefore(since) ? come.since() : since;
        Set<TimeSpan> named = Set.copyOf(state(service).spans);
        List<TimeSpan> toCorrect = mark == null
                ? List.of()
                : TimeSpan.joined(named).stream().filter(span -> span.length().compareTo(LONGEST_CORRECTION) < 0)
                        .toList();
        // rows of the first reading are not new, so they fire no triggers
        Consumer<List<ChannelUpdate>> sink = updates -> show(thing,
                updates.stream().filter(update -> mark != null || !update.event()).toList());
        return source.changes(start, sink).thenCompose(all -> DataSource
                .oneByOne(toCorrect, span -> source.corrections(span, sink)).thenApply(done -> {
                    Changes changes = start.equals(since) ? all : all.after(since);
                    if (document == thing) {
                        state(service).spans.removeAll(named);
                        if (come != null) {
                            thing.removeFutureRows(service, come);
                        }
                        thing.addFutureRows(service, source.takeFutureRows());
                        thing.putMark(service, changes.mark());
                        thing.save();
                    }
                    return changes;
                }));
    }

    private void show(ThingDocument thing, List<ChannelUpdate> updates) {
        if (document == thing) {
            target.show(updates);
        }
    }

    private void succeeded(Service service, @Nullable Changes changes, boolean wasNotified, boolean hourly) {
        ServiceState state = state(service);
        state.backoff.succeeded();
        state.endPause();
        Set<Instant> modified = changes == null ? Set.of() : changes.modified();
        ServiceStatus before = state.status;
        state.status = new ServiceStatus(before.asked(), clock.instant(), before.failed(), before.failure(),
                before.status(), modified.stream().max(Instant::compareTo).orElse(before.newest()));
        if (hourly && !wasNotified && !state.notified && !modified.isEmpty()) {
            target.found(modified);
        }
        if (changes != null && wasNotified && modified.isEmpty()) {
            executor.schedule(() -> readAgain(service), RECHECK);
        }
        target.changed(service);
    }

    private void failed(Service service, WithingsException failure, boolean wasNotified) {
        ServiceState state = state(service);
        ServiceStatus before = state.status;
        state.status = new ServiceStatus(before.asked(), before.answered(), clock.instant(), failure.failure(),
                failure.status(), before.newest());
        logger.debug("Reading {} failed: {}", service, failure.getMessage());
        if (failure.failure().isTemporary()) {
            state.notified |= wasNotified;
            state.endPause();
            state.pause = executor.schedule(() -> {
                if (state.pause != null) {
                    state.pause = null;
                    readAgain(service);
                }
            }, failure.failure().isNoConnection() ? NO_CONNECTION_PAUSE : state.backoff.failed());
        } else {
            state.spans.clear();
        }
        target.failed(service, failure);
    }

    private void readAgain(Service service) {
        state(service).due = true;
        read(service, false);
    }
}
