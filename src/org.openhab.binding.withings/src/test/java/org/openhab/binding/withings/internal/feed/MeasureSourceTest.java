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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.LoopbackServer.Reply;
import org.openhab.binding.withings.internal.LoopbackServer.Request;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.cloud.Allowance;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.SameToken;
import org.openhab.binding.withings.internal.cloud.WithingsCloud;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * What is asked about measures, and what becomes of those that are deleted or edited. Withings' answers are filtered
 * here as Withings does it: by time of measurement, time of change, and type.
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
    private static final Instant BEGINNING = Instant.ofEpochSecond(1);
    private static final int WEIGHT = 1;
    private static final int HEIGHT = 4;
    private static final int SYSTOLIC = 10;

    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    private final LoopbackServer withings = new LoopbackServer();
    private final HttpClient http = new HttpClient();
    private final List<Group> groups = new CopyOnWriteArrayList<>();
    private final Map<String, TimedState> shown = new HashMap<>();
    private final List<ChannelUpdate> updates = new ArrayList<>();
    private final UnknownIds unknownIds = new UnknownIds();
    private final MeasureSource source = source();
    /** What Withings answers whatever it is asked, null to have the groups filtered. */
    private volatile @Nullable String answer;

    /** A group of measures as Withings keeps it. */
    private record Group(Instant date, Instant created, Instant modified, String model, Map<Integer, Integer> values) {

        String json() {
            String measures = values.entrySet().stream()
                    .map(value -> "{\"type\":%d,\"value\":%d,\"unit\":-3}".formatted(value.getKey(), value.getValue()))
                    .collect(Collectors.joining(","));
            return """
                    {"grpid":%d,"attrib":0,"category":1,"date":%d,"created":%d,"modified":%d,"deviceid":"d",\
                    "model":"%s","measures":[%s]}""".formatted(date.toEpochMilli(), date.getEpochSecond(),
                    created.getEpochSecond(), modified.getEpochSecond(), model, measures);
        }

        Group only(List<Integer> types) {
            return new Group(date, created, modified, model, values.entrySet().stream()
                    .filter(value -> types.contains(value.getKey()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        }
    }

    @BeforeEach
    void startWithings() throws Exception {
        http.start();
        withings.reply(exchange -> {
            List<Request> requests = withings.requests();
            String given = answer;
            (given == null ? answer(requests.get(requests.size() - 1)) : Reply.json(given)).send(exchange);
        });
    }

    @AfterEach
    void stopWithings() throws Exception {
        http.stop();
        scheduler.shutdownNow();
        withings.close();
    }

    private Reply answer(Request request) {
        Instant start = time(request, "startdate");
        Instant end = time(request, "enddate");
        Instant since = time(request, "lastupdate");
        String types = request.parameter("meastypes");
        Stream<Group> found = groups.stream()
                .filter(group -> start == null || !group.date().isBefore(start))
                .filter(group -> end == null || !group.date().isAfter(end))
                .filter(group -> since == null || !group.modified().isBefore(since));
        if (types != null) {
            List<Integer> numbers = Arrays.stream(types.split(",")).map(Integer::valueOf).toList();
            found = found.map(group -> group.only(numbers)).filter(group -> !group.values().isEmpty());
        }
        return Reply.json("{\"status\":0,\"body\":{\"measuregrps\":["
                + found.map(Group::json).collect(Collectors.joining(",")) + "]}}");
    }

    private static @Nullable Instant time(Request request, String parameter) {
        String seconds = request.parameter(parameter);
        return seconds == null ? null : Instant.ofEpochSecond(Long.parseLong(seconds));
    }

    // values

    @Test
    void readsEveryValueOfAScanOfTheBodyWithTheScaleItComesWith() throws Exception {
        answer = """
                {"status":0,"body":{"updatetime":1773126000,"timezone":"Europe/Berlin","measuregrps":[
                  {"grpid":53100,"attrib":0,"date":1773124200,"created":1773124234,"modified":1773124234,"category":1,
                   "deviceid":"5ca1e","hash_deviceid":"5ca1e","modelid":10,"model":"Body Scan","comment":null,"measures":[
                    {"type":1,"value":712004,"unit":-4,"algo":0,"fm":3},
                    {"type":5,"value":56083,"unit":-3},{"type":5,"value":5612,"unit":-2,"position":7},
                    {"type":226,"value":1620,"unit":0},{"type":170,"value":45,"unit":-1},
                    {"type":168,"value":1534,"unit":-2,"position":6},
                    {"type":173,"value":311,"unit":-2,"position":2},{"type":173,"value":2640,"unit":-2,"position":12},
                    {"type":174,"value":255,"unit":-2,"position":10},{"type":175,"value":912,"unit":-2,"position":11},
                    {"type":130,"value":9,"unit":0},{"type":138,"value":412,"unit":0},
                    {"type":91,"value":7213,"unit":-3},{"type":229,"value":74,"unit":0},
                    {"type":4242,"value":1,"unit":0}]},
                  {"grpid":53101,"attrib":2,"date":1773124900,"created":1773124900,"modified":1773124900,"category":1,
                   "deviceid":null,"hash_deviceid":null,"model":null,"comment":null,"measures":[
                    {"type":119,"value":95,"unit":0}]}]}}""";

        changes(YESTERDAY);

        assertThat(state("body#weight").toString(), is("71.2004 kg"));
        assertThat(state("body#fat-free-mass").toString(), is("56.12 kg"));
        assertThat(state("body#basal-metabolic-rate").toString(), is("1620 kcal"));
        assertThat(state("body#visceral-fat").toString(), is("4.5"));
        assertThat(state("body#extracellular-water").toString(), is("15.34 kg"));
        assertThat(state("segments#fat-free-mass-right-arm").toString(), is("3.11 kg"));
        assertThat(state("segments#fat-free-mass-torso").toString(), is("26.4 kg"));
        assertThat(state("segments#fat-mass-left-leg").toString(), is("2.55 kg"));
        assertThat(state("segments#muscle-mass-right-leg").toString(), is("9.12 kg"));
        assertThat(state("ecg#afib").toString(), is("NEGATIVE_NORMAL_HEART_RATE"));
        assertThat(state("ecg#qtc-interval").toString(), is("412 ms"));
        assertThat(state("heart#pulse-wave-velocity").toString(), is("7.213 m/s"));
        assertThat(state("heart#glucose").toString(), is("95 mg/dl"));
        assertThat(state("body#skin-conductance"), is(new QuantityType<>("74 µS")));
        assertThat(state("body#source").toString(), is("Body Scan"));
        assertThat("the glucose was typed in later", state("heart#source").toString(), is("manual"));
        assertThat(unknownIds.all().get(UnknownIds.Kind.MEASURE_TYPE), contains("4242"));
    }

    // heights

    @Test
    void asksForTheHeightOnceAndDerivesTheBodyMassIndex() throws Exception {
        groups.add(measured(LAST_YEAR, HEIGHT, 1780));
        groups.add(measured(TODAY, WEIGHT, 71200));

        changes(YESTERDAY);
        changes(YESTERDAY);

        assertThat(state("body#bmi"), is(new DecimalType("22.47")));
        assertThat(parameters("meastypes"), contains("4"));
    }

    @Test
    void takesTheHeightThatIsShown() throws Exception {
        show("body#height", LAST_YEAR, new QuantityType<>("178 cm"));
        groups.add(measured(TODAY, WEIGHT, 71200));

        changes(YESTERDAY);

        assertThat(state("body#bmi"), is(new DecimalType("22.47")));
        assertThat(parameters("meastypes"), is(empty()));
    }

    @Test
    void derivesTheBodyMassIndexOfTheWeightShownFromANewHeight() throws Exception {
        show("body#weight", YESTERDAY, new QuantityType<>("71.2 kg"));
        show("body#bmi", YESTERDAY, new DecimalType("24.06"));
        show("body#height", LAST_YEAR, new QuantityType<>("1.72 m"));
        groups.add(measured(TODAY, HEIGHT, 1780));

        changes(YESTERDAY);

        assertThat(states("body#bmi"), is(Map.of(YESTERDAY, new DecimalType("22.47"))));
    }

    @Test
    void derivesTheBodyMassIndexOfANewWeightFromAHeightThatIsNewerStill() throws Exception {
        show("body#weight", LAST_YEAR, new QuantityType<>("70 kg"));
        show("body#height", LAST_YEAR, new QuantityType<>("1.72 m"));
        groups.add(measured(TODAY, WEIGHT, 71200));
        groups.add(measured(TODAY.plusSeconds(300), HEIGHT, 1780));

        changes(YESTERDAY);

        assertThat(states("body#bmi"), is(Map.of(TODAY, new DecimalType("22.47"))));
    }

    @Test
    void catchesUpWithAHeightThatCameWithThePast() throws Exception {
        show("body#weight", LAST_YEAR, new QuantityType<>("71.2 kg"));
        show("body#bmi", LAST_YEAR, new DecimalType("24.07"));
        show("body#height", YESTERDAY, new QuantityType<>("1.78 m"));

        changes(YESTERDAY);

        assertThat(states("body#bmi"), is(Map.of(LAST_YEAR, new DecimalType("22.47"))));
    }

    @Test
    void leavesABodyMassIndexAloneThatGoesWithTheHeightShown() throws Exception {
        show("body#weight", YESTERDAY, new QuantityType<>("71.2 kg"));
        show("body#bmi", YESTERDAY, new DecimalType("22.47"));
        show("body#height", LAST_YEAR, new QuantityType<>("1.78 m"));

        changes(YESTERDAY);

        assertThat(have("body#bmi"), is(false));
    }

    @Test
    void leavesTheBodyMassIndexOfThePastAsItWas() throws Exception {
        show("body#weight", LAST_YEAR, new QuantityType<>("40 kg"));
        groups.add(measured(LAST_YEAR.plusSeconds(60), HEIGHT, 1500));
        groups.add(measured(TODAY, HEIGHT, 1700));

        HistoryPage page = resultOf(source.history(LAST_YEAR, YESTERDAY, null));

        updates.addAll(page.updates());
        assertThat(have("body#bmi"), is(false));
    }

    @Test
    void readsThePastWithAllHeightsThereHaveBeen() throws Exception {
        show("body#height", TODAY, new QuantityType<>("1.78 m"));
        groups.add(measured(LAST_YEAR, HEIGHT, 1700));
        groups.add(measured(TODAY, HEIGHT, 1780));
        groups.add(measured(LAST_YEAR.plusSeconds(60), WEIGHT, 71200));

        HistoryPage page = resultOf(source.history(LAST_YEAR.plusSeconds(30), YESTERDAY, null));

        updates.addAll(page.updates());
        assertThat(state("body#bmi"), is(new DecimalType("24.64")));
    }

    // two groups of the same second

    @Test
    void takesTheGroupModifiedLastEvenIfAPageEndsBetweenTheTwo() throws Exception {
        groups.add(new Group(TODAY, TODAY, NOW, "Body+", Map.of(WEIGHT, 70800)));
        HistoryPage first = resultOf(source.history(YESTERDAY, NOW, null));
        groups.clear();
        groups.add(new Group(TODAY, TODAY, TODAY, "Body+", Map.of(WEIGHT, 71200)));

        HistoryPage second = resultOf(source.history(YESTERDAY, NOW, 1L));

        updates.addAll(first.updates());
        updates.addAll(second.updates());
        assertThat(states("body#weight"), is(Map.of(TODAY, new QuantityType<>("70.8 kg"))));
    }

    // what is taken back

    @Test
    void showsTheWeightOfBeforeWhenTheNewestOneIsDeleted() throws Exception {
        groups.add(measured(LAST_YEAR, HEIGHT, 1780));
        groups.add(measured(YESTERDAY, WEIGHT, 71200));
        show("body#height", LAST_YEAR, new QuantityType<>("1.78 m"));
        showWeight(TODAY, "95 kg");

        corrections(TODAY, TODAY);

        ChannelUpdate weight = update("body#weight");
        assertThat(weight.state(), is(new QuantityType<>("71.2 kg")));
        assertThat("a later measure may have been earlier than the deleted one", weight.time(), is(YESTERDAY));
        assertThat(weight.corrected(), is(new TimeSpan(TODAY, TODAY)));
        assertThat(weight.states(), is(Map.of(TODAY, new QuantityType<>("71.2 kg"))));
        assertThat(state("body#weight-time"), is(new DateTimeType(YESTERDAY)));
        assertThat(state("body#source"), is(new StringType("Body+")));
        assertThat(state("body#bmi"), is(new DecimalType("22.47")));
    }

    @Test
    void looksFarBackForTheWeightOfBefore() throws Exception {
        groups.add(measured(LAST_YEAR, WEIGHT, 71200));
        showWeight(TODAY, "95 kg");

        corrections(TODAY, TODAY.plusSeconds(1));

        assertThat(state("body#weight"), is(new QuantityType<>("71.2 kg")));
    }

    @Test
    void hasNothingToShowWhenTheOnlyWeightIsDeleted() throws Exception {
        showWeight(TODAY, "95 kg");

        corrections(TODAY, TODAY);

        assertThat(state("body#weight"), is(UnDefType.UNDEF));
        assertThat(state("body#weight-time"), is(UnDefType.UNDEF));
        assertThat(state("body#source"), is(UnDefType.UNDEF));
        assertThat(state("body#bmi"), is(UnDefType.UNDEF));
        assertThat("any later measure is news", update("body#weight").time(), is(Instant.EPOCH));
    }

    @Test
    void takesAWeightOfThePastOutOfTheSeriesOnly() throws Exception {
        groups.add(measured(LAST_YEAR, WEIGHT, 71200));
        groups.add(measured(TODAY, WEIGHT, 70800));
        showWeight(TODAY, "70.8 kg");

        corrections(YESTERDAY, YESTERDAY.plusSeconds(1));

        assertThat(states("body#weight"), is(Map.of(YESTERDAY, new QuantityType<>("71.2 kg"),
                YESTERDAY.plusSeconds(1), new QuantityType<>("71.2 kg"))));
        assertThat("what is shown was measured later", have("body#source"), is(false));
    }

    @Test
    void movesAWeightThatIsSaidToHaveBeenMeasuredEarlier() throws Exception {
        groups.add(measured(LAST_YEAR, WEIGHT, 71200));
        groups.add(edited(YESTERDAY, WEIGHT, 70800));
        showWeight(TODAY, "70.8 kg");

        corrections(YESTERDAY, TODAY);

        assertThat(update("body#weight").time(), is(YESTERDAY));
        assertThat(states("body#weight"), is(Map.of(YESTERDAY, new QuantityType<>("70.8 kg"), TODAY,
                new QuantityType<>("70.8 kg"))));
    }

    @Test
    void movesAWeightThatIsSaidToHaveBeenMeasuredLater() throws Exception {
        groups.add(measured(LAST_YEAR, WEIGHT, 71200));
        groups.add(edited(TODAY, WEIGHT, 70800));
        showWeight(NOW, "70.5 kg");

        corrections(YESTERDAY, TODAY);

        assertThat(states("body#weight"), is(Map.of(YESTERDAY, new QuantityType<>("71.2 kg"), TODAY,
                new QuantityType<>("70.8 kg"))));
    }

    @Test
    void takesOutAllThatMayHaveBeenDeletedBetweenTheWeightsThatRemain() throws Exception {
        groups.add(measured(YESTERDAY, WEIGHT, 71200));
        groups.add(measured(TODAY, WEIGHT, 70800));
        showWeight(TODAY, "70.8 kg");

        corrections(YESTERDAY, TODAY);

        ChannelUpdate weight = update("body#weight");
        assertThat(weight.states(), is(Map.of(YESTERDAY, new QuantityType<>("71.2 kg"), TODAY,
                new QuantityType<>("70.8 kg"))));
        assertThat(weight.time(), is(TODAY));
    }

    @Test
    void leavesEverythingAsItIsAfterANewWeight() throws Exception {
        groups.add(new Group(TODAY, NOW, NOW, "Body+", Map.of(WEIGHT, 70800)));
        showWeight(YESTERDAY, "71.2 kg");
        show("heart#systolic-pressure", NOW, new QuantityType<>("121 mmHg"));

        corrections(TODAY.minusSeconds(3600), TODAY.plusSeconds(3600));

        assertThat(updates, is(empty()));
    }

    @Test
    void leavesEverythingAsItIsWhenANotificationComesLate() throws Exception {
        groups.add(measured(TODAY, WEIGHT, 70800));
        showWeight(TODAY, "70.8 kg");
        show("heart#systolic-pressure", NOW, new QuantityType<>("121 mmHg"));

        corrections(TODAY, TODAY.plusSeconds(1));

        assertThat(updates, is(empty()));
    }

    @Test
    void aNewMeasureExplainsItsMoment() throws Exception {
        groups.add(new Group(TODAY, NOW, NOW, "Body+", Map.of(WEIGHT, 70800)));
        changes(MARK);

        assertThat(source.explains(new TimeSpan(TODAY, TODAY.plusSeconds(1))), is(true));
        assertThat("others may be gone", source.explains(new TimeSpan(TODAY, TODAY.plusSeconds(60))), is(false));
    }

    @Test
    void anEditedMeasureExplainsNothing() throws Exception {
        groups.add(edited(TODAY, WEIGHT, 70800));
        changes(MARK);

        assertThat(source.explains(new TimeSpan(TODAY, TODAY.plusSeconds(1))), is(false));
    }

    @Test
    void leavesOtherMeasuresAloneWhenOneKindIsTakenBack() throws Exception {
        groups.add(measured(TODAY, SYSTOLIC, 121000));
        groups.add(measured(YESTERDAY, WEIGHT, 71200));
        showWeight(TODAY, "95 kg");
        show("heart#systolic-pressure", TODAY, new QuantityType<>("121 mmHg"));

        corrections(TODAY, TODAY);

        assertThat(state("body#weight"), is(new QuantityType<>("71.2 kg")));
        assertThat(have("heart#systolic-pressure"), is(false));
    }

    @Test
    void derivesTheBodyMassIndexAnewWhenAHeightIsDeleted() throws Exception {
        groups.add(measured(LAST_YEAR, HEIGHT, 1780));
        show("body#height", TODAY, new QuantityType<>("1.18 m"));
        showWeight(YESTERDAY, "71.2 kg");
        show("body#bmi", YESTERDAY, new DecimalType("51.13"));

        corrections(TODAY, TODAY);

        assertThat(state("body#height"), is(new QuantityType<>("1.78 m")));
        assertThat(state("body#bmi"), is(new DecimalType("22.47")));
    }

    @Test
    void hasNoBodyMassIndexOnceTheOnlyHeightIsDeleted() throws Exception {
        show("body#height", TODAY, new QuantityType<>("1.18 m"));
        showWeight(YESTERDAY, "71.2 kg");
        show("body#bmi", YESTERDAY, new DecimalType("51.13"));

        corrections(TODAY, TODAY);

        assertThat(state("body#bmi"), is(UnDefType.UNDEF));
    }

    @Test
    void doesNotLookThroughYears() throws Exception {
        showWeight(TODAY, "95 kg");

        corrections(TODAY.minus(Duration.ofDays(3650)), TODAY);

        assertThat(withings.requests(), is(empty()));
    }

    private void changes(Instant since) throws Exception {
        resultOf(source.changes(since, updates::addAll));
    }

    private void corrections(Instant start, Instant end) throws Exception {
        resultOf(source.corrections(List.of(new TimeSpan(start, end)), MARK, updates::addAll));
    }

    private void showWeight(Instant time, String weight) {
        show("body#weight", time, new QuantityType<>(weight));
        show("body#weight-time", time, new DateTimeType(time));
    }

    private void show(String channelId, Instant time, State state) {
        shown.put(channelId, new TimedState(time, state));
    }

    private boolean have(String channelId) {
        return updates.stream().anyMatch(update -> update.channelId().equals(channelId));
    }

    private ChannelUpdate update(String channelId) {
        return updates.stream().filter(update -> update.channelId().equals(channelId))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("There is no update of " + channelId));
    }

    private State state(String channelId) {
        return update(channelId).state();
    }

    private NavigableMap<Instant, State> states(String channelId) {
        return new TreeMap<>(update(channelId).states());
    }

    private List<String> parameters(String name) {
        return withings.requests().stream().map(request -> request.parameter(name)).filter(Objects::nonNull).toList();
    }

    private static Group measured(Instant date, int type, int value) {
        return new Group(date, date, date, "Body+", Map.of(type, value));
    }

    private static Group edited(Instant date, int type, int value) {
        return new Group(date, YESTERDAY, NOW, "Body+", Map.of(type, value));
    }

    private MeasureSource source() {
        TestScheduler time = new TestScheduler(NOW);
        return new MeasureSource(
                new WithingsCloud(http, withings.address(), new RequestBudget(new Allowance(scheduler)), scheduler,
                        time.clock()).person("363", new SameToken()),
                unknownIds, shown::get, time.clock());
    }
}
