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
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.servlet.ServletOutputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;

/**
 * The secret links to calendars, and the responses to them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CalendarsTest {
    private static final String ACCOUNT = "withings:account:home";
    private static final String ANNA = "48151623";
    private static final String BEN = "42151623";
    private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");
    private static final List<Workout> RUN = List
            .of(new Workout(1L, 2, START, START.plusSeconds(1800), null, START, Map.of(), null));
    private static final Supplier<Calendars.Content> ANNAS = () -> new Calendars.Content("Anna", RUN);
    private static final Supplier<Calendars.Content> BENS = () -> new Calendars.Content("Ben", RUN);

    private final MemoryStorage entries = new MemoryStorage();
    private Calendars calendars = calendars();
    private HttpServletResponse response = mock(HttpServletResponse.class);

    private Calendars calendars() {
        BindingStorage storage = mock(BindingStorage.class);
        when(storage.calendars()).thenReturn(new SealedStorage(entries, new AesCipher(1)));
        return new Calendars(storage, new PropertiesTranslations().texts());
    }

    private String send(String method, String path) throws IOException {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getMethod()).thenReturn(method);
        when(request.getRequestURI()).thenReturn(path);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response = mock(HttpServletResponse.class);
        ServletOutputStream stream = mock(ServletOutputStream.class, CALLS_REAL_METHODS);
        doAnswer(call -> {
            body.write(call.<Integer>getArgument(0));
            return null;
        }).when(stream).write(any(int.class));
        when(response.getOutputStream()).thenReturn(stream);
        calendars.service(request, response);
        return body.toString(StandardCharsets.UTF_8);
    }

    private void assertServed(String path, String person) throws IOException {
        assertThat(send("GET", path), containsString("Workouts of " + person));
    }

    private void assertUnknown(String path) throws IOException {
        assertThat(send("GET", path), is(""));
        verify(response).setStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD" })
    void areServedAtTheirLink(String method) throws Exception {
        String path = calendars.renew(ACCOUNT, ANNA, ANNAS);

        String body = send(method, path);

        assertThat("cannot be guessed", path, matchesPattern("/withings/calendar/[0-9a-f]{64}\\.ics"));
        verify(response, never()).setStatus(any(int.class));
        verify(response).setContentType("text/calendar;charset=UTF-8");
        verify(response).setHeader("Cache-Control", "no-store");
        verify(response).setHeader("X-Content-Type-Options", "nosniff");
        assertThat(body, allOf(startsWith("BEGIN:VCALENDAR\r\n"), containsString("SUMMARY:Run\r\n"),
                not(containsString(ANNA))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0123", ".ics", "0123.ics", "0123/x.ics", "0123.ics/" })
    void areNotServedWithoutTheSecret(String name) throws Exception {
        calendars.renew(ACCOUNT, ANNA, ANNAS);
        assertUnknown(Calendars.PATH + name);
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "TRACE" })
    void acceptOnlyGetAndHead(String method) throws Exception {
        send(method, calendars.renew(ACCOUNT, ANNA, ANNAS));

        verify(response).setStatus(405);
        verify(response).setHeader("Allow", "GET, HEAD");
    }

    @Test
    void answerWithAnErrorWithoutWorkoutsOrAfterAnException() throws Exception {
        send("GET", calendars.renew(ACCOUNT, ANNA, () -> new Calendars.Content("Anna", null)));
        verify(response).setStatus(503);
        verify(response).setIntHeader("Retry-After", 60);

        assertThat("the server would log the secret", send("GET", calendars.renew(ACCOUNT, ANNA, () -> {
            throw new IllegalStateException("unforeseen");
        })), is(""));
        verify(response).setStatus(500);
    }

    @Test
    void existAfterTheirCreationAndAfterARestart() throws Exception {
        calendars.open(ACCOUNT, ANNA, ANNAS);
        assertThat(calendars.exists(ACCOUNT, ANNA), is(false));
        String path = calendars.renew(ACCOUNT, ANNA, ANNAS);
        assertThat(calendars.exists(ACCOUNT, ANNA), is(true));
        assertThat(calendars.exists(ACCOUNT, BEN), is(false));

        calendars.close(ACCOUNT);
        assertUnknown(path);

        calendars = calendars();
        calendars.open(ACCOUNT, ANNA, ANNAS);
        assertThat(calendars.exists(ACCOUNT, ANNA), is(true));
        assertServed(path, "Anna");
    }

    @Test
    void areNotFoundAfterARenewalOrRemoval() throws Exception {
        String old = calendars.renew(ACCOUNT, ANNA, ANNAS);
        String annas = calendars.renew(ACCOUNT, ANNA, ANNAS);
        String bens = calendars.renew(ACCOUNT, BEN, BENS);
        assertUnknown(old);
        assertServed(annas, "Anna");

        calendars.remove(ACCOUNT, ANNA);
        calendars.open(ACCOUNT, ANNA, ANNAS);

        assertUnknown(annas);
        assertServed(bens, "Ben");
    }

    @Test
    void areKeptEncryptedAndForgottenIfTheyCannotBeRead() throws Exception {
        String path = calendars.renew(ACCOUNT, ANNA, ANNAS);
        String secret = path.substring(Calendars.PATH.length(), path.indexOf(Calendars.SUFFIX));
        assertThat(entries.getValues(), everyItem(not(containsString(secret))));
        entries.getKeys().forEach(key -> entries.put(key, "damaged"));

        calendars.open(ACCOUNT, ANNA, ANNAS);

        assertThat(calendars.exists(ACCOUNT, ANNA), is(false));
        assertUnknown(path);
        assertServed(calendars.renew(ACCOUNT, ANNA, ANNAS), "Anna");
    }

    @Test
    void areDeletedWithTheAccount() {
        calendars.renew(ACCOUNT, ANNA, ANNAS);
        calendars.renew("withings:account:other", ANNA, ANNAS);

        calendars.removeAll(ACCOUNT);

        assertThat(entries.getKeys(), contains(startsWith("withings:account:other|")));
        assertThat(calendars.exists("withings:account:other", ANNA), is(true));
    }
}
