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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.Workout;
import org.openhab.binding.withings.internal.web.ProtectiveHeaders;
import org.openhab.binding.withings.internal.web.WholeBody;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calendars read the workouts, from memory and without a login: the secret in the path is enough, and without it
 * there is nothing to find.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Servlet.class)
@HttpWhiteboardServletName("org.openhab.binding.withings.calendar")
@HttpWhiteboardServletPattern(CalendarServlet.PATH + "*")
public class CalendarServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/withings/calendar/";
    static final String SUFFIX = ".ics";

    /** When to come back while Withings has not told of the workouts yet, in seconds. */
    private static final int RETRY_AFTER = 60;
    private static final int TAG_BYTES = 16;
    private static final String READ_METHODS = "GET, HEAD";

    private final transient Logger logger = LoggerFactory.getLogger(CalendarServlet.class);
    private final transient Calendars calendars;
    private final transient TranslationProvider translations;
    private final transient LocaleProvider localeProvider;
    private final transient Bundle bundle;

    @Activate
    public CalendarServlet(@Reference Calendars calendars, @Reference TranslationProvider translations,
            @Reference LocaleProvider localeProvider, BundleContext context) {
        this(calendars, translations, localeProvider, context.getBundle());
    }

    CalendarServlet(Calendars calendars, TranslationProvider translations, LocaleProvider localeProvider,
            Bundle bundle) {
        this.calendars = calendars;
        this.translations = translations;
        this.localeProvider = localeProvider;
        this.bundle = bundle;
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) {
        ProtectiveHeaders.set(response);
        try {
            serve(request, response);
        } catch (RuntimeException e) {
            // the server would log it with the address and so the secret
            logger.debug("A calendar could not be written: {}", e.getClass().getName());
            answer(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) {
        CalendarSource source = source(request);
        List<Workout> workouts = source == null ? null : source.workouts();
        if (!List.of(READ_METHODS.split(", ")).contains(request.getMethod())) {
            response.setHeader("Allow", READ_METHODS);
            answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        } else if (source == null) {
            answer(response, HttpServletResponse.SC_NOT_FOUND);
        } else if (workouts == null) {
            response.setIntHeader("Retry-After", RETRY_AFTER);
            answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            CalendarTexts texts = new CalendarTexts(translations, bundle, localeProvider.getLocale());
            byte[] calendar = new WorkoutCalendar(texts).write(source.person(), workouts)
                    .getBytes(StandardCharsets.UTF_8);
            answer(request, response, calendar);
        }
    }

    private @Nullable CalendarSource source(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean named = path.startsWith(PATH) && path.endsWith(SUFFIX)
                && path.length() > PATH.length() + SUFFIX.length();
        return named ? calendars.source(path.substring(PATH.length(), path.length() - SUFFIX.length())) : null;
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, byte[] calendar) {
        String tag = tag(calendar);
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("ETag", tag);
        if (isKnown(tag, request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/calendar;charset=UTF-8");
        if ("HEAD".equals(request.getMethod())) {
            response.setContentLength(calendar.length);
            return;
        }
        try {
            WholeBody.write(response, calendar);
        } catch (IOException e) {
            logger.trace("The reader has gone before it got the calendar");
        }
    }

    private static void answer(HttpServletResponse response, int status) {
        response.setStatus(status);
        response.setContentLength(0);
    }

    private static String tag(byte[] calendar) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(calendar);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * Proxies that compress on the way mark the tag as a weak one; it means the same.
     */
    private static boolean isKnown(String tag, @Nullable String knownTags) {
        return knownTags != null && Arrays.stream(knownTags.split(",")).map(String::strip)
                .anyMatch(known -> known.equals("*") || known.equals(tag) || known.equals("W/" + tag));
    }
}
