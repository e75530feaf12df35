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

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Thousands of notifications at once, most of them not from Withings: the real ones are handled in order, and nothing
 * else happens. How fast that can be is measured in {@code src/workbench/benchmark}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class FloodTest {
    private static final int BED_EVENTS = 300;
    private static final int OTHERS = 2_700;
    /** With the bed events as many as requests whose bodies the webhook waits for at the same time. */
    private static final int CONNECTIONS = 7;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String TOO_LONG = "&foo=" + "x".repeat(6_000);

    private final Home home = Home.connected("Mira");
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Person mira = home.person("Mira");
    private final Random random = new Random(4);
    private final Map<String, Integer> undeserved = new TreeMap<>();

    @BeforeAll
    void addPerson() {
        String person = home.addPerson(mira);
        home.item("Weight", "Number:Mass", person + ":body#weight");
        home.awaitNotified(mira);
        home.item("In_Bed", "Switch", person + ":bed#in-bed");
        home.item("Last_In", "DateTime", person + ":bed#last-in");
        home.item("Last_Out", "DateTime", person + ":bed#last-out");
        home.time().advance(Duration.ofMinutes(2));
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void whatWithingsSentGetsThroughAndNothingElseHappens() {
        // given
        String events = "openhab/channels/" + Home.uid(mira) + ":bed#event/triggered";
        Instant begin = home.now().minus(Duration.ofHours(2));
        home.withings().requests().clear();
        Footprint before = Footprint.now();
        try (EventStream stream = home.events()) {
            // when: time is stopped
            // the first bed event before the others, some of which are older and would otherwise be valid
            post(home.webhook(mira), FORM, bedEvent(begin, 0), 200).join();
            home.awaitTime("Last_In", begin);
            List<CompletableFuture<?>> senders = new ArrayList<>();
            senders.add(bedEvents(begin, 1));
            for (int i = 0; i < CONNECTIONS; i++) {
                senders.add(others(begin, OTHERS / CONNECTIONS));
            }
            senders.forEach(CompletableFuture::join);

            // then
            assertThat("answers that were not deserved", undeserved, is(Map.of()));
            home.atOnce("all bed events have been applied", () -> stream.of(events).size() >= BED_EVENTS
                    && stream.states("Last_In").size() + stream.states("Last_Out").size() >= BED_EVENTS);
            List<String> triggers = new ArrayList<>();
            List<Instant> in = new ArrayList<>();
            List<Instant> out = new ArrayList<>();
            for (int i = 0; i < BED_EVENTS; i++) {
                triggers.add(isIn(i) ? "IN" : "OUT");
                (isIn(i) ? in : out).add(begin.plusSeconds(i));
            }
            assertThat(stream.triggers(Home.uid(mira) + ":bed#event"), is(triggers));
            assertThat(stream.states("Last_In").stream().map(OpenHab::instant).toList(), is(in));
            assertThat(stream.states("Last_Out").stream().map(OpenHab::instant).toList(), is(out));
            assertThat(home.state("In_Bed"), is("OFF"));
            assertThat("statuses of the account", stream.of("openhab/things/" + Home.ACCOUNT + "/status").size(),
                    is(lessThan(10)));
            assertThat("the notifications are answered by a few requests", home.withings().requests().entries().size(),
                    is(lessThan(20)));
        }

        // when
        home.withings().household().stepOnScale(mira, 65.1);

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        home.time().advance(Duration.ofMinutes(5));
        home.awaitOnline(Home.ACCOUNT);
        assertThat("questions", home.withings().requests().entries().size(), is(lessThan(60)));
        assertThat(home.withings().requests().largestBurst(), is(lessThanOrEqualTo(120)));
        Footprint after = Footprint.now();
        assertThat("MB of heap", after.megabytesMoreThan(before), is(lessThan(20L)));
        assertThat("threads", after.threads(), is(lessThan(before.threads() + 10)));
    }

    /**
     * Posts bed events one after the other, like Withings.
     */
    private CompletableFuture<Void> bedEvents(Instant begin, int number) {
        return number == BED_EVENTS
                ? CompletableFuture.completedFuture(null)
                : post(home.webhook(mira), FORM, bedEvent(begin, number), 200)
                        .thenCompose(none -> bedEvents(begin, number + 1));
    }

    private String bedEvent(Instant begin, int number) {
        return "userid=" + mira.userId() + "&appli=" + (isIn(number) ? 50 : 51) + "&date="
                + begin.plusSeconds(number).getEpochSecond();
    }

    private static boolean isIn(int number) {
        return number % 2 == 0;
    }

    private CompletableFuture<Void> others(Instant begin, int count) {
        return count == 0
                ? CompletableFuture.completedFuture(null)
                : other(begin).thenCompose(none -> others(begin, count - 1));
    }

    private CompletableFuture<Void> other(Instant begin) {
        String webhook = home.webhook(mira);
        String user = "userid=" + mira.userId();
        long second = begin.getEpochSecond() + random.nextInt(600);
        String data = "&startdate=" + second + "&enddate=" + second + "&appli=";
        return switch (random.nextInt(10)) {
            case 0 -> post(webhook, FORM, user + data + 1, 200);
            case 1 -> post(webhook, FORM, user + "&appli=4", 200);
            case 2 -> post(webhook, FORM, user + "&appli=" + random.nextInt(100, 200), 200);
            case 3 -> post(webhook.replaceAll("....$", "0000"), FORM, user + data + 1, 404);
            case 4 -> post(webhook, FORM, "userid=" + random.nextInt(1000) + data + 1, 404);
            case 5 -> post(webhook, FORM, user + "&appli=one", 400);
            case 6 -> post(webhook, FORM, user + "&appli=50&date=tomorrow", 400);
            case 7 -> post(webhook, FORM, user + data + 1 + TOO_LONG, 413);
            case 8 -> post(webhook, "application/json", "{}", 415);
            // a person got into bed long before all of this
            default -> post(webhook, FORM, user + "&appli=50&date=" + (begin.getEpochSecond() - 1), 200);
        };
    }

    private CompletableFuture<Void> post(String path, String type, String body, int deserved) {
        return http.sendAsync(HttpRequest.newBuilder(home.address().resolve(path)).header("Content-Type", type)
                .timeout(Duration.ofMinutes(1)).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding())
                .thenAccept(answer -> {
                    if (answer.statusCode() != deserved) {
                        synchronized (undeserved) {
                            undeserved.merge(answer.statusCode() + " instead of " + deserved, 1, Integer::sum);
                        }
                    }
                });
    }
}
