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
package org.openhab.binding.withings.internal.channel;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.BedEvent.Kind;
import org.openhab.binding.withings.internal.channel.BedChannels.BedPresence;

/**
 * Bed presence, for notifications in any order.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BedChannelsTest {
    private static final Instant TEN = Instant.parse("2026-01-10T22:00:00Z");
    private static final Instant TWO = Instant.parse("2026-01-11T02:00:00Z");
    private static final Instant SEVEN = Instant.parse("2026-01-11T07:00:00Z");

    @Test
    void aBedInBeforeAKnownBedOutFiresNoTrigger() {
        BedPresence state = BedPresence.UNKNOWN.after(out(SEVEN));

        assertThat(state.isNews(in(TEN)), is(false));
        assertThat("the time is still worth knowing", state.after(in(TEN)).lastIn(), is(TEN));
    }

    @Test
    void inflatingDoesNotChangePresence() {
        BedPresence state = BedPresence.UNKNOWN.after(new BedEvent(Kind.INFLATED, TEN, null));

        assertThat(state.inBed(), is(Optional.empty()));
        assertThat(state.lastInflated(), is(TEN));
    }

    @Test
    void theEndOfANightReplacesALostBedOut() {
        BedPresence state = BedPresence.UNKNOWN.after(in(TEN)).afterNight(SEVEN);

        assertThat(BedPresence.UNKNOWN.after(in(TEN)).inBed(), is(Optional.of(true)));
        assertThat(state.inBed(), is(Optional.of(false)));
        assertThat(state.lastOut(), is(SEVEN));
        assertThat("without a bed-in", BedPresence.UNKNOWN.afterNight(SEVEN).inBed(), is(Optional.empty()));
    }

    @Test
    void aBedInAfterTheNightIsKept() {
        BedPresence state = BedPresence.UNKNOWN.after(in(TEN)).afterNight(TWO).after(in(SEVEN));

        assertThat(state.inBed(), is(Optional.of(true)));
        assertThat(state.afterNight(TWO).inBed(), is(Optional.of(true)));
    }

    @Test
    void aLateBedInFromBeforeTheEndOfTheNightIsIgnored() {
        BedPresence state = BedPresence.UNKNOWN.after(in(TEN)).after(out(TWO)).afterNight(SEVEN);

        BedEvent late = in(TWO.plusSeconds(600));

        assertThat(state.isNews(late), is(false));
        assertThat(state.after(late).inBed(), is(Optional.of(false)));
        assertThat(state.after(late).lastOut(), is(SEVEN));
    }

    @Test
    void aLateBedOutAtTheEndOfTheNightFiresNoTrigger() {
        BedPresence state = BedPresence.UNKNOWN.after(in(TEN)).afterNight(SEVEN);

        BedEvent late = out(SEVEN.plusSeconds(40));

        assertThat(state.isNews(late), is(false));
        assertThat(state.after(late).lastOut(), is(late.time()));
        assertThat("the end of an earlier night", state.isNews(out(TWO.plusSeconds(40))), is(false));
    }

    @Test
    void aSecondBedOutAfterTheNightFiresTheTrigger() {
        BedPresence state = BedPresence.UNKNOWN.after(in(TEN)).afterNight(SEVEN);

        assertThat(state.isNews(out(SEVEN.plusSeconds(3600))), is(true));
        assertThat(state.after(in(SEVEN.plusSeconds(60))).isNews(out(SEVEN.plusSeconds(120))), is(true));
    }

    private static BedEvent in(Instant time) {
        return new BedEvent(Kind.IN, time, null);
    }

    private static BedEvent out(Instant time) {
        return new BedEvent(Kind.OUT, time, null);
    }
}
