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
package org.openhab.binding.withings.sandbox.launch;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.inbox.Inbox.InboxEntry;
import org.openhab.binding.withings.sandbox.launch.Main.Launch;
import org.openhab.binding.withings.sandbox.web.Lamp;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingUID;

/**
 * Sets up openHAB like a user: adds the account, connects all people, approves the inbox, links items, and lets the
 * household act.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Tour {
    private static final String ACCOUNT = "withings:account:home";
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLISECONDS = 200;
    private static final long ACT_SECONDS = 5;
    private static final int KINDS_OF_ACTS = 6;

    private final Sandbox sandbox;
    private final WithingsSimulator simulator;
    private final Lamp lamp;
    private final PrintStream out;
    private int subscriptions = -1;

    Tour(Launch launch, PrintStream out) {
        this.sandbox = launch.sandbox();
        this.simulator = launch.simulator();
        this.lamp = launch.lamp();
        this.out = out;
    }

    /** Runs the tour until the latch is released. */
    void take(CountDownLatch end, boolean living) throws InterruptedException {
        addAccount();
        for (Person person : simulator.household().people()) {
            consent(person);
        }
        waitFor("people in the inbox", () -> newEntries().size() >= simulator.household().people().size());
        furnish();
        waitFor("people to be online", () -> sandbox.things().all().stream()
                .filter(thing -> "withings:person".equals(thing.getThingTypeUID().toString()))
                .allMatch(thing -> thing.getStatus() == ThingStatus.ONLINE));
        out.println("All people are connected.");
        out.flush();
        boolean subscribed = !living;
        int step = 0;
        Random random = new Random(simulator.household().people().size());
        while (!end.await(ACT_SECONDS, TimeUnit.SECONDS)) {
            furnish();
            if (!subscribed) {
                subscribed = isSubscribed();
            } else if (living) {
                live(step++, random);
            }
            out.flush();
        }
    }

    /** Whether the add-on has all its subscriptions; earlier events would not be notified. */
    private boolean isSubscribed() {
        int count = simulator.subscriptions().all().size();
        if (subscriptions < 0) {
            out.println("Until Withings tells the add-on what happens, it takes a minute or two.");
        }
        boolean complete = count > 0 && count == subscriptions;
        subscriptions = count;
        return complete;
    }

    private void addAccount() {
        if (sandbox.things().find(new ThingUID(ACCOUNT)) == null) {
            out.println("An account is added");
            sandbox.things().add(sandbox.maker().make("withings:account", ACCOUNT, null, null, null,
                    Map.of("clientId", SimulatorOptions.DEFAULT_CLIENT_ID, "clientSecret",
                            SimulatorOptions.DEFAULT_CLIENT_SECRET, "redirectUrl", sandbox.address() + "/withings")),
                    true);
        }
    }

    /** Connects a person by the console, as if no browser could be redirected to openHAB. */
    private void consent(Person person) throws InterruptedException {
        out.println(person.name() + " consents");
        waitFor("the consent of " + person.name(), () -> {
            sandbox.console().execute("withings authorise home").lines()
                    .filter(line -> line.startsWith(simulator.authorizationAddress().toString())).findFirst()
                    .map(address -> simulator.accept(URI.create(address), person))
                    .ifPresent(back -> sandbox.console().execute("withings authorise home \"" + back + "\""));
            return simulator.consents().stream().anyMatch(grant -> grant.person().equals(person));
        });
    }

    private List<InboxEntry> newEntries() {
        return sandbox.inbox().all().stream().filter(entry -> "NEW".equals(entry.flag())).toList();
    }

    /** Approves the inbox and links items to the existing channels. */
    private void furnish() {
        for (InboxEntry entry : newEntries()) {
            String name = simulator.household().people().stream()
                    .filter(person -> entry.properties().containsValue(Long.toString(person.userId())))
                    .map(Person::name).findFirst().orElse(null);
            out.println("Approved: " + (name == null ? sandbox.resolve(entry.label()) : name));
            sandbox.inbox().approve(entry.thingUID(), name);
        }
        // until it is online, a thing may remove unused channels
        sandbox.things().all().stream().filter(thing -> thing.getStatus() == ThingStatus.ONLINE)
                .forEach(sandbox::createItems);
    }

    private void live(int step, Random random) {
        Household household = simulator.household();
        List<Person> people = household.people();
        Person person = people.get(step / KINDS_OF_ACTS % people.size());
        switch (step % KINDS_OF_ACTS) {
            case 0 -> {
                double kilograms = person.body().weightGrams() / 1000.0 + Math.round(random.nextGaussian() * 4) / 10.0;
                out.printf("%s steps on the scale: %.1f kg%n", person.name(), kilograms);
                household.stepOnScale(person, kilograms);
            }
            case 1 -> {
                int systolic = person.body().systolic() + random.nextInt(10);
                out.printf("%s measures the blood pressure: %d mmHg%n", person.name(), systolic);
                household.measureBloodPressure(person, systolic, systolic - 42, 60 + random.nextInt(15));
            }
            case 2 -> {
                out.printf("%s goes to bed%n", person.name());
                household.goToBed(person);
            }
            case 3 -> {
                out.printf("%s gets up and switches the lamp on%n", person.name());
                household.getUp(person);
                lamp.switchTo("ON");
            }
            case 4 -> {
                int steps = 300 + random.nextInt(900);
                out.printf("%s walks %d steps%n", person.name(), steps);
                household.walk(person, steps);
            }
            default -> {
                double celsius = 36.4 + random.nextInt(8) / 10.0;
                out.printf("%s takes the temperature: %.1f °C%n", person.name(), celsius);
                household.takeTemperature(person, celsius);
            }
        }
    }

    private void waitFor(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new SandboxException("Waited in vain for " + what + ". Things: "
                        + sandbox.things().all().stream()
                                .map(thing -> thing.getUID() + " " + thing.getStatus() + " "
                                        + sandbox.resolve(thing.getStatusInfo().getDescription()))
                                .toList());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
        }
    }
}
