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
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.SimulatorOptions;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.systemtest.Browser.Page;

/**
 * Private data never appears in the log at level DEBUG, on pages, in openHAB's REST API or in URLs.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SecrecyTest {

    private static final Path LOG = Path
            .of(System.getProperty("org.slf4j.simpleLogger.logFile", "target/system-test.log"));
    /** All faults of answers, except missing ones, those that need many pages, and one that stops calls for an hour. */
    private static final Set<FaultKind> FAULTS = EnumSet.copyOf(Arrays.stream(FaultKind.values()).filter(
            kind -> !kind.isOfNotifications() && kind != FaultKind.HANG && kind != FaultKind.HTTP_403
                    && kind != FaultKind.UNAUTHENTICATED_WHILE_PAGING)
            .toList());

    /** The private data by its kind. */
    private final Map<String, String> secrets = new LinkedHashMap<>();
    /** The public outputs by their source. */
    private final Map<String, String> shown = new LinkedHashMap<>();

    @Test
    void tellsNoSecretNoPersonAndNoValue() throws IOException {
        long start;
        try (Home home = Home.tapped()) {
            start = Files.size(LOG);
            Person mira = home.person("Mira");
            Browser browser = home.browser();
            connect(home, browser, mira);
            home.addPerson(mira);
            home.item("Weight", "Number:Mass", Home.uid(mira) + ":body#weight");
            home.awaitNotified(mira);
            String webhook = home.webhook(mira);
            secrets.put("the webhook", webhook.substring(webhook.lastIndexOf('/') + 1));
            makeLinks(home, browser, mira);
            look(home, browser, "when all is well");

            // when: values, renewed tokens, all kinds of failures
            home.withings().household().stepOnScale(mira, 67.89);
            home.withings().household().goToBed(mira);
            home.awaitQuantity("Weight", "67.89", "kg");
            home.withings().expireAccessTokens(mira);
            for (FaultKind kind : FAULTS) {
                home.withings().faults().start(Fault.of(kind).on("/measure").times(1));
                home.withings().household().stepOnScale(mira, 67.89);
                home.within(Duration.ofMinutes(15), "it has been asked in spite of " + kind,
                        () -> home.withings().faults().active().isEmpty());
            }
            look(home, browser, "in trouble");
            home.openHab().post(webhook, "application/x-www-form-urlencoded",
                    "userid=" + mira.userId() + "&appli=x67.89");
            shown.put("the answer to another method", home.openHab().method("PUT", webhook).body());
            home.withings().household().withdrawConsent(mira);
            home.awaitStatus(Home.uid(mira), "OFFLINE", "");
            look(home, browser, "without consent");
            gather(home);
        }

        // then
        String log = logSince(start);
        assertThat("the log is looked at", log, containsString("getmeas"));
        shown.put("the log", log);
        assertThat(shown.get("the page in trouble"), containsString("<form"));
        assertThat(shown.get("what openHAB tells of its things in trouble"), containsString("withings:person"));
        assertThat(shown.get("the addresses that were asked"), containsString("/v2/oauth2"));
        assertThat(secrets.keySet(), hasSize(greaterThanOrEqualTo(13)));
        shown.forEach((where, text) -> secrets.forEach((what, secret) -> assertThat(what + " is in " + where,
                text.contains(secret), is(false))));
        List<String> unknown = log.lines().filter(line -> line.endsWith("which is not known here"))
                .map(line -> line.replaceAll(".*Withings uses ", "")).toList();
        assertThat(unknown, hasItem(startsWith("MEASURE_TYPE")));
        assertThat("what is not known is logged once", Set.copyOf(unknown).size(), is(unknown.size()));
        assertThat("no stack traces for what can be foreseen", log, not(containsString("\tat ")));
    }

    private void connect(Home home, Browser browser, Person person) {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        Page consent = browser.send(browser.open(Home.PAGE).form("/withings/connect"));
        secrets.put("the state", consent.query().get("state"));
        Page back = browser.sendOnly(Home.decision(consent, person, "accept"));
        URI address = Browser.redirect(back).orElseThrow();
        secrets.put("the code", address.toString().replaceAll(".*[?&]code=([^&]+).*", "$1"));
        shown.put("the page after the consent", browser.open(address).html());
        shown.put("the page after the same consent", browser.open(address).html());
    }

    private void makeLinks(Home home, Browser browser, Person person) {
        Page calendar = browser.send(browser.open(Home.PAGE).form("/withings/calendar-link"));
        String link = calendar.html().replaceAll("(?s).*/withings/calendar/([0-9a-f]+)\\.ics.*", "$1");
        secrets.put("the link to the calendar", link);
        assertThat(home.openHab().method("GET", "/withings/calendar/" + link + ".ics").statusCode(), is(200));
        shown.put("the diagnostics", browser.send(browser.open(Home.PAGE).form("/withings/diagnostics")).html());
    }

    private void look(Home home, Browser browser, String when) {
        shown.put("the page " + when, browser.open(Home.PAGE).html());
        Page test = browser.send(browser.open(Home.PAGE).form("/withings/webhook-check"));
        shown.put("the webhook check " + when, test.html());
        shown.put("what openHAB tells of its things " + when, home.openHab().shownOfThings());
        for (String command : List.of("status", "people", "devices", "subscriptions", "check", "diagnostics")) {
            shown.put("what the console says to " + command + " " + when,
                    home.openHab().console("openhab:withings " + command));
        }
    }

    private void gather(Home home) {
        List<String> tokens = home.wiretap().tokens();
        assertThat("tokens were renewed", tokens.size(), is(greaterThanOrEqualTo(4)));
        for (String token : tokens) {
            secrets.put("token " + secrets.size(), token);
        }
        secrets.put("the client secret", SimulatorOptions.DEFAULT_CLIENT_SECRET);
        secrets.put("the weight", "67.89");
        secrets.put("the weight as Withings tells it", "67890");
        shown.put("the addresses that were asked", home.wiretap().addresses().toString());
    }

    private static String logSince(long start) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(LOG)) {
            channel.position(start);
            return new String(Channels.newInputStream(channel).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
