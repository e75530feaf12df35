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
package org.openhab.binding.withings.internal.sync;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.FakePersonApi;
import org.openhab.binding.withings.internal.api.MeasureGroup;
import org.openhab.binding.withings.internal.api.MeasureGroup.Measure;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.sync.DataSource.Changes;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The body mass index, many groups, and measures that were deleted or edited.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class MeasureSourceTest {
    private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-03-10T06:30:00Z");
    private static final Instant YESTERDAY = TODAY.minus(Duration.ofDays(1));
    private static final Instant LAST_YEAR = TODAY.minus(Duration.ofDays(365));
    private static final Instant MARK = TODAY.plusSeconds(60);
    private static final int WEIGHT = 1;
    private static final int HEIGHT = 4;
    private static final int SYSTOLIC = 10;
    private final FakePersonApi withings = new FakePersonApi();
    private final Shown shown = new Shown();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean waitWithTasks;
    private final MeasureSource source = new MeasureSource(withings, new UnknownIds(), shown::timed, this::execute,
            new TestScheduler(NOW).clock());

    private void execute(Runnable task) {
        if (waitWithTasks) {
            tasks.add(task);
        } else {
            task.run();
        }
    }

    // heights

    @Test
    void readsTheHeightOnceAndDerivesTheBodyMassIndex() throws Exception {
        withings.measures.add(measured(LAST_YEAR, HEIGHT, 1780));
        withings.measures.add(measured(TODAY, WEIGHT, 71200));

        changes(YESTERDAY);
        changes(YESTERDAY);

        assertThat(state("body#bmi"), is(new DecimalType("22.47")));
        assertThat(withings.calls("measures [4]"), hasSize(1));
    }

    @Test
    void updatesTheCurrentBodyMassIndexWithANewHeight() throws Exception {
        shown.set("body#weight", YESTERDAY, new QuantityType<>("71.2 kg"));
        shown.set("body#bmi", YESTERDAY, new DecimalType("24.06"));
        shown.set("body#height", LAST_YEAR, new QuantityType<>("1.72 m"));
        withings.measures.add(measured(TODAY, HEIGHT, 1780));

        changes(YESTERDAY);

        assertThat(states("body#bmi"), is(Map.of(YESTERDAY, new DecimalType("22.47"))));
    }

    @ParameterizedTest
    @CsvSource({ "24.07, true", "22.47, false" })
    void updatesTheBodyMassIndexIfAnImportedHeightChangesIt(String bmi, boolean isDerived) throws Exception {
        shown.set("body#weight", LAST_YEAR, new QuantityType<>("71.2 kg"));
        shown.set("body#bmi", LAST_YEAR, new DecimalType(bmi));
        shown.set("body#height", YESTERDAY, new QuantityType<>("1.78 m"));

        changes(YESTERDAY);

        assertThat(have("body#bmi"), is(isDerived));
        assertThat(shown.state("body#bmi"), is("22.47"));
    }

    @Test
    void derivesTheBodyMassIndexOfANewWeightFromANewerHeight() throws Exception {
        shown.set("body#weight", LAST_YEAR, new QuantityType<>("70 kg"));
        shown.set("body#height", LAST_YEAR, new QuantityType<>("1.72 m"));
        withings.measures.add(measured(TODAY, WEIGHT, 71200));
        withings.measures.add(measured(TODAY.plusSeconds(300), HEIGHT, 1780));

        changes(YESTERDAY);

        assertThat(states("body#bmi"), is(Map.of(TODAY, new DecimalType("22.47"))));
    }

    @Test
    void usesAllHeightsForTheHistory() throws Exception {
        shown.set("body#height", TODAY, new QuantityType<>("1.78 m"));
        withings.measures.add(measured(LAST_YEAR, HEIGHT, 1700));
        withings.measures.add(measured(TODAY, HEIGHT, 1780));
        withings.measures.add(measured(LAST_YEAR.plusSeconds(60), WEIGHT, 71200));

        resultOf(source.history(LAST_YEAR.plusSeconds(30), YESTERDAY, shown::show));

        assertThat(state("body#bmi"), is(new DecimalType("24.64")));
    }

    // many groups

    @Test
    void mapsManyGroupsInSeveralTasks() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            withings.measures.add(measured(LAST_YEAR.plusSeconds(i), WEIGHT, 71200));
        }
        waitWithTasks = true;
        CompletableFuture<@Nullable Void> read = source.history(LAST_YEAR, NOW, shown::show);

        int sizeBefore = 0;
        while (!tasks.isEmpty()) {
            tasks.remove().run();
            int points = shown.updates.stream().filter(update -> update.channelId().equals("body#weight"))
                    .mapToInt(update -> update.states().size()).sum();
            assertThat(points - sizeBefore, is(lessThanOrEqualTo(200)));
            sizeBefore = points;
        }

        assertThat(sizeBefore, is(1_000));
        assertThat(read.isDone(), is(true));
    }

    @Test
    void returnsTheModificationTimesOfNewGroups() throws Exception {
        withings.measures.add(measured(TODAY, MARK.minusSeconds(10), WEIGHT, 71200));
        withings.measures.add(measured(TODAY, MARK.plusSeconds(10), WEIGHT, 71300));

        Changes changes = resultOf(source.changes(MARK, shown::show));

        assertThat(changes, is(new Changes(MARK.plusSeconds(10), Set.of(MARK.plusSeconds(10)))));
    }

    // corrections

    @Test
    void showsThePreviousWeightWhenTheNewestIsDeleted() throws Exception {
        withings.measures.add(measured(LAST_YEAR, HEIGHT, 1780));
        withings.measures.add(measured(YESTERDAY, WEIGHT, 71200));
        shown.set("body#height", LAST_YEAR, new QuantityType<>("1.78 m"));
        showWeight(TODAY, "95 kg");

        corrections(TODAY, TODAY);

        ChannelUpdate weight = shown.lastUpdate("body#weight");
        assertThat(weight.state(), is(new QuantityType<>("71.2 kg")));
        assertThat("a later measure may have been earlier than the deleted one", weight.time(), is(YESTERDAY));
        assertThat(weight.corrected(), is(new TimeSpan(TODAY, TODAY)));
        assertThat(weight.states(), is(Map.of(TODAY, new QuantityType<>("71.2 kg"))));
        assertThat(state("body#time"), is(new DateTimeType(YESTERDAY)));
        assertThat(state("body#source"), is(new StringType("Body+")));
        assertThat(state("body#bmi"), is(new DecimalType("22.47")));
    }

    @Test
    void showsUndefWhenTheOnlyWeightIsDeleted() throws Exception {
        showWeight(TODAY, "95 kg");

        corrections(TODAY, TODAY);

        assertThat(state("body#weight"), is(UnDefType.UNDEF));
        assertThat(state("body#time"), is(UnDefType.UNDEF));
        assertThat(state("body#source"), is(UnDefType.UNDEF));
        assertThat(state("body#bmi"), is(UnDefType.UNDEF));
        assertThat("any later measure is news", shown.lastUpdate("body#weight").time(), is(Instant.EPOCH));
    }

    @Test
    void movesAWeightWithAnEditedTime() throws Exception {
        withings.measures.add(measured(LAST_YEAR, WEIGHT, 71200));
        withings.measures.add(group(TODAY, NOW, true, WEIGHT, 70800));
        showWeight(NOW, "70.5 kg");

        corrections(YESTERDAY, TODAY);

        assertThat(states("body#weight"), is(Map.of(YESTERDAY, new QuantityType<>("71.2 kg"), TODAY,
                new QuantityType<>("70.8 kg"))));
    }

    @Test
    void correctsNothingAfterANewWeight() throws Exception {
        withings.measures.add(measured(TODAY, NOW, WEIGHT, 70800));
        showWeight(YESTERDAY, "71.2 kg");
        shown.set("heart#systolic-pressure", NOW, new QuantityType<>("121 mmHg"));

        corrections(TODAY.minusSeconds(3600), TODAY.plusSeconds(3600));

        assertThat(shown.updates, is(empty()));
    }

    @Test
    void correctsTheHistoryOnlyWhenAnEarlierWeightThanTheOneShownIsDeleted() throws Exception {
        withings.measures.add(measured(LAST_YEAR, WEIGHT, 71200));
        showWeight(NOW, "70.5 kg");

        corrections(YESTERDAY, TODAY);

        QuantityType<?> before = new QuantityType<>("71.2 kg");
        assertThat(states("body#weight"), is(Map.of(YESTERDAY, before, TODAY, before)));
        assertThat(have("body#time"), is(false));
        assertThat(have("body#source"), is(false));
    }

    @Test
    void removesOnlyValuesOfTheSpanWithoutARow() throws Exception {
        withings.measures.add(measured(TODAY, SYSTOLIC, 121000));
        showWeight(TODAY, "95 kg");
        shown.set("heart#systolic-pressure", TODAY, new QuantityType<>("121 mmHg"));

        corrections(TODAY, TODAY);

        assertThat(state("body#weight"), is(UnDefType.UNDEF));
        assertThat(have("heart#systolic-pressure"), is(false));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void updatesTheBodyMassIndexWhenAHeightIsDeleted(boolean hasAnother) throws Exception {
        if (hasAnother) {
            withings.measures.add(measured(LAST_YEAR, HEIGHT, 1780));
        }
        shown.set("body#height", TODAY, new QuantityType<>("1.18 m"));
        showWeight(YESTERDAY, "71.2 kg");
        shown.set("body#bmi", YESTERDAY, new DecimalType("51.13"));

        corrections(TODAY, TODAY);

        assertThat(state("body#height"), is(hasAnother ? new QuantityType<>("1.78 m") : UnDefType.UNDEF));
        assertThat(state("body#bmi"), is(hasAnother ? new DecimalType("22.47") : UnDefType.UNDEF));
    }

    private void changes(Instant since) throws Exception {
        resultOf(source.changes(since, shown::show));
    }

    private void corrections(Instant start, Instant end) throws Exception {
        resultOf(source.corrections(new TimeSpan(start, end), shown::show));
    }

    private void showWeight(Instant time, String weight) {
        shown.set("body#weight", time, new QuantityType<>(weight));
        shown.set("body#time", time, new DateTimeType(time));
    }

    private boolean have(String channelId) {
        return shown.updates.stream().anyMatch(update -> update.channelId().equals(channelId));
    }

    private State state(String channelId) {
        return shown.lastUpdate(channelId).state();
    }

    private NavigableMap<Instant, State> states(String channelId) {
        return shown.lastUpdate(channelId).states();
    }

    private static MeasureGroup measured(Instant date, int type, int value) {
        return measured(date, date, type, value);
    }

    private static MeasureGroup measured(Instant date, Instant modified, int type, int value) {
        return group(date, modified, false, type, value);
    }

    /** @param value in thousandths */
    private static MeasureGroup group(Instant date, Instant modified, boolean edited, int type, int value) {
        return new MeasureGroup(date.toEpochMilli(), 0, date, modified, edited, 1, "d", "Body+",
                List.of(new Measure(type, BigDecimal.valueOf(value, 3), null)));
    }
}
