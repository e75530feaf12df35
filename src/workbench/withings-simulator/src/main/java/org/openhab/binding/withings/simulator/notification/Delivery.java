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
package org.openhab.binding.withings.simulator.notification;

import java.time.Instant;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * One attempt to deliver a notification.
 *
 * @param moment when it was tried
 * @param person whose data it was about
 * @param appli the number of the category
 * @param attempt 1 for the first try
 * @param fields the form that was sent
 * @param outcome the HTTP status, 0 if there was no answer in time, -1 if it was lost on the way on purpose
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Delivery(Instant moment, Person person, int appli, int attempt, Map<String, String> fields,
        int outcome) {

    private static final int BAD_REQUEST = 400;

    public Delivery {
        fields = Map.copyOf(fields);
    }

    /**
     * @return whether the receiver took it
     */
    public boolean succeeded() {
        return outcome > 0 && outcome < BAD_REQUEST;
    }
}
