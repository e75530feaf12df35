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
package org.openhab.binding.withings.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.simulator.notification.Courier.Delivery;
import org.openhab.binding.withings.systemtest.Browser.Form;
import org.openhab.binding.withings.systemtest.Browser.Page;
import org.openhab.binding.withings.systemtest.Installation.Setup;
import org.openhab.binding.withings.systemtest.OpenHab.Discovered;
import org.openhab.binding.withings.systemtest.OpenHab.Status;

/**
 * A home with openHAB, the built add-on and a simulated Withings. Tests act like users: they open pages, press buttons
 * and step on the scale. Time is stopped unless a test waits.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Home implements AutoCloseable {

    static final Instant START = Instant.parse("2026-05-20T18:00:00Z");
    static final ZoneId ZONE = Installation.ZONE;
    static final String ACCOUNT = "withings:account:home";
    /** The public host of the home, mapped to openHAB as by a reverse proxy. */
    static final URI PUBLIC = URI.create("https://home.example.org");
    static final URI PAGE = PUBLIC.resolve("/withings");
    static final Duration SOON = Duration.ofMinutes(2);

    /** A reserved port without a server. */
    static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private static final String ITEMS = "conf/items/withings.items";
    private static final int DAYS_OF_HISTORY = 30;
    /** How long Withings waits for openHAB in real time, even on a slow computer. */
    private static final Duration SLOWEST_ANSWER = Duration.ofSeconds(30);
    private static final Duration SHORTEST_STEP = Duration.ofMillis(500);

    private final VirtualTime time;
    private final Patience patience;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WithingsSimulator withings;
    private final Path folder;
    private final URI publicUrl;
    private final Installation.Launcher launcher;
    private final @Nullable Wiretap wiretap;
    /** A second home shares Withings and the time with the first one. */
    private final boolean neighbour;
    private volatile boolean reachesItself = true;
    private final List<String> earlierComplaints = new ArrayList<>();
    private @Nullable Installation running;

    private Home(UnaryOperator<SimulatorOptions> options) {
        this(START, options, false, Installation::here);
    }

    private Home(Instant start, UnaryOperator<SimulatorOptions> options, boolean tapped,
            Installation.Launcher launcher) {
        this.launcher = launcher;
        time = new VirtualTime(start, 0);
        patience = new Patience(time, this::isBusy, this::untilNextTask);
        folder = newFolder();
        publicUrl = PUBLIC;
        withings = WithingsSimulator
                .start(options.apply(SimulatorOptions.defaults().time(time).historyDays(DAYS_OF_HISTORY)
                        .callbackPatience(SLOWEST_ANSWER)));
        wiretap = tapped ? new Wiretap(withings.address()) : null;
        neighbour = false;
    }

    private Home(Home nextDoor, URI publicUrl) {
        this.publicUrl = publicUrl;
        launcher = OpenHabProcess::start;
        time = nextDoor.time;
        patience = new Patience(time, () -> nextDoor.isBusy() || isBusy(), () -> Duration.ZERO);
        withings = nextDoor.withings;
        folder = newFolder();
        wiretap = null;
        neighbour = true;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("home");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A home with a new installation of openHAB.
     */
    static Home fresh() {
        return fresh(options -> options);
    }

    static Home fresh(UnaryOperator<SimulatorOptions> options) {
        return started(new Home(options));
    }

    /**
     * A fresh home with a wiretap between openHAB and Withings.
     */
    static Home tapped() {
        return tapped(Installation::here);
    }

    /**
     * A fresh home with openHAB in a separate process.
     */
    static Home inItsOwnProcess(UnaryOperator<SimulatorOptions> options) {
        return started(new Home(START, options, false, OpenHabProcess::start));
    }

    /**
     * A fresh home with a wiretap, whose openHAB is started by a launcher.
     */
    static Home tapped(Installation.Launcher launcher) {
        return started(new Home(START, options -> options, true, launcher));
    }

    /**
     * A fresh home with openHAB Cloud, whose URL is registered at Withings.
     */
    static Home withCloud(CloudLine cloud) {
        return started(new Home(START, options -> options.registeredUrls(Cloud.ADDRESS.toString()), false, cloud));
    }

    /**
     * A fresh home at another time.
     *
     * @param clock returns the computer's clock for the true time
     */
    static Home at(Instant start, Function<VirtualTime, Clock> clock) {
        return started(new Home(start, options -> options, false,
                (setup, time) -> Installation.withClock(clock.apply(time)).start(setup, time)));
    }

    /**
     * Another openHAB with the same people and application, in a separate process.
     *
     * @param url its public URL
     */
    Home nextDoor(URI url) {
        return started(new Home(this, url));
    }

    private static Home started(Home home) {
        home.startOpenHab();
        return home;
    }

    /**
     * A home with openHAB connected to Withings over TLS, by its host name.
     */
    static Home across(Internet internet) {
        Home home = new Home(START, options -> options.certificate(internet.certificate()), false,
                Installation.across(internet));
        internet.connect(home.withings);
        return started(home);
    }

    /**
     * A home with openHAB set up by text files.
     *
     * @param things creates the content of a {@code .things} file for the people and devices at Withings
     * @param items the content of an {@code .items} file
     */
    static Home ofTextFiles(UnaryOperator<SimulatorOptions> options, Function<Household, String> things,
            String items) {
        return ofTextFiles(START, options, things, items);
    }

    static Home ofTextFiles(Instant start, UnaryOperator<SimulatorOptions> options, Function<Household, String> things,
            String items) {
        Home home = new Home(start, options, false, Installation::here);
        home.write(home.folder.resolve("conf/things/withings.things"), things.apply(home.withings.household()));
        home.write(home.folder.resolve(ITEMS), items);
        home.startOpenHab();
        return home;
    }

    /**
     * A home with connected people and working notifications.
     */
    static Home connected(String... people) {
        return connected(Map.of("publicUrl", PUBLIC.toString()), people);
    }

    static Home connected(Map<String, Object> configuration, String... people) {
        Home home = fresh();
        try {
            home.addAccount(configuration);
            for (String name : people) {
                home.connect(home.person(name));
            }
            return home;
        } catch (AssertionError e) {
            home.close();
            throw e;
        }
    }

    private void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // openHAB

    void startOpenHab() {
        Wiretap tap = wiretap;
        Installation started = launcher.start(new Setup(folder, tap == null ? withings.address() : tap.address(),
                withings.authorizationAddress(), this::local), time);
        running = started;
        route(Optional.of(started.address()));
    }

    private void route(Optional<URI> address) {
        withings.internet().route(publicUrl, address);
        if (!neighbour) {
            withings.internet().route(Cloud.ADDRESS, address);
        }
    }

    /**
     * Whether the home can reach itself by its public host, which some routers block.
     */
    void reachesItself(boolean open) {
        reachesItself = open;
    }

    private Optional<URI> local(URI address) {
        return reachesItself || !publicUrl.getHost().equals(address.getHost())
                ? withings.internet().local(address)
                : Optional.of(NOBODY);
    }

    void stopOpenHab() {
        route(Optional.empty());
        Installation ending = running;
        if (ending != null) {
            earlierComplaints.addAll(ending.complaints());
            ending.close();
            running = null;
        }
    }

    /**
     * Stops openHAB as by a crash.
     */
    void powerFails() {
        route(Optional.empty());
        installation().kill();
        running = null;
    }

    /**
     * Waits until openHAB has stored all data.
     */
    void awaitStored() {
        soon("everything has been written", installation()::isStored);
    }

    /**
     * Saves an {@code .items} file, new or again.
     */
    void saveItems(String items) {
        write(folder.resolve(ITEMS), items);
        installation().readItems();
    }

    void restartOpenHab() {
        stopOpenHab();
        startOpenHab();
    }

    private boolean isBusy() {
        Installation installation = running;
        return installation != null && installation.isBusy() || withings.internet().isBusy();
    }

    /** The tasks of a separate process are unknown. */
    private Duration untilNextTask() {
        return running instanceof OpenHabProcess ? Duration.ZERO : time.untilNextTask().orElse(Duration.ZERO);
    }

    private Installation installation() {
        Installation installation = running;
        if (installation == null) {
            throw new IllegalStateException("openHAB is not running");
        }
        return installation;
    }

    /**
     * @return openHAB's separate process
     */
    OpenHabProcess process() {
        return (OpenHabProcess) installation();
    }

    URI address() {
        return installation().address();
    }

    OpenHab openHab() {
        return new OpenHab(http, address());
    }

    /**
     * @return the folder of openHAB's data
     */
    Path userdata() {
        return folder.resolve("userdata");
    }

    /**
     * @return the complaints of the sandbox
     */
    List<String> complaints() {
        Installation installation = running;
        return Stream
                .concat(earlierComplaints.stream(),
                        installation == null ? Stream.empty() : installation.complaints().stream())
                .toList();
    }

    /**
     * Subscribes to openHAB's events.
     */
    EventStream events() {
        EventStream events = new EventStream(http, address());
        patience.answer(events.open());
        return events;
    }

    // Withings

    WithingsSimulator withings() {
        return withings;
    }

    Person person(String name) {
        return withings.household().person(name);
    }

    Wiretap wiretap() {
        Wiretap tap = wiretap;
        if (tap == null) {
            throw new IllegalStateException("No wiretap listens on this home's line");
        }
        return tap;
    }

    /**
     * @return the number of the add-on's calls of an action for a person
     */
    long requests(String action, Person person) {
        return withings.requests().count(action, person);
    }

    /**
     * Waits until all notifications are subscribed.
     */
    void awaitNotified(Person person) {
        patience.within(Duration.ofMinutes(10), () -> "everything is subscribed to, but only "
                + withings.subscriptions().of(person).size() + " are and openHAB says " + status(ACCOUNT),
                () -> withings.subscriptions().of(person).size() == Appli.values().length);
        awaitStatus(ACCOUNT, "ONLINE", "Receiving Withings notifications");
    }

    /**
     * Weighs a person with 70 kg, waits until the item and all follow-ups are done, and clears the log of calls.
     */
    void comeToRest(Person person, String weight) {
        awaitNotified(person);
        withings.household().stepOnScale(person, 70);
        awaitQuantity(weight, "70", "kg");
        live(Duration.ofMinutes(2));
        withings.requests().clear();
    }

    /**
     * Waits until openHAB has accepted all due notifications, while time is stopped.
     */
    void awaitDelivered(long count) {
        patience.atOnce(() -> count + " notifications are taken, but these are: " + withings.deliveries(),
                () -> delivered() == count);
    }

    long delivered() {
        return withings.deliveries().stream().filter(Delivery::succeeded).count();
    }

    /**
     * @return openHAB's path of the webhook
     */
    String webhook(Person person) {
        return URI.create(withings.subscriptions().of(person).get(0).callbackUrl()).getPath();
    }

    // time

    VirtualTime time() {
        return time;
    }

    /**
     * @return the current time in whole seconds, as used by Withings
     */
    Instant now() {
        return time.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Advances time in steps, in each of which openHAB and Withings do what is due.
     */
    void live(Duration length, Duration step) {
        live(length, () -> step);
    }

    /**
     * Advances time from one due task to the next.
     */
    void live(Duration length) {
        live(length, () -> time.untilNextTask().filter(wait -> wait.compareTo(SHORTEST_STEP) > 0)
                .orElse(SHORTEST_STEP));
    }

    private void live(Duration length, Supplier<Duration> nextStep) {
        Instant end = time.instant().plus(length);
        while (time.instant().isBefore(end)) {
            Duration left = Duration.between(time.instant(), end);
            Duration step = nextStep.get();
            time.advance(left.compareTo(step) < 0 ? left : step);
            awaitIdle();
        }
    }

    /**
     * Waits, while time is stopped, until all due tasks are done and all time series are applied.
     */
    void awaitIdle() {
        patience.idle();
    }

    void atOnce(String what, BooleanSupplier condition) {
        patience.atOnce(() -> what, condition);
    }

    void soon(String what, BooleanSupplier condition) {
        patience.within(SOON, () -> what, condition);
    }

    void soon(Supplier<String> what, BooleanSupplier condition) {
        patience.within(SOON, what, condition);
    }

    void within(Duration longest, Supplier<String> what, BooleanSupplier condition) {
        patience.within(longest, what, condition);
    }

    void within(Duration longest, String what, BooleanSupplier condition) {
        patience.within(longest, () -> what, condition);
    }

    /**
     * Waits as long as openHAB continues to call Withings, because a long import is slow on slow computers.
     */
    void goOnUntil(String what, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            int before = withings.requests().entries().size();
            soon(what, () -> condition.getAsBoolean() || withings.requests().entries().size() > before + 10);
        }
    }

    void awaitStatus(String thing, String status, String words) {
        patience.within(SOON, () -> thing + " is " + status + " with \"" + words + "\", but it is " + status(thing),
                () -> {
                    Status seen = status(thing);
                    return seen.status().equals(status) && seen.description().contains(words);
                });
    }

    void awaitOnline(String thing) {
        awaitStatus(thing, "ONLINE", "");
    }

    void awaitState(String item, String state) {
        patience.within(SOON, () -> item + " is " + state + ", but it is " + state(item),
                () -> state(item).equals(state));
    }

    /**
     * Waits for a number in a unit, ignoring trailing zeros.
     */
    void awaitQuantity(String item, String number, String unit) {
        awaitQuantity(SOON, item, number, unit);
    }

    void awaitQuantity(Duration longest, String item, String number, String unit) {
        patience.within(longest, () -> item + " is " + number + " " + unit + ", but it is " + state(item),
                () -> isQuantity(state(item), number, unit));
    }

    private static boolean isQuantity(String state, String number, String unit) {
        String[] parts = state.split(" ", 2);
        String unitShown = parts.length < 2 ? "" : parts[1];
        return unitShown.equals(unit) && parts[0].matches("-?[0-9.E+-]+")
                && new BigDecimal(parts[0]).compareTo(new BigDecimal(number)) == 0;
    }

    /**
     * Waits for a date and time.
     */
    void awaitTime(String item, Instant time) {
        patience.within(SOON, () -> item + " is " + time + ", but it is " + state(item),
                () -> state(item).startsWith("20") && OpenHab.instant(state(item)).equals(time));
    }

    /**
     * @return the stored history of an item, including the time series that are still being applied
     */
    NavigableMap<Instant, String> history(String item) {
        awaitIdle();
        return openHab().history(item);
    }

    /**
     * Waits until the item's history reaches a time.
     */
    void awaitHistory(String item, Instant time) {
        soon(() -> "the history of " + item + " reaches " + time,
                () -> !openHab().history(item).tailMap(time, true).isEmpty());
    }

    // users

    Browser browser() {
        return new Browser(patience, address -> {
            boolean here = publicUrl.getHost().equals(address.getHost());
            return here
                    ? URI.create(address() + address.toString().substring(publicUrl.toString().length()))
                    : address;
        });
    }

    void addAccount(Map<String, Object> configuration) {
        openHab().addThing(ACCOUNT, "Withings Account", null, complete(configuration));
        atOnce("the account has a status", () -> {
            Status seen = status(ACCOUNT);
            return !seen.description().isEmpty() || seen.isOnline();
        });
    }

    /**
     * Changes and saves the configuration of the account.
     */
    void configureAccount(Map<String, Object> configuration) {
        openHab().configure(ACCOUNT, complete(configuration));
    }

    private URI page() {
        return publicUrl.resolve("/withings");
    }

    /**
     * Limits the import, because recent data is read anyway.
     */
    private Map<String, Object> complete(Map<String, Object> configuration) {
        Map<String, Object> complete = new HashMap<>(Map.of("clientId", SimulatorOptions.DEFAULT_CLIENT_ID,
                "clientSecret", SimulatorOptions.DEFAULT_CLIENT_SECRET, "redirectUrl", page().toString(),
                "historyDays", 1));
        complete.putAll(configuration);
        return complete;
    }

    /**
     * Connects a person from openHAB's page to Withings' and back.
     */
    Page connect(Person person) {
        return decide(browser(), person, "accept");
    }

    /**
     * Connects a person with a thing in a text file, and waits until all services have been read.
     */
    void connectTextFiles(Person person, String thing) {
        awaitStatus(ACCOUNT, "OFFLINE", "/withings");
        connect(person);
        awaitOnline(thing);
        soon("everything has been asked for", () -> requests("getgoals", person) > 0);
    }

    Page decide(Browser browser, Person person, String decision) {
        Page consent = browser
                .send(browser.open(page()).form("/withings/connect").with("name", person.name()));
        return browser.send(decision(consent, person, decision));
    }

    static Form decision(Page consent, Person person, String decision) {
        return consent.form("/oauth2_user/authorize2").with("person", Long.toString(person.userId()))
                .with("granted", "user.info\nuser.metrics\nuser.activity\nuser.sleepevents")
                .with("decision", decision);
    }

    /**
     * Approves the inbox when it has a number of entries.
     */
    void approve(int count) {
        patience.within(Duration.ofMinutes(10),
                () -> count + " things are in the inbox, but there are " + openHab().inbox(),
                () -> openHab().inbox().size() == count);
        for (Discovered found : openHab().inbox()) {
            openHab().approve(found.thingUID(), found.label());
        }
    }

    /**
     * Adds the person's thing and waits until it is online and all of the history has been read.
     */
    String addPerson(Person person) {
        String uid = uid(person);
        openHab().addThing(uid, person.name(), ACCOUNT, Map.of("userId", Long.toString(person.userId())));
        awaitHistory(person);
        return uid;
    }

    /**
     * Waits until the person's thing is online, and all services have been read.
     */
    void awaitHistory(Person person) {
        awaitOnline(uid(person));
        // goals are read last, so all other services have been shown
        soon(() -> "goals are asked for, but only this was: " + withings.requests().countsByAction(),
                () -> requests("getgoals", person) > 0);
        soon("the past has been imported", () -> hasImported(uid(person)));
    }

    /**
     * @return whether the history import has finished
     */
    boolean hasImported(String person) {
        return openHab().property(person, "historyImport").startsWith("finished");
    }

    static String uid(Person person) {
        return "withings:person:home:" + person.userId();
    }

    /**
     * Adds an item and links it.
     */
    void item(String name, String type, String channelUID) {
        item(name, type, "", channelUID);
    }

    /**
     * @param unit the unit of the item's states; empty for openHAB's default
     */
    void item(String name, String type, String unit, String channelUID) {
        openHab().addItem(name, type, unit);
        openHab().link(name, channelUID);
    }

    String state(String item) {
        return openHab().state(item);
    }

    Status status(String thing) {
        return openHab().status(thing);
    }

    /**
     * Stops everything; fails if there were complaints.
     */
    void closeWithoutComplaint() {
        List<String> complaints = complaints();
        close();
        if (!complaints.isEmpty()) {
            throw new AssertionError("openHAB complains: " + complaints);
        }
    }

    @Override
    public void close() {
        stopOpenHab();
        Wiretap tap = wiretap;
        if (tap != null) {
            tap.close();
        }
        if (!neighbour) {
            withings.close();
            time.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
