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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.feed.Doubts.Question;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Notification;
import org.openhab.binding.withings.internal.notification.RecentNotifications;
import org.openhab.binding.withings.internal.notification.RecentNotifications.Hearing;
import org.openhab.binding.withings.internal.notification.Subscriptions;
import org.openhab.binding.withings.internal.plan.DailyAllowance;
import org.openhab.binding.withings.internal.plan.Errand;
import org.openhab.binding.withings.internal.plan.Errand.Kind;
import org.openhab.binding.withings.internal.plan.PollingPlan;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.storage.LastUpdates;
import org.openhab.binding.withings.internal.storage.NotificationMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one person's data coming: knows what has to be asked, asks one service after the other, and passes on what is
 * new. What is asked for several times before its turn comes, by a flurry of notifications say, is asked once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonFeed {

    /**
     * Where the data goes.
     */
    public interface Outlet {

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

    /** What changed earlier belongs to the past, which is imported. */
    private static final Duration RECENT = Duration.ofDays(14);
    private static final Duration REPAIR_INTERVAL = Duration.ofMinutes(30);
    private static final Duration CONFIRM_INTERVAL = Duration.ofHours(12);

    private final Logger logger = LoggerFactory.getLogger(PersonFeed.class);
    private final String userId;
    private final PersonCloud cloud;
    private final Map<Service, DataSource> sources;
    private final Subscriptions subscriptions;
    private final LastUpdates lastUpdates;
    private final NotificationMemory memory;
    private final RecentNotifications recent;
    private final PollingPlan plan;
    private final Outlet outlet;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    private final Map<Service, Instant> lastAsked = new EnumMap<>(Service.class);
    private final Map<Service, ServiceStatus> statuses = new EnumMap<>(Service.class);
    private final Turns turns = new Turns();
    /** Since when something is to be asked for changes. */
    private final Map<Service, Instant> since = new EnumMap<>(Service.class);
    /** Whether the day explains that a notification named the workouts, too. */
    private boolean workoutsUnlikely;
    /** What may cost what it costs, because somebody asked for it. */
    private final Set<Service> urged = EnumSet.noneOf(Service.class);
    /** What has failed and is tried again, which costs nothing until it succeeds. */
    private final Set<Service> retried = EnumSet.noneOf(Service.class);
    /** What refuses to complete its changes; it is left alone until it is asked for changes again. */
    private final Set<Service> refusing = EnumSet.noneOf(Service.class);
    private final Flurry flurry = new Flurry();
    /** What a flurry of notifications is about, until its end is no longer waited for. */
    private final Set<Service> gathered = EnumSet.noneOf(Service.class);
    /** Up to where changes have been seen that are not complete yet. */
    private final Map<Service, Instant> incomplete = new EnumMap<>(Service.class);
    /** Since when something follows from the changes of a service, however often they were asked for meanwhile. */
    private final Map<Service, Instant> unfinished = new EnumMap<>(Service.class);
    private final Doubts doubts = new Doubts();
    private Map<Service, Instant> sessions = Map.of();
    private DailyAllowance allowance = DailyAllowance.FULL;
    private long settled;
    private boolean cutOff;
    private @Nullable ScheduledFuture<?> nextRun;
    private boolean running;
    private boolean waiting;
    private boolean unshown;
    private boolean closed;
    private Push push = Push.OFF;
    private Instant subscribedSince = Instant.MAX;
    private @Nullable URI callback;
    private Set<Appli> notifications = Set.of();
    private @Nullable Instant lastRepair;
    private boolean repairing;
    private @Nullable WithingsException refusal;

    /**
     * @param sources what can be asked besides devices and goals; a service without a source is never asked
     */
    public PersonFeed(String userId, PersonCloud cloud, Collection<DataSource> sources, Subscriptions subscriptions,
            LastUpdates lastUpdates, NotificationMemory memory, PollingPlan plan, Outlet outlet,
            ScheduledExecutorService scheduler, Clock clock) {
        this.userId = userId;
        this.cloud = cloud;
        this.sources = sources.stream().collect(Collectors.toMap(DataSource::service, source -> source));
        this.subscriptions = subscriptions;
        this.lastUpdates = lastUpdates;
        this.memory = memory;
        this.recent = new RecentNotifications(memory.get(userId));
        this.plan = plan;
        this.outlet = outlet;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    public synchronized Push push() {
        return push;
    }

    /**
     * @return why Withings did not take the subscriptions, null if it did
     */
    public synchronized @Nullable WithingsException refusal() {
        return refusal;
    }

    /**
     * @return how it went to ask each service, by service; without those that have not been asked since the start
     */
    public synchronized Map<Service, ServiceStatus> statuses() {
        return Map.copyOf(statuses);
    }

    /**
     * @return the services that will be asked next
     */
    public synchronized Set<Service> pending() {
        Set<Service> next = EnumSet.copyOf(gathered);
        next.addAll(turns.all());
        return next;
    }

    /**
     * @return the services that fail although Withings answers to others
     */
    public synchronized Set<Service> failingAlone() {
        return turns.failingAlone();
    }

    /**
     * @return what is known of the subscriptions that lead to us
     */
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    private ServiceStatus status(Service service) {
        return statuses.getOrDefault(service, ServiceStatus.NEVER_ASKED);
    }

    /**
     * Asks whatever is due, and passes on what the time alone has changed.
     */
    public void tick() {
        Instant now = clock.instant();
        Set<Service> wanted = wanted();
        sources.forEach((service, source) -> {
            if (wanted.contains(service)) {
                show(source.passed(now));
            }
        });
        synchronized (this) {
            Set<Service> due = plan.due(lastAsked, this::isNotifiedOf, sessions, now);
            due.retainAll(wanted);
            ask(due, Duration.ZERO);
        }
        if (!isClosed()) {
            memory.put(userId, recent.toString());
        }
    }

    /**
     * Asks everything that somebody wants, whether it is due or not.
     */
    public synchronized void askAll() {
        Set<Service> wanted = wanted();
        urged.addAll(wanted);
        ask(wanted, Duration.ZERO);
    }

    /**
     * Reads what is recent, for somebody who has nothing yet.
     */
    public synchronized void startOver() {
        lastUpdates.remove(userId);
        incomplete.clear();
        askAll();
    }

    /**
     * Withings has notified. What comes again is no reason to ask more often than the time allows.
     */
    public void notified(Notification notification) {
        Instant now = clock.instant();
        Hearing hearing = recent.hear(notification, now);
        Set<Service> named = notification.services();
        TimeSpan span = notification.span();
        boolean changed;
        synchronized (this) {
            Push before = push;
            push = push.withNotification(named, now);
            changed = before.live() != push.live();
            if (hearing == Hearing.NEW) {
                allowance = allowance.withNotification(now);
            }
            Set<Service> told = EnumSet.noneOf(Service.class);
            told.addAll(named);
            told.retainAll(wanted());
            if (span != null) {
                doubts.raise(told, span, now);
            }
            if (hearing != Hearing.REPEATED) {
                turns.announce(told);
                gather(told);
            }
        }
        if (changed) {
            outlet.pushChanged();
        }
    }

    private synchronized void gather(Set<Service> told) {
        flurry.goesOn(clock.instant());
        if (gathered.isEmpty() && !told.isEmpty() && !closed) {
            scheduler.schedule(this::askGathered, flurry.nextWait().toMillis(), TimeUnit.MILLISECONDS);
        }
        gathered.addAll(told);
    }

    private synchronized void askGathered() {
        Set<Service> told = EnumSet.copyOf(gathered);
        gathered.clear();
        if (closed) {
            return;
        }
        turns.wake(told);
        ask(told, Duration.ZERO);
        if (waiting) {
            // whoever notifies can be asked again
            run(Duration.ZERO);
        }
    }

    /**
     * The way from the internet to us has broken off, or is open again.
     */
    public void reachable(boolean open) {
        synchronized (this) {
            if (push.reachable() == open) {
                return;
            }
            push = push.withReachable(open);
            lastRepair = null;
        }
        outlet.pushChanged();
    }

    /**
     * @return whether nothing is asked any more, because the consent has ended or the account has been closed
     */
    public synchronized boolean isClosed() {
        return closed;
    }

    /**
     * @return whether it is still open whether Withings will notify
     */
    public synchronized boolean isSubscribing() {
        return !push.subscribed() && refusal == null;
    }

    /**
     * Lets nothing more be asked, and tells nothing more.
     */
    public synchronized void close() {
        closed = true;
        turns.clear();
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
    public void subscribe(@Nullable URI callback, Set<Appli> wanted) {
        if (isOther(callback, wanted)) {
            outlet.pushChanged();
        }
        synchronized (this) {
            Instant last = lastRepair;
            Instant now = clock.instant();
            Duration interval = push.live() && refusal == null ? CONFIRM_INTERVAL : REPAIR_INTERVAL;
            boolean due = last == null || last.isAfter(now) || !now.isBefore(last.plus(interval));
            if (closed || repairing || callback == null || wanted.isEmpty() || !due
                    || push.live() && !allowance.covers(1, now)) {
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
                if (refused == null) {
                    int calls = 1 + missing.size();
                    settled += calls;
                    allowance = push.live() ? allowance.withCalls(calls, clock.instant()) : allowance;
                }
                if (refused == null && (!push.subscribed() || !missing.isEmpty())) {
                    subscribedSince = clock.instant();
                }
                // a list that Withings could not give says nothing about what was on it
                boolean confirmed = refused == null || refused.failure().mayPass() && push.subscribed();
                push = push.withSubscribed(
                        confirmed && callback.equals(this.callback) && wanted.equals(notifications));
                refusal = refused;
            }
            if (refused != null) {
                logger.debug("Withings does not take the subscriptions: {}", refused.getMessage());
            }
            outlet.pushChanged();
        });
    }

    /**
     * @return whether Withings is to notify elsewhere, or of something else than before, which it does not do yet
     */
    private synchronized boolean isOther(@Nullable URI callback, Set<Appli> wanted) {
        if (Objects.equals(callback, this.callback) && wanted.equals(notifications)) {
            return false;
        }
        this.callback = callback;
        notifications = Set.copyOf(wanted);
        lastRepair = null;
        refusal = null;
        push = push.withSubscribed(false);
        return true;
    }

    /**
     * The subscriptions may not be as they should be, so that somebody looks after them soon.
     */
    public synchronized void doubtSubscriptions() {
        lastRepair = null;
    }

    /**
     * @return when Withings has been told not to notify us any more
     */
    public CompletableFuture<Void> unsubscribe() {
        synchronized (this) {
            push = push.withSubscribed(false);
            lastRepair = null;
        }
        return subscriptions.end();
    }

    private Set<Service> wanted() {
        Set<Service> answerable = EnumSet.of(Service.DEVICES, Service.GOALS);
        answerable.addAll(sources.keySet());
        answerable.retainAll(outlet.wanted());
        return answerable;
    }

    private synchronized void ask(Collection<Service> services, Duration delay) {
        if (closed) {
            return;
        }
        Instant now = clock.instant();
        services.forEach(service -> since.putIfAbsent(service, now));
        boolean fresh = turns.add(services);
        if ((!running || waiting && fresh) && next().isPresent()) {
            run(delay);
        }
    }

    private synchronized void rested(Turns.Rest rest) {
        turns.rested(rest);
        ask(Set.of(), Duration.ZERO);
    }

    /**
     * @return whose turn it is, empty if there is nothing to do or it has to wait
     */
    private Optional<Errand> next() {
        Instant now = clock.instant();
        Set<Service> asked = turns.all();
        List<Errand> errands = new ArrayList<>();
        turns.waiting().forEach(
                service -> errands.add(errand(service, changes(service), since.getOrDefault(service, now))));
        Set<Service> wanted = wanted();
        sources.forEach((service, source) -> {
            if (!asked.contains(service) && wanted.contains(service) && !refusing.contains(service)) {
                if (source.followUps() > 0) {
                    errands.add(errand(service, Kind.FOLLOW_UP, unfinished.getOrDefault(service, now)));
                }
                doubts.next(service, now)
                        .ifPresent(question -> errands.add(errand(service, Kind.CORRECTIONS, question.told())));
            }
        });
        return Errand.next(errands, allowance, now);
    }

    private Kind changes(Service service) {
        if (service == Service.WORKOUTS && workoutsUnlikely) {
            return Kind.UNLIKELY_CHANGES;
        }
        return turns.announced().contains(service) ? Kind.NEWS : Kind.CHANGES;
    }

    private Errand errand(Service service, Kind kind, Instant since) {
        return new Errand(service, kind, since,
                urged.contains(service) || retried.contains(service) || !isNotifiedOf(service));
    }

    /**
     * @return whether Withings would have notified of whatever is new since the service was asked last
     */
    private boolean isNotifiedOf(Service service) {
        Instant asked = lastAsked.get(service);
        return push.live(service) && asked != null && !asked.isBefore(subscribedSince);
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
        Errand errand;
        boolean told;
        synchronized (this) {
            waiting = false;
            errand = closed ? null : next().orElse(null);
            if (errand == null) {
                running = false;
                return;
            }
            unshown = false;
            if (isForChanges(errand) && errand.unlimited() && !retried.contains(errand.service())) {
                // so may what follows from it
                urged.add(errand.service());
            }
            told = isForChanges(errand) && begin(errand.service());
            statuses.put(errand.service(), status(errand.service()).withAsked(clock.instant()));
        }
        CompletableFuture<?> answer;
        try {
            answer = ask(errand, told);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((none, thrown) -> {
            if (thrown == null) {
                succeeded(errand);
            } else {
                failed(errand, WithingsException.of(thrown));
            }
        });
    }

    private static boolean isForChanges(Errand errand) {
        return switch (errand.kind()) {
            case NEWS, CHANGES, UNLIKELY_CHANGES -> true;
            case FOLLOW_UP, CORRECTIONS -> false;
        };
    }

    /**
     * @return whether Withings has notified of what is asked for now
     */
    private boolean begin(Service service) {
        turns.take(service);
        since.remove(service);
        doubts.begin(service);
        workoutsUnlikely &= service != Service.WORKOUTS;
        refusing.remove(service);
        lastAsked.put(service, clock.instant());
        return turns.takeAnnouncement(service);
    }

    private void succeeded(Errand errand) {
        Service service = errand.service();
        synchronized (this) {
            settle(!errand.unlimited() || retried.contains(service) && isNotifiedOf(service));
            if (closed) {
                return;
            }
            turns.answered(service);
            retried.remove(service);
            statuses.put(service, status(service).withAnswered(clock.instant()));
            complete(service);
            if (cutOff) {
                // Withings may have tried in vain to reach us, too, and have given up
                cutOff = false;
                lastRepair = null;
            }
            run(Duration.ZERO);
        }
        outlet.answered(service);
    }

    /**
     * Takes note of the calls made since the last time.
     */
    private void settle(boolean charged) {
        long made = cloud.requests();
        if (charged) {
            allowance = allowance.withCalls(made - settled, clock.instant());
        }
        settled = made;
    }

    /**
     * What has been seen counts as seen when it is complete: so what is not will be read again after a restart.
     */
    private void complete(Service service) {
        if (unshown) {
            incomplete.remove(service);
        }
        DataSource source = sources.get(service);
        if (source != null && source.followUps() > 0) {
            unfinished.putIfAbsent(service, clock.instant());
            return;
        }
        unfinished.remove(service);
        Instant newest = incomplete.remove(service);
        if (newest != null) {
            lastUpdates.put(userId, service, newest);
        }
        if (doubts.next(service, clock.instant()).isEmpty()) {
            urged.remove(service);
        }
    }

    private void failed(Errand errand, WithingsException failure) {
        Service service = errand.service();
        boolean again = failure.failure().mayPass();
        synchronized (this) {
            settle(false);
            if (closed) {
                return;
            }
            statuses.put(service, status(service).withFailed(clock.instant(), failure));
            cutOff |= failure.failure() == Failure.UNREACHABLE;
            Duration wait = Duration.ZERO;
            if (again) {
                Turns.Rest rest = turns.failed(service);
                scheduler.schedule(() -> rested(rest), rest.length().toMillis(), TimeUnit.MILLISECONDS);
                wait = turns.pause();
                retried.add(service);
            } else if (endsConsent(failure)) {
                close();
            } else {
                urged.remove(service);
                refusing.add(service);
            }
            waiting = !wait.isZero();
            run(wait);
        }
        logger.debug("Asking Withings for {} failed: {}", service, failure.getMessage());
        outlet.failed(service, failure);
    }

    private CompletableFuture<?> ask(Errand errand, boolean told) {
        Service service = errand.service();
        if (service == Service.DEVICES) {
            return cloud.devices().thenAccept(this::devices);
        }
        if (service == Service.GOALS) {
            return cloud.goals().thenAccept(goals -> show(GoalChannels.updates(goals, clock.instant())));
        }
        DataSource source = Objects.requireNonNull(sources.get(service));
        return switch (errand.kind()) {
            case NEWS, CHANGES, UNLIKELY_CHANGES -> changes(source, told);
            case FOLLOW_UP -> source.followUp(this::show);
            case CORRECTIONS -> corrections(source);
        };
    }

    private void devices(List<Device> devices) {
        synchronized (this) {
            sessions = Sessions.of(devices);
        }
        outlet.devices(devices);
    }

    private synchronized @Nullable Instant mark(Service service) {
        Instant seen = incomplete.get(service);
        return seen == null ? lastUpdates.get(userId, service) : seen;
    }

    private CompletableFuture<Void> changes(DataSource source, boolean told) {
        Instant mark = mark(source.service());
        Consumer<List<ChannelUpdate>> sink = mark == null ? this::showWithoutEvents : this::show;
        // what is told from now on may have happened after Withings has answered, and is looked at the next time
        return source.changes(mark == null ? clock.instant().minus(RECENT) : mark, sink)
                .thenAccept(newest -> seen(source, told, mark, newest));
    }

    /**
     * What was there before anybody asked has not just happened.
     */
    private void showWithoutEvents(List<ChannelUpdate> updates) {
        show(updates.stream().filter(update -> !update.event()).toList());
    }

    private CompletableFuture<@Nullable Void> corrections(DataSource source) {
        Service service = source.service();
        Question question;
        synchronized (this) {
            question = doubts.next(service, clock.instant()).orElse(null);
            if (question == null) {
                return CompletableFuture.completedFuture(null);
            }
            doubts.remove(service, question);
        }
        return source.corrections(question.spans(), question.since(), this::show).whenComplete((none, thrown) -> {
            if (thrown != null && willPass(WithingsException.of(thrown).failure())) {
                synchronized (this) {
                    doubts.restore(service, question);
                }
            }
        });
    }

    /**
     * What Withings refuses or garbles for good must not keep the rest from being asked.
     */
    private static boolean willPass(Failure failure) {
        return failure.mayPass() && failure != Failure.MALFORMED_ANSWER;
    }

    private void show(List<ChannelUpdate> updates) {
        if (!updates.isEmpty() && (isClosed() || !outlet.show(updates))) {
            synchronized (this) {
                unshown = true;
            }
        }
    }

    private void seen(DataSource source, boolean told, @Nullable Instant mark, Instant newest) {
        Service service = source.service();
        boolean changed;
        synchronized (this) {
            if (mark == null) {
                // before anything was known there was nothing to correct
                doubts.clear(service);
            } else {
                doubts.asked(service, mark, source.corrects(), source::explains);
            }
            if (told && service == Service.ACTIVITY) {
                workoutsUnlikely = source.explainsEverything();
            }
            if (unshown) {
                return;
            }
            Push before = push;
            if (!told && mark != null && newest.isAfter(mark)) {
                push = push.withFind(service, newest, subscribedSince, clock.instant());
            }
            changed = before.live() != push.live();
            if (changed) {
                lastRepair = null;
            }
            incomplete.put(service, newest);
        }
        if (changed) {
            outlet.pushChanged();
        }
    }

    /**
     * @return whether nothing more can be asked until the person consents again
     */
    static boolean endsConsent(WithingsException failure) {
        return failure.failure() == Failure.CONSENT_ENDED || failure.failure() == Failure.AUTHENTICATION;
    }
}
