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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.SameToken;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.record.UnknownIds;

/**
 * From Withings' lists of recordings to what the channels get.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HeartSourceTest {
    private static final String NOTHING = "{\"status\": 0, \"body\": {\"series\": [], \"more\": false, \"offset\": 0}}";

    private final TestScheduler clocked = new TestScheduler();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final Instant now = clocked.clock().instant();
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final Map<String, String> answers = new ConcurrentHashMap<>(
            Map.of("/v2/heart", NOTHING, "/v2/stetho", NOTHING));
    private final List<ChannelUpdate> shown = new CopyOnWriteArrayList<>();
    private final HeartSource source = new HeartSource(
            new WithingsCloud(http, withings.address(), new RequestBudget(new Allowance(scheduler)), scheduler,
                    clocked.clock())
                            .person("363", new SameToken()),
            new UnknownIds(), clocked.clock());

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            Reply.json(answers.get(requests.get(requests.size() - 1).path())).send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        scheduler.shutdownNow();
        withings.close();
    }

    private static String ecg(Instant time, Instant modified, int afib) {
        return "{\"deviceid\": \"watch\", \"model\": 93, \"ecg\": {\"signalid\": 48, \"afib\": " + afib
                + "}, \"heart_rate\": 63, \"timestamp\": " + time.getEpochSecond() + ", \"modified\": "
                + modified.getEpochSecond() + "}";
    }

    private static String list(String... rows) {
        return "{\"status\": 0, \"body\": {\"series\": [" + String.join(",", rows) + "]}}";
    }

    private List<String> shown(String channelId) {
        return shown.stream().filter(update -> update.channelId().equals(channelId))
                .map(update -> update.state().toString()).toList();
    }

    @Test
    void asksForTheTimeInWhichSomethingMayHaveArrivedLate() throws Exception {
        Instant since = now.minus(Duration.ofHours(3));

        resultOf(source.changes(since, shown::addAll));

        Request request = withings.requests().get(0);
        assertThat(request.parameter("startdate"),
                is(Long.toString(since.minus(HeartSource.LATE_UPLOAD).getEpochSecond())));
        assertThat(Long.parseLong(request.parameter("enddate")), is(greaterThan(now.getEpochSecond())));
    }

    @Test
    void showsWhatIsNewAndTellsOfIt() throws Exception {
        Instant taken = now.minusSeconds(120);
        answers.put("/v2/heart", list(ecg(taken, taken.plusSeconds(30), 1)));

        Instant latest = resultOf(source.changes(now.minus(Duration.ofHours(3)), shown::addAll));

        assertThat(shown("ecg#result"), contains("POSITIVE"));
        assertThat(shown("ecg#heart-rate"), contains("63"));
        assertThat(shown("ecg#event"), contains("RECORDED"));
        assertThat(latest, is(taken.plusSeconds(30)));
    }

    @Test
    void showsARecordingThatAWatchBringsDaysLater() throws Exception {
        answers.put("/v2/heart", list(ecg(now.minus(Duration.ofDays(4)), now.minusSeconds(60), 2)));

        resultOf(source.changes(now.minus(Duration.ofHours(3)), shown::addAll));

        assertThat(shown("ecg#result"), contains("INCONCLUSIVE"));
    }

    @Test
    void doesNotShowAgainWhatHasNotChanged() throws Exception {
        Instant since = now.minus(Duration.ofHours(3));
        answers.put("/v2/heart", list(ecg(since.minusSeconds(600), since.minusSeconds(500), 0)));

        Instant latest = resultOf(source.changes(since, shown::addAll));

        assertThat(shown, is(empty()));
        assertThat(latest, is(since));
    }

    @Test
    void doesNotBelieveAChangeInTheFuture() throws Exception {
        answers.put("/v2/heart", list(ecg(now.minusSeconds(60), now.plus(Duration.ofDays(400)), 0)));

        assertThat(Asked.forEverything(source, now.minusSeconds(600), shown::addAll), is(now.minusSeconds(600)));
    }

    @Test
    void showsWhatTheStethoscopeHeard() throws Exception {
        answers.put("/v2/stetho", list("{\"hash_deviceid\": \"beamo\", \"signalid\": 7, \"vhd\": 1, \"timestamp\": "
                + now.minusSeconds(60).getEpochSecond() + "}"));

        Instant latest = Asked.forEverything(source, now.minusSeconds(600), shown::addAll);

        assertThat(shown("ecg#stethoscope"), contains("1"));
        assertThat("nobody notifies of it", latest, is(now.minusSeconds(600)));
    }

    @Test
    void doesWithoutTheStethoscopeWhereWithingsDoesNotKnowIt() throws Exception {
        answers.put("/v2/heart", list(ecg(now.minusSeconds(60), now.minusSeconds(30), 0)));
        answers.put("/v2/stetho", "{\"status\": 2554, \"body\": {}, \"error\": \"not implemented\"}");

        Asked.forEverything(source, now.minusSeconds(600), shown::addAll);

        assertThat(shown("ecg#result"), contains("NEGATIVE"));
    }

    @Test
    void failsWithTheListOfElectrocardiograms() {
        answers.put("/v2/heart", "{\"status\": 2554, \"body\": {}}");

        assertThrows(Exception.class, () -> resultOf(source.changes(now.minusSeconds(600), shown::addAll)));
        assertThat(shown, is(empty()));
    }

    @Test
    void givesThePastPageByPageWithoutEvents() throws Exception {
        Instant start = now.minus(Duration.ofDays(300));
        answers.put("/v2/heart", "{\"status\": 0, \"body\": {\"series\": ["
                + ecg(start.plusSeconds(60), start.plusSeconds(90), 0) + "], \"more\": true, \"offset\": 1}}");
        HistoryPage first = resultOf(source.history(start, now, null));
        answers.put("/v2/heart", list(ecg(now.minusSeconds(60), now.minusSeconds(30), 1)));
        HistoryPage second = resultOf(source.history(start, now, first.next()));

        assertThat(first.updates().stream().map(ChannelUpdate::channelId).toList(),
                hasItems("ecg#result", "ecg#heart-rate"));
        assertThat(first.next(), is(1L));
        assertThat(second.next(), is(nullValue()));
        assertThat(second.updates().stream().map(ChannelUpdate::channelId).toList(), not(hasItem("ecg#event")));
        assertThat("the stethoscope is asked once", withings.requests().stream().map(Request::path).toList(),
                contains("/v2/stetho", "/v2/heart", "/v2/heart"));
    }
}
