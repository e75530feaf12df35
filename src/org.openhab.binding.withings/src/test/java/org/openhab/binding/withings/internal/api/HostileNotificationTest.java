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

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.HostileInput;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.channel.BedChannels.BedPresence;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * Whatever an attacker posts who has got hold of the webhook's address: it is a notification, or it is refused.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileNotificationTest {

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
            // the only way in which it may fail
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
}
