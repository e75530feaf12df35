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
 * A home with openHAB, the built add-on in it, and Withings' cloud somewhere out there. Its people do what people do:
 * they open pages, press buttons and step on the scale. Time stands still unless a test waits.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Home implements AutoCloseable {

    static final Instant START = Instant.parse("2026-05-20T18:00:00Z");
    static final ZoneId ZONE = Installation.ZONE;
    static final String ACCOUNT = "withings:account:home";
    /** Under this name the internet knows the home; a reverse proxy leads it to openHAB. */
    static final URI PUBLIC = URI.create("https://home.example.org");
    static final URI PAGE = PUBLIC.resolve("/withings");
    static final Duration SOON = Duration.ofMinutes(2);

    /** No server ever listens at this port, which is reserved for a service that is not offered any more. */
    static final URI NOBODY = URI.create("http://127.0.0.1:1");

    private static final String ITEMS = "conf/items/withings.items";
    private static final int DAYS_OF_HISTORY = 30;
    private static final Duration SHORTEST_STEP = Duration.ofMillis(500);

    private final VirtualTime time;
    private final Patience patience;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WithingsSimulator withings;
    private final Path folder;
    private final URI publicUrl;
    private final Installation.Launcher launcher;
    private final @Nullable Wiretap wiretap;
    /** A neighbour shares Withings and the time with the home next door. */
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
        patience = new Patience(time, this::isBusy);
        folder = newFolder();
        publicUrl = PUBLIC;
        withings = WithingsSimulator
                .start(options.apply(SimulatorOptions.defaults().time(time).historyDays(DAYS_OF_HISTORY)));
        wiretap = tapped ? new Wiretap(withings.address()) : null;
        neighbour = false;
    }

    private Home(Home nextDoor, URI publicUrl) {
        this.publicUrl = publicUrl;
        launcher = OpenHabProcess::start;
        time = nextDoor.time;
        patience = nextDoor.patience;
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
     * A home whose openHAB has just been installed.
     */
    static Home fresh() {
        return fresh(options -> options);
    }

    static Home fresh(UnaryOperator<SimulatorOptions> options) {
        return started(new Home(options));
    }

    /**
     * A fresh home on whose line to Withings a wiretap listens.
     */
    static Home tapped() {
        return tapped(Installation::here);
    }

    /**
     * A fresh home whose openHAB is a process of its own.
     */
    static Home inItsOwnProcess(UnaryOperator<SimulatorOptions> options) {
        return started(new Home(START, options, false, OpenHabProcess::start));
    }

    /**
     * A fresh home whose openHAB is started in a way of its own, with a wiretap on its line to Withings.
     */
    static Home tapped(Installation.Launcher launcher) {
        return started(new Home(START, options -> options, true, launcher));
    }

    /**
     * A fresh home with a way to openHAB's cloud, whose address the application has registered at Withings.
     */
    static Home withCloud(CloudLine cloud) {
        return started(new Home(START, options -> options.registeredUrls(Cloud.ADDRESS.toString()), false, cloud));
    }

    /**
     * A fresh home at another time.
     *
     * @param clock gets the true time and gives what the computer's clock shows
     */
    static Home at(Instant start, Function<VirtualTime, Clock> clock) {
        return started(new Home(start, options -> options, false,
                (setup, time) -> Installation.withClock(clock.apply(time)).start(setup, time)));
    }

    /**
     * Another openHAB with the same people and the same application at Withings, in a process of its own.
     *
     * @param url under which the internet knows it
     */
    Home nextDoor(URI url) {
        return started(new Home(this, url));
    }

    private static Home started(Home home) {
        home.startOpenHab();
        return home;
    }

    /**
     * A home whose openHAB speaks to Withings over TLS, by its name.
     */
    static Home across(Internet internet) {
        Home home = new Home(START, options -> options.certificate(internet.certificate()), false,
                Installation.across(internet));
        internet.connect(home.withings);
        return started(home);
    }

    /**
     * A home whose openHAB is set up by text files.
     *
     * @param things the content of a {@code .things} file, by what there is at Withings
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
     * A home with an account that Withings can notify, to which the people have consented.
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
     * Openness of the router: some don't let a home reach itself by its public name.
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
     * openHAB ends without having the time for anything.
     */
    void powerFails() {
        route(Optional.empty());
        installation().kill();
        running = null;
    }

    /**
     * Waits until openHAB has written everything down.
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

    private Installation installation() {
        Installation installation = running;
        if (installation == null) {
            throw new IllegalStateException("openHAB is not running");
        }
        return installation;
    }

    /**
     * @return openHAB's process, in a home where it has one of its own
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
     * @return where openHAB keeps its data
     */
    Path userdata() {
        return folder.resolve("userdata");
    }

    /**
     * @return what openHAB would have warned of
     */
    List<String> complaints() {
        Installation installation = running;
        return Stream
                .concat(earlierComplaints.stream(),
                        installation == null ? Stream.empty() : installation.complaints().stream())
                .toList();
    }

    /**
     * Listens to openHAB's events from now on.
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
     * @return how often the add-on has asked Withings for that, for a person
     */
    long requests(String action, Person person) {
        return withings.requests().count(action, person);
    }

    /**
     * Waits until Withings notifies of everything.
     */
    void awaitNotified(Person person) {
        patience.within(Duration.ofMinutes(10), () -> "everything is subscribed to, but only "
                + withings.subscriptions().of(person).size() + " are and openHAB says " + status(ACCOUNT),
                () -> withings.subscriptions().of(person).size() == Appli.values().length);
        awaitStatus(ACCOUNT, "ONLINE", "Receiving Withings notifications");
    }

    /**
     * Lets a person weigh 70 kg, which the item for it shows, and everything that follows pass. Nothing has been asked
     * of Withings then.
     */
    void comeToRest(Person person, String weight) {
        awaitNotified(person);
        withings.household().stepOnScale(person, 70);
        awaitQuantity(weight, "70", "kg");
        time.advance(Duration.ofMinutes(2));
        withings.requests().clear();
    }

    /**
     * Waits until openHAB has taken all notifications that are due, while time stands still.
     */
    void awaitDelivered(long count) {
        patience.atOnce(() -> count + " notifications are taken, but these are: " + withings.deliveries(),
                () -> delivered() == count);
    }

    long delivered() {
        return withings.deliveries().stream().filter(Delivery::succeeded).count();
    }

    /**
     * @return the path of the webhook at openHAB
     */
    String webhook(Person person) {
        return URI.create(withings.subscriptions().of(person).get(0).callbackUrl()).getPath();
    }

    // time

    VirtualTime time() {
        return time;
    }

    /**
     * @return the present in whole seconds, as Withings tells times
     */
    Instant now() {
        return time.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Lets time pass as it does by itself: in each step, openHAB and Withings do what is due.
     */
    void live(Duration length, Duration step) {
        live(length, () -> step);
    }

    /**
     * Lets time pass as it does by itself, from one thing that is due to the next.
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
     * Waits, while time stands still, until everything that is due has been done and every time series that was sent
     * has been applied to its item.
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
     * Waits as long as openHAB goes on asking Withings, because a slow computer takes its time for a long import.
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
     * Waits for a number, whatever zeros are behind it, in that unit.
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
     * Waits until the item's history reaches a time, and ends the wait as soon as it does.
     */
    void awaitHistory(String item, Instant time) {
        soon(() -> "the history of " + item + " reaches " + time,
                () -> !openHab().history(item).tailMap(time, true).isEmpty());
    }

    // what people do

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
     * Changes the settings of the account and saves all of them.
     */
    void configureAccount(Map<String, Object> configuration) {
        openHab().configure(ACCOUNT, complete(configuration));
    }

    private URI page() {
        return publicUrl.resolve("/withings");
    }

    /**
     * What is recent is read anyway, so most homes need no more of the past.
     */
    private Map<String, Object> complete(Map<String, Object> configuration) {
        Map<String, Object> complete = new HashMap<>(Map.of("clientId", SimulatorOptions.DEFAULT_CLIENT_ID,
                "clientSecret", SimulatorOptions.DEFAULT_CLIENT_SECRET, "redirectUrl", page().toString(),
                "historyDays", 1));
        complete.putAll(configuration);
        return complete;
    }

    /**
     * Walks from openHAB's page to Withings' and back.
     */
    Page connect(Person person) {
        return decide(browser(), person, "accept");
    }

    /**
     * Connects a person whose thing is in a text file, and waits until everything has been asked for.
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
     * Approves everything in the inbox once it holds that many entries.
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
     * Waits until the person's thing is online, and everything that Withings has for it has been asked for.
     */
    void awaitHistory(Person person) {
        awaitOnline(uid(person));
        // one service is asked after the other, and goals are the last: by then everything else has been shown
        soon(() -> "goals are asked for, but only this was: " + withings.requests().countsByAction(),
                () -> requests("getgoals", person) > 0);
        soon("the past has been imported", () -> hasImported(uid(person)));
    }

    /**
     * @return whether the import of the past has come to its end
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
     * Ends everything, and fails if openHAB would have warned of something meanwhile.
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
