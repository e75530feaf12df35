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
package org.openhab.binding.withings.internal.selftest;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.notification.ReachabilityCheck;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.notification.Webhooks;

/**
 * Something to be tested to which nobody has consented. As long as it has no address, its test ends at once.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MadeUpSubject implements SelfTest.Subject {
    public volatile TestedAddress address = new TestedAddress(Way.NONE, null, null);

    public SelfTest selfTest(HttpClient http, ScheduledExecutorService scheduler, Clock clock) {
        Webhooks webhooks = new Webhooks();
        return new SelfTest(this, new ReachabilityCheck(http, webhooks), webhooks, scheduler, clock);
    }

    @Override
    public TestedAddress testedAddress() {
        return address;
    }

    @Override
    public List<TestedPerson> testedPeople() {
        return List.of();
    }

    @Override
    public void doubtSubscriptions() {
        // there are none
    }
}
