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
package org.openhab.binding.withings.internal.action;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.handler.PersonHandler;
import org.openhab.binding.withings.internal.sync.DataSource;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.types.State;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The rule actions of a person. Outputs have types that all rule languages and the REST interface can handle; times are
 * in ISO 8601 with the offset of openHAB's time zone.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(scope = ServiceScope.PROTOTYPE, service = PersonActions.class)
@ThingActionsScope(name = "withings")
public class PersonActions extends AbstractActions<PersonHandler> {
    private static final String VALUES = "values";
    private static final String FREQUENCY = "frequency";
    private static final String TIME = "time";

    private final TimeZoneProvider timeZoneProvider;
    private final UnitProvider unitProvider;

    @Activate
    public PersonActions(@Reference Texts texts, @Reference TimeZoneProvider timeZoneProvider,
            @Reference UnitProvider unitProvider) {
        super(PersonHandler.class, texts);
        this.timeZoneProvider = timeZoneProvider;
        this.unitProvider = unitProvider;
    }

    /** Reads all new data from Withings in the background. */
    @RuleAction(label = "@text/action.refresh.label", description = "@text/action.refresh.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    public Map<String, Object> refresh() {
        return start(PersonHandler::refresh, "action.refresh.done");
    }

    /** Imports the history of the person's linked channels again, in the background. */
    @RuleAction(label = "@text/action.import-history.label", description = "@text/action.import-history.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    public Map<String, Object> importHistory() {
        return start(PersonHandler::importHistory, "action.import-history.done");
    }

    private Map<String, Object> start(Predicate<PersonHandler> task, String done) {
        PersonHandler person = handler;
        return person != null && task.test(person) ? outputs(true, text(done)) : outputs(false, obstacle(person));
    }

    /**
     * Reads the values of a channel in a period from Withings.
     *
     * @param channel the ID of a channel; the group may be omitted if the rest is unique
     * @param to exclusive; null for now
     * @return the output <code>values</code> is a list in order of time. Each entry is a map of <code>time</code>,
     *         <code>state</code> (with its unit) and, for numbers, <code>value</code> and <code>unit</code>
     */
    @RuleAction(label = "@text/action.measurements.label", description = "@text/action.measurements.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    @ActionOutput(name = VALUES, type = "java.util.List<java.util.Map<java.lang.String, java.lang.Object>>", label = "@text/action.measurements.values.label")
    public Map<String, Object> measurements(
            @ActionInput(name = "channel", label = "@text/action.measurements.channel.label", description = "@text/action.measurements.channel.description", required = true) @Nullable String channel,
            @ActionInput(name = "from", label = "@text/action.measurements.from.label", description = "@text/action.measurements.from.description", required = true) @Nullable ZonedDateTime from,
            @ActionInput(name = "to", label = "@text/action.measurements.to.label", description = "@text/action.measurements.to.description") @Nullable ZonedDateTime to) {
        PersonHandler person = handler;
        if (person == null || person.obstacle() != null) {
            return noValues(obstacle(person));
        }
        if (channel == null || channel.isBlank() || from == null) {
            return noValues(text("action.measurements.input-missing"));
        }
        Instant start = from.toInstant();
        Instant end = to == null ? person.now() : to.toInstant();
        if (!start.isBefore(end)) {
            return noValues(text("action.measurements.time-reversed"));
        }
        List<String> ids = channelIds(person, channel.strip());
        if (ids.size() != 1) {
            return noValues(ids.isEmpty()
                    ? text("action.measurements.channel-unknown", channel.strip())
                    : text("action.measurements.channel-ambiguous", channel.strip(), String.join(", ", ids)));
        }
        return outputsOf(person.measurements(ids.get(0), start, end), states -> {
            List<Map<String, Object>> values = states.entrySet().stream()
                    .map(entry -> value(entry.getKey(), entry.getValue())).toList();
            return Map.of(RESULT, true, MESSAGE, text("action.measurements.done", values.size()), VALUES, values);
        });
    }

    /** Returns the IDs of the channels with a history that match the ID, with or without group. */
    private static List<String> channelIds(PersonHandler person, String channel) {
        if (channel.contains(ChannelUID.CHANNEL_GROUP_SEPARATOR)) {
            return DataSource.serviceOf(channel) == null ? List.of() : List.of(channel);
        }
        return person.getThing().getChannels().stream().map(Channel::getUID)
                .filter(uid -> uid.getIdWithoutGroup().equals(channel)).map(ChannelUID::getId)
                .filter(id -> DataSource.serviceOf(id) != null).toList();
    }

    private Map<String, Object> value(Instant time, State state) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(TIME, iso(time));
        value.put("state", state.toFullString());
        if (state instanceof QuantityType<?> quantity) {
            value.put("value", quantity.doubleValue());
            value.put("unit", quantity.getUnit().toString());
        } else if (state instanceof DecimalType number) {
            value.put("value", number.doubleValue());
        }
        return value;
    }

    /**
     * Reads the signal of the last electrocardiogram before a time from Withings.
     *
     * @param before null for now
     * @return the output <code>values</code> holds the samples in microvolt, <code>frequency</code> the number of
     *         samples per second, and <code>time</code> the time of the recording
     */
    @RuleAction(label = "@text/action.ecg-signal.label", description = "@text/action.ecg-signal.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    @ActionOutput(name = VALUES, type = "java.util.List<java.lang.Integer>", label = "@text/action.ecg-signal.values.label")
    @ActionOutput(name = FREQUENCY, type = "java.lang.Integer", label = "@text/action.ecg-signal.frequency.label")
    @ActionOutput(name = TIME, type = "java.lang.String", label = "@text/action.ecg-signal.time.label")
    public Map<String, Object> ecgSignal(
            @ActionInput(name = "before", label = "@text/action.ecg-signal.before.label", description = "@text/action.ecg-signal.before.description") @Nullable ZonedDateTime before) {
        PersonHandler person = handler;
        if (person == null || person.obstacle() != null) {
            return noValues(obstacle(person));
        }
        Instant end = before == null ? person.now() : before.toInstant();
        return outputsOf(person.electrocardiogram(end), electrocardiogram -> {
            if (electrocardiogram == null) {
                return noValues(text("action.ecg-signal.none"));
            }
            List<Integer> samples = electrocardiogram.signal().samples();
            return Map.of(RESULT, true, MESSAGE, text("action.measurements.done", samples.size()), VALUES, samples,
                    FREQUENCY, electrocardiogram.signal().samplingFrequency(), TIME, iso(electrocardiogram.time()));
        });
    }

    /** Summarizes the person's recent data in a few sentences, in openHAB's language. */
    public String summary() {
        return summary((String) null);
    }

    /** Summarizes the person's recent data; the language is a tag such as <code>en</code>, null for openHAB's. */
    @RuleAction(label = "@text/action.summary.label", description = "@text/action.summary.description")
    @ActionOutput(name = RESULT, type = "java.lang.String", label = "@text/action.summary.output.label")
    public String summary(
            @ActionInput(name = "language", label = "@text/action.summary.language.label", description = "@text/action.summary.language.description") @Nullable String language) {
        Locale locale = texts.locale(Stream.ofNullable(language)
                .map(tag -> Locale.forLanguageTag(tag.strip().replace('_', '-'))));
        PersonHandler person = handler;
        if (person == null) {
            return texts.get("action.failed.account-missing", locale);
        }
        String summary = new Summary(person.states(), person.now(), texts, locale, timeZoneProvider.getTimeZone(),
                unitProvider).text();
        if (!summary.isEmpty()) {
            return texts.get("summary.about", locale, label(person)) + " " + summary;
        }
        String obstacle = person.obstacle();
        return texts.get(obstacle == null ? "summary.nothing" : obstacle, locale, label(person));
    }

    private <T> Map<String, Object> outputsOf(CompletableFuture<T> answer, Function<T, Map<String, Object>> outputs) {
        try {
            return outputs.apply(await(answer));
        } catch (ExecutionException e) {
            return noValues(text("action.failed." + Texts.key(WithingsException.of(e).failure())));
        } catch (TimeoutException e) {
            return noValues(text("action.failed.no-answer"));
        }
    }

    private static Map<String, Object> noValues(String message) {
        return Map.of(RESULT, false, MESSAGE, message, VALUES, List.of());
    }

    private String obstacle(@Nullable PersonHandler person) {
        String obstacle = person == null ? null : person.obstacle();
        return text(obstacle == null ? "action.failed.account-missing" : obstacle,
                person == null ? "" : label(person));
    }

    private static String label(PersonHandler person) {
        String label = person.getThing().getLabel();
        return label == null ? person.getThing().getUID().getId() : label;
    }

    private String iso(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(timeZoneProvider.getTimeZone()));
    }

    // called by rules in the Rules DSL

    public static Map<String, Object> refresh(ThingActions actions) {
        return ((PersonActions) actions).refresh();
    }

    public static Map<String, Object> importHistory(ThingActions actions) {
        return ((PersonActions) actions).importHistory();
    }

    public static Map<String, Object> measurements(ThingActions actions, @Nullable String channel,
            @Nullable ZonedDateTime from, @Nullable ZonedDateTime to) {
        return ((PersonActions) actions).measurements(channel, from, to);
    }

    public static Map<String, Object> ecgSignal(ThingActions actions, @Nullable ZonedDateTime before) {
        return ((PersonActions) actions).ecgSignal(before);
    }

    public static String summary(ThingActions actions) {
        return ((PersonActions) actions).summary();
    }

    public static String summary(ThingActions actions, @Nullable String language) {
        return ((PersonActions) actions).summary(language);
    }
}
