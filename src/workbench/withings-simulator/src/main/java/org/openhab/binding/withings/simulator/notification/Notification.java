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
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Something that subscribers are told of. Source: Withings developer guide, Notification content.
 *
 * @param person whose data it is about
 * @param appli the category
 * @param fields what is told besides person and category
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Notification(Person person, Appli appli, Map<String, String> fields) {

    public Notification {
        fields = Map.copyOf(fields);
    }

    /**
     * @return news of data between two moments
     */
    public static Notification window(Person person, Appli appli, Instant start, Instant end) {
        return new Notification(person, appli, Map.of("startdate", seconds(start), "enddate", seconds(end)));
    }

    /**
     * @return news of data of a day
     */
    public static Notification day(Person person, Appli appli, LocalDate day) {
        return new Notification(person, appli, Map.of("date", day.toString()));
    }

    /**
     * @return an event at a mat
     */
    public static Notification bed(Person person, Appli appli, Instant moment, Device mat) {
        return new Notification(person, appli, Map.of("date", seconds(moment), "deviceid", mat.deviceId()));
    }

    /**
     * @param action update, unlink or delete
     * @return news of the profile
     */
    public static Notification profile(Person person, String action) {
        return new Notification(person, Appli.PROFILE, Map.of("action", action));
    }

    private static String seconds(Instant moment) {
        return Long.toString(moment.getEpochSecond());
    }

    /**
     * @return all fields in the order of the developer guide
     */
    public Map<String, String> toForm() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("userid", Long.toString(person.userId()));
        form.put("appli", Integer.toString(appli.number()));
        form.putAll(new TreeMap<>(fields).descendingMap());
        return form;
    }
}
