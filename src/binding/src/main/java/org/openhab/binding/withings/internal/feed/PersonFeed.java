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
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Subscriptions;
import org.openhab.binding.withings.internal.plan.PollingPlan;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.TimeSpan;
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
    /** Nobody edits more of the past than this at once; of more, the last ones told are looked at. */
    private static final int DOUBTS_MAXIMUM = 50;
    private static final Duration REPAIR_INTERVAL = Duration.ofMinutes(30);
    private static final Duration CONFIRM_INTERVAL = Duration.ofHours(12);

    private final Logger logger = LoggerFactory.getLogger(PersonFeed.class);
    private final String userId;
    private final PersonCloud cloud;
    private final Map<Service, DataSource> sources;
    private final Subscriptions subscriptions;
    private final LastUpdates lastUpdates;
    private final PollingPlan plan;
    private final Outlet outlet;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    private final Map<Service, Instant> lastAsked = new EnumMap<>(Service.class);
    private final Map<Service, ServiceStatus> statuses = new EnumMap<>(Service.class);
    private final Turns turns = new Turns();
    private final Flurry flurry = new Flurry();
    /** What a flurry of notifications is about, until its end is no longer waited for. */
    private final Set<Service> gathered = EnumSet.noneOf(Service.class);
    /** The times to look at again. */
    private final Map<Service, List<TimeSpan>> doubts = new EnumMap<>(Service.class);
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
            LastUpdates lastUpdates, PollingPlan plan, Outlet outlet, ScheduledExecutorService scheduler, Clock clock) {
        this.userId = userId;
        this.cloud = cloud;
        this.sources = sources.stream().collect(Collectors.toMap(DataSource::service, source -> source));
        this.subscriptions = subscriptions;
        this.lastUpdates = lastUpdates;
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
            Set<Service> due = plan.due(lastAsked, push.live(), now);
            due.retainAll(wanted);
            ask(due, Duration.ZERO);
        }
    }

    /**
     * Asks everything that somebody wants, whether it is due or not.
     */
    public synchronized void askAll() {
        ask(wanted(), Duration.ZERO);
    }

    /**
     * Reads what is recent, for somebody who has nothing yet.
     */
    public synchronized void startOver() {
        lastUpdates.remove(userId);
        askAll();
    }

    /**
     * Withings has notified.
     *
     * @param services what tells what the notification is about
     * @param span the time it is about, null where it does not tell
     */
    public void notified(Set<Service> services, @Nullable TimeSpan span) {
        boolean changed;
        synchronized (this) {
            Push before = push;
            push = push.withNotification(clock.instant());
            changed = before.live() != push.live();
            Set<Service> told = EnumSet.noneOf(Service.class);
            told.addAll(services);
            told.retainAll(wanted());
            turns.announce(told);
            if (span != null) {
                told.forEach(service -> doubt(service, List.of(span)));
            }
            gather(told);
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
                push = push.withSubscribed(
                        refused == null && callback.equals(this.callback) && wanted.equals(notifications));
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
        boolean fresh = turns.add(services);
        if (!turns.isEmpty() && !running || waiting && fresh) {
            run(delay);
        }
    }

    private synchronized void rested(Turns.Rest rest) {
        turns.rested(rest);
        ask(Set.of(), Duration.ZERO);
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
            Service next = closed ? null : turns.next();
            if (next == null) {
                running = false;
                return;
            }
            service = next;
            told = turns.takeAnnouncement(service);
            unshown = false;
            lastAsked.put(service, clock.instant());
            statuses.put(service, status(service).withAsked(clock.instant()));
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
            turns.answered(service);
            statuses.put(service, status(service).withAnswered(clock.instant()));
            run(Duration.ZERO);
        }
        outlet.answered(service);
    }

    private void failed(Service service, WithingsException failure) {
        boolean again = failure.failure().mayPass();
        synchronized (this) {
            if (closed) {
                return;
            }
            statuses.put(service, status(service).withFailed(clock.instant(), failure));
            Duration wait = Duration.ZERO;
            if (again) {
                Turns.Rest rest = turns.failed(service);
                scheduler.schedule(() -> rested(rest), rest.length().toMillis(), TimeUnit.MILLISECONDS);
                wait = turns.pause();
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
            case DEVICES -> cloud.devices().thenAccept(outlet::devices);
            case GOALS -> cloud.goals().thenAccept(goals -> show(GoalChannels.updates(goals, clock.instant())));
            default -> changes(Objects.requireNonNull(sources.get(service)), told);
        };
    }

    private CompletableFuture<Void> changes(DataSource source, boolean told) {
        Instant mark = lastUpdates.get(userId, source.service());
        Consumer<List<ChannelUpdate>> sink = mark == null ? this::showWithoutEvents : this::show;
        // what is told from now on may have happened after Withings has answered, and is looked at the next time
        List<TimeSpan> spans = takeDoubts(source.service());
        return source.changes(mark == null ? clock.instant().minus(RECENT) : mark, sink)
                .whenComplete((newest, thrown) -> {
                    if (thrown != null) {
                        doubt(source.service(), spans);
                    }
                }).thenAccept(newest -> seen(source.service(), told, mark, newest))
                .thenCompose(none -> corrections(source, mark, spans));
    }

    private synchronized List<TimeSpan> takeDoubts(Service service) {
        List<TimeSpan> spans = doubts.remove(service);
        return spans == null ? List.of() : spans;
    }

    /**
     * What was there before anybody asked has not just happened.
     */
    private void showWithoutEvents(List<ChannelUpdate> updates) {
        show(updates.stream().filter(update -> !update.event()).toList());
    }

    /**
     * Before anything was known there was nothing to correct.
     */
    private CompletableFuture<@Nullable Void> corrections(DataSource source, @Nullable Instant mark,
            List<TimeSpan> spans) {
        if (spans.isEmpty() || mark == null) {
            return CompletableFuture.completedFuture(null);
        }
        return source.corrections(spans, mark, this::show).whenComplete((none, thrown) -> {
            if (thrown != null && willPass(WithingsException.of(thrown).failure())) {
                doubt(source.service(), spans);
            }
        });
    }

    /**
     * What Withings refuses or garbles for good must not keep the rest from being asked.
     */
    private static boolean willPass(Failure failure) {
        return failure.mayPass() && failure != Failure.MALFORMED_ANSWER;
    }

    private synchronized void doubt(Service service, List<TimeSpan> spans) {
        Set<TimeSpan> all = new LinkedHashSet<>(doubts.getOrDefault(service, List.of()));
        all.addAll(spans);
        doubts.put(service, all.stream().skip(Math.max(0, all.size() - DOUBTS_MAXIMUM)).toList());
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

    /**
     * @return whether nothing more can be asked until the person consents again
     */
    static boolean endsConsent(WithingsException failure) {
        return failure.failure() == Failure.CONSENT_ENDED || failure.failure() == Failure.AUTHENTICATION;
    }
}
