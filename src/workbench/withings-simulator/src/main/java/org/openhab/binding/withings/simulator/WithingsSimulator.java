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
package org.openhab.binding.withings.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.SimulatorOptions.ClientApplication;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.CallLimits;
import org.openhab.binding.withings.simulator.data.DataServices;
import org.openhab.binding.withings.simulator.fault.FaultInjector;
import org.openhab.binding.withings.simulator.fault.Faults;
import org.openhab.binding.withings.simulator.fault.Faults.ActiveFault;
import org.openhab.binding.withings.simulator.household.DailyLife;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.Exchange;
import org.openhab.binding.withings.simulator.http.LoopbackServer;
import org.openhab.binding.withings.simulator.notification.Courier;
import org.openhab.binding.withings.simulator.notification.Courier.Delivery;
import org.openhab.binding.withings.simulator.notification.Courier.PublicInternet;
import org.openhab.binding.withings.simulator.notification.Subscriptions;
import org.openhab.binding.withings.simulator.notification.Subscriptions.NotifyService;
import org.openhab.binding.withings.simulator.oauth.ConsentPage;
import org.openhab.binding.withings.simulator.oauth.TokenService;
import org.openhab.binding.withings.simulator.oauth.Tokens;
import org.openhab.binding.withings.simulator.oauth.Tokens.Grant;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;
import org.openhab.binding.withings.simulator.page.ControlPage;
import org.openhab.binding.withings.simulator.replay.Recordings;

/**
 * A Withings cloud on the loopback interface: consent page, tokens, data, notifications and faults.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class WithingsSimulator implements AutoCloseable {
    private static final int COURIER_THREADS = 2;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final VirtualTime time;
    private final boolean ownTime;
    private final Behaviour behaviour = new Behaviour();
    private final Subscriptions subscriptions = new Subscriptions();
    private final RequestLog requests;
    private final Faults faults;
    private final Tokens tokens;
    private final PublicInternet internet;
    private final ScheduledExecutorService courierScheduler;
    private final Courier courier;
    private final Household household;
    private final List<String> replayMessages;
    private final Api api;
    private final ConsentPage consentPage;
    private final ControlPage controlPage;
    private final LoopbackServer server;

    private WithingsSimulator(SimulatorOptions options, VirtualTime time, ScheduledExecutorService courierScheduler) {
        this.ownTime = options.time == null;
        this.time = time;
        this.courierScheduler = courierScheduler;
        requests = new RequestLog(time);
        tokens = new Tokens(time);
        internet = new PublicInternet(options.publicHosts, options.callbackPatience);
        faults = new Faults(courierScheduler, this::refuseConnections, this::acceptConnections);
        courier = new Courier(time, courierScheduler, subscriptions, internet, behaviour, faults);
        Optional<Recordings> recordings = Optional.ofNullable(options.replay).map(Recordings::read);
        replayMessages = recordings.map(Recordings::messages).orElse(List.of());
        household = recordings.map(found -> Household.replaying(found.records(), time, courier::send, this::withdraw))
                .orElseGet(() -> Household.madeUp(time, options.historyDays, courier::send, this::withdraw));
        ClientApplication application = options.application();
        CallLimits limits = new CallLimits(time);
        api = new Api(application.clientId(), tokens, limits);
        new TokenService(time, tokens, application, limits, this::endSubscriptions).addTo(api);
        new DataServices(time, behaviour, household).addTo(api);
        new NotifyService(subscriptions, application, internet, limits).addTo(api);
        consentPage = new ConsentPage(application, tokens, household::people, household::demoPerson);
        controlPage = new ControlPage(this);
        server = new LoopbackServer(options.port, options.certificate, this::handle);
        if (options.dailyLife) {
            new DailyLife(household, time).start(courierScheduler);
        }
    }

    public static WithingsSimulator start(SimulatorOptions options) {
        VirtualTime given = options.time;
        VirtualTime time = given == null ? VirtualTime.real() : given;
        ScheduledExecutorService scheduler = time.scheduler("withings-courier", COURIER_THREADS);
        try {
            return new WithingsSimulator(options, time, scheduler);
        } catch (RuntimeException e) {
            scheduler.shutdownNow();
            if (given == null) {
                time.close();
            }
            throw e;
        }
    }

    private void refuseConnections() {
        server.refuseConnections();
    }

    private void acceptConnections() {
        server.acceptConnections();
    }

    private void withdraw(Person person) {
        tokens.withdraw(grant -> grant.person().equals(person));
        endSubscriptions(person);
    }

    private void endSubscriptions(Person person) {
        subscriptions.remove(subscription -> subscription.person().equals(person));
    }

    private void handle(ApiRequest request, Exchange exchange) throws IOException {
        if (ConsentPage.PATH.equals(request.path())) {
            exchange.send(consentPage.answer(request));
        } else if (controlPage.owns(request.path())) {
            exchange.send(controlPage.answer(request));
        } else if (!api.has(request.path())) {
            exchange.send(Answer.html(404, "<!DOCTYPE html><title>404 Not Found</title><p>There is no such service."));
        } else {
            handleCall(request, exchange);
        }
    }

    private void handleCall(ApiRequest request, Exchange exchange) throws IOException {
        @Nullable
        Person person = api.consentBehind(request).map(Grant::person).orElse(null);
        ActiveFault fault = faults.strike(request, person).orElse(null);
        Answer answer = fault == null ? api.answer(request) : FaultInjector.answer(fault, () -> api.answer(request));
        // before the answer, because the next request can follow at once
        requests.add(request, person, answer);
        if (fault == null) {
            exchange.send(answer);
        } else {
            FaultInjector.end(exchange, fault.fault().kind(), answer);
        }
    }

    /** The base URL of the API, such as {@code http://127.0.0.1:8090}. */
    public URI address() {
        return server.address();
    }

    public int securePort() {
        return server.securePort();
    }

    /** The base URL of the consent page, which replaces {@code https://account.withings.com}. */
    public URI authorizationAddress() {
        return address().resolve(ConsentPage.PATH);
    }

    public VirtualTime time() {
        return time;
    }

    public Household household() {
        return household;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    /** The last attempts to deliver notifications, oldest first. */
    public List<Delivery> deliveries() {
        return courier.deliveries();
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    /** The public hosts and the local servers behind them. */
    public PublicInternet internet() {
        return internet;
    }

    /** The valid consents. */
    public List<Grant> consents() {
        return tokens.grants();
    }

    /**
     * Accepts an authorization request like the button of the consent page; returns the redirect.
     */
    public URI accept(URI request, Person person) {
        return accept(request, person, EnumSet.allOf(Scope.class));
    }

    /** Accepts some of the requested scopes; denies the request if there are none. */
    public URI accept(URI request, Person person, Set<Scope> granted) {
        return consentPage.decide(request, person, granted);
    }

    /** Expires the access tokens of a person, but not the refresh tokens. */
    public void expireAccessTokens(Person person) {
        tokens.expireAccess(person);
    }

    /** A description of the files read for replay; empty without replay. */
    public List<String> replayMessages() {
        return replayMessages;
    }

    /** Stops the server, all deliveries, and the time if the simulator has created it. */
    @Override
    public void close() {
        courierScheduler.shutdownNow();
        server.close();
        if (ownTime) {
            time.close();
        }
        try {
            courierScheduler.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Settings for behaviour of Withings on which sources differ; may be changed at any time. */
    public static final class Behaviour {
        private final Map<RecordKind, Integer> pageSizes = new ConcurrentHashMap<>(Map.of(RecordKind.MEASURE_GROUP, 500,
                RecordKind.ACTIVITY, 200, RecordKind.WORKOUT, 200, RecordKind.SLEEP_SUMMARY, 300, RecordKind.HEART, 100,
                RecordKind.STETHOSCOPE, 100));
        private volatile boolean bedEventsWithWindow;

        public int pageSize(RecordKind kind) {
            return pageSizes.getOrDefault(kind, Integer.MAX_VALUE);
        }

        public void pageSize(RecordKind kind, int rows) {
            pageSizes.put(kind, rows);
        }

        /** Whether bed events carry startdate and enddate (older samples) rather than date and deviceid. */
        public boolean bedEventsWithWindow() {
            return bedEventsWithWindow;
        }

        public void bedEventsWithWindow(boolean window) {
            bedEventsWithWindow = window;
        }
    }
}
