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
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.action.AccountActions;
import org.openhab.binding.withings.internal.calendar.CalendarLinks;
import org.openhab.binding.withings.internal.calendar.CalendarSource;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.channel.HeartChannels;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.consent.ConsentedPerson;
import org.openhab.binding.withings.internal.consent.ConsentingAccount;
import org.openhab.binding.withings.internal.diagnostics.AccountDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.ConfigurationDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.DeviceDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.PersonDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.ThingDiagnostics;
import org.openhab.binding.withings.internal.discovery.WithingsDiscoveryService;
import org.openhab.binding.withings.internal.feed.ActivitySource;
import org.openhab.binding.withings.internal.feed.DataSource;
import org.openhab.binding.withings.internal.feed.Electrocardiogram;
import org.openhab.binding.withings.internal.feed.HeartSource;
import org.openhab.binding.withings.internal.feed.HistoryImport;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.feed.MeasureSource;
import org.openhab.binding.withings.internal.feed.PastStates;
import org.openhab.binding.withings.internal.feed.PersonFeed;
import org.openhab.binding.withings.internal.feed.ServiceStatus;
import org.openhab.binding.withings.internal.feed.Shown;
import org.openhab.binding.withings.internal.feed.SleepSource;
import org.openhab.binding.withings.internal.feed.WorkoutLog;
import org.openhab.binding.withings.internal.feed.WorkoutSource;
import org.openhab.binding.withings.internal.notification.AccountWebhook;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.BedEvent;
import org.openhab.binding.withings.internal.notification.Notification;
import org.openhab.binding.withings.internal.notification.NotificationQueue;
import org.openhab.binding.withings.internal.notification.NotificationReceiver;
import org.openhab.binding.withings.internal.notification.ReachabilityCheck;
import org.openhab.binding.withings.internal.notification.ReachabilityWatch;
import org.openhab.binding.withings.internal.notification.Subscriptions;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.plan.PollingPlan;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.binding.withings.internal.selftest.TestedAddress;
import org.openhab.binding.withings.internal.selftest.TestedPerson;
import org.openhab.binding.withings.internal.storage.LastUpdates;
import org.openhab.binding.withings.internal.storage.NotificationMemory;
import org.openhab.binding.withings.internal.token.Scope;
import org.openhab.binding.withings.internal.token.TokenClient;
import org.openhab.binding.withings.internal.token.TokenKeeper;
import org.openhab.binding.withings.internal.token.TokenStore;
import org.openhab.binding.withings.internal.token.Tokens;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseBridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.types.Command;
import org.openhab.core.types.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The developer application at Withings: holds the consents of any number of people, their shared budget of requests
 * and the webhook, and brings what comes in to the things of people and devices.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountHandler extends BaseBridgeHandler
        implements NotificationReceiver, ConsentingAccount, SelfTest.Subject {
    private static final Duration TICK = Duration.ofMinutes(1);
    /** Whether credentials that Withings did not know have become known, as may be after its troubles. */
    private static final Duration CREDENTIALS_CHECK = Duration.ofMinutes(30);

    /** A shorter pause that Withings asks for passes before anybody would look. */
    private static final Duration NOTICEABLE_PAUSE = Duration.ofSeconds(30);

    /**
     * Wants to know when people or devices have become known.
     */
    public interface Listener {
        void changed();
    }

    private final Logger logger = LoggerFactory.getLogger(AccountHandler.class);
    private final Surroundings surroundings;
    private final Map<String, PersonFeed> feeds = new ConcurrentHashMap<>();
    private final Map<String, HistoryImport> imports = new ConcurrentHashMap<>();
    private final KnownDevices devices = new KnownDevices();
    private final Beds beds;
    private final Map<String, Set<Service>> denied = new ConcurrentHashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final UnknownIds unknownIds = new UnknownIds();
    private final Map<String, WorkoutLog> workouts = new ConcurrentHashMap<>();
    private final CalendarLinks calendars;

    private volatile AccountConfiguration configuration = new AccountConfiguration();
    private volatile @Nullable Connection connection;
    private volatile @Nullable Failure trouble;
    private @Nullable ScheduledFuture<?> ticking;

    /**
     * What exists only while the account is configured.
     */
    private record Connection(TokenClient client, TokenKeeper tokens, RequestBudget budget, WithingsCloud cloud,
            LastUpdates lastUpdates, NotificationMemory heard, AccountWebhook webhook, ReachabilityWatch way,
            NotificationQueue notifications, SelfTest selfTest) {}

    public AccountHandler(Bridge bridge, Surroundings surroundings) {
        super(bridge);
        this.surroundings = surroundings;
        this.beds = new Beds(() -> handlers(WithingsThingHandler.class), devices, surroundings.clock());
        this.calendars = new CalendarLinks(surroundings.calendars(), surroundings.sealed(), bridge.getUID().toString());
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(WithingsDiscoveryService.class, AccountActions.class);
    }

    // the life of the thing

    @Override
    public void initialize() {
        AccountConfiguration configured = getConfigAs(AccountConfiguration.class);
        configuration = configured;
        surroundings.accounts().add(this);
        if (configured.clientId.isBlank() || configured.clientSecret.isBlank()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                    "@text/status.account.credentials-missing");
            return;
        }
        updateStatus(ThingStatus.UNKNOWN);
        Connection connected = connect(configured);
        connection = connected;
        connected.tokens().people().forEach(person -> addFeed(connected, person));
        // people's things outlast a change of the account's configuration
        handlers(PersonHandler.class).forEach(this::begin);
        openWebhook(connected);
        verify(connected);
        ticking = scheduler.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Connection connect(AccountConfiguration configured) {
        String account = getThing().getUID().toString();
        URI api = surroundings.endpoints().api();
        TokenClient client = new TokenClient(surroundings.httpClient(), api, configured.clientId.strip(),
                configured.clientSecret.strip(), scheduler, surroundings.clock());
        TokenStore store = new TokenStore(surroundings.tokens(), account);
        TokenKeeper tokens = new TokenKeeper(client, store, scheduler, surroundings.clock(), this::consentEnded,
                this::consentResumed);
        RequestBudget budget = new RequestBudget(surroundings.allowances().of(configured.clientId.strip(), scheduler),
                new Reach());
        WithingsCloud cloud = new WithingsCloud(surroundings.httpClient(), api, budget, scheduler,
                surroundings.clock());
        AccountWebhook webhook = new AccountWebhook(account, configured, surroundings.sealed(), surroundings.webhooks(),
                surroundings.cloudRelays(), scheduler, surroundings.clock(), this::addressChanged);
        ReachabilityCheck reachability = new ReachabilityCheck(surroundings.httpClient(), surroundings.webhooks());
        return new Connection(client, tokens, budget, cloud, new LastUpdates(surroundings.sealed(), account),
                new NotificationMemory(surroundings.sealed(), account), webhook,
                new ReachabilityWatch(reachability::check, surroundings.clock()),
                new NotificationQueue(scheduler, this::work),
                new SelfTest(this, reachability, surroundings.webhooks(), scheduler, surroundings.clock()));
    }

    @Override
    public void dispose() {
        surroundings.accounts().remove(this);
        ScheduledFuture<?> ticks = ticking;
        if (ticks != null) {
            ticks.cancel(false);
            ticking = null;
        }
        Connection connected = connection;
        connection = null;
        feeds.values().forEach(PersonFeed::close);
        feeds.clear();
        imports.values().forEach(HistoryImport::close);
        imports.clear();
        workouts.clear();
        calendars.close();
        devices.clear();
        beds.clear();
        denied.clear();
        trouble = null;
        if (connected != null) {
            connected.webhook().close();
            connected.tokens().close();
            connected.budget().close();
        }
    }

    /**
     * Nothing of the consents stays behind, neither here nor at Withings, as far as Withings can be reached.
     */
    @Override
    public void handleRemoval() {
        Connection connected = connection;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        if (connected != null) {
            connected.tokens().people().forEach(person -> ends.add(withdraw(person)));
            ends.add(connected.webhook().release());
        }
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).orTimeout(30, TimeUnit.SECONDS)
                .whenComplete((none, thrown) -> {
                    AccountWebhook.forget(getThing().getUID().toString(), surroundings.sealed());
                    calendars.removeAll();
                    super.handleRemoval();
                });
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        // an account has no channels
    }

    @Override
    public void childHandlerInitialized(ThingHandler childHandler, Thing childThing) {
        if (childHandler instanceof PersonHandler person) {
            begin(person);
            showBed(person.userId());
            showPushStatus();
            scheduler.execute(this::tick);
        } else if (childHandler instanceof DeviceHandler device) {
            show(device);
            listeners.forEach(Listener::changed);
        }
        beds.bringAgain();
    }

    @Override
    public void childHandlerDisposed(ThingHandler childHandler, Thing childThing) {
        if (childHandler instanceof PersonHandler person) {
            closeImport(person.userId());
        }
    }

    private void tick() {
        handlers(PersonHandler.class).forEach(PersonHandler::letGoStale);
        Connection connected = connection;
        if (connected != null && !feeds.isEmpty()) {
            connected.way().look(callback());
            feeds.values().forEach(feed -> feed.reachable(connected.way().isOpen()));
        }
        feeds.forEach((userId, feed) -> {
            feed.tick();
            feed.subscribe(callback(), wantedNotifications(userId));
        });
    }

    // the application

    private void verify(Connection connected) {
        connected.client().verifyClient().whenComplete((none, thrown) -> {
            if (connection != connected) {
                return;
            }
            Failure failure = thrown == null ? null : WithingsException.of(thrown).failure();
            if (failure == null || failure == Failure.CLIENT_CREDENTIALS || feeds.isEmpty()) {
                trouble = failure;
                refreshStatus();
            }
            if (failure == Failure.CLIENT_CREDENTIALS) {
                verifyLater(connected, CREDENTIALS_CHECK);
            } else if (failure != null && feeds.isEmpty()) {
                verifyLater(connected, TICK);
            }
        });
    }

    private void verifyLater(Connection connected, Duration pause) {
        scheduler.schedule(() -> {
            if (connection == connected) {
                verify(connected);
            }
        }, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refreshStatus() {
        Failure current = trouble;
        if (current == Failure.CLIENT_CREDENTIALS) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                    "@text/status.account.credentials-wrong");
        } else if (current != null) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.COMMUNICATION_ERROR, "@text/status.account."
                    + (current.mayPass() ? current : Failure.SERVICE_TROUBLE).textKey());
        } else if (feeds.isEmpty()) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_PENDING,
                    "@text/status.account.nobody-consented");
        } else {
            updateStatus(ThingStatus.ONLINE, ThingStatusDetail.NONE, pushStatus().reference());
        }
    }

    // how Withings reaches us

    private void openWebhook(Connection connected) {
        if (connected.webhook().isOff()) {
            feeds.values().forEach(this::unsubscribe);
        } else {
            connected.webhook().open(this);
        }
    }

    private void addressChanged() {
        showPushStatus();
        scheduler.execute(this::tick);
    }

    private @Nullable URI callback() {
        Connection connected = connection;
        return connected == null ? null : connected.webhook().address().url();
    }

    /**
     * Without a person's thing, only the events of the bed are of interest, and only if the sleep monitor has one.
     */
    private Set<Appli> wantedNotifications(String userId) {
        Connection connected = connection;
        if (connected == null || !connected.tokens().consents(userId)) {
            return Set.of();
        }
        Set<Appli> offered = Appli.within(connected.tokens().scopes(userId));
        if (person(userId).filter(PersonHandler::isShowing).isEmpty()) {
            Set<String> monitors = devices.sleepMonitors(userId);
            boolean bed = handlers(DeviceHandler.class).anyMatch(device -> monitors.contains(device.deviceId()));
            offered.retainAll(bed ? EnumSet.of(Appli.BED_IN, Appli.BED_OUT, Appli.INFLATED) : Set.of());
        }
        return offered;
    }

    /**
     * @return how new data comes in
     */
    private StatusText pushStatus() {
        Connection connected = connection;
        if (connected == null) {
            return new StatusText("status.account.credentials-missing");
        }
        List<PersonFeed> shown = feeds.entrySet().stream()
                .filter(entry -> person(entry.getKey()).isPresent() && !entry.getValue().isClosed())
                .map(Map.Entry::getValue).toList();
        return PushText.of(connected.webhook().address(), feeds.values(), shown, configuration.pollingInterval);
    }

    private void showPushStatus() {
        if (connection != null && trouble == null && !feeds.isEmpty()) {
            refreshStatus();
        }
    }

    @Override
    public Reception receive(Notification notification) {
        Connection connected = connection;
        if (connected == null || !feeds.containsKey(notification.userId())) {
            return Reception.UNKNOWN_PERSON;
        }
        connected.way().heard();
        return connected.notifications().offer(notification) ? Reception.ACCEPTED : Reception.BUSY;
    }

    private void work(Notification notification) {
        String userId = notification.userId();
        PersonFeed feed = feeds.get(userId);
        if (feed == null) {
            return;
        }
        if (notification.appli() == null) {
            unknownIds.seen(UnknownIds.Kind.APPLI, notification.appliNumber());
        }
        BedEvent event = notification.bedEvent();
        if (event != null) {
            beds.happened(userId, event);
        }
        if (notification.tellsOfFailedEcg()) {
            Instant now = surroundings.clock().instant();
            Instant failed = Optional.ofNullable(notification.date()).filter(now::isAfter).orElse(now);
            person(userId).ifPresent(person -> person.show(List.of(HeartChannels.failure(failed))));
        }
        feed.notified(notification);
    }

    // people

    private void addFeed(Connection connected, String userId) {
        PersonCloud cloud = connected.cloud().person(userId, connected.tokens());
        Subscriptions subscriptions = new Subscriptions(cloud, connected.webhook().addresses(), scheduler);
        PersonFeed feed = new PersonFeed(userId, cloud, sources(cloud, userId), subscriptions,
                connected.lastUpdates(), connected.heard(),
                new PollingPlan(Duration.ofMinutes(Math.max(1, configuration.pollingInterval))),
                new PersonOutlet(connected, userId), scheduler, surroundings.clock());
        PersonFeed previous = feeds.put(userId, feed);
        if (previous != null) {
            previous.close();
        }
        calendars.open(userId, calendar(userId));
    }

    /**
     * Lets data come to a person's thing: what is new and, unless it has come already, the past.
     */
    private void begin(PersonHandler person) {
        Connection connected = connection;
        String userId = person.userId();
        PersonFeed feed = feeds.get(userId);
        if (connected == null || feed == null || feed.isClosed()) {
            return;
        }
        PersonCloud cloud = connected.cloud().person(userId, connected.tokens()).inBackground();
        HistoryImport past = new HistoryImport(person.getThing().getUID().toString(),
                sources(cloud, userId), person.historyMemory(), Duration.ofDays(Math.max(0, configuration.historyDays)),
                new PersonOutlet(connected, userId), scheduler, surroundings.clock());
        closeImport(userId);
        imports.put(userId, past);
        if (past.hasBegun() && !connected.lastUpdates().isEmpty(userId)) {
            feed.askAll();
            past.resume();
        } else {
            feed.startOver();
            past.start();
        }
    }

    private void closeImport(String userId) {
        HistoryImport past = imports.remove(userId);
        if (past != null) {
            past.close();
        }
    }

    /**
     * @return what a person's data comes from; each source is for one person and one purpose
     */
    private List<DataSource> sources(PersonCloud cloud, String userId) {
        Shown shown = channelId -> person(userId).map(person -> person.shown(channelId)).orElse(null);
        return List.of(new MeasureSource(cloud, unknownIds, shown, surroundings.clock()),
                new SleepSource(cloud, unknownIds, shown, event -> beds.left(userId, event), surroundings.clock()),
                new ActivitySource(cloud, surroundings.clock()),
                new WorkoutSource(cloud, workouts(userId), shown, unknownIds, surroundings.clock()),
                new HeartSource(cloud, unknownIds, surroundings.clock()));
    }

    private Set<Service> wanted(String userId) {
        Connection connected = connection;
        if (connected == null || !connected.tokens().consents(userId)) {
            return Set.of();
        }
        Set<Service> wanted = person(userId).isPresent() ? EnumSet.allOf(Service.class) : EnumSet.of(Service.DEVICES);
        wanted.removeAll(denied.getOrDefault(userId, Set.of()));
        return wanted;
    }

    /**
     * A person's thing is being removed: Withings need not notify any more, and nobody sees the workouts any more.
     */
    void personRemoved(String userId) {
        calendars.remove(userId);
        closeImport(userId);
        PersonFeed feed = feeds.get(userId);
        if (feed != null) {
            unsubscribe(feed);
        }
    }

    /**
     * @return when Withings has been told not to notify us any more, or could not be
     */
    private CompletableFuture<@Nullable Void> unsubscribe(PersonFeed feed) {
        return feed.unsubscribe().exceptionally(thrown -> {
            logger.debug("The subscriptions could not be ended: {}", WithingsException.of(thrown).getMessage());
            return null;
        });
    }

    /**
     * Asks for everything new of a person, in the background.
     *
     * @return whether it can be asked, which needs the person's consent
     */
    public boolean refresh(String userId) {
        PersonFeed feed = feeds.get(userId);
        if (feed == null || feed.isClosed()) {
            return false;
        }
        feed.askAll();
        return true;
    }

    /**
     * Asks for what was measured of a person in a time.
     */
    CompletableFuture<NavigableMap<Instant, State>> measurements(String userId, String channelId, Instant start,
            Instant end) {
        Connection connected = connection;
        Service service = PastStates.service(channelId);
        if (connected == null) {
            return CompletableFuture
                    .failedFuture(new WithingsException(Failure.CLIENT_CREDENTIALS, "The account is not configured"));
        }
        return sources(connected.cloud().person(userId, connected.tokens()), userId).stream()
                .filter(source -> source.service() == service).findFirst()
                .map(source -> PastStates.of(source, channelId, start, end))
                .orElseGet(() -> CompletableFuture.completedFuture(new TreeMap<>()));
    }

    /**
     * Asks for the last electrocardiogram of a person before a time, with its curve.
     */
    CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(String userId, Instant before) {
        Connection connected = connection;
        return connected == null
                ? CompletableFuture
                        .failedFuture(
                                new WithingsException(Failure.CLIENT_CREDENTIALS, "The account is not configured"))
                : Electrocardiogram.lastBefore(before, connected.cloud().person(userId, connected.tokens()));
    }

    /**
     * @return the key of the text that tells why nothing can be asked about a person, null if it can
     */
    @Nullable
    String obstacle(String userId) {
        Connection connected = connection;
        if (connected == null) {
            return "action.failed.account-missing";
        }
        return connected.tokens().consents(userId) ? null : "action.failed.not-connected";
    }

    /**
     * Reads a person's whole past once more, in the background.
     *
     * @return whether it can be, which needs the person's consent and thing
     */
    @Override
    public boolean importHistory(String userId) {
        HistoryImport past = imports.get(userId);
        if (past != null) {
            past.start();
        }
        return past != null;
    }

    /**
     * @return how far the import of the person's past has come, null if none has begun
     */
    @Override
    public @Nullable HistoryProgress historyProgress(String userId) {
        HistoryImport past = imports.get(userId);
        return past == null ? null : past.progress();
    }

    private void consentEnded(String userId) {
        // the calendar has nothing to show until the person consents again
        workouts.remove(userId);
        PersonFeed feed = feeds.get(userId);
        if (feed != null) {
            feed.close();
        }
        closeImport(userId);
        person(userId).ifPresent(PersonHandler::refreshStatus);
        listeners.forEach(Listener::changed);
    }

    private void consentResumed(String userId) {
        Connection connected = connection;
        if (connected != null) {
            resume(connected, userId);
        }
    }

    private void resume(Connection connected, String userId) {
        addFeed(connected, userId);
        person(userId).ifPresent(this::begin);
        refreshStatus();
        handlers(WithingsThingHandler.class).forEach(WithingsThingHandler::refreshStatus);
        scheduler.execute(this::tick);
        listeners.forEach(Listener::changed);
    }

    /**
     * @return what a person's thing is to show while the account is online
     */
    ThingStatusInfo personStatus(String userId) {
        Connection connected = connection;
        if (connected == null || !connected.tokens().people().contains(userId)) {
            return new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_PENDING,
                    "@text/status.person.not-consented");
        }
        if (!connected.tokens().consents(userId)) {
            return new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.CONFIGURATION_ERROR,
                    "@text/status.person.consent-ended");
        }
        String scopes = missingScopes(connected, userId);
        return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE,
                scopes == null ? failingServices(userId) : scopes);
    }

    /**
     * @return the key of the text that tells what Withings has trouble with, null if it answers everything
     */
    private @Nullable String failingServices(String userId) {
        return failingAlone(userId).stream().sorted().findFirst()
                .map(service -> new StatusText("status.person.service-trouble",
                        "@text/service." + service.textKey()).reference())
                .orElse(null);
    }

    private Set<Service> failingAlone(String userId) {
        PersonFeed feed = feeds.get(userId);
        return feed == null ? Set.of() : feed.failingAlone();
    }

    /**
     * @return the key of the text that tells what the consent does not cover, null if it covers everything
     */
    private @Nullable String missingScopes(Connection connected, String userId) {
        Set<String> granted = connected.tokens().scopes(userId);
        Set<Service> refused = denied.getOrDefault(userId, Set.of());
        List<Scope> missing = Stream.of(Scope.values()).filter(scope -> !granted.contains(scope.id())
                || refused.stream().map(Service::scope).anyMatch(scope::equals)).toList();
        return switch (missing.size()) {
            case 0 -> null;
            case 1 -> "@text/status.person.scope-missing [\"@text/page.scope." + missing.get(0).textKey() + "\"]";
            default -> "@text/status.person.scopes-missing";
        };
    }

    private <T extends ThingHandler> Stream<T> handlers(Class<T> type) {
        return getThing().getThings().stream().map(Thing::getHandler).filter(type::isInstance).map(type::cast);
    }

    private Optional<PersonHandler> person(String userId) {
        return handlers(PersonHandler.class).filter(person -> person.userId().equals(userId)).findFirst();
    }

    /**
     * What is heard of whether requests get through at all. Who waits for an answer is not told of a pause, so the
     * account is.
     */
    private class Reach implements RequestBudget.Listener {

        @Override
        public void paused(Duration pause) {
            if (connection != null && trouble == null && pause.compareTo(NOTICEABLE_PAUSE) >= 0) {
                trouble = Failure.TOO_MANY_REQUESTS;
                refreshStatus();
            }
        }

        @Override
        public void answered() {
            if (connection != null && trouble != null && trouble != Failure.CLIENT_CREDENTIALS) {
                trouble = null;
                refreshStatus();
            }
        }
    }

    /**
     * What a person's data does when it arrives.
     */
    private class PersonOutlet implements PersonFeed.Outlet, HistoryImport.Outlet {
        private final Connection connected;
        private final String userId;

        PersonOutlet(Connection connected, String userId) {
            this.connected = connected;
            this.userId = userId;
        }

        /**
         * @return whether the account has been closed or configured anew since; what was asked before is void then
         */
        private boolean isOutdated() {
            return connection != connected;
        }

        @Override
        public Set<Service> wanted() {
            return AccountHandler.this.wanted(userId);
        }

        @Override
        public boolean show(List<ChannelUpdate> updates) {
            return !isOutdated() && person(userId).map(person -> person.show(updates)).orElse(false);
        }

        @Override
        public boolean showPast(List<ChannelUpdate> updates) {
            return !isOutdated() && person(userId).map(person -> person.showPast(updates)).orElse(false);
        }

        @Override
        public void showNewest() {
            person(userId).ifPresent(PersonHandler::showNewest);
        }

        @Override
        public void progressed(HistoryProgress progress) {
            if (!isOutdated()) {
                person(userId).ifPresent(person -> person.showProgress(progress));
            }
        }

        @Override
        public void devices(List<Device> known) {
            if (isOutdated()) {
                return;
            }
            devices.put(userId, known);
            DeviceChannels.tellUnknown(known, unknownIds);
            Set<String> told = known.stream().map(Device::id).collect(Collectors.toSet());
            handlers(DeviceHandler.class).filter(handler -> told.contains(handler.deviceId()))
                    .forEach(AccountHandler.this::show);
            handlers(DeviceHandler.class).forEach(DeviceHandler::refreshStatus);
            showBed(userId);
            beds.bringAgain();
            listeners.forEach(Listener::changed);
        }

        @Override
        public void answered(Service service) {
            if (isOutdated()) {
                return;
            }
            person(userId).filter(PersonHandler::hasSomethingToSay).ifPresent(PersonHandler::refreshStatus);
        }

        @Override
        public void failed(Service service, WithingsException failure) {
            if (isOutdated()) {
                return;
            }
            switch (failure.failure()) {
                case SERVICE_TROUBLE, MALFORMED_ANSWER -> {
                    if (failingAlone(userId).contains(service)) {
                        person(userId).ifPresent(PersonHandler::refreshStatus);
                    } else {
                        trouble = failure.failure();
                        refreshStatus();
                    }
                }
                case NO_INTERNET, INSECURE, UNREACHABLE, TOO_MANY_REQUESTS -> {
                    trouble = failure.failure();
                    refreshStatus();
                }
                case CLIENT_CREDENTIALS -> {
                    if (trouble != Failure.CLIENT_CREDENTIALS) {
                        trouble = Failure.CLIENT_CREDENTIALS;
                        verifyLater(connected, CREDENTIALS_CHECK);
                        refreshStatus();
                    }
                }
                case SCOPE -> {
                    denied.computeIfAbsent(userId, id -> ConcurrentHashMap.newKeySet()).add(service);
                    person(userId).ifPresent(PersonHandler::refreshStatus);
                }
                case AUTHENTICATION -> connected.tokens().refused(userId);
                case CONSENT_ENDED -> consentEnded(userId);
                case INVALID_REQUEST -> logger.debug("Withings does not take the request for {}: {}", service,
                        failure.getMessage());
            }
        }

        @Override
        public void pushChanged() {
            PersonFeed feed = feeds.get(userId);
            if (feed != null && PushText.isRefusedCallback(feed.refusal())) {
                connected.webhook().address().doubt();
            }
            showPushStatus();
        }
    }

    // devices

    /**
     * @return what a device's thing is to show while the account is online
     */
    ThingStatusInfo deviceStatus(String deviceId) {
        if (devices.find(deviceId).isPresent()) {
            return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null);
        }
        Connection connected = connection;
        boolean everybodyAsked = connected != null && connected.tokens().people().stream()
                .allMatch(person -> devices.isTold(person) || !connected.tokens().consents(person));
        return everybodyAsked
                ? new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.GONE, "@text/status.device.gone")
                : new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
    }

    private void show(DeviceHandler handler) {
        devices.find(handler.deviceId()).ifPresent(device -> handler.show(device, surroundings.clock().instant()));
    }

    private void showBed(String userId) {
        if (!devices.sleepMonitors(userId).isEmpty()) {
            person(userId).ifPresent(PersonHandler::ensureBed);
        }
    }

    // discovery

    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    /**
     * @return all devices that are known, each once, however many people share it
     */
    public Collection<Device> devices() {
        return devices.distinct();
    }

    /**
     * @return as what type of thing somebody has a device already
     */
    public Optional<ThingTypeUID> thingTypeOf(String deviceId) {
        return getThing().getThings().stream()
                .filter(thing -> WithingsBindingConstants.DEVICE_THING_TYPES.contains(thing.getThingTypeUID())
                        && deviceId.equals(thing.getConfiguration().get(WithingsBindingConstants.CONFIG_DEVICE_ID)))
                .map(Thing::getThingTypeUID).findFirst();
    }

    /**
     * Asks Withings for everybody's devices.
     */
    public void askForDevices() {
        feeds.values().forEach(PersonFeed::askAll);
    }

    // diagnostics

    @Override
    public AccountDiagnostics diagnostics() {
        Connection connected = connection;
        List<PersonDiagnostics> people = connected == null
                ? List.of()
                : connected.tokens().people().stream().sorted().map(userId -> diagnostics(connected, userId)).toList();
        List<DeviceDiagnostics> known = devices().stream().sorted(Comparator.comparing(Device::id))
                .map(device -> DeviceDiagnostics.of(device, handlers(DeviceHandler.class)
                        .filter(handler -> handler.deviceId().equals(device.id())).findFirst()
                        .map(handler -> ThingDiagnostics.of(handler.getThing())).orElse(null)))
                .toList();
        return new AccountDiagnostics(ThingDiagnostics.of(getThing()), ConfigurationDiagnostics.of(configuration),
                connected == null ? null : connected.budget().usage(),
                connected == null ? 0 : connected.notifications().size(),
                connected == null ? null : connected.selfTest().last(), people, known, unknownIds.all());
    }

    private PersonDiagnostics diagnostics(Connection connected, String userId) {
        PersonFeed feed = feeds.get(userId);
        WithingsException refusal = feed == null ? null : feed.refusal();
        Set<String> granted = connected.tokens().scopes(userId);
        Thing thing = thing(userId);
        return new PersonDiagnostics(connected.tokens().consents(userId),
                Stream.of(Scope.values()).filter(scope -> granted.contains(scope.id()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class))),
                thing == null ? null : ThingDiagnostics.of(thing), feed == null ? Push.OFF : feed.push(),
                refusal == null ? null : refusal.failure(),
                feed == null ? List.of() : feed.subscriptions().lastListed(), statuses(userId),
                feed == null ? Set.of() : feed.pending(), Set.copyOf(denied.getOrDefault(userId, Set.of())),
                historyProgress(userId));
    }

    /**
     * @return how it went to ask each service for the data of a person, without those that have not been asked
     */
    public Map<Service, ServiceStatus> statuses(String userId) {
        PersonFeed feed = feeds.get(userId);
        return feed == null ? Map.of() : feed.statuses();
    }

    /**
     * @return the thing of a person, null if there is none that works
     */
    public @Nullable Thing thing(String userId) {
        return person(userId).map(PersonHandler::getThing).orElse(null);
    }

    /**
     * Asks Withings for the subscriptions that the application has for a person.
     */
    public CompletableFuture<List<Subscriptions.Listed>> subscriptions(String userId) {
        PersonFeed feed = feeds.get(userId);
        return feed == null || feed.isClosed()
                ? CompletableFuture.failedFuture(
                        new WithingsException(Failure.CONSENT_ENDED, "The person is not connected"))
                : feed.subscriptions().list();
    }

    // the self-test

    @Override
    public @Nullable SelfTest selfTest() {
        Connection connected = connection;
        return connected == null ? null : connected.selfTest();
    }

    @Override
    public TestedAddress testedAddress() {
        Connection connected = connection;
        return connected == null
                ? new TestedAddress(Way.NONE, null, null)
                : TestedAddress.of(connected.webhook().address());
    }

    @Override
    public List<TestedPerson> testedPeople() {
        Connection connected = connection;
        return connected == null
                ? List.of()
                : connected.tokens().people().stream().sorted().map(userId -> tested(connected, userId)).toList();
    }

    private TestedPerson tested(Connection connected, String userId) {
        PersonFeed feed = feeds.get(userId);
        Push push = feed == null ? Push.OFF : feed.push();
        return new TestedPerson(label(connected, userId), connected.tokens().consents(userId),
                connected.tokens().scopes(userId), wantedNotifications(userId),
                feed != null && feed.isSubscribing(), push.notified(), push.lastMissed(),
                connected.cloud().person(userId, connected.tokens()));
    }

    @Override
    public void doubtSubscriptions() {
        feeds.values().forEach(PersonFeed::doubtSubscriptions);
    }

    // consent

    @Override
    public ThingUID uid() {
        return getThing().getUID();
    }

    @Override
    public String label() {
        String label = getThing().getLabel();
        return label == null ? getThing().getUID().getId() : label;
    }

    @Override
    public @Nullable String clientId() {
        return connection == null ? null : configuration.clientId.strip();
    }

    @Override
    public URI authorizationUrl() {
        return surroundings.endpoints().authorization();
    }

    @Override
    public @Nullable URI redirectUrl() {
        String configured = configuration.redirectUrl.strip();
        try {
            return configured.isEmpty() ? null : new URI(configured);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Override
    public List<ConsentedPerson> people() {
        Connection connected = connection;
        return connected == null
                ? List.of()
                : connected.tokens().people().stream().sorted().map(userId -> consented(connected, userId)).toList();
    }

    private ConsentedPerson consented(Connection connected, String userId) {
        return new ConsentedPerson(userId, label(connected, userId), connected.tokens().scopes(userId),
                connected.tokens().consents(userId));
    }

    private String label(Connection connected, String userId) {
        List<String> people = connected.tokens().people().stream().sorted().toList();
        return person(userId).map(person -> person.getThing().getLabel()).orElseGet(
                () -> surroundings.text("person.unnamed", null, Integer.toString(people.indexOf(userId) + 1)));
    }

    @Override
    public String statusText(Locale locale) {
        StatusText text = pushStatus();
        return surroundings.text(text.key(), locale, text.arguments().toArray());
    }

    @Override
    public CompletableFuture<ConsentedPerson> consent(String code, String redirectUrl) {
        Connection connected = connection;
        if (connected == null) {
            return CompletableFuture.failedFuture(
                    new WithingsException(Failure.CLIENT_CREDENTIALS, "The account is not configured"));
        }
        return connected.client().exchange(code, redirectUrl).thenApply((Tokens tokens) -> {
            Set<String> before = connected.tokens().scopes(tokens.userId());
            connected.tokens().consented(tokens);
            denied.remove(tokens.userId());
            trouble = null;
            resume(connected, tokens.userId());
            if (!before.isEmpty() && !before.containsAll(connected.tokens().scopes(tokens.userId()))) {
                // what the consent did not cover before has a past too
                importHistory(tokens.userId());
            }
            return consented(connected, tokens.userId());
        });
    }

    @Override
    public CompletableFuture<Void> withdraw(String userId) {
        Connection connected = connection;
        PersonFeed feed = feeds.remove(userId);
        if (connected == null || feed == null) {
            return CompletableFuture.completedFuture(null);
        }
        feed.close();
        closeImport(userId);
        devices.remove(userId);
        calendars.remove(userId);
        workouts.remove(userId);
        return unsubscribe(feed).thenRun(() -> {
            connected.tokens().forget(userId);
            connected.lastUpdates().remove(userId);
            connected.heard().remove(userId);
            refreshStatus();
            handlers(WithingsThingHandler.class).forEach(WithingsThingHandler::refreshStatus);
            listeners.forEach(Listener::changed);
        });
    }

    // calendars

    private WorkoutLog workouts(String userId) {
        return workouts.computeIfAbsent(userId, id -> new WorkoutLog());
    }

    private CalendarSource calendar(String userId) {
        return new CalendarSource() {
            @Override
            public String person() {
                Connection connected = connection;
                return connected == null ? "" : label(connected, userId);
            }

            @Override
            public @Nullable List<Workout> workouts() {
                return AccountHandler.this.workouts(userId).workouts();
            }
        };
    }

    @Override
    public boolean canHaveCalendar(String userId) {
        return person(userId).isPresent();
    }

    @Override
    public boolean hasCalendar(String userId) {
        return calendars.exists(userId);
    }

    @Override
    public String renewCalendar(String userId) {
        return calendars.renew(userId, calendar(userId));
    }

    @Override
    public void removeCalendar(String userId) {
        calendars.remove(userId);
    }
}
