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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.notification.Notification;
import org.openhab.binding.withings.simulator.notification.NotificationFaults;

/**
 * The switchboard of faults. May be used from any thread; what is switched on counts for the next request or
 * notification.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Faults implements NotificationFaults {

    private static final Duration SHORTLY = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofMinutes(10);
    private static final Duration OVERTAKEN = Duration.ofSeconds(30);
    private static final long UNKNOWN_USER = 999_999_999;
    private static final int UNKNOWN_APPLI = 7_777;

    private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scheduler;
    private final Runnable refuse;
    private final Runnable accept;

    /**
     * @param scheduler waits in virtual time
     * @param refuse makes the server refuse connections
     * @param accept makes the server accept them again
     */
    public Faults(ScheduledExecutorService scheduler, Runnable refuse, Runnable accept) {
        this.scheduler = scheduler;
        this.refuse = refuse;
        this.accept = accept;
    }

    /**
     * Switches a fault on. Of several that fit, the first one strikes.
     *
     * @return its switch
     */
    public ActiveFault start(Fault fault) {
        ActiveFault started = new ActiveFault(fault);
        active.add(started);
        return started;
    }

    /**
     * Switches a fault of everything on.
     *
     * @return its switch
     */
    public ActiveFault start(FaultKind kind) {
        return start(Fault.of(kind));
    }

    /**
     * Switches all faults off and accepts connections.
     */
    public void clear() {
        active.clear();
        accept.run();
    }

    /**
     * @return the faults that are on
     */
    public List<ActiveFault> active() {
        active.removeIf(ActiveFault::isOver);
        return List.copyOf(active);
    }

    /**
     * Refuses all connections, and closes the open ones, until {@link #acceptConnections()}.
     */
    public void refuseConnections() {
        refuse.run();
    }

    /**
     * Refuses all connections for a while, starting a virtual second from now, so that whoever asked for it over HTTP
     * gets an answer yet.
     *
     * @param duration how long, in virtual time
     */
    public void refuseConnectionsFor(Duration duration) {
        scheduler.schedule(refuse, SHORTLY.toMillis(), TimeUnit.MILLISECONDS);
        scheduler.schedule(accept, SHORTLY.plus(duration).toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Accepts connections again, at the same address.
     */
    public void acceptConnections() {
        accept.run();
    }

    /**
     * @param person whose request it is, null if nobody knows
     * @return the fault that strikes a request, which is counted
     */
    public Optional<ActiveFault> strike(ApiRequest request, @Nullable Person person) {
        return active().stream().filter(candidate -> !candidate.fault().kind().isOfNotifications())
                .filter(candidate -> fits(candidate.fault(), request, person)).filter(ActiveFault::strike).findFirst();
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
        return active().stream().filter(candidate -> candidate.fault().kind() == kind).filter(candidate -> {
            Fault fault = candidate.fault();
            return (fault.person() == null || notification.person().equals(fault.person()))
                    && (fault.appli() == 0 || notification.appli().number() == fault.appli());
        }).filter(ActiveFault::strike).findFirst();
    }

    @Override
    public Route route(Notification notification) {
        if (strike(notification, FaultKind.NOTIFICATION_LOST).isPresent()) {
            return new Route(true, List.of());
        }
        if (strike(notification, FaultKind.NOTIFICATION_DUPLICATED).isPresent()) {
            return new Route(false, List.of(Duration.ZERO, Duration.ZERO));
        }
        if (strike(notification, FaultKind.NOTIFICATION_DELAYED).isPresent()) {
            return new Route(false, List.of(LATE));
        }
        Optional<ActiveFault> reordered = strike(notification, FaultKind.NOTIFICATION_REORDERED);
        if (reordered.isPresent() && reordered.get().count() % 2 == 1) {
            return new Route(false, List.of(OVERTAKEN));
        }
        return Route.straight();
    }

    @Override
    public Map<String, String> changed(Notification notification, Map<String, String> fields) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        if (strike(notification, FaultKind.NOTIFICATION_UNKNOWN_APPLI).isPresent()) {
            changed.put("appli", Integer.toString(UNKNOWN_APPLI));
        }
        if (strike(notification, FaultKind.NOTIFICATION_UNKNOWN_USER).isPresent()) {
            changed.put("userid", Long.toString(UNKNOWN_USER));
        }
        return changed;
    }
}
