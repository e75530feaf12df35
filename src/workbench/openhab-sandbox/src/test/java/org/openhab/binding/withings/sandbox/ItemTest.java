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
package org.openhab.binding.withings.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.types.TimeSeries;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * What becomes of what a handler sends: states with units, time series and events.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ItemTest extends SandboxTest {

    @Test
    void showsAStateInTheUnitOfTheItem() throws Exception {
        startWithWeight();
        rest.order("s1", "state body#weight 71500 g");
        rest.waitForState("Weight", "71.5 kg");
        JsonObject item = rest.object("/rest/items/Weight");
        assertThat(item.get("displayState").getAsString(), is("71.5 kg"));
        assertThat(item.get("unitSymbol").getAsString(), is("kg"));
    }

    @Test
    void takesTheUnitFromTheMetadata() throws Exception {
        startWithSensor();
        rest.done("PUT", "/rest/items/Pressure",
                "{type: 'Number:Pressure', name: 'Pressure', metadata: {unit: {value: 'mmHg'}}}");
        rest.link("DefaultPressure", "Number:Pressure", SENSOR + ":body#pressure");
        rest.done("PUT", "/rest/links/Pressure/" + SENSOR + ":body%23pressure", "{}");
        rest.order("s1", "state body#pressure 120 mmHg");
        rest.waitForState("Pressure", "120 mmHg");
        assertThat(rest.state("DefaultPressure"), containsString(" hPa"));
    }

    @Test
    void givesCreatedItemsTheUnitHintOfTheirChannel() throws Exception {
        Sandbox sandbox = startWithSensor();
        sandbox.createItems(sandbox.things().all().stream().filter(thing -> SENSOR.equals(thing.getUID().toString()))
                .findFirst().orElseThrow());
        rest.order("s1", "state body#fat 23.1 %");
        assertThat(sandbox.complaints(), is(empty()));
        Rest.waitFor(() -> rest.object("/rest/items/Sensor_S1_Body_Fat").get("displayState").getAsString(),
                "23.1 %"::equals);
        assertThat(rest.object("/rest/items/Sensor_S1_Body_Pressure").get("unitSymbol").getAsString(), is("mmHg"));
    }

    @Test
    void complainsAboutAStateThatTheChannelCannotHave() throws Exception {
        Sandbox sandbox = startWithWeight();
        rest.order("s1", "state body#weight ON");
        Rest.waitFor(sandbox::complaints, complaints -> !complaints.isEmpty());
        assertThat(sandbox.complaints(), hasItem(containsString("body#weight, whose item type is Number:Mass")));
        assertThat(rest.state("Weight"), is("NULL"));
    }

    @Test
    void complainsAboutAStateOfAChannelThatIsNotThere() throws Exception {
        Sandbox sandbox = startWithSensor();
        rest.order("s1", "state body#missing 1");
        Rest.waitFor(sandbox::complaints, complaints -> !complaints.isEmpty());
        assertThat(sandbox.complaints(), hasItem(containsString("body#missing, which is no channel")));
    }

    @Test
    void showsTimesInTheTimeZoneOfTheSandbox() throws Exception {
        startWithSensor();
        rest.link("When", "DateTime", SENSOR + ":body#measured-at");
        rest.order("s1", "state body#measured-at 2026-03-01T06:30:00Z");
        Rest.waitFor(() -> rest.object("/rest/items/When").get("displayState").getAsString(),
                "2026-03-01 07:30"::equals);
    }

    @Test
    void givesTheAddonItsClock() throws Exception {
        startWithSensor();
        rest.link("When", "DateTime", SENSOR + ":body#measured-at");
        time.advance(Duration.ofDays(400));
        rest.order("s1", "now");
        Rest.waitFor(() -> rest.state("When"), state -> state.startsWith("2027-04-06T"));
    }

    @Test
    void runsTheSchedulersOfTheAddonOnItsTime() throws Exception {
        startWithSensor();
        rest.order("s1", "later PT3H");
        Rest.waitFor(() -> rest.property(SENSOR, "scheduled"), "PT3H"::equals);
        time.advance(Duration.ofHours(2));
        assertThat(rest.status(SENSOR), is("ONLINE NONE"));
        time.advance(Duration.ofHours(1));
        rest.waitForStatus(SENSOR, "OFFLINE GONE");
    }

    @Test
    void keepsTimeSeriesApartFromTheState() throws Exception {
        startWithWeight();
        rest.order("s1", "add body#weight 2026-03-01T07:00:00Z=71 kg;2026-02-01T07:00:00Z=72000 g");
        rest.waitForState("Weight", "71 kg");
        rest.order("s1", "add body#weight 2026-02-15T07:00:00Z=71.4 kg");
        JsonArray data = Rest.waitFor(() -> history("Weight"), found -> found.size() == 3);
        assertThat(data.get(0).getAsJsonObject().get("state").getAsString(), is("72"));
        assertThat(data.get(1).getAsJsonObject().get("time").getAsLong(),
                is(Instant.parse("2026-02-15T07:00:00Z").toEpochMilli()));
        assertThat("an older value is not shown", rest.state("Weight"), is("71 kg"));
    }

    @Test
    void replacesWhatLiesWithinASeries() throws Exception {
        startWithWeight();
        rest.order("s1", "add body#weight 2026-02-01T07:00:00Z=70 kg;2026-02-02T07:00:00Z=71 kg;"
                + "2026-02-03T07:00:00Z=72 kg;2026-02-04T07:00:00Z=73 kg");
        Rest.waitFor(() -> history("Weight"), found -> found.size() == 4);
        rest.order("s1", "replace body#weight 2026-02-02T07:00:00Z=80 kg;2026-02-03T08:00:00Z=81 kg");
        JsonArray data = Rest.waitFor(() -> history("Weight"),
                found -> found.get(1).getAsJsonObject().get("state").getAsString().equals("80"));
        assertThat(data.size(), is(4));
        assertThat(data.get(2).getAsJsonObject().get("state").getAsString(), is("81"));
        assertThat(data.get(3).getAsJsonObject().get("state").getAsString(), is("73"));
    }

    @Test
    void refusesASeriesWithAnUndefinedState() throws Exception {
        startWithWeight();
        rest.order("s1", "replace body#weight 2026-02-02T07:00:00Z=80 kg;2026-02-03T08:00:00Z=UNDEF");
        Rest.waitFor(sandbox::complaints, complaints -> !complaints.isEmpty());
        assertThat(sandbox.complaints(), hasItem(containsString("undefined state")));
        assertThat(history("Weight").size(), is(0));
    }

    @ParameterizedTest
    @CsvSource({ "70 kg, 2026-03-02T06:59:59Z=71 kg", "UNDEF, 2019-01-01T07:00:00Z=80 kg" })
    void doesNotShowASeriesThatIsOlderThanTheState(String state, String older) throws Exception {
        startWithWeight();
        rest.order("s1", "state body#weight " + state);
        rest.waitForState("Weight", state);
        rest.order("s1", "add body#weight " + older);
        Rest.waitFor(() -> history("Weight"), found -> found.size() == 1);
        assertThat(rest.state("Weight"), is(state));
    }

    @Test
    void tellsAboutALink() throws Exception {
        startWithWeight();
        Rest.waitFor(() -> rest.property(SENSOR, "linked"), "body#weight"::equals);
    }

    @Test
    void takesThePastOfASeriesForAnItemWithoutAState() throws Exception {
        startWithWeight();
        rest.order("s1", "add body#weight 2019-01-01T07:00:00Z=80 kg;2019-02-01T07:00:00Z=81 kg");
        rest.waitForState("Weight", "81 kg");
        rest.order("s1", "add body#weight 2020-01-01T07:00:00Z=82 kg");
        Rest.waitFor(() -> history("Weight"), found -> found.size() == 3);
        assertThat("the item has been updated later", rest.state("Weight"), is("81 kg"));
    }

    @Test
    void ignoresAnEmptySeries() throws Exception {
        // given
        Sandbox sandbox = startWithWeight();
        Item item = Objects.requireNonNull(sandbox.items().find("Weight"));

        // when
        sandbox.history().add(item, new TimeSeries(TimeSeries.Policy.REPLACE));

        // then
        Rest.waitFor(sandbox::isBusy, busy -> !busy);
        assertThat(history("Weight").size(), is(0));
        assertThat(rest.state("Weight"), is("NULL"));
    }

    @Test
    void appliesMoreSeriesThanItHasThreads() throws Exception {
        // given
        Sandbox sandbox = startWithWeight();
        Item item = Objects.requireNonNull(sandbox.items().find("Weight"));

        // when
        for (int year = 1970; year < 2020; year++) {
            TimeSeries series = new TimeSeries(TimeSeries.Policy.ADD);
            series.add(Instant.parse(year + "-01-01T00:00:00Z"), new QuantityType<>("70 kg"));
            sandbox.history().add(item, series);
        }

        // then
        Rest.waitFor(sandbox::isBusy, busy -> !busy);
        assertThat(history("Weight").size(), is(50));
    }

    private JsonArray history(String item) throws Exception {
        return rest.object("/rest/persistence/items/" + item).getAsJsonArray("data");
    }
}
