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
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.osgi.framework.Bundle;

/**
 * The answers of the calendars' servlet.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CalendarServletTest {
    private static final String ACCOUNT = "withings:account:home";
    private static final String ANNA = "48151623";
    private static final Instant START = Instant.parse("2026-03-10T17:00:00Z");

    private final Calendars calendars = new Calendars(new SealedStorage(new MemoryStorage(), new AesCipher(1)));
    private final CalendarServlet servlet = new CalendarServlet(calendars,
            new Texts(new PropertiesTranslations(), mock(Bundle.class)), () -> Locale.ENGLISH);
    private final HttpServletResponse response = mock(HttpServletResponse.class);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable List<Workout> workouts = List
            .of(new Workout(1L, 2, START, START.plusSeconds(1800), ZoneOffset.UTC, null, START, Map.of(), null));

    private String link() {
        return calendars.renew(ACCOUNT, ANNA, () -> new Calendars.Content("Anna", workouts));
    }

    private void send(String method, String path) throws IOException {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getMethod()).thenReturn(method);
        when(request.getRequestURI()).thenReturn(path);
        when(response.getOutputStream()).thenReturn(new ServletOutputStream() {
            @Override
            public void write(int octet) {
                body.write(octet);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(@Nullable WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        });
        servlet.service(request, response);
    }

    private String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "HEAD" })
    void servesTheCalendarAtItsLink(String method) throws Exception {
        send(method, link());

        verify(response, never()).setStatus(any(int.class));
        verify(response).setContentType("text/calendar;charset=UTF-8");
        verify(response).setHeader("Cache-Control", "no-store");
        verify(response).setHeader("X-Content-Type-Options", "nosniff");
        assertThat(body(), startsWith("BEGIN:VCALENDAR\r\n"));
        assertThat(body(), containsString("SUMMARY:Run\r\n"));
        assertThat(body(), not(containsString(ANNA)));
    }

    @Test
    void asksToRetryLaterWhileTheWorkoutsAreNotKnown() throws Exception {
        workouts = null;

        send("GET", link());

        verify(response).setStatus(503);
        verify(response).setIntHeader("Retry-After", 60);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "0123", ".ics", "0123.ics", "0123/x.ics", "0123.ics/" })
    void knowsNothingWithoutTheSecret(String name) throws Exception {
        link();

        send("GET", CalendarServlet.PATH + name);

        verify(response).setStatus(404);
        assertThat(body(), is(""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "POST", "PUT", "DELETE", "OPTIONS", "TRACE" })
    void canOnlyBeRead(String method) throws Exception {
        send(method, link());

        verify(response).setStatus(405);
        verify(response).setHeader("Allow", "GET, HEAD");
    }

    @Test
    void leavesNoFailureToTheServerWhichWouldLogTheSecret() throws Exception {
        send("GET", calendars.renew(ACCOUNT, ANNA, () -> {
            throw new IllegalStateException("unforeseen");
        }));

        verify(response).setStatus(500);
        assertThat(body(), is(""));
    }
}
