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
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.Servlets;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.api.Workout.WorkoutCategory;
import org.openhab.binding.withings.internal.channel.StateType;
import org.openhab.binding.withings.internal.channel.WorkoutChannels;
import org.openhab.binding.withings.internal.channel.WorkoutChannels.WorkoutField;
import org.openhab.binding.withings.internal.storage.BindingStorage;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.text.ICalWriter;
import biweekly.property.Classification;

/**
 * Serves the workout calendars of all accounts from memory. There is no login: a calendar is read with a secret link,
 * which is stored encrypted and exists only after the user has created it. Thread-safe.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = { Calendars.class, Servlet.class })
@HttpWhiteboardServletName("org.openhab.binding.withings.calendar")
@HttpWhiteboardServletPattern(Calendars.PATH + "*")
public class Calendars extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/withings/calendar/";
    static final String SUFFIX = ".ics";
    private static final Pattern LINK = Pattern.compile(Pattern.quote(PATH) + "([0-9a-f]+)" + Pattern.quote(SUFFIX));
    /** Retry-After in seconds while the workouts have not been read yet. */
    private static final int RETRY_AFTER = 60;

    private final transient Logger logger = LoggerFactory.getLogger(Calendars.class);
    private final transient SealedStorage secrets;
    private final transient Texts texts;
    /** The readable calendars by account and user ID. */
    private final transient Map<String, Link> links = new ConcurrentHashMap<>();

    private record Link(String secret, Supplier<Content> content) {}

    /** The label of a person and the workouts, null while they have not been read yet. */
    public record Content(String person, @Nullable List<Workout> workouts) {}

    @Activate
    public Calendars(@Reference BindingStorage storage, @Reference Texts texts) {
        secrets = storage.calendars();
        this.texts = texts;
    }

    /** Makes the person's calendar readable if there is a link to it. The supplier is called on any thread. */
    public void open(String account, String userId, Supplier<Content> content) {
        links.compute(key(account, userId), (key, previous) -> {
            String secret = secrets.get(key);
            return secret == null ? null : new Link(secret, content);
        });
    }

    /** Returns whether there is a link to the person's calendar. */
    public boolean exists(String account, String userId) {
        return links.containsKey(key(account, userId));
    }

    /** Returns the path of a new link to the person's calendar, to be shown once; the previous link stops working. */
    public String renew(String account, String userId, Supplier<Content> content) {
        String secret = Secrets.hex();
        links.compute(key(account, userId), (key, previous) -> {
            secrets.put(key, secret);
            return new Link(secret, content);
        });
        return PATH + secret + SUFFIX;
    }

    /** Deletes the link to the person's calendar. */
    public void remove(String account, String userId) {
        links.compute(key(account, userId), (key, previous) -> {
            secrets.remove(key);
            return null;
        });
    }

    /** Deletes all links of the account. */
    public void removeAll(String account) {
        close(account);
        secrets.keys().stream().filter(key -> key.startsWith(key(account, ""))).toList().forEach(secrets::remove);
    }

    /** Makes the calendars of the account unreadable until they are opened again. */
    public void close(String account) {
        links.keySet().removeIf(key -> key.startsWith(key(account, "")));
    }

    private static String key(String account, String userId) {
        return account + "|" + userId;
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) {
        Servlets.protect(response);
        try {
            serve(request, response);
        } catch (IOException e) {
            logger.trace("The connection was closed before the calendar was sent");
        } catch (RuntimeException e) {
            // not passed to the server, which would log the URL with the secret
            UnexpectedErrors.log(logger, "Serving a calendar", e);
            Servlets.answer(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            response.setHeader("Allow", "GET, HEAD");
            Servlets.answer(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        Matcher path = LINK.matcher(request.getRequestURI());
        Content content = path.matches() ? content(path.group(1)) : null;
        List<Workout> workouts = content == null ? null : content.workouts();
        if (content == null) {
            Servlets.answer(response, HttpServletResponse.SC_NOT_FOUND);
        } else if (workouts == null) {
            response.setIntHeader("Retry-After", RETRY_AFTER);
            Servlets.answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            Servlets.write(response, "text/calendar",
                    new WorkoutCalendar(texts, texts.locale(Stream.empty())).write(content.person(), workouts));
        }
    }

    /** Compares every secret in constant time. */
    private @Nullable Content content(String secret) {
        return links.values().stream().filter(link -> Secrets.equal(link.secret(), secret)).findFirst()
                .map(link -> link.content().get()).orElse(null);
    }

    /** Writes workouts as an iCalendar file (RFC 5545). Equal workouts result in equal files. */
    record WorkoutCalendar(Texts texts, Locale locale) {
        private static final String PRODUCT = "-//The Withings Binding Contributors//openHAB Withings Binding//EN";
        private static final String UID_DOMAIN = "@workouts.withings.openhab.org";
        /** Supported by more calendar applications than the standard's NAME. */
        private static final String WIDESPREAD_NAME = "X-WR-CALNAME";
        /** The limit is 75 octets, but the library counts characters, which have up to three octets. */
        private static final int LINE_LENGTH = 24;

        private static final List<WorkoutField> FIELDS = List.of(WorkoutField.STEPS, WorkoutField.CALORIES,
                WorkoutField.HEART_RATE_AVERAGE, WorkoutField.HEART_RATE_MAXIMUM, WorkoutField.POOL_LAPS);

        String write(String person, List<Workout> workouts) {
            ICalendar calendar = new ICalendar();
            String name = text("name", Texts.printable(person));
            calendar.setProductId(PRODUCT);
            calendar.setName(name);
            calendar.addExperimentalProperty(WIDESPREAD_NAME, name);
            workouts.forEach(workout -> calendar.addEvent(event(workout)));
            StringWriter text = new StringWriter();
            try (ICalWriter writer = new ICalWriter(text, ICalVersion.V2_0)) {
                writer.getVObjectWriter().getFoldedLineWriter().setLineLength(LINE_LENGTH);
                writer.write(calendar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return text.toString();
        }

        private VEvent event(Workout workout) {
            VEvent event = new VEvent();
            Long id = workout.id();
            event.setUid((id != null ? id.toString() : workout.start().getEpochSecond() + "-" + workout.category())
                    + UID_DOMAIN);
            Date modified = Date.from(workout.modified());
            event.setDateTimeStamp(modified);
            event.setLastModified(modified);
            event.setDateStart(Date.from(workout.start()));
            if (workout.end().isAfter(workout.start())) {
                event.setDateEnd(Date.from(workout.end()));
            }
            event.setSummary(summary(workout));
            event.setDescription(description(workout));
            event.setClassification(Classification.private_());
            // shows the time as free
            event.setTransparency(true);
            return event;
        }

        private String summary(Workout workout) {
            WorkoutCategory category = WorkoutCategory.of(workout.category());
            return category == null
                    ? text("unknown-category", Integer.toString(workout.category()))
                    : texts.get("channel-type.withings." + StateType.WORKOUT_CATEGORY.channelTypeId() + ".state.option."
                            + category.name(), locale);
        }

        private String description(Workout workout) {
            List<String> lines = new ArrayList<>();
            Duration active = WorkoutChannels.activeDuration(workout);
            lines.add(text("duration", number(BigDecimal.valueOf(active.toMinutes()), 0)));
            positive(WorkoutField.DISTANCE, workout)
                    .ifPresent(metres -> lines.add(text("distance", number(metres.movePointLeft(3), 2))));
            for (WorkoutField field : FIELDS) {
                positive(field, workout).ifPresent(value -> lines.add(text(Texts.key(field), number(value, 0))));
            }
            return String.join("\n", lines);
        }

        private static Optional<BigDecimal> positive(WorkoutField field, Workout workout) {
            return Optional.ofNullable(field.value(workout.values()))
                    .filter(value -> value.signum() > 0);
        }

        private String text(String key, String argument) {
            return texts.get("calendar." + key, locale, argument);
        }

        private String number(BigDecimal number, int maximumFractionDigits) {
            NumberFormat format = NumberFormat.getInstance(locale);
            format.setMaximumFractionDigits(maximumFractionDigits);
            format.setRoundingMode(RoundingMode.HALF_UP);
            return format.format(number);
        }
    }
}
