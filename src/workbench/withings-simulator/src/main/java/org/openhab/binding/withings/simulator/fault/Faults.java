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
package org.openhab.binding.withings.simulator.fault;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.notification.Courier.Notification;

/**
 * The active faults, which affect the next request or notification. Thread-safe.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Faults {
    private static final Duration SHORTLY = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final int UNKNOWN_APPLI = 7_777;

    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scheduler;
    private final Runnable refuse;
    private final Runnable accept;

    public Faults(ScheduledExecutorService scheduler, Runnable refuse, Runnable accept) {
        this.scheduler = scheduler;
        this.refuse = refuse;
        this.accept = accept;
    }

    /** Switches a fault on. Of several matching ones, the first is used. */
    public ActiveFault start(Fault fault) {
        ActiveFault started = new ActiveFault(fault);
        active.add(started);
        return started;
    }

    public ActiveFault start(FaultKind kind) {
        return start(Fault.of(kind));
    }

    /** Switches all faults off and accepts connections. */
    public void clear() {
        active.clear();
        accept.run();
    }

    public List<ActiveFault> active() {
        active.removeIf(ActiveFault::isOver);
        return List.copyOf(active);
    }

    /** Refuses all connections, and closes the open ones, until {@link #acceptConnections()}. */
    public void refuseConnections() {
        refuse.run();
    }

    /** Refuses all connections for a while, after a virtual second in which the client gets its answer. */
    public void refuseConnectionsFor(Duration duration) {
        scheduler.schedule(refuse, SHORTLY.toMillis(), TimeUnit.MILLISECONDS);
        scheduler.schedule(accept, SHORTLY.plus(duration).toMillis(), TimeUnit.MILLISECONDS);
    }

    public void acceptConnections() {
        accept.run();
    }

    /** Returns the fault of a request and counts it. */
    public Optional<ActiveFault> strike(ApiRequest request, @Nullable Person person) {
        return strike(fault -> !fault.kind().isOfNotifications() && fits(fault, request, person));
    }

    private Optional<ActiveFault> strike(Predicate<Fault> fitting) {
        return active().stream().filter(candidate -> fitting.test(candidate.fault())).filter(ActiveFault::strike)
                .findFirst();
    }

    private static boolean fits(Fault fault, ApiRequest request, @Nullable Person person) {
        String offset = request.parameters().text("offset");
        boolean firstPage = offset == null || "0".equals(offset);
        return (fault.path() == null || request.path().equals(fault.path()))
                && (fault.action() == null || request.action().equals(fault.action()))
                && (fault.person() == null || fault.person().equals(person))
                && !(fault.kind() == FaultKind.UNAUTHENTICATED_WHILE_PAGING && firstPage);
    }

    private Optional<ActiveFault> strike(Notification notification, FaultKind kind) {
        return strike(fault -> fault.kind() == kind
                && (fault.person() == null || notification.person().equals(fault.person()))
                && (fault.appli() == 0 || notification.appli().number() == fault.appli()));
    }

    /** Returns the virtual delays after which a notification arrives; empty if it is lost. */
    public List<Duration> delays(Notification notification) {
        if (strike(notification, FaultKind.NOTIFICATION_LOST).isPresent()) {
            return List.of();
        }
        if (strike(notification, FaultKind.NOTIFICATION_DUPLICATED).isPresent()) {
            return List.of(Duration.ZERO, Duration.ZERO);
        }
        if (strike(notification, FaultKind.NOTIFICATION_DELAYED).isPresent()) {
            return List.of(LATE);
        }
        return List.of(Duration.ZERO);
    }

    /** The fields to send instead of the original ones. */
    public Map<String, String> changed(Notification notification, Map<String, String> fields) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        if (strike(notification, FaultKind.NOTIFICATION_UNKNOWN_APPLI).isPresent()) {
            changed.put("appli", Integer.toString(UNKNOWN_APPLI));
        }
        return changed;
    }

    public static final class ActiveFault {
        private final Fault fault;
        private final AtomicInteger fitting = new AtomicInteger();

        ActiveFault(Fault fault) {
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }

        /** The number of times that the fault has occurred. */
        public int count() {
            int wrong = Math.max(0, fitting.get() - fault.spared());
            return Math.min(wrong, fault.times());
        }

        public boolean isOver() {
            return count() >= fault.times();
        }

        /** Counts a match; returns whether the fault occurs. */
        boolean strike() {
            if (isOver()) {
                return false;
            }
            int number = fitting.incrementAndGet();
            return number > fault.spared() && number - fault.spared() <= fault.times();
        }
    }
}
