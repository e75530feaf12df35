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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.feed.PastStates;
import org.openhab.binding.withings.internal.handler.PersonHandler;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.types.State;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The rule actions of a person. They are called on the thread of the rule, which waits for Withings a minute at most.
 * <p>
 * No action throws: openHAB would write a stack trace to the log and tell the user nothing. Whether it worked is the
 * output <code>result</code>, and what happened or why not is the output <code>message</code>, in openHAB's language.
 * All outputs are of types that every kind of rule and the REST interface can handle.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(scope = ServiceScope.PROTOTYPE, service = PersonActions.class)
@ThingActionsScope(name = "withings")
public class PersonActions implements ThingActions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RESULT = "result";
    private static final String MESSAGE = "message";
    private static final String VALUES = "values";
    private static final String FREQUENCY = "frequency";
    private static final String TIME = "time";

    private final TranslationProvider translations;
    private final LocaleProvider localeProvider;
    private final TimeZoneProvider timeZoneProvider;
    private final UnitProvider unitProvider;
    private final Clock clock;
    private final Bundle bundle;
    private final Duration patience;
    private @Nullable PersonHandler handler;

    @Activate
    public PersonActions(@Reference TranslationProvider translations, @Reference LocaleProvider localeProvider,
            @Reference TimeZoneProvider timeZoneProvider, @Reference UnitProvider unitProvider,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) @Nullable Clock clock,
            BundleContext context) {
        this(translations, localeProvider, timeZoneProvider, unitProvider,
                clock == null ? Clock.systemUTC() : clock, context.getBundle(), PATIENCE);
    }

    /** @param patience how long a rule may wait for Withings */
    PersonActions(TranslationProvider translations, LocaleProvider localeProvider, TimeZoneProvider timeZoneProvider,
            UnitProvider unitProvider, Clock clock, Bundle bundle, Duration patience) {
        this.translations = translations;
        this.localeProvider = localeProvider;
        this.timeZoneProvider = timeZoneProvider;
        this.unitProvider = unitProvider;
        this.clock = clock;
        this.bundle = bundle;
        this.patience = patience;
    }

    @Override
    public void setThingHandler(ThingHandler handler) {
        this.handler = handler instanceof PersonHandler person ? person : null;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    /**
     * Asks Withings for everything new. What comes is shown by the channels, some seconds later.
     */
    @RuleAction(label = "@text/action.refresh.label", description = "@text/action.refresh.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    public Map<String, Object> refresh() {
        PersonHandler person = handler;
        return person != null && person.refresh()
                ? outputs(true, texts().text("action.refresh.done"))
                : outputs(false, obstacle(person));
    }

    /**
     * Imports the person's whole past as time series once more, in the background.
     */
    @RuleAction(label = "@text/action.import-history.label", description = "@text/action.import-history.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    public Map<String, Object> importHistory() {
        PersonHandler person = handler;
        return person != null && person.importHistory()
                ? outputs(true, texts().text("action.import-history.done"))
                : outputs(false, obstacle(person));
    }

    /**
     * Asks Withings for what was measured in a time.
     *
     * @param channel the id of a channel, such as <code>body#weight</code>; the group may be left out where that leaves
     *            no doubt
     * @param from the beginning
     * @param to the end, exclusive; null for now
     * @return the output <code>values</code> is a list in the order of time. Each entry is a map of <code>time</code>
     *         (a text with the offset of openHAB's time zone), <code>state</code> (what the channel would have shown,
     *         with its unit) and, for numbers, <code>value</code> and <code>unit</code>
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
            return noValues(texts().text("action.measurements.input-missing"));
        }
        Instant start = from.toInstant();
        Instant end = to == null ? clock.instant() : to.toInstant();
        if (!start.isBefore(end)) {
            return noValues(texts().text("action.measurements.time-reversed"));
        }
        List<String> channelIds = channelIds(person, channel.strip());
        if (channelIds.size() != 1) {
            return noValues(channelIds.isEmpty()
                    ? texts().text("action.measurements.channel-unknown", channel.strip())
                    : texts().text("action.measurements.channel-ambiguous", channel.strip(),
                            String.join(", ", channelIds)));
        }
        return await(person.measurements(channelIds.get(0), start, end), states -> {
            List<Map<String, Object>> values = states.entrySet().stream()
                    .map(entry -> value(entry.getKey(), entry.getValue())).toList();
            return valueOutputs(true, texts().text("action.measurements.done", values.size()), values);
        });
    }

    /**
     * @return the ids of the channels with a past that a word can mean
     */
    private static List<String> channelIds(PersonHandler person, String word) {
        if (word.contains(ChannelUID.CHANNEL_GROUP_SEPARATOR)) {
            return PastStates.service(word) == null ? List.of() : List.of(word);
        }
        return person.getThing().getChannels().stream().map(Channel::getUID)
                .filter(uid -> uid.getIdWithoutGroup().equals(word)).map(ChannelUID::getId)
                .filter(id -> PastStates.service(id) != null).toList();
    }

    /**
     * @return the outputs for what Withings answers, or for why it does not
     */
    private <T> Map<String, Object> await(CompletableFuture<T> asked, Function<T, Map<String, Object>> outputs) {
        try {
            return outputs.apply(asked.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Failure failure = WithingsException.of(Objects.requireNonNullElse(e.getCause(), e)).failure();
            return noValues(texts().text("action.failed." + failure.textKey()));
        } catch (TimeoutException e) {
            asked.cancel(false);
        } catch (InterruptedException e) {
            asked.cancel(false);
            Thread.currentThread().interrupt();
        }
        return noValues(texts().text("action.failed.no-answer"));
    }

    private String text(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone()));
    }

    private Map<String, Object> value(Instant time, State state) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put(TIME, text(time));
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
     * Asks Withings for the curve of an electrocardiogram.
     *
     * @param before the last one before that is meant; null for the last one
     * @return the output <code>values</code> is the voltage in microvolt, sample by sample; <code>frequency</code> is
     *         how many samples there are for each second, and <code>time</code> is when it was recorded (a text with
     *         the offset of openHAB's time zone)
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
        Instant end = before == null ? clock.instant() : before.toInstant();
        return await(person.electrocardiogram(end), electrocardiogram -> {
            if (electrocardiogram == null) {
                return noValues(texts().text("action.ecg-signal.none"));
            }
            List<Integer> samples = Arrays.stream(electrocardiogram.signal().samples()).boxed().toList();
            Map<String, Object> outputs = new HashMap<>(
                    valueOutputs(true, texts().text("action.measurements.done", samples.size()), samples));
            outputs.put(FREQUENCY, electrocardiogram.signal().samplingFrequency());
            outputs.put(TIME, text(electrocardiogram.time()));
            return outputs;
        });
    }

    /**
     * Tells in a few sentences how the person is, in openHAB's language.
     */
    public String summary() {
        return summary((String) null);
    }

    /**
     * Tells in a few sentences how the person is: weight, last night, steps, blood pressure, temperature. What is not
     * known or too old to be news is left out.
     *
     * @param language the language, such as <code>en</code> or <code>de-CH</code>; null for openHAB's
     */
    @RuleAction(label = "@text/action.summary.label", description = "@text/action.summary.description")
    @ActionOutput(name = RESULT, type = "java.lang.String", label = "@text/action.summary.output.label")
    public String summary(
            @ActionInput(name = "language", label = "@text/action.summary.language.label", description = "@text/action.summary.language.description") @Nullable String language) {
        ActionTexts texts = texts(language == null || language.isBlank()
                ? localeProvider.getLocale()
                : Locale.forLanguageTag(language.strip().replace('_', '-')));
        PersonHandler person = handler;
        if (person == null) {
            return texts.text("action.failed.account-missing");
        }
        List<String> sentences = Summary.of(person.states(), clock.instant(), texts, unitProvider);
        if (!sentences.isEmpty()) {
            return texts.text("summary.about", label(person)) + " " + String.join(" ", sentences);
        }
        String obstacle = person.obstacle();
        return texts.text(obstacle == null ? "summary.nothing" : obstacle, label(person));
    }

    private static String label(PersonHandler person) {
        String label = person.getThing().getLabel();
        return label == null ? person.getThing().getUID().getId() : label;
    }

    private String obstacle(@Nullable PersonHandler person) {
        String obstacle = person == null ? null : person.obstacle();
        return texts().text(obstacle == null ? "action.failed.account-missing" : obstacle,
                person == null ? "" : label(person));
    }

    private ActionTexts texts() {
        return texts(localeProvider.getLocale());
    }

    private ActionTexts texts(Locale locale) {
        return new ActionTexts(translations, bundle, locale, zone());
    }

    private ZoneId zone() {
        return timeZoneProvider.getTimeZone();
    }

    private static Map<String, Object> outputs(boolean result, String message) {
        return Map.of(RESULT, result, MESSAGE, message);
    }

    private static Map<String, Object> valueOutputs(boolean result, String message, List<?> values) {
        return Map.of(RESULT, result, MESSAGE, message, VALUES, values);
    }

    private static Map<String, Object> noValues(String message) {
        return valueOutputs(false, message, List.of());
    }

    // rules in openHAB's own language call these

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
