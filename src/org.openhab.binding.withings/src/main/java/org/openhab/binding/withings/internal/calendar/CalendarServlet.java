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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.ServletResponses;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.core.i18n.LocaleProvider;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the workout calendars from memory. There is no login: the secret in the path is the authorization.
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

    private static final Pattern CALENDAR = Pattern
            .compile(Pattern.quote(PATH) + "([0-9a-f]+)" + Pattern.quote(SUFFIX));
    /** When to try again while the workouts have not been read yet, in seconds. */
    private static final int RETRY_AFTER = 60;

    private final transient Logger logger = LoggerFactory.getLogger(CalendarServlet.class);
    private final transient Calendars calendars;
    private final transient Texts texts;
    private final transient LocaleProvider localeProvider;

    @Activate
    public CalendarServlet(@Reference Calendars calendars, @Reference Texts texts,
            @Reference LocaleProvider localeProvider) {
        this.calendars = calendars;
        this.texts = texts;
        this.localeProvider = localeProvider;
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) {
        ServletResponses.protect(response);
        try {
            serve(request, response);
        } catch (IOException e) {
            logger.trace("The connection was closed before the calendar was sent");
        } catch (RuntimeException e) {
            // not left to the server, which would log the address with the secret
            UnexpectedErrors.log(logger, "Serving a calendar", e);
            ServletResponses.answer(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            ServletResponses.answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Matcher path = CALENDAR.matcher(request.getRequestURI());
        Calendars.Content content = path.matches() ? calendars.content(path.group(1)) : null;
        List<Workout> workouts = content == null ? null : content.workouts();
        if (content == null) {
            ServletResponses.answer(response, HttpServletResponse.SC_NOT_FOUND);
        } else if (workouts == null) {
            response.setIntHeader("Retry-After", RETRY_AFTER);
            ServletResponses.answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            ServletResponses.write(response, "text/calendar",
                    new WorkoutCalendar(texts, localeProvider.getLocale()).write(content.person(), workouts));
        }
    }
}
