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
package org.openhab.binding.withings.simulator.household;

import java.time.ZoneId;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A Withings user. Two people are the same if their user ids are.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Person {

    private final long userId;
    private final String name;
    private final ZoneId zone;
    private final Body body;
    private final PersonRecords records;

    /**
     * What the generated data is built around.
     *
     * @param heightMillimetres body height in mm
     * @param weightGrams usual weight in g
     * @param fatPercent usual fat ratio in %
     * @param systolic usual systolic pressure in mmHg
     * @param restingPulse usual pulse at rest in beats per minute
     */
    public record Body(int heightMillimetres, int weightGrams, double fatPercent, int systolic, int restingPulse) {}

    Person(long userId, String name, ZoneId zone, Body body, PersonRecords records) {
        this.userId = userId;
        this.name = name;
        this.zone = zone;
        this.body = body;
        this.records = records;
    }

    /**
     * @return the user id at Withings
     */
    public long userId() {
        return userId;
    }

    /**
     * @return a made-up name; the API tells no names
     */
    public String name() {
        return name;
    }

    /**
     * @return the time zone of the account
     */
    public ZoneId zone() {
        return zone;
    }

    /**
     * @return what the generated data is built around
     */
    public Body body() {
        return body;
    }

    /**
     * @return everything recorded for the person
     */
    public PersonRecords records() {
        return records;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Person person && person.userId == userId;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(userId);
    }

    @Override
    public String toString() {
        return name + " (" + userId + ")";
    }
}
