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
package org.openhab.binding.withings.internal.handler;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.channel.SleepChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Subscriptions;
import org.openhab.binding.withings.internal.plan.PollingPlan;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.SleepPhase;
import org.openhab.binding.withings.internal.record.SleepSummary;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.UnknownIds.Kind;
import org.openhab.binding.withings.internal.storage.LastUpdates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one person's data coming: knows what has to be asked, asks one service after the other, and passes on what is
 * new. What is asked for several times before its turn comes, by a flurry of notifications say, is asked once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class PersonFeed {

    /**
     * Where the data goes.
     */
    interface Outlet {

        /**
         * @return the services whose data somebody wants
         */
        Set<Service> wanted();

        /**
         * @return whether there is somebody to show it; what is not shown will be asked for again
         */
        boolean show(List<ChannelUpdate> updates);

        void devices(List<Device> devices);

        /**
         * A service has answered.
         */
        void answered(Service service);

        /**
         * A service has failed.
         */
        void failed(Service service, WithingsException failure);

        /**
         * Whether Withings notifies may have changed.
         */
        void pushChanged();
    }

    /** Notifications of one weigh-in come in a flurry: waiting a moment makes them one request. */
    private static final Duration FLURRY = Duration.ofSeconds(2);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);
    /** Nights are uploaded and corrected within days; the rows of the last ones are looked at together. */
    private static final Duration RECENT_NIGHTS = Duration.ofDays(3);
    private static final Duration PHASES_OF_THE_PAST = Duration.ofDays(7);
    private static final Duration ONE_DAY = Duration.ofDays(1);
    private static final Duration REPAIR_INTERVAL = Duration.ofMinutes(30);
    private static final Duration CONFIRM_INTERVAL = Duration.ofHours(12);

    private final Logger logger = LoggerFactory.getLogger(PersonFeed.class);
    private final String userId;
    private final PersonCloud cloud;
    private final Subscriptions subscriptions;
    private final LastUpdates lastUpdates;
    private final PollingPlan plan;
    private final Duration history;
    private final UnknownIds unknownIds;
    private final Outlet outlet;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    private final Map<Service, Instant> lastAsked = new EnumMap<>(Service.class);
    private final Set<Service> pending = EnumSet.noneOf(Service.class);
    private final Set<Service> announced = EnumSet.noneOf(Service.class);
    private final List<SleepSummary> recentNights = new ArrayList<>();
    private boolean recentNightsRead;
    private @Nullable ScheduledFuture<?> nextRun;
    private boolean running;
    private boolean waiting;
    private boolean unshown;
    private boolean closed;
    private Duration retry = FIRST_RETRY;
    private Push push = Push.OFF;
    private Instant subscribedSince = Instant.MAX;
    private @Nullable Instant lastRepair;
    private boolean repairing;
    private @Nullable WithingsException refusal;

    PersonFeed(String userId, PersonCloud cloud, Subscriptions subscriptions, LastUpdates lastUpdates, PollingPlan plan,
            Duration history, UnknownIds unknownIds, Outlet outlet, ScheduledExecutorService scheduler, Clock clock) {
        this.userId = userId;
        this.cloud = cloud;
        this.subscriptions = subscriptions;
        this.lastUpdates = lastUpdates;
        this.plan = plan;
        this.history = history;
        this.unknownIds = unknownIds;
        this.outlet = outlet;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    synchronized Push push() {
        return push;
    }

    /**
     * @return why Withings did not take the subscriptions, null if it did
     */
    synchronized @Nullable WithingsException refusal() {
        return refusal;
    }

    /**
     * Asks whatever is due.
     */
    synchronized void tick() {
        Set<Service> due = plan.due(lastAsked, push.live(), clock.instant());
        due.retainAll(outlet.wanted());
        ask(due, Duration.ZERO);
    }

    /**
     * Asks everything that somebody wants, whether it is due or not.
     */
    synchronized void askAll() {
        ask(outlet.wanted(), Duration.ZERO);
    }

    /**
     * Reads everything from the beginning, for somebody who has nothing yet.
     */
    synchronized void startOver() {
        lastUpdates.remove(userId);
        askAll();
    }

    /**
     * Withings has notified.
     *
     * @param services what tells what the notification is about
     */
    void notified(Set<Service> services) {
        synchronized (this) {
            push = push.withNotification(clock.instant());
            Set<Service> told = EnumSet.noneOf(Service.class);
            told.addAll(services);
            told.retainAll(outlet.wanted());
            announced.addAll(told);
            ask(told, FLURRY);
            if (waiting && !told.isEmpty()) {
                // whoever notifies can be asked again
                run(FLURRY);
            }
        }
        outlet.pushChanged();
    }

    /**
     * @return whether nothing is asked any more, because the consent has ended or the account has been closed
     */
    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * @return whether it is still open whether Withings will notify
     */
    synchronized boolean isSubscribing() {
        return !push.subscribed() && refusal == null;
    }

    /**
     * Lets nothing more be asked, and tells nothing more.
     */
    synchronized void close() {
        closed = true;
        pending.clear();
        ScheduledFuture<?> next = nextRun;
        if (next != null) {
            next.cancel(false);
        }
    }

    /**
     * Sees to it that Withings notifies, from time to time or after any doubt.
     *
     * @param callback our address, null if we have none
     * @param wanted what to be notified of
     */
    void subscribe(@Nullable URI callback, Set<Appli> wanted) {
        synchronized (this) {
            Instant last = lastRepair;
            Instant now = clock.instant();
            Duration interval = push.live() ? CONFIRM_INTERVAL : REPAIR_INTERVAL;
            boolean due = last == null || last.isAfter(now) || !now.isBefore(last.plus(interval));
            if (closed || repairing || callback == null || wanted.isEmpty() || !due) {
                return;
            }
            repairing = true;
            lastRepair = now;
        }
        subscriptions.repair(callback, wanted).whenComplete((missing, thrown) -> {
            WithingsException refused = thrown == null ? null : WithingsException.of(thrown);
            synchronized (this) {
                repairing = false;
                if (closed) {
                    return;
                }
                if (refused == null && (!push.subscribed() || !missing.isEmpty())) {
                    subscribedSince = clock.instant();
                }
                push = push.withSubscribed(refused == null);
                refusal = refused;
            }
            if (refused != null) {
                logger.debug("Withings does not take the subscriptions: {}", refused.getMessage());
            }
            outlet.pushChanged();
        });
    }

    /**
     * @return when Withings has been told not to notify us any more
     */
    CompletableFuture<Void> unsubscribe() {
        synchronized (this) {
            push = push.withSubscribed(false);
            lastRepair = null;
        }
        return subscriptions.end();
    }

    private synchronized void ask(Collection<Service> services, Duration delay) {
        if (closed) {
            return;
        }
        pending.addAll(services);
        if (!pending.isEmpty() && !running) {
            run(delay);
        }
    }

    private synchronized void run(Duration delay) {
        running = true;
        ScheduledFuture<?> next = nextRun;
        if (next != null) {
            next.cancel(false);
        }
        nextRun = scheduler.schedule(this::askNext, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askNext() {
        Service service;
        boolean told;
        synchronized (this) {
            waiting = false;
            if (closed || pending.isEmpty()) {
                running = false;
                return;
            }
            service = pending.iterator().next();
            pending.remove(service);
            told = announced.remove(service);
            unshown = false;
            lastAsked.put(service, clock.instant());
        }
        CompletableFuture<Void> answer;
        try {
            answer = ask(service, told);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((none, thrown) -> {
            if (thrown == null) {
                succeeded(service);
            } else {
                failed(service, WithingsException.of(thrown));
            }
        });
    }

    private void succeeded(Service service) {
        synchronized (this) {
            if (closed) {
                return;
            }
            retry = FIRST_RETRY;
            run(Duration.ZERO);
        }
        outlet.answered(service);
    }

    private void failed(Service service, WithingsException failure) {
        boolean again = switch (failure.failure()) {
            case UNREACHABLE, SERVICE_TROUBLE, TOO_MANY_REQUESTS, MALFORMED_ANSWER -> true;
            default -> false;
        };
        synchronized (this) {
            if (closed) {
                return;
            }
            Duration wait = Duration.ZERO;
            if (again) {
                pending.add(service);
                wait = retry;
                retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
            } else if (endsConsent(failure)) {
                close();
            }
            waiting = !wait.isZero();
            run(wait);
        }
        logger.debug("Asking Withings for {} failed: {}", service, failure.getMessage());
        outlet.failed(service, failure);
    }

    private CompletableFuture<Void> ask(Service service, boolean told) {
        return switch (service) {
            case MEASURES -> sinceLastUpdate(service, told,
                    since -> cloud.measures(since, this::showMeasures));
            case SLEEP -> sleep(told);
            case ACTIVITY -> sinceLastUpdate(service, told,
                    since -> cloud.activities(since, page -> show(ActivityChannels.updates(page, clock.instant()))));
            case DEVICES -> cloud.devices().thenAccept(outlet::devices);
            case GOALS -> cloud.goals().thenAccept(goals -> show(GoalChannels.updates(goals, clock.instant())));
        };
    }

    private interface Question {
        CompletableFuture<Instant> ask(Instant since);
    }

    private CompletableFuture<Void> sinceLastUpdate(Service service, boolean told, Question question) {
        Instant mark = lastUpdates.get(userId, service);
        return question.ask(mark == null ? beginning() : mark)
                .thenAccept(newest -> seen(service, told, mark, newest));
    }

    /**
     * Nights come as changed rows, but which row is the last night can only be told from all rows of its day.
     */
    private CompletableFuture<Void> sleep(boolean told) {
        Instant mark = lastUpdates.get(userId, Service.SLEEP);
        Instant since = mark == null ? beginning() : mark;
        synchronized (this) {
            if (!recentNightsRead && mark != null) {
                since = mark.minus(RECENT_NIGHTS);
            }
        }
        List<SleepSummary> changed = new ArrayList<>();
        return cloud.sleepSummaries(since, changed::addAll).thenCompose(newest -> {
            Set<SleepSummary> nights = new LinkedHashSet<>(changed);
            synchronized (this) {
                recentNightsRead = true;
                nights.addAll(recentWith(changed));
            }
            show(SleepChannels.lastNight(nights));
            return phases(changed, mark).thenAccept(none -> seen(Service.SLEEP, told, mark, newest));
        });
    }

    /**
     * @return the rows of the last days with what has changed taken in
     */
    private List<SleepSummary> recentWith(List<SleepSummary> changed) {
        for (SleepSummary night : changed) {
            recentNights.removeIf(known -> isSameRecord(known, night));
            recentNights.add(night);
        }
        LocalDate newest = recentNights.stream().map(SleepSummary::date).max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
        recentNights.removeIf(night -> night.date().isBefore(newest.minusDays(RECENT_NIGHTS.toDays())));
        return List.copyOf(recentNights);
    }

    private static boolean isSameRecord(SleepSummary one, SleepSummary other) {
        return one.id() != null && other.id() != null
                ? Objects.equals(one.id(), other.id())
                : one.start().equals(other.start()) && Objects.equals(one.deviceId(), other.deviceId());
    }

    /**
     * Asks for the course of each night that is new. Where no night is known, as with a mat that has not told of one
     * yet, the last day is asked for.
     */
    private CompletableFuture<Void> phases(List<SleepSummary> changed, @Nullable Instant mark) {
        Instant now = clock.instant();
        List<SleepSummary> nights = changed.stream()
                .filter(night -> night.end().isAfter(now.minus(PHASES_OF_THE_PAST))
                        && (mark == null || night.modified().isAfter(mark)))
                .sorted((one, other) -> one.start().compareTo(other.start())).toList();
        if (nights.isEmpty()) {
            return mark == null ? phases(now.minus(ONE_DAY), now) : CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
        for (SleepSummary night : nights) {
            done = done.thenCompose(none -> phases(night.start(), night.end()));
        }
        return done;
    }

    private CompletableFuture<Void> phases(Instant start, Instant end) {
        return cloud.sleepPhases(start, end)
                .thenAccept((List<SleepPhase> phases) -> show(SleepChannels.phases(phases)));
    }

    private void showMeasures(List<MeasureGroup> groups) {
        MeasureChannels.unknownTypes(groups).forEach(type -> unknownIds.seen(Kind.MEASURE_TYPE, type));
        show(MeasureChannels.updates(groups));
    }

    private void show(List<ChannelUpdate> updates) {
        if (!updates.isEmpty() && (isClosed() || !outlet.show(updates))) {
            synchronized (this) {
                unshown = true;
            }
        }
    }

    private void seen(Service service, boolean told, @Nullable Instant mark, Instant newest) {
        boolean changed;
        synchronized (this) {
            if (unshown) {
                return;
            }
            Push before = push;
            if (!told && mark != null && newest.isAfter(mark)) {
                push = push.withFind(newest, subscribedSince, clock.instant());
            }
            changed = before.live() != push.live();
            if (changed) {
                lastRepair = null;
            }
        }
        lastUpdates.put(userId, service, newest);
        if (changed) {
            outlet.pushChanged();
        }
    }

    private Instant beginning() {
        return history.isZero() ? Instant.ofEpochSecond(1) : clock.instant().minus(history);
    }

    /**
     * @return whether nothing more can be asked until the person consents again
     */
    static boolean endsConsent(WithingsException failure) {
        return failure.failure() == Failure.CONSENT_ENDED || failure.failure() == Failure.AUTHENTICATION;
    }
}
