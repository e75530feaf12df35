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
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.sync.DataSource.Changes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one person's data current: reads services when Withings has notified of them, hourly while the webhook works,
 * and at the polling interval while it does not. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class PersonSync {

    /**
     * The surroundings of the sync.
     */
    public interface Target {

        /**
         * @return the services to be read, as far as the consent covers them
         */
        Set<Service> wanted();

        void show(List<ChannelUpdate> updates);

        void devices(List<Device> devices);

        /**
         * The status of a service has changed.
         */
        void changed(Service service);

        void failed(Service service, WithingsException failure);

        /**
         * @return whether notifications make polling unnecessary
         */
        boolean isWebhookLive();

        /**
         * Lists and repairs the person's subscriptions.
         *
         * @return when done, successfully or not
         */
        CompletableFuture<?> repairSubscriptions();

        /**
         * The hourly reading found rows.
         *
         * @param modified the times of change of the rows
         */
        void found(Collection<Instant> modified);
    }

    /**
     * When a service was last read for a person, and how that went. Contains no data of the person.
     *
     * @param asked the last attempt since the start, null if there was none
     * @param answered the last success since the start, null if there was none
     * @param failed the last failure since the start, null if there was none
     * @param failure the reason for the last failure, null if there was none
     * @param status Withings' status number of that failure, null if there was none
     * @param newest the latest change of a row that has been read, null if there was none since the start
     */
    public record ServiceStatus(@Nullable Instant asked, @Nullable Instant answered, @Nullable Instant failed,
            @Nullable Failure failure, @Nullable Integer status, @Nullable Instant newest) {

        private static final ServiceStatus NEVER_READ = new ServiceStatus(null, null, null, null, null, null);

        private ServiceStatus withAsked(Instant now) {
            return new ServiceStatus(now, answered, failed, failure, status, newest);
        }

        private ServiceStatus withAnswered(Instant now, @Nullable Instant modified) {
            return new ServiceStatus(asked, now, failed, failure, status, modified == null ? newest : modified);
        }

        private ServiceStatus withFailed(Instant now, WithingsException how) {
            return new ServiceStatus(asked, answered, now, how.failure(), how.status(), newest);
        }

        /**
         * @return whether the last attempt failed for a reason that may pass
         */
        public boolean isFailing() {
            Instant failedAt = failed;
            Failure reason = failure;
            return failedAt != null && reason != null && reason.mayPass()
                    && (answered == null || answered.isBefore(failedAt));
        }
    }

    /**
     * The pauses between rounds of reading while notifications keep coming: the first one is acted on at once, then the
     * pauses grow. Ten seconds without a notification end the series.
     */
    private static final class Debounce {
        private static final Duration SILENCE = Duration.ofSeconds(10);
        private static final List<Duration> PAUSES = List.of(Duration.ZERO, Duration.ofSeconds(2),
                Duration.ofSeconds(4), Duration.ofSeconds(8), Duration.ofSeconds(16), Duration.ofSeconds(30));

        private Instant lastNotification = Instant.MIN;
        private Instant lastRound = Instant.MIN;
        private int rounds;

        /**
         * @return how long to wait before the next round after a notification
         */
        Duration notified(Instant now) {
            if (lastNotification.isBefore(now.minus(SILENCE)) || lastNotification.isAfter(now)) {
                rounds = 0;
            }
            lastNotification = now;
            Instant next = rounds == 0 ? now : lastRound.plus(PAUSES.get(Math.min(rounds, PAUSES.size() - 1)));
            return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
        }

        void roundBegins(Instant now) {
            lastRound = now;
            rounds++;
        }
    }

    /** For a new person older changes come with the import. */
    private static final Duration RECENT = Duration.ofDays(14);
    private static final Duration HOUR = Duration.ofHours(1);
    /** Withings sometimes notifies before the data can be read. */
    private static final Duration RECHECK = Duration.ofMinutes(1);
    /** Of many spans the last ones are kept. */
    private static final int SPANS_LIMIT = 32;

    private final Logger logger = LoggerFactory.getLogger(PersonSync.class);
    private final PersonApi api;
    private final Map<Service, DataSource> sources;
    private final Duration pollingInterval;
    private final Target target;
    private final AccountExecutor executor;
    private final Clock clock;

    private final Set<Service> due = EnumSet.noneOf(Service.class);
    private final Set<Service> reading = EnumSet.noneOf(Service.class);
    /** Notified, and not read completely since. */
    private final Set<Service> notified = EnumSet.noneOf(Service.class);
    private final Map<Service, Set<TimeSpan>> spans = new EnumMap<>(Service.class);
    private final Map<Service, Backoff> backoffs = new EnumMap<>(Service.class);
    /** Failed, and not read again before the pause is over or Withings notifies. */
    private final Map<Service, Future<?>> resting = new EnumMap<>(Service.class);
    private final Map<Service, ServiceStatus> statuses = new EnumMap<>(Service.class);
    private final Debounce debounce = new Debounce();
    private @Nullable Future<?> nextRound;
    private @Nullable ThingDocument document;
    private Instant nextHourly;
    private boolean closed;

    /**
     * @param sources what is read besides devices and goals
     * @param pollingInterval the interval at which data is read while the webhook does not work
     * @param firstHourly when to check subscriptions and read everything for the first time, then every hour; spreads
     *            the calls of several people
     */
    public PersonSync(PersonApi api, Collection<DataSource> sources, Duration pollingInterval, Instant firstHourly,
            Target target, AccountExecutor executor, Clock clock) {
        this.api = api;
        this.sources = sources.stream().collect(Collectors.toMap(DataSource::service, Function.identity()));
        this.pollingInterval = pollingInterval;
        this.nextHourly = firstHourly;
        this.target = target;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * The person has a thing: everything is read, and the thing's document takes what has been read.
     */
    public void attach(ThingDocument thing) {
        document = thing;
        readAll();
    }

    /**
     * The person has no thing any more. What is being read for it comes to nothing.
     */
    public void detach() {
        document = null;
        spans.clear();
        notified.clear();
    }

    /**
     * Ends the sync, because the consent has ended or the account is being closed.
     */
    public void close() {
        closed = true;
        detach();
        due.clear();
        AccountExecutor.cancel(nextRound);
    }

    public boolean isClosed() {
        return closed;
    }

    /**
     * @return the status of each service that has been read since the start
     */
    public Map<Service, ServiceStatus> statuses() {
        return Map.copyOf(statuses);
    }

    /**
     * @return the services that are being read or will be read next
     */
    public Set<Service> pending() {
        Set<Service> pending = EnumSet.copyOf(due);
        pending.addAll(reading);
        return pending;
    }

    /**
     * Reads everything now.
     */
    public void readAll() {
        read(wanted());
    }

    /**
     * Withings has notified of the person. Each notification is only a hint that there may be something to read.
     */
    public void notified(Notification notification) {
        Set<Service> named = EnumSet.noneOf(Service.class);
        named.addAll(notification.services());
        named.retainAll(wanted());
        if (named.isEmpty() || closed) {
            return;
        }
        TimeSpan span = notification.span();
        if (span != null && document != null) {
            named.forEach(service -> remember(span, service));
        }
        if (notification.appli() != null) {
            notified.addAll(named);
        }
        named.forEach(this::endRest);
        due.addAll(named);
        Duration pause = debounce.notified(clock.instant());
        if (pause.isZero()) {
            round();
        } else if (!isRoundPending()) {
            nextRound = executor.schedule(this::round, pause);
        }
    }

    private boolean isRoundPending() {
        Future<?> round = nextRound;
        return round != null && !round.isDone();
    }

    private void remember(TimeSpan span, Service service) {
        Set<TimeSpan> known = spans.computeIfAbsent(service, key -> new LinkedHashSet<>());
        known.add(span);
        if (known.size() > SPANS_LIMIT) {
            known.remove(known.iterator().next());
        }
    }

    private void round() {
        debounce.roundBegins(clock.instant());
        readDue();
    }

    /**
     * To be called every minute.
     */
    public void tick() {
        Instant now = clock.instant();
        Set<Service> wanted = wanted();
        wanted.removeAll(resting.keySet());
        sources.values().stream().filter(source -> source.isOutdated(now)).map(DataSource::service)
                .filter(wanted::contains).filter(service -> !reading.contains(service)).forEach(due::add);
        if (!now.isBefore(nextHourly) || nextHourly.isAfter(now.plus(HOUR))) {
            nextHourly = now.plus(HOUR);
            target.repairSubscriptions()
                    .whenComplete((done, trouble) -> executor.execute(this::readHourly));
        } else if (!target.isWebhookLive()) {
            wanted.removeIf(service -> !isPollingDue(service, now));
            due.addAll(wanted);
        }
        readDue();
    }

    private void readHourly() {
        if (target.isWebhookLive()) {
            // what is found without a notification is a sign that notifications do not arrive
            wanted().forEach(service -> readService(service, changes -> target.found(changes.modified())));
        }
    }

    private boolean isPollingDue(Service service, Instant now) {
        Duration interval = service.changesRarely() && pollingInterval.compareTo(HOUR) < 0
                ? HOUR
                : pollingInterval;
        Instant asked = status(service).asked();
        // a clock that has been set back must not end polling
        return asked == null || asked.isAfter(now) || !now.isBefore(asked.plus(interval));
    }

    private ServiceStatus status(Service service) {
        return statuses.getOrDefault(service, ServiceStatus.NEVER_READ);
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

    private void read(Set<Service> services) {
        due.addAll(services);
        readDue();
    }

    /**
     * Services are read side by side, each of them once at a time.
     */
    private void readDue() {
        Set<Service> now = EnumSet.copyOf(due);
        now.removeAll(reading);
        now.forEach(service -> readService(service, changes -> {
        }));
    }

    private void readService(Service service, Consumer<Changes> found) {
        if (closed || reading.contains(service)) {
            return;
        }
        due.remove(service);
        if (!wanted().contains(service)) {
            return;
        }
        reading.add(service);
        boolean wasNotified = notified.remove(service);
        statuses.put(service, status(service).withAsked(clock.instant()));
        CompletableFuture<@Nullable Changes> answer;
        try {
            answer = answer(service);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((changes, trouble) -> executor.execute(() -> {
            reading.remove(service);
            if (closed) {
                return;
            }
            if (trouble == null) {
                succeeded(service, changes, wasNotified, found);
            } else {
                failed(service, WithingsException.of(trouble), wasNotified);
            }
            if (due.contains(service) && !isRoundPending()) {
                // notified while it was being read
                readService(service, found);
            }
        }));
    }

    private CompletableFuture<@Nullable Changes> answer(Service service) {
        ThingDocument thing = document;
        if (service == Service.DEVICES) {
            return api.devices().thenApply(devices -> {
                target.devices(devices);
                return null;
            });
        }
        if (thing == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (service == Service.GOALS) {
            return api.goals().thenApply(goals -> {
                show(thing, GoalChannels.updates(goals, clock.instant()));
                thing.save();
                return null;
            });
        }
        return changes(Objects.requireNonNull(sources.get(service)), thing);
    }

    private CompletableFuture<@Nullable Changes> changes(DataSource source, ThingDocument thing) {
        Service service = source.service();
        Instant mark = thing.mark(service);
        Set<TimeSpan> named = Set.copyOf(spans.getOrDefault(service, Set.of()));
        Consumer<List<ChannelUpdate>> sink = updates -> show(thing, mark == null ? withoutEvents(updates) : updates);
        return source.changes(mark == null ? clock.instant().minus(RECENT) : mark, sink).thenCompose(changes -> {
            Set<TimeSpan> toCorrect = mark == null ? Set.of() : named;
            return DataSource.oneByOne(TimeSpan.joined(toCorrect), span -> source.corrections(span, sink))
                    .thenApply(done -> {
                        if (document == thing) {
                            spans.computeIfPresent(service, (key, waiting) -> {
                                waiting.removeAll(named);
                                return waiting.isEmpty() ? null : waiting;
                            });
                            thing.putMark(service, changes.mark());
                            thing.save();
                        }
                        return changes;
                    });
        });
    }

    private void show(ThingDocument thing, List<ChannelUpdate> updates) {
        if (document == thing) {
            target.show(updates);
        }
    }

    /**
     * What was there before the first reading has not just happened.
     */
    private static List<ChannelUpdate> withoutEvents(List<ChannelUpdate> updates) {
        return updates.stream().filter(update -> !update.event()).toList();
    }

    private void succeeded(Service service, @Nullable Changes changes, boolean wasNotified, Consumer<Changes> found) {
        backoffs.remove(service);
        endRest(service);
        Instant newest = changes == null
                ? null
                : changes.modified().stream().max(Instant::compareTo).orElse(null);
        statuses.put(service, status(service).withAnswered(clock.instant(), newest));
        if (changes != null) {
            if (!wasNotified && !notified.contains(service) && !changes.modified().isEmpty()) {
                found.accept(changes);
            }
            if (wasNotified && changes.modified().isEmpty()) {
                executor.schedule(() -> read(Set.of(service)), RECHECK);
            }
        }
        target.changed(service);
    }

    private void failed(Service service, WithingsException failure, boolean wasNotified) {
        statuses.put(service, status(service).withFailed(clock.instant(), failure));
        logger.debug("Reading {} failed: {}", service, failure.getMessage());
        if (failure.failure().mayPass()) {
            if (wasNotified) {
                notified.add(service);
            }
            Duration pause = backoffs.computeIfAbsent(service, key -> new Backoff()).failed();
            endRest(service);
            resting.put(service, executor.schedule(() -> restOver(service), pause));
        } else {
            spans.remove(service);
        }
        target.failed(service, failure);
        target.changed(service);
    }

    private void restOver(Service service) {
        if (resting.remove(service) != null) {
            read(Set.of(service));
        }
    }

    private void endRest(Service service) {
        AccountExecutor.cancel(resting.remove(service));
    }
}
