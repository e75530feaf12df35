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
package org.openhab.binding.withings.internal.selftest;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Probe;
import org.openhab.binding.withings.internal.notification.Reachability;
import org.openhab.binding.withings.internal.notification.ReachabilityCheck;
import org.openhab.binding.withings.internal.notification.Webhooks;
import org.openhab.binding.withings.internal.selftest.Evidence.Listing;
import org.openhab.binding.withings.internal.selftest.Evidence.Obstacle;
import org.openhab.binding.withings.internal.selftest.Evidence.RoundTrip;
import org.openhab.binding.withings.internal.selftest.Evidence.Witness;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Walks the chain from Withings to one account's webhook. One test runs at a time; whoever asks for another one
 * meanwhile or just after gets the same result, so that impatient people cost no requests.
 * <p>
 * No thread waits. A test costs Withings a list of subscriptions for each person, a subscription and its end; it lasts
 * less than a minute.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SelfTest {
    /** Identical calls within this time are refused by Withings (Withings reference, Response status 601). */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LIST_LIMIT = Duration.ofSeconds(20);
    private static final Duration SUBSCRIBE_LIMIT = Duration.ofSeconds(20);
    /** Withings asks before it answers, as far as is known; a question that was overtaken is awaited a little. */
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(3);
    private static final Duration REVOKE_LIMIT = Duration.ofSeconds(10);
    private static final String COMMENT = "openHAB self-test";

    private final Logger logger = LoggerFactory.getLogger(SelfTest.class);
    private final Subject subject;
    private final ReachabilityCheck reachability;
    private final Webhooks webhooks;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    private @Nullable CompletableFuture<SelfTestReport> running;
    private @Nullable SelfTestReport last;

    /**
     * What is tested.
     */
    public interface Subject {

        TestedAddress testedAddress();

        /**
         * @return everybody who ever consented, in a stable order
         */
        List<TestedPerson> testedPeople();

        /**
         * Something was seen or done that makes it advisable to look after the subscriptions soon.
         */
        void doubtSubscriptions();
    }

    public SelfTest(Subject subject, ReachabilityCheck reachability, Webhooks webhooks,
            ScheduledExecutorService scheduler, Clock clock) {
        this.subject = subject;
        this.reachability = reachability;
        this.webhooks = webhooks;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /**
     * Tests the chain, unless that is being done or has just been done.
     *
     * @return the result, within a minute
     */
    public CompletableFuture<SelfTestReport> run() {
        CompletableFuture<SelfTestReport> test;
        synchronized (this) {
            CompletableFuture<SelfTestReport> underWay = running;
            if (underWay != null) {
                return underWay.copy();
            }
            SelfTestReport recent = last;
            if (recent != null && isRecent(recent)) {
                return CompletableFuture.completedFuture(recent);
            }
            test = new CompletableFuture<>();
            running = test;
        }
        CompletableFuture<SelfTestReport> result = test.copy();
        CompletableFuture<SelfTestReport> report;
        try {
            report = gather(subject.testedAddress(), subject.testedPeople())
                    .thenApply(evidence -> Judgement.of(evidence, clock.instant()));
        } catch (RuntimeException e) {
            report = CompletableFuture.failedFuture(e);
        }
        report.whenComplete((found, thrown) -> {
            synchronized (this) {
                running = null;
                last = thrown == null ? found : last;
            }
            if (thrown == null) {
                logger.debug("The self-test has ended: {}, broken: {}", found.verdict(), found.broken());
                test.complete(found);
            } else {
                test.completeExceptionally(thrown);
            }
        });
        return result;
    }

    private boolean isRecent(SelfTestReport report) {
        Duration age = Duration.between(report.time(), clock.instant());
        return !age.isNegative() && age.compareTo(PAUSE) < 0;
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    /**
     * @return the last result, null if there is none since the start
     */
    public synchronized @Nullable SelfTestReport last() {
        return last;
    }

    private CompletableFuture<Evidence> gather(TestedAddress address, List<TestedPerson> people) {
        URI callback = address.url();
        if (callback == null) {
            return CompletableFuture.completedFuture(new Evidence(address, null,
                    people.stream().map(person -> new Witness(person, Listing.NONE)).toList(),
                    RoundTrip.of(RoundTrip.Kind.NO_ADDRESS)));
        }
        CompletableFuture<Reachability> reached = reachability.check(callback);
        List<CompletableFuture<Witness>> asked = people.stream()
                .map(person -> subscriptions(person).thenApply(listing -> new Witness(person, listing))).toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenCompose(done -> {
            List<Witness> witnesses = asked.stream().map(CompletableFuture::join).toList();
            return roundTrip(callback, witnesses).thenCombine(reached,
                    (roundTrip, reach) -> new Evidence(address, reach, witnesses, roundTrip));
        });
    }

    private CompletableFuture<Listing> subscriptions(TestedPerson person) {
        if (!person.consents() || person.wanted().isEmpty()) {
            return CompletableFuture.completedFuture(Listing.NONE);
        }
        return within(LIST_LIMIT, person.cloud().subscriptions().handle((listed, thrown) -> thrown == null
                ? new Listing(listed, null, true)
                : new Listing(List.of(), new Obstacle(WithingsException.of(thrown).failure()), true)),
                new Listing(List.of(), new Obstacle(null), true));
    }

    /**
     * Lets Withings ask us: it does so with every subscription, so one to an address that nobody else knows is made and
     * ended again.
     */
    private CompletableFuture<RoundTrip> roundTrip(URI callback, List<Witness> witnesses) {
        Optional<Witness> chosen = witnesses.stream()
                .filter(witness -> witness.person().consents() && probeable(witness, callback).isPresent())
                .min(Comparator.comparing(witness -> witness.subscriptions().listed().isEmpty()));
        if (chosen.isEmpty()) {
            return CompletableFuture.completedFuture(RoundTrip.of(RoundTrip.Kind.NOBODY));
        }
        Witness witness = chosen.get();
        PersonCloud cloud = witness.person().cloud();
        int appli = probeable(witness, callback).orElseThrow().number();
        Probe probe = webhooks.probe();
        URI address = probe.address(callback);
        CompletableFuture<@Nullable WithingsException> subscribed = cloud.subscribe(address, appli, COMMENT)
                .handle((none, thrown) -> thrown == null ? null : WithingsException.of(thrown));
        // whenever Withings answers, and whether or not anybody still waits for it
        CompletableFuture<Void> ended = subscribed
                .thenCompose(failure -> failure == null || mayHaveSucceeded(failure)
                        ? end(cloud, address, appli)
                        : CompletableFuture.completedFuture(null))
                .thenRun(subject::doubtSubscriptions);
        CompletableFuture<RoundTrip> result = within(SUBSCRIBE_LIMIT, subscribed
                .thenCompose(failure -> result(failure, probe)), notAsked(new Obstacle(null)));
        return result.thenCompose(roundTrip -> within(REVOKE_LIMIT, ended.thenApply(none -> roundTrip), roundTrip))
                .whenComplete((roundTrip, thrown) -> probe.close());
    }

    private CompletableFuture<RoundTrip> result(@Nullable WithingsException failure, Probe probe) {
        if (failure == null) {
            return within(ARRIVAL_LIMIT, probe.arrival().thenApply(none -> RoundTrip.of(RoundTrip.Kind.ARRIVED)),
                    RoundTrip.of(RoundTrip.Kind.NOT_ARRIVED));
        }
        if (failure.refusesCallback()) {
            return CompletableFuture.completedFuture(RoundTrip.of(probe.hasArrived()
                    ? RoundTrip.Kind.REFUSED_ALTHOUGH_ARRIVED
                    : RoundTrip.Kind.REFUSED));
        }
        return CompletableFuture.completedFuture(notAsked(new Obstacle(failure.failure())));
    }

    private static RoundTrip notAsked(Obstacle obstacle) {
        return new RoundTrip(RoundTrip.Kind.NOT_ASKED, obstacle);
    }

    private static boolean mayHaveSucceeded(WithingsException failure) {
        return failure.failure() == Failure.UNREACHABLE || failure.failure() == Failure.SERVICE_TROUBLE
                || failure.failure() == Failure.MALFORMED_ANSWER;
    }

    /**
     * What can't be ended now is ended when the subscriptions are looked after.
     */
    private CompletableFuture<@Nullable Void> end(PersonCloud cloud, URI address, int appli) {
        return cloud.revoke(address.toString(), appli).exceptionally(thrown -> {
            logger.debug("The subscription of the self-test could not be ended: {}",
                    WithingsException.of(thrown).getMessage());
            return null;
        });
    }

    /**
     * @return what the person can be subscribed to for a moment: best what Withings is known to offer
     */
    private static Optional<Appli> probeable(Witness witness, URI callback) {
        Set<Appli> offered = Judgement.own(witness.subscriptions(), callback);
        Set<Appli> granted = Appli.within(witness.person().scopes());
        Set<Appli> known = EnumSet.noneOf(Appli.class);
        known.addAll(granted);
        known.retainAll(offered);
        // the profile hardly ever changes
        return (known.isEmpty() ? granted : known).stream().min(Comparator.comparing(appli -> appli != Appli.PROFILE));
    }

    /**
     * @param otherwise what is the case when the time is over
     */
    private <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> awaited, T otherwise) {
        CompletableFuture<T> result = awaited.copy();
        if (result.isDone()) {
            return result;
        }
        try {
            ScheduledFuture<?> end = scheduler.schedule(() -> result.complete(otherwise), limit.toMillis(),
                    TimeUnit.MILLISECONDS);
            return result.whenComplete((done, thrown) -> end.cancel(false));
        } catch (RejectedExecutionException e) {
            result.complete(otherwise);
            return result;
        }
    }
}
