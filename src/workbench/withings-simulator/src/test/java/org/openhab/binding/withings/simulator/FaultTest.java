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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.Fault.FaultKind;
import org.openhab.binding.withings.simulator.fault.Faults.ActiveFault;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;

import com.google.gson.JsonObject;

/**
 * Faults that are switched on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class FaultTest extends SimulatorTest {
    private String access = "";

    @BeforeEach
    void consentOfMira() throws IOException {
        access = access(mira());
    }

    private HttpResponse<String> getMeasures() throws IOException {
        return post("/measure", access, "action", "getmeas");
    }

    private void start(FaultKind kind) {
        simulator().faults().start(Fault.of(kind).times(1));
    }

    @Test
    void resetsTheConnection() throws Exception {
        start(FaultKind.RESET);
        try (Socket socket = new Socket("127.0.0.1", simulator().address().getPort())) {
            socket.getOutputStream().write(("POST /measure HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThrows(SocketException.class, () -> socket.getInputStream().read());
        }
        assertThat(getMeasures().statusCode(), is(200));
    }

    @Test
    void neverAnswers() throws IOException {
        start(FaultKind.HANG);

        HttpRequest request = HttpRequest.newBuilder(simulator().address().resolve("/measure?action=getmeas")).build();
        CompletableFuture<HttpResponse<String>> answer = HttpClient.newHttpClient().sendAsync(request,
                HttpResponse.BodyHandlers.ofString());

        waitUntil("the fault has struck", () -> simulator().faults().active().isEmpty());
        assertThat(getMeasures().statusCode(), is(200));
        assertThat(answer.isDone(), is(false));
    }

    @Test
    void breaksOffInTheMiddle() throws IOException {
        start(FaultKind.HALF_ANSWER);

        assertThrows(IOException.class, this::getMeasures);
        assertThat(getMeasures().statusCode(), is(200));
    }

    @Test
    void refusesConnectionsForAWhile() throws IOException {
        simulator().faults().refuseConnections();
        assertThrows(ConnectException.class,
                () -> new Socket("127.0.0.1", simulator().address().getPort()).close());

        simulator().faults().acceptConnections();
        waitUntil("acceptance", this::answers);

        simulator().faults().refuseConnectionsFor(Duration.ofMinutes(5));
        time.advance(Duration.ofSeconds(1));
        waitUntil("refusal", () -> !answers());
        time.advance(Duration.ofMinutes(5));
        waitUntil("acceptance", this::answers);
    }

    private boolean answers() {
        try {
            return getMeasures().statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void answersWithHttpErrorsAndPages() throws IOException {
        Map<FaultKind, Integer> statuses = Map.of(FaultKind.HTTP_429, 429, FaultKind.HTTP_500, 500,
                FaultKind.HTTP_502, 502, FaultKind.HTTP_503, 503, FaultKind.HTML_PAGE, 200);
        for (Map.Entry<FaultKind, Integer> entry : statuses.entrySet()) {
            start(entry.getKey());

            HttpResponse<String> answer = getMeasures();

            assertThat(answer.statusCode(), is(entry.getValue()));
            assertThat(answer.body(), startsWith("<!DOCTYPE html>"));
        }
    }

    @Test
    void sendsSomethingThatIsNotWhatItSays() throws IOException {
        start(FaultKind.GZIP_GARBAGE);
        HttpResponse<String> gzip = getMeasures();
        assertThat(gzip.headers().firstValue("Content-Encoding").orElse(""), is("gzip"));
        assertThat(gzip.body(), is("no gzip at all"));

        start(FaultKind.DEEP_NESTING);
        String nested = getMeasures().body();
        assertThat(nested, startsWith("{\"status\":0,\"body\":[[["));
        assertThat(nested.length(), is(greaterThan(200_000)));

        start(FaultKind.GZIP_BOMB);
        HttpResponse<String> bomb = getMeasures();
        assertThat(bomb.headers().firstValue("Content-Encoding").orElse(""), is("gzip"));
        assertThat(bomb.body().length(), is(lessThan(200_000)));

        start(FaultKind.MILLION_ROWS);
        String rows = getMeasures().body();
        assertThat(rows, startsWith("{\"status\":0,\"body\":{\"measuregrps\":[0,0"));
        assertThat(rows.length(), is(greaterThan(10_000_000)));

        start(FaultKind.OVERSIZED);
        String oversized = getMeasures().body();
        assertThat(oversized.length(), is(32 * 1024 * 1024));
        assertThat(oversized, startsWith("{\"status\":0,\"body\":{"));
        assertThat(oversized, endsWith("xxx\"}"));
    }

    @Test
    void growsTheSecondsToWait() throws IOException {
        simulator().faults().start(Fault.of(FaultKind.TOO_MANY_REQUESTS).times(3));

        assertThat(List.of(waitSeconds(), waitSeconds(), waitSeconds()), contains(5, 10, 20));
        assertThat(status(envelope("/measure", access, "action", "getmeas")), is(0));
    }

    private int waitSeconds() throws IOException {
        JsonObject envelope = envelope("/measure", access, "action", "getmeas");
        assertThat(status(envelope), is(601));
        return envelope.getAsJsonObject("body").get("wait_seconds").getAsInt();
    }

    @Test
    void losesTheAccessTokenInTheMiddleOfPagingOnly() throws IOException {
        simulator().behaviour().pageSize(RecordKind.MEASURE_GROUP, 5);
        start(FaultKind.UNAUTHENTICATED_WHILE_PAGING);

        assertThat(status(envelope("/measure", access, "action", "getmeas")), is(0));
        assertThat(status(envelope("/measure", access, "action", "getmeas", "offset", "5")), is(401));
        assertThat(status(envelope("/measure", access, "action", "getmeas", "offset", "5")), is(0));
    }

    @Test
    void losesTheAnswerToARefreshAfterItTookEffect() throws IOException {
        TokenPair tokens = consent(mira(), ALL_SCOPES);
        simulator().faults().start(Fault.of(FaultKind.ANSWER_LOST).on("/v2/oauth2").action("requesttoken").times(1));

        assertThrows(IOException.class, () -> refresh(tokens.refresh()));

        time.advance(Duration.ofSeconds(10));
        assertThat("the old refresh token lives for eight hours", status(refresh(tokens.refresh())), is(0));
        time.advance(Duration.ofHours(8));
        assertThat(status(refresh(tokens.refresh())), is(503));
    }

    @Test
    void replacesValuesButNeitherTimesNorKinds() throws IOException {
        start(FaultKind.NULL_VALUES);
        JsonObject measure = firstMeasure();
        assertThat(measure.get("value").isJsonNull(), is(true));
        assertThat(measure.get("type").getAsInt(), is(greaterThan(0)));

        start(FaultKind.NEGATIVE_VALUES);
        assertThat(firstMeasure().get("value").getAsInt(), is(-1));

        start(FaultKind.NULL_VALUES);
        JsonObject night = rows(body("/v2/sleep", access, "action", "getsummary", "lastupdate", "0"), "series").get(0);
        assertThat(night.get("startdate").getAsLong(), is(greaterThan(0L)));
        assertThat(night.getAsJsonObject("data").get("total_timeinbed").isJsonNull(), is(true));
    }

    private JsonObject firstMeasure() throws IOException {
        return rows(rows(body("/measure", access, "action", "getmeas"), "measuregrps").get(0), "measures").get(0);
    }

    @Test
    void strikesOnlyWhereAndAsOftenAsTold() throws IOException {
        String jonas = access(jonas());
        ActiveFault fault = simulator().faults().start(
                Fault.of(FaultKind.HTTP_500).on("/measure").action("getmeas").forPerson(mira()).after(1).times(2));

        assertThat(post("/v2/measure", access, "action", "getmeas").statusCode(), is(200));
        assertThat(post("/measure", jonas, "action", "getmeas").statusCode(), is(200));
        assertThat(getMeasures().statusCode(), is(200));
        assertThat(getMeasures().statusCode(), is(500));
        assertThat(fault.count(), is(1));
        assertThat(getMeasures().statusCode(), is(500));
        assertThat(getMeasures().statusCode(), is(200));
        assertThat(simulator().faults().active(), is(empty()));
    }
}
