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
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import javax.measure.Quantity;
import javax.measure.Unit;
import javax.measure.quantity.Mass;
import javax.measure.quantity.Temperature;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.unit.ImperialUnits;
import org.openhab.core.library.unit.SIUnits;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The summary for voice assistants.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SummaryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** 08:00 in Berlin. */
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");

    private final Map<String, TimedState> states = new HashMap<>();
    private final UnitProvider units = mock(UnitProvider.class);

    @BeforeEach
    void useTheMetricSystem() {
        unit(Mass.class, SIUnits.KILOGRAM);
        unit(Temperature.class, SIUnits.CELSIUS);
    }

    private <Q extends Quantity<Q>> void unit(Class<Q> dimension, Unit<Q> unit) {
        when(units.getUnit(dimension)).thenReturn(unit);
    }

    private void given(String channelId, String time, State state) {
        states.put(channelId, new TimedState(Instant.parse(time), state));
    }

    private void givenANight(String start, String end) {
        given("sleep#start", "2026-03-02T23:00:00Z", new DateTimeType(Instant.parse(start)));
        given("sleep#end", "2026-03-02T23:00:00Z", new DateTimeType(Instant.parse(end)));
        given("sleep#total-sleep-time", "2026-03-02T23:00:00Z", new QuantityType<>("26700 s"));
        given("sleep#sleep-score", "2026-03-02T23:00:00Z", new DecimalType(84));
    }

    private String summary() {
        return summary(Locale.UK);
    }

    private String summary(Locale locale) {
        return new Summary(states, NOW, new PropertiesTranslations().texts(), locale, BERLIN, units).text();
    }

    @Test
    void usesTheSystemOfUnits() {
        given("body#weight", "2026-03-02T06:12:00Z", new QuantityType<>("61.43 kg"));
        given("temperature#body-temperature", "2026-03-01T08:30:00Z", new QuantityType<>("37 °C"));
        assertThat(summary(), is("Weight 61.4 kg, today at 07:12. Body temperature 37.0 °C, yesterday at 09:30."));

        unit(Mass.class, ImperialUnits.POUND);
        unit(Temperature.class, ImperialUnits.FAHRENHEIT);
        assertThat(summary(), is("Weight 135.4 lb, today at 07:12. Body temperature 98.6 °F, yesterday at 09:30."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "de-DE|Gewicht 61,4 kg, gestern um 07:12 Uhr. Letzte Nacht 7 Stunden 25 Minuten Schlaf. "
                    + "Im Bett von 22:58 bis 06:41 Uhr. Schlafwert 84.",
            "fr|Poids\u00a0: 61,4 kg, hier à 07:12. La nuit dernière\u00a0: 7 heures 25 minutes de sommeil. "
                    + "Au lit de 22:58 à 06:41. Score de sommeil\u00a0: 84." })
    void isInTheRequestedLanguage(String language, String expected) {
        given("body#weight", "2026-03-01T06:12:00Z", new QuantityType<>("61.43 kg"));
        givenANight("2026-03-01T21:58:00Z", "2026-03-02T05:41:00Z");
        assertThat(summary(Locale.forLanguageTag(language)), is(expected));
    }

    @Test
    void omitsOldData() {
        given("body#weight", "2026-02-16T07:00:00Z", new QuantityType<>("61.43 kg"));
        given("temperature#body-temperature", "2026-03-01T07:00:00Z", new QuantityType<>("37 °C"));
        given("activity#date", "2026-03-01T22:59:59Z", new DateTimeType(Instant.parse("2026-02-28T23:00:00Z")));
        given("activity#steps", "2026-03-01T22:59:59Z", new DecimalType(5230));
        givenANight("2026-02-28T21:58:00Z", "2026-03-01T05:41:00Z");
        assertThat(summary(), is(""));
    }

    @Test
    void containsTheNightInTheTimeZoneOfOpenHab() {
        givenANight("2026-03-01T21:58:00Z", "2026-03-02T05:41:00Z");
        assertThat(summary(),
                is("Last night 7 hours 25 minutes of sleep. In bed from 22:58 to 06:41. Sleep score 84."));

        given("sleep#sleep-score", "2026-03-02T23:00:00Z", UnDefType.UNDEF);
        assertThat(summary(), is("Last night 7 hours 25 minutes of sleep. In bed from 22:58 to 06:41."));
    }

    @Test
    void containsTheStepsOfTodayWithTheGoal() {
        given("activity#date", "2026-03-02T06:50:00Z", new DateTimeType(Instant.parse("2026-03-01T23:00:00Z")));
        given("activity#steps", "2026-03-02T06:50:00Z", new DecimalType(5230));
        assertThat(summary(), is("5,230 steps today."));

        given("goals#steps", "2026-03-01T06:50:00Z", new DecimalType(8000));
        assertThat(summary(), is("5,230 steps today, 65 percent of the goal."));
    }

    @Test
    void containsTheBloodPressureIfBothValuesAreOfTheSameTime() {
        given("heart#systolic-pressure", "2026-03-02T06:30:00Z", new QuantityType<>("121 mmHg"));
        given("heart#diastolic-pressure", "2026-03-02T06:30:00Z", new QuantityType<>("79 mmHg"));
        assertThat(summary(), is("Blood pressure 121 over 79, today at 07:30."));

        given("heart#diastolic-pressure", "2026-03-01T06:30:00Z", new QuantityType<>("79 mmHg"));
        assertThat(summary(), is(""));
    }
}
