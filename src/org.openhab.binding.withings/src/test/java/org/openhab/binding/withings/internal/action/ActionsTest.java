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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.lang.reflect.Method;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.measure.quantity.Mass;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.HeartRecording.EcgSignal;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.handler.PersonHandler;
import org.openhab.binding.withings.internal.sync.HeartSource.Electrocardiogram;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.binding.withings.internal.webhook.MadeUpWebhook;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.types.State;

/**
 * The rule actions of accounts and people.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ActionsTest {
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
    private static final ZonedDateTime MONTH_AGO = ZonedDateTime.parse("2026-02-02T08:00:00+01:00[Europe/Berlin]");

    private final PropertiesTranslations translations = new PropertiesTranslations();
    private final PersonHandler person = mock(PersonHandler.class);
    private final UnitProvider units = mock(UnitProvider.class);
    private final Texts texts = translations.texts();
    private final PersonActions actions = new PersonActions(texts, () -> ZoneId.of("Europe/Berlin"),
            units);
    private final AccountHandler account = mock(AccountHandler.class);
    private final AccountActions accountActions = new AccountActions(texts);

    @BeforeEach
    void givenAnna() {
        List<Channel> channels = List.of(channel("body#weight"), channel("body#time"),
                channel("sleep#heart-rate-average"), channel("activity#heart-rate-average"));
        Thing thing = mock(Thing.class);
        when(thing.getUID()).thenReturn(ANNA);
        when(thing.getLabel()).thenReturn("Anna");
        when(thing.getChannels()).thenReturn(channels);
        when(person.getThing()).thenReturn(thing);
        when(person.now()).thenReturn(NOW);
        when(units.getUnit(Mass.class)).thenReturn(SIUnits.KILOGRAM);
        actions.setThingHandler(person);
        accountActions.setThingHandler(account);
    }

    private static Channel channel(String id) {
        Channel channel = mock(Channel.class);
        when(channel.getUID()).thenReturn(new ChannelUID(ANNA, id));
        return channel;
    }

    private void givenMeasurements(Object... timesAndStates) {
        NavigableMap<Instant, State> states = new TreeMap<>();
        for (int i = 0; i < timesAndStates.length; i += 2) {
            states.put(Instant.parse((String) timesAndStates[i]), (State) timesAndStates[i + 1]);
        }
        when(person.measurements(any(), any(), any())).thenReturn(CompletableFuture.completedFuture(states));
    }

    private Map<String, Object> measurements(@Nullable String channel) {
        return actions.measurements(channel, MONTH_AGO, null);
    }

    @Test
    void readsMeasurements() {
        givenMeasurements("2026-02-03T06:00:00Z", new QuantityType<>("61.4 kg"), "2026-02-04T06:00:00Z",
                new QuantityType<>("61.2 kg"));

        Map<String, Object> outputs = measurements("body#weight");

        assertThat(outputs.get("result"), is(true));
        assertThat(outputs.get("values"), is(List.of(
                Map.of("time", "2026-02-03T07:00:00+01:00", "state", "61.4 kg", "value", 61.4, "unit", "kg"),
                Map.of("time", "2026-02-04T07:00:00+01:00", "state", "61.2 kg", "value", 61.2, "unit", "kg"))));

        givenMeasurements("2026-02-03T00:00:00Z", new StringType("DEEP"));
        assertThat("without its group", measurements("weight").get("values"),
                is(List.of(Map.of("time", "2026-02-03T01:00:00+01:00", "state", "DEEP"))));
        verify(person, times(2)).measurements("body#weight", MONTH_AGO.toInstant(), NOW);
    }

    @Test
    void rejectsUnusableInput() {
        assertThat(measurements("heart-rate-average"), is(Map.of("result", false, "values", List.of(), "message",
                "\"heart-rate-average\" is ambiguous: sleep#heart-rate-average, activity#heart-rate-average.")));
        assertThat(measurements("bed#in-bed").get("message").toString(), containsString("bed#in-bed"));
        assertThat(measurements("mood").get("message").toString(), containsString("mood"));
        assertThat(measurements(null).get("result"), is(false));
        assertThat(actions.measurements("weight", null, null).get("message"), is("Channel and start are required."));
        assertThat(actions.measurements("weight", MONTH_AGO, MONTH_AGO).get("message"),
                is("The start must be before the end."));
        verify(person, never()).measurements(any(), any(), any());
    }

    @Test
    void reportsWhyARequestFailedAndCancelsThatOfAnInterruptedRule() {
        when(person.measurements(any(), any(), any()))
                .thenReturn(CompletableFuture.failedFuture(new WithingsException(Failure.UNREACHABLE, "secret")));
        assertThat(measurements("weight").get("message"), is("Withings cannot be reached."));

        CompletableFuture<NavigableMap<Instant, State>> neverAnswered = new CompletableFuture<>();
        when(person.measurements(any(), any(), any())).thenReturn(neverAnswered);

        Thread.currentThread().interrupt();
        Map<String, Object> outputs = measurements("weight");

        assertThat("the rule learns of it", Thread.interrupted(), is(true));
        assertThat(outputs.get("message"), is("Withings did not respond in time."));
        assertThat("no further page is asked for", neverAnswered.isCancelled(), is(true));
    }

    @Test
    void readsTheSignalOfTheLastElectrocardiogram() {
        when(person.electrocardiogram(NOW)).thenReturn(CompletableFuture.completedFuture(new Electrocardiogram(
                Instant.parse("2026-03-01T06:00:00Z"), new EcgSignal(300, List.of(12, -3)))));
        Map<String, Object> outputs = actions.ecgSignal(null);
        assertThat(outputs.get("result"), is(true));
        assertThat(outputs.get("values"), is(List.of(12, -3)));
        assertThat(outputs.get("frequency"), is(300));
        assertThat(outputs.get("time"), is("2026-03-01T07:00:00+01:00"));

        when(person.electrocardiogram(MONTH_AGO.toInstant())).thenReturn(CompletableFuture.completedFuture(null));
        assertThat(actions.ecgSignal(MONTH_AGO).get("message"), is("There is no ECG in the year before this time."));
    }

    @Test
    void startsRefreshAndImportOfAConnectedPerson() {
        when(person.refresh()).thenReturn(true);
        when(person.importHistory()).thenReturn(true);
        assertThat(actions.refresh(), is(Map.of("result", true, "message", "Refresh started.")));
        assertThat(actions.importHistory().get("result"), is(true));

        when(person.refresh()).thenReturn(false);
        when(person.importHistory()).thenReturn(false);
        when(person.obstacle()).thenReturn("action.failed.not-connected");
        Map<String, Object> refused = Map.of("result", false, "message", "Anna is not connected to Withings.");
        assertThat(actions.refresh(), is(refused));
        assertThat(actions.importHistory(), is(refused));
        assertThat(measurements("weight").get("message"), is("Anna is not connected to Withings."));
        assertThat(actions.summary(), is("Anna is not connected to Withings."));
    }

    @Test
    void doNotThrowWithoutAThing() {
        actions.setThingHandler(account);
        accountActions.setThingHandler(person);
        assertThat(actions.refresh().get("result"), is(false));
        assertThat(actions.measurements("weight", MONTH_AGO, null).get("result"), is(false));
        assertThat(actions.summary(), is("The Withings account is not ready."));
        assertThat(accountActions.testWebhook(),
                is(Map.of("result", false, "message", "The Withings account is not ready.")));
    }

    @Test
    void reportsTheResultOfTheWebhookCheck() {
        MadeUpWebhook home = new MadeUpWebhook();
        when(account.webhookCheck()).thenReturn(home.check());

        assertThat(AccountActions.testWebhook(accountActions),
                is(Map.of("result", false, "message", translations.text("check.no-address"))));
    }

    @Test
    void summarizesRecentData() {
        assertThat(actions.summary(), is("No new data from Withings for Anna."));
        when(person.states()).thenReturn(Map.of("body#weight",
                new TimedState(Instant.parse("2026-03-02T06:12:00Z"), new QuantityType<>("61.43 kg"))));
        assertThat(actions.summary(), is("Summary for Anna: Weight 61.4 kg, today at 07:12."));
    }

    @Test
    void formatsNumbersInTheLanguageOfTheText() {
        when(person.states()).thenReturn(Map.of("body#weight",
                new TimedState(Instant.parse("2026-02-27T06:12:00Z"), new QuantityType<>("61.43 kg"))));
        for (String language : List.of("ja", "xx", "", "no language!")) {
            assertThat(actions.summary(language), is("Summary for Anna: Weight 61.4 kg, 3 days ago."));
        }
        assertThat(actions.summary("eo_AT"), is("Summary for Anna: Pezo 61,4 kg, 3 days ago."));
    }

    @Test
    void canBeCalledFromTheRulesDsl() {
        assertThat(PersonActions.summary(actions), is(actions.summary()));
        for (Method method : PersonActions.class.getDeclaredMethods()) {
            if (method.isAnnotationPresent(RuleAction.class)) {
                assertDoesNotThrow(() -> PersonActions.class.getMethod(method.getName(),
                        Stream.concat(Stream.of(ThingActions.class), Stream.of(method.getParameterTypes()))
                                .toArray(Class<?>[]::new)));
            }
        }
    }
}
