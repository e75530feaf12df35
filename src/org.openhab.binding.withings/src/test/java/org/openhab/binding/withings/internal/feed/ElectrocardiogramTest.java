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
import static org.openhab.binding.withings.internal.Futures.failureOf;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.SameToken;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.record.EcgSignal;

/**
 * Which electrocardiogram is the last one before a time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ElectrocardiogramTest {
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final PersonCloud cloud = new WithingsCloud(http, withings.address(),
            new RequestBudget(new Allowance(scheduler)),
            scheduler, Clock.systemUTC()).person("363", new SameToken());

    @BeforeEach
    void startClient() throws Exception {
        http.start();
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        scheduler.shutdownNow();
        withings.close();
    }

    private static String recording(long secondsBefore, String ecg) {
        return "{\"timestamp\": " + NOW.minusSeconds(secondsBefore).getEpochSecond() + ecg + "}";
    }

    private void givenRecordings(String... recordings) {
        withings.reply(
                Reply.json("{\"status\": 0, \"body\": {\"series\": [" + String.join(",", recordings) + "]}}"));
    }

    @Test
    void asksForTheCurveOfTheLastOne() throws Exception {
        givenRecordings(recording(500, ", \"ecg\": {\"signalid\": 47, \"afib\": 0}"),
                recording(100, ", \"ecg\": {\"signalid\": 48, \"afib\": 0}"), recording(50, ", \"stetho\": {}"),
                recording(40, ", \"ecg\": {\"afib\": 2}"), recording(0, ", \"ecg\": {\"signalid\": 49, \"afib\": 0}"));
        withings.reply(
                Reply.json("{\"status\": 0, \"body\": {\"signal\": [3, -4], \"sampling_frequency\": 300}}"));

        Electrocardiogram last = resultOf(Electrocardiogram.lastBefore(NOW, cloud));

        assertThat(last, is(new Electrocardiogram(NOW.minusSeconds(100),
                new EcgSignal(300, new int[]{ 3, -4 }, null, null))));
        assertThat(withings.requests().get(1).parameter("signalid"), is("48"));
    }

    @Test
    void asksForNoCurveIfThereIsNone() throws Exception {
        givenRecordings(recording(50, ", \"stetho\": {}"));
        assertThat(resultOf(Electrocardiogram.lastBefore(NOW, cloud)), is(nullValue()));
        assertThat(withings.requests(), hasSize(1));
    }

    @Test
    void failsAsWithingsDoes() throws Exception {
        withings.reply(Reply.json("{\"status\": 503}"));
        assertThat(failureOf(Electrocardiogram.lastBefore(NOW, cloud)).failure(), is(Failure.INVALID_REQUEST));
    }
}
