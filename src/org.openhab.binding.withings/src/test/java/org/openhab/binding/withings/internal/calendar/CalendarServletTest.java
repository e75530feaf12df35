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
package org.openhab.binding.withings.internal.calendar;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.osgi.framework.Bundle;

/**
 * Calendars in a real HTTP server, and the links that lead to them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CalendarServletTest {
    private static final String ACCOUNT = "withings:account:home";
    private static final String ANNA = "48151623";
    private static final String BEN = "42151623";
    private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");

    private final MemoryStorage entries = new MemoryStorage();
    private final SealedStorage storage = new SealedStorage(entries, new AesCipher(1));
    private final Calendars calendars = new Calendars();
    private final Source annasWorkouts = new Source("Anna");
    private final Server server = new Server(new QueuedThreadPool(8));
    private final ServerConnector connector = new ServerConnector(server);
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private CalendarLinks links = links();

    private static class Source implements CalendarSource {
        private final String person;
        private volatile @Nullable List<Workout> workouts = List.of(workout(1));

        Source(String person) {
            this.person = person;
        }

        @Override
        public String person() {
            return person;
        }

        @Override
        public @Nullable List<Workout> workouts() {
            return workouts;
        }
    }

    private static Workout workout(long id) {
        return new Workout(id, 2, START, START.plusSeconds(1800), ZoneOffset.UTC, null, START, Map.of(), null);
    }

    private CalendarLinks links() {
        return new CalendarLinks(calendars, storage, ACCOUNT);
    }

    @BeforeEach
    void startServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addServlet(new ServletHolder(new CalendarServlet(calendars, new PropertiesTranslations(),
                () -> Locale.ENGLISH, mock(Bundle.class))), CalendarServlet.PATH + "*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path))
                .timeout(Duration.ofSeconds(20)).method(method, BodyPublishers.noBody());
        return http.send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    // reading

    @Test
    void givesTheCalendarToWhoeverHasTheLink() throws Exception {
        HttpResponse<String> response = get(links.renew(ANNA, annasWorkouts));

        assertThat(response.statusCode(), is(200));
        assertThat(header(response, "Content-Type").toLowerCase(Locale.ROOT), is("text/calendar;charset=utf-8"));
        assertThat(header(response, "Cache-Control"), is("private, no-cache"));
        assertThat(header(response, "X-Content-Type-Options"), is("nosniff"));
        assertThat(response.body(), startsWith("BEGIN:VCALENDAR\r\n"));
        assertThat(response.body(), containsString("SUMMARY:Run\r\n"));
        assertThat("the number of the person stays out of it", response.body(), not(containsString(ANNA)));
    }

    @Test
    void tellsAboutTheCalendarWithoutGivingIt() throws Exception {
        String path = links.renew(ANNA, annasWorkouts);
        HttpResponse<String> whole = get(path);

        HttpResponse<String> head = send("HEAD", path);

        assertThat(head.statusCode(), is(200));
        assertThat(header(head, "ETag"), is(header(whole, "ETag")));
        assertThat(header(head, "Content-Type"), is(header(whole, "Content-Type")));
        assertThat(header(head, "Content-Length"), is(header(whole, "Content-Length")));
        assertThat(head.body(), is(""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "%s", "W/%s", "\"other\", %s", "*" })
    void givesTheCalendarOnlyIfItHasChanged(String known) throws Exception {
        String path = links.renew(ANNA, annasWorkouts);
        String tag = header(get(path), "ETag");

        HttpResponse<String> unchanged = get(path, "If-None-Match", known.formatted(tag));

        assertThat(unchanged.statusCode(), is(304));
        assertThat(header(unchanged, "ETag"), is(tag));
        assertThat(unchanged.body(), is(""));
    }

    @Test
    void givesTheCalendarOnceItHasChanged() throws Exception {
        String path = links.renew(ANNA, annasWorkouts);
        String tag = header(get(path), "ETag");
        annasWorkouts.workouts = List.of(workout(1), workout(2));

        HttpResponse<String> changed = get(path, "If-None-Match", tag);

        assertThat(changed.statusCode(), is(200));
        assertThat(header(changed, "ETag"), is(not(tag)));
    }

    @Test
    void givesALongCalendarAsAWhole() throws Exception {
        annasWorkouts.workouts = LongStream.range(0, 1000).mapToObj(CalendarServletTest::workout)
                .toList();

        HttpResponse<String> response = get(links.renew(ANNA, annasWorkouts));

        assertThat(response.body(), endsWith("END:VCALENDAR\r\n"));
        assertThat(response.body().split("BEGIN:VEVENT", -1).length - 1, is(1000));
    }

    @Test
    void asksToComeBackWhileTheWorkoutsAreNotKnownYet() throws Exception {
        annasWorkouts.workouts = null;

        HttpResponse<String> response = get(links.renew(ANNA, annasWorkouts));

        assertThat(response.statusCode(), is(503));
        assertThat(header(response, "Retry-After"), is("60"));
        assertThat(response.body(), is(""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0123", ".ics", "0123.ics", "0123/x.ics" })
    void knowsNothingWithoutTheSecret(String name) throws Exception {
        links.renew(ANNA, annasWorkouts);

        HttpResponse<String> response = get(CalendarServlet.PATH + name);

        assertThat(response.statusCode(), is(404));
        assertThat(response.body(), is(""));
        assertThat(header(response, "Cache-Control"), is("no-store"));
    }

    @Test
    void knowsNothingAtASecretThatIsAlmostRight() throws Exception {
        String path = links.renew(ANNA, annasWorkouts);
        String name = path.substring(CalendarServlet.PATH.length());

        assertThat(get(CalendarServlet.PATH + name.substring(1)).statusCode(), is(404));
        assertThat(get(CalendarServlet.PATH + name.toUpperCase(Locale.ROOT)).statusCode(), is(404));
        assertThat(get(path.replace(CalendarServlet.SUFFIX, "")).statusCode(), is(404));
        assertThat(get(path + "/").statusCode(), is(404));
    }

    @Test
    void sendsTheHeadersThatKeepOtherPagesOut() throws Exception {
        for (String path : List.of(links.renew(ANNA, annasWorkouts), CalendarServlet.PATH + "0123.ics")) {
            HttpResponse<String> response = get(path);

            assertThat(header(response, "X-Frame-Options"), is("DENY"));
            assertThat(header(response, "X-Content-Type-Options"), is("nosniff"));
            assertThat(header(response, "Referrer-Policy"), is("no-referrer"));
            assertThat(header(response, "Content-Security-Policy"), startsWith("default-src 'none'; "));
        }
    }

    @Test
    void leavesNoFailureToTheServerWhichWouldLogTheSecret() throws Exception {
        HttpResponse<String> response = get(links.renew(ANNA, new Source("Anna") {
            @Override
            public List<Workout> workouts() {
                throw new IllegalStateException("nobody foresaw this");
            }
        }));

        assertThat(response.statusCode(), is(500));
        assertThat(response.body(), is(""));
    }

    @Test
    void servesOthersWhileMoreReadersThanThreadsDoNotRead() throws Exception {
        annasWorkouts.workouts = LongStream.range(0, 1000).mapToObj(CalendarServletTest::workout).toList();
        String path = links.renew(ANNA, annasWorkouts);
        connector.setAcceptedSendBufferSize(4096);
        int threads = ((QueuedThreadPool) server.getThreadPool()).getMaxThreads();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < threads + 2; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(4096);
                socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), 10_000);
                slow.add(socket);
                socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            for (Socket socket : slow) {
                socket.setSoTimeout(20_000);
                assertThat("it is answered", socket.getInputStream().read(), is((int) 'H'));
            }

            assertThat(get(CalendarServlet.PATH + "0123.ics").statusCode(), is(404));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS" })
    void canOnlyBeRead(String method) throws Exception {
        String path = links.renew(ANNA, annasWorkouts);

        HttpResponse<String> right = send(method, path);
        HttpResponse<String> wrong = send(method, CalendarServlet.PATH + "0123.ics");

        assertThat(right.statusCode(), is(405));
        assertThat(header(right, "Allow"), is("GET, HEAD"));
        assertThat("with and without the secret alike", wrong.statusCode(), is(405));
    }

    // links

    @Test
    void haveASecretThatCannotBeGuessed() {
        assertThat(links.renew(ANNA, annasWorkouts), matchesPattern("/withings/calendar/[0-9a-f]{64}\\.ics"));
    }

    @Test
    void existOnlyOnceTheyHaveBeenAskedFor() {
        links.open(ANNA, annasWorkouts);
        assertThat(links.exists(ANNA), is(false));

        links.renew(ANNA, annasWorkouts);
        assertThat(links.exists(ANNA), is(true));
        assertThat(links.exists(BEN), is(false));
    }

    @Test
    void leadNowhereOnceThereIsANewOne() throws Exception {
        String old = links.renew(ANNA, annasWorkouts);

        String current = links.renew(ANNA, annasWorkouts);

        assertThat(get(old).statusCode(), is(404));
        assertThat(get(current).statusCode(), is(200));
    }

    @Test
    void leadEachToItsPerson() throws Exception {
        String annas = links.renew(ANNA, annasWorkouts);
        String bens = links.renew(BEN, new Source("Ben"));

        assertThat(get(annas).body(), containsString("Anna"));
        assertThat(get(bens).body(), containsString("Ben"));
    }

    @Test
    void leadNowhereOnceTheCalendarHasEnded() throws Exception {
        String path = links.renew(ANNA, annasWorkouts);
        String bens = links.renew(BEN, new Source("Ben"));

        links.remove(ANNA);
        links.open(ANNA, annasWorkouts);

        assertThat(get(path).statusCode(), is(404));
        assertThat(get(bens).statusCode(), is(200));
    }

    @Test
    void workAgainAfterARestart() throws Exception {
        String path = links.renew(ANNA, annasWorkouts);
        links.close();
        assertThat(get(path).statusCode(), is(404));

        links = links();
        links.open(ANNA, annasWorkouts);

        assertThat(links.exists(ANNA), is(true));
        assertThat(get(path).statusCode(), is(200));
    }

    @Test
    void leaveNothingBehindWhenTheAccountIsRemoved() {
        links.renew(ANNA, annasWorkouts);
        new CalendarLinks(calendars, storage, "withings:account:other").renew(ANNA, annasWorkouts);

        links.close();
        links.removeAll();

        assertThat(entries.getKeys(), everyItem(startsWith("withings:account:other|")));
        assertThat(entries.getKeys(), hasSize(1));
    }

    @Test
    void areKeptEncrypted() {
        String path = links.renew(ANNA, annasWorkouts);
        String secret = path.substring(CalendarServlet.PATH.length(), path.indexOf(CalendarServlet.SUFFIX));

        assertThat(entries.getValues(), everyItem(not(containsString(secret))));
    }
}
