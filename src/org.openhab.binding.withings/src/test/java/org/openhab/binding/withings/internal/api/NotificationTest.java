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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.*;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.Hostile.HostileInput;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.BedEvent.Kind;
import org.openhab.binding.withings.internal.api.Notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.channel.BedChannels.BedPresence;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * Parsing of posted notifications, valid or not.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotificationTest {

    @Test
    void aWeightNotificationRequiresReadingMeasures() throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&startdate=1700000000&enddate=1700000001&appli=1");

        assertThat(notification.userId(), is("363"));
        assertThat(notification.appli(), is(Appli.WEIGHT));
        assertThat(notification.services(), is(Set.of(Service.MEASURES)));
        assertThat(notification.span(),
                is(new TimeSpan(Instant.ofEpochSecond(1700000000), Instant.ofEpochSecond(1700000001))));
        assertThat(notification.bedEvent(), is(nullValue()));
    }

    @Test
    void anActivityNotificationSpansTheDayInAllTimeZones() throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&appli=16&date=2026-03-10");

        assertThat(notification.services(), is(Set.of(Service.ACTIVITY, Service.WORKOUTS)));
        assertThat(notification.span(), is(
                new TimeSpan(Instant.parse("2026-03-09T10:00:00Z"), Instant.parse("2026-03-11T12:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "16", "16&date=", "16&date=1700000000", "16&date=2026-13-01", "1",
            "1&startdate=1700000000",
            "1&startdate=1700000001&enddate=1700000000", "1&startdate=yesterday&enddate=1700000000" })
    void anInvalidSpanIsIgnored(String fields) throws MalformedNotificationException {
        assertThat(Notification.parse("userid=363&appli=" + fields).span(), is(nullValue()));
    }

    @ParameterizedTest
    @CsvSource({ "50, IN", "51, OUT", "52, INFLATED" })
    void bedEventsHaveATimeAndADevice(int appli, Kind kind) throws MalformedNotificationException {
        Notification notification = Notification.parse("appli=" + appli + "&date=1700000000&deviceid=a1b2&userid=363");

        assertThat(notification.bedEvent(), is(new BedEvent(kind, Instant.ofEpochSecond(1700000000), "a1b2")));
        assertThat(notification.services(), is(empty()));
    }

    @ParameterizedTest
    @CsvSource({ "50, IN, 1700000000", "51, OUT, 1700000060" })
    void olderBedEventsHaveASpan(int appli, Kind kind, long time) throws MalformedNotificationException {
        Notification event = Notification.parse("userid=363&startdate=1700000000&enddate=1700000060&appli=" + appli);

        assertThat(event.bedEvent(), is(new BedEvent(kind, Instant.ofEpochSecond(time), null)));
    }

    @ParameterizedTest
    @CsvSource({ "'', ", "&date=1700000000, 1700000000", "&startdate=1700000000&enddate=1700000030, 1700000030" })
    void aFailedElectrocardiogramMayHaveATime(String fields, @Nullable Long time)
            throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&appli=55" + fields);

        assertThat(notification.isFailedEcg(), is(true));
        assertThat(notification.services(), is(empty()));
        assertThat(notification.date(), is(time == null ? null : Instant.ofEpochSecond(time)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 50, 51, 52, 55 })
    void anEventWithoutADateIsDatedAtItsArrival(int appli) throws MalformedNotificationException {
        Instant arrival = Instant.ofEpochSecond(1700000000);
        Notification notification = Notification.parse("userid=363&appli=" + appli);

        assertThat(notification.date(), is(nullValue()));
        assertThat(notification.isHint(), is(false));
        assertThat(notification.arrivedAt(arrival).date(), is(arrival));
    }

    @ParameterizedTest
    @CsvSource({ "-86400, -86400", "0, 0", "300, 300", "301, 0", "86400, 0" })
    void anEventInTheFutureIsDatedAtItsArrival(long dated, long counts) throws MalformedNotificationException {
        Instant arrival = Instant.ofEpochSecond(1700000000);
        Notification notification = Notification
                .parse("userid=363&appli=50&date=" + (arrival.getEpochSecond() + dated));

        assertThat(notification.arrivedAt(arrival).date(), is(arrival.plusSeconds(counts)));
    }

    @Test
    void unknownFieldsAreIgnored() throws MalformedNotificationException {
        assertThat(Notification.parse("foo=bar&userid=363&appli=44&=x&y").appli(), is(Appli.SLEEP));
    }

    @Test
    void anUnknownKindRequiresReadingAllServices() throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&appli=61&startdate=1&enddate=2");

        assertThat(notification.appli(), is(nullValue()));
        assertThat(notification.services(), is(Set.of(Service.values())));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "userid=363", "appli=1", "userid=&appli=1", "userid=363&appli=", "userid=3x3&appli=1",
            "userid=-1&appli=1", "userid=363&appli=99999999999", "userid=363&appli=1&appli=2",
            "userid=363&userid=364&appli=1", "userid=363&appli=50&date=2026-11-21",
            "userid=363&appli=50&date=999999999999999", "userid=363&appli=1&x=%zz", "userid=363&appli=%",
            "{\"userid\":363,\"appli\":1}", "userid=363&appli=50&date=1700000000&deviceid=%3Cscript%3E",
            "userid=1234567890123456789012345&appli=1" })
    void aMalformedNotificationIsRefused(String body) {
        MalformedNotificationException refusal = assertThrows(MalformedNotificationException.class,
                () -> Notification.parse(body));
        assertThat("nothing is repeated", refusal.getMessage(),
                not(anyOf(containsString("363"), containsString("3x3"), containsString("2026"))));
    }

    @Test
    void onlyKindsWithinTheScopesCanBeSubscribed() {
        assertThat(Appli.within(Set.of("user.metrics")), containsInAnyOrder(Appli.WEIGHT, Appli.TEMPERATURE,
                Appli.PRESSURE, Appli.ECG, Appli.ECG_FAILED, Appli.GLUCOSE));
        assertThat(Appli.within(Set.of("user.info", "user.metrics", "user.activity", "user.sleepevents")),
                containsInAnyOrder(Appli.values()));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Hostile.text("userid=4711&startdate=1772366400&enddate=1772366401&appli=1",
                "userid=4711&date=1772366400&deviceid=5d2a&appli=50", "userid=4711&date=2026-03-01&appli=16",
                "userid=4711&startdate=1772366400&enddate=1772400000&appli=51", "userid=4711&appli=46&action=unlink",
                "userid=4711&appli=54&date=1772366400", "userid=4711&appli=55");
    }

    @HostileInput
    void aFormIsANotificationOrMalformed(@ForAll("bodies") String body) {
        Notification notification;
        try {
            notification = Notification.parse(body);
        } catch (MalformedNotificationException e) {
            // the only exception allowed
            return;
        }
        assertThat(notification.userId(), matchesPattern("[0-9]{1,18}"));
        assertThat(notification.services(), is(notNullValue()));
        BedEvent event = notification.arrivedAt(Instant.EPOCH).bedEvent();
        if (event != null) {
            BedPresence state = BedPresence.UNKNOWN.after(event);
            assertThat(state.after(event), is(state));
        }
        notification.isFailedEcg();
    }

    @HostileInput
    void anyTextIsANotificationOrMalformed(@ForAll String body) {
        aFormIsANotificationOrMalformed(body);
    }

    private static TimeSpan span(long start, long end) {
        return new TimeSpan(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end));
    }

    @ParameterizedTest
    @CsvSource({ "9, false", "10, true", "20, true", "21, false" })
    void aSpanContainsBothEnds(long second, boolean contained) {
        assertThat(span(10, 20).contains(Instant.ofEpochSecond(second)), is(contained));
        assertThrows(IllegalArgumentException.class, () -> span(20, 10));
    }

    @Test
    void onlyCloseSpansAreJoined() {
        assertThat(TimeSpan.joined(List.of(span(100, 200), span(150, 160), span(300, 300), span(90, 110))),
                contains(span(90, 300)));
        assertThat(TimeSpan.joined(List.of(span(1_000_000, 1_000_001), span(10, 20))),
                contains(span(10, 20), span(1_000_000, 1_000_001)));
    }
}
