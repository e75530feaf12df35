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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.web.Lamp;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Base class of tests in a real browser. The tests of a class share the browser; each has its own home.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
abstract class InBrowser {

    /** Registered at Withings; the browser maps it to openHAB's port. */
    private static final String HOST = "localhost:8080";
    static final String OPENHAB = "http://" + HOST;
    static final String PAGE = OPENHAB + "/withings";
    static final String CONNECT = ".stack[action='/withings/connect'] button";
    static final String NAME = "input[name=name][type=text]";
    static final String DISCONNECT = "form[action='/withings/disconnect'] button";
    static final String CHECK = "form[action='/withings/webhook-check'] button";

    private static final Map<String, Object> ACCOUNT = Map.of("redirectUrl", PAGE, "publicUrl",
            Home.PUBLIC.toString(), "historyDays", 30);

    private static int port;
    private static @Nullable Chromium chromium;

    private @Nullable Home home;

    @BeforeAll
    static void openBrowser() {
        String missing = Chromium.missing();
        if (!missing.isEmpty()) {
            String message = "The tests in a browser are skipped, because " + missing + " is not installed.";
            // Maven does not show why a test was skipped
            System.out.println(message);
            assumeTrue(false, message);
        }
        // The browser maps one address only, so every openHAB uses the same port: one outside of the system's range of
        // ephemeral ports, and a different one in each test process.
        int first = 20_000 + (int) (ProcessHandle.current().pid() % 10_000);
        port = IntStream.range(first, 32_000).filter(InBrowser::isFree).findFirst().orElseThrow();
        chromium = new Chromium(HOST, "127.0.0.1:" + port);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @AfterAll
    static void closeBrowser() {
        Chromium browser = chromium;
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openHome() {
        chromium().startAfresh();
        Home opened = Home.tapped((setup, time) -> {
            Sandbox sandbox = Sandbox.start(setup.options(time).port(port).link("Withings page", URI.create(PAGE))
                    .link("Simulator", setup.api()));
            new Lamp(sandbox);
            return Installation.of(sandbox);
        });
        home = opened;
        opened.addAccount(ACCOUNT);
    }

    @AfterEach
    void closeHome() {
        Home opened = home;
        if (opened != null) {
            opened.wiretap().release();
            opened.close();
        }
    }

    Home home() {
        Home opened = home;
        if (opened == null) {
            throw new IllegalStateException("There is no home");
        }
        return opened;
    }

    static Chromium chromium() {
        Chromium browser = chromium;
        if (browser == null) {
            throw new IllegalStateException("There is no browser");
        }
        return browser;
    }

    /**
     * Connects a person, from the page of the add-on to Withings and back.
     */
    void consent(Person person) {
        chromium().type(NAME, person.name());
        chromium().click(CONNECT);
        awaitText("Whose data?");
        accept(person);
        awaitText(person.name() + " is connected");
    }

    /**
     * Accepts at Withings. A code is valid for 30 seconds, so time stops until openHAB has it.
     */
    void accept(Person person) {
        chromium().click("input[value='" + person.userId() + "']");
        untilTokensAreRequested(() -> chromium().click("button[value=accept]"));
    }

    /** Stops time until openHAB has requested tokens because of an action in the browser. */
    void untilTokensAreRequested(Runnable action) {
        long before = home().withings().requests().count("requesttoken");
        action.run();
        home().atOnce("openHAB asks for tokens", () -> home().withings().requests().count("requesttoken") > before);
    }

    /**
     * Adds the person's thing, imports its history again, and holds the answer to the first of two parts.
     */
    void beginImport(Person person) {
        home().item("Steps", "Number", Home.uid(person) + ":activity#steps");
        home().item("State", "String", Home.uid(person) + ":sleep#state");
        home().addPerson(person);
        home().wiretap().hold("getactivity");
        open(PAGE, "Connect another person");
        chromium().click(".people > :last-child form[action='/withings/history'] button");
        awaitText("% (activity");
    }

    /**
     * Continues the import, and holds the answer to the second part.
     */
    void continueImport() {
        home().wiretap().hold("get");
        awaitText("% (sleep");
    }

    void open(String address, String text) {
        chromium().open(address);
        awaitText(text);
    }

    void awaitText(String text) {
        home().soon(() -> "the page says \"" + text + "\", but it says: " + chromium().text(),
                () -> chromium().text().contains(text));
    }

    static void assertNothingSticksOut() {
        assertThat("elements that are wider than the screen", chromium().evaluate("""
                [...document.querySelectorAll('body *')].filter(part => part.checkVisibility() && !part.closest('.wide')
                    && part.getBoundingClientRect().right > %d + 0.5).map(part => part.outerHTML).join('\\n')"""
                .formatted(Chromium.PHONE_WIDTH)), is(""));
        assertThat(chromium().evaluate("document.documentElement.scrollWidth <= " + Chromium.PHONE_WIDTH), is("true"));
    }
}
