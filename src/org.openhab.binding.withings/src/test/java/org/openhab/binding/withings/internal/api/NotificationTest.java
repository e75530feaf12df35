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
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.BedEvent.Kind;
import org.openhab.binding.withings.internal.api.Notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;

/**
 * What is read out of a posted form, and what is not.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotificationTest {

    @Test
    void aWeighInSendsUsToTheMeasures() throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&startdate=1700000000&enddate=1700000001&appli=1");

        assertThat(notification.userId(), is("363"));
        assertThat(notification.appli(), is(Appli.WEIGHT));
        assertThat(notification.services(), is(Set.of(Service.MEASURES)));
        assertThat(notification.span(),
                is(new TimeSpan(Instant.ofEpochSecond(1700000000), Instant.ofEpochSecond(1700000001))));
        assertThat(notification.bedEvent(), is(nullValue()));
    }

    @Test
    void activityIsOfADayInWhateverTimeZone() throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&appli=16&date=2026-03-10");

        assertThat(notification.services(), is(Set.of(Service.ACTIVITY, Service.WORKOUTS)));
        assertThat(notification.span(), is(
                new TimeSpan(Instant.parse("2026-03-09T10:00:00Z"), Instant.parse("2026-03-11T12:00:00Z"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "16", "16&date=", "16&date=1700000000", "16&date=2026-13-01", "1",
            "1&startdate=1700000000",
            "1&startdate=1700000001&enddate=1700000000", "1&startdate=yesterday&enddate=1700000000" })
    void aTimeThatMakesNoSenseIsAsGoodAsNone(String fields) throws MalformedNotificationException {
        assertThat(Notification.parse("userid=363&appli=" + fields).span(), is(nullValue()));
    }

    @ParameterizedTest
    @CsvSource({ "50, IN", "51, OUT", "52, INFLATED" })
    void bedEventsCarryTheirTimeAndBed(int appli, Kind kind) throws MalformedNotificationException {
        Notification notification = Notification.parse("appli=" + appli + "&date=1700000000&deviceid=a1b2&userid=363");

        assertThat(notification.bedEvent(), is(new BedEvent(kind, Instant.ofEpochSecond(1700000000), "a1b2")));
        assertThat(notification.services(), is(empty()));
    }

    @Test
    void olderBedEventsCarryASpan() throws MalformedNotificationException {
        Notification in = Notification.parse("userid=363&startdate=1700000000&enddate=1700000060&appli=50");
        Notification out = Notification.parse("userid=363&startdate=1700000000&enddate=1700000060&appli=51");

        assertThat(in.bedEvent(), is(new BedEvent(Kind.IN, Instant.ofEpochSecond(1700000000), null)));
        assertThat(out.bedEvent(), is(new BedEvent(Kind.OUT, Instant.ofEpochSecond(1700000060), null)));
    }

    @ParameterizedTest
    @CsvSource({ "'', ", "&date=1700000000, 1700000000", "&startdate=1700000000&enddate=1700000030, 1700000030" })
    void aFailedElectrocardiogramMayCarryItsTime(String fields, @Nullable Long time)
            throws MalformedNotificationException {
        Notification notification = Notification.parse("userid=363&appli=55" + fields);

        assertThat(notification.isFailedEcg(), is(true));
        assertThat(notification.services(), is(empty()));
        assertThat(notification.date(), is(time == null ? null : Instant.ofEpochSecond(time)));
    }

    @ParameterizedTest
    @ValueSource(ints = { 50, 51, 52, 55 })
    void anEventWithoutADateCountsAtItsArrival(int appli) throws MalformedNotificationException {
        Instant arrival = Instant.ofEpochSecond(1700000000);
        Notification notification = Notification.parse("userid=363&appli=" + appli);

        assertThat(notification.date(), is(nullValue()));
        assertThat(notification.isHint(), is(false));
        assertThat(notification.arrivedAt(arrival).date(), is(arrival));
    }

    @ParameterizedTest
    @CsvSource({ "-86400, -86400", "0, 0", "300, 300", "301, 0", "86400, 0" })
    void anEventFromTheFutureCountsAtItsArrival(long dated, long counts) throws MalformedNotificationException {
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
    void whatNobodyKnowsTheMeaningOfSendsUsToEverything() throws MalformedNotificationException {
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
    void whatIsNoNotificationIsRefused(String body) {
        MalformedNotificationException refusal = assertThrows(MalformedNotificationException.class,
                () -> Notification.parse(body));
        assertThat("nothing is repeated", refusal.getMessage(),
                not(anyOf(containsString("363"), containsString("3x3"), containsString("2026"))));
    }

    @Test
    void onlyWhatTheConsentCoversCanBeSubscribedTo() {
        assertThat(Appli.within(Set.of("user.metrics")), containsInAnyOrder(Appli.WEIGHT, Appli.TEMPERATURE,
                Appli.PRESSURE, Appli.ECG, Appli.ECG_FAILED, Appli.GLUCOSE));
        assertThat(Appli.within(Set.of("user.info", "user.metrics", "user.activity", "user.sleepevents")),
                containsInAnyOrder(Appli.values()));
    }
}
