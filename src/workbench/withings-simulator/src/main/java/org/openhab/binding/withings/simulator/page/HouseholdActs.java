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
package org.openhab.binding.withings.simulator.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.WithingsSimulator;
import org.openhab.binding.withings.simulator.household.Device;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.http.Parameters;

import com.google.gson.JsonObject;

/**
 * Carries out what the buttons of the household say.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class HouseholdActs {

    private static final int TYPED_METRES = 5000;
    private static final Duration EARLIER = Duration.ofHours(1);

    private final WithingsSimulator simulator;

    HouseholdActs(WithingsSimulator simulator) {
        this.simulator = simulator;
    }

    void carryOut(Parameters parameters) {
        Household household = simulator.household();
        String act = parameters.required("act");
        if (parameters.has("device")) {
            carryOut(act, household, device(household, parameters.required("device")));
            return;
        }
        Person person = person(household, parameters.required("person"));
        switch (act) {
            case "weigh" -> household.stepOnScale(person, decimal(parameters, "kilograms", 1, 400));
            case "weigh-unrecognised" -> household.stepOnScaleUnrecognised(person,
                    decimal(parameters, "kilograms", 1, 400));
            case "weigh-manually" -> household.enterWeight(person, decimal(parameters, "kilograms", 1, 400));
            case "delete-measure" -> household.deleteMeasures(person, id(latestMeasures(person), "grpid"));
            case "move-measure" -> household.moveMeasures(person, id(latestMeasures(person), "grpid"),
                    Instant.ofEpochSecond(Json.number(latestMeasures(person), "date", 0)).minus(EARLIER));
            case "blood-pressure" -> household.measureBloodPressure(person, whole(parameters, "systolic"),
                    whole(parameters, "diastolic"), whole(parameters, "pulse"));
            case "temperature" -> household.takeTemperature(person, decimal(parameters, "celsius", 20, 45));
            case "oxygen" -> household.measureOxygen(person, whole(parameters, "percent"));
            case "glucose" -> household.enterGlucose(person, whole(parameters, "glucose"));
            case "bed" -> household.goToBed(person);
            case "up" -> household.getUp(person);
            case "nap" -> household.uploadSleep(person, Duration.ofMinutes(45));
            case "nap-watch" -> household.uploadSleepOfWatch(person, Duration.ofMinutes(40));
            case "walk" -> household.walk(person, whole(parameters, "steps"));
            case "workout" -> household.workOut(person, whole(parameters, "category"),
                    Duration.ofMinutes(whole(parameters, "minutes")));
            case "workout-manually" -> household.enterWorkout(person, whole(parameters, "category"),
                    Duration.ofMinutes(whole(parameters, "minutes")), TYPED_METRES);
            case "delete-workout" -> household.deleteWorkout(person,
                    id(latest(person, RecordKind.WORKOUT, "enddate"), "id"));
            case "ecg" -> household.recordElectrocardiogram(person, 0);
            case "ecg-afib" -> household.recordElectrocardiogram(person, 1);
            case "ecg-failed" -> household.failElectrocardiogram(person);
            case "profile" -> household.changeProfile(person);
            case "withdraw" -> household.withdrawConsent(person);
            case "expire" -> simulator.expireAccessTokens(person);
            case "lapse" -> simulator.subscriptions().remove(subscription -> subscription.person().equals(person));
            default -> throw new IllegalArgumentException("Nobody can do that: " + act);
        }
    }

    private static void carryOut(String act, Household household, Device device) {
        switch (act) {
            case "inflate" -> household.inflate(device);
            case "drain" -> household.setBattery(device, 20);
            case "charge" -> household.setBattery(device, 100);
            case "hide" -> household.hideBattery(device);
            case "link" -> device.formerUsers().forEach(person -> household.linkDevice(person, device));
            case "remove" -> device.users().forEach(person -> household.removeDevice(person, device));
            default -> throw new IllegalArgumentException("No device can do that: " + act);
        }
    }

    private static Person person(Household household, String userId) {
        return household.people().stream().filter(person -> Long.toString(person.userId()).equals(userId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such person"));
    }

    private static Device device(Household household, String deviceId) {
        return household.devices().stream().filter(device -> device.deviceId().equals(deviceId)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such device"));
    }

    private static JsonObject latestMeasures(Person person) {
        return latest(person, RecordKind.MEASURE_GROUP, "date");
    }

    private static JsonObject latest(Person person, RecordKind kind, String time) {
        return person.records().rows(kind).stream().max(Comparator.comparingLong(row -> Json.number(row, time, 0)))
                .orElseThrow(() -> new IllegalArgumentException("There is nothing yet"));
    }

    private static long id(JsonObject row, String field) {
        return Json.number(row, field, 0);
    }

    private static double decimal(Parameters parameters, String name, int lowest, int highest) {
        double value;
        try {
            value = Double.parseDouble(parameters.required(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is no number", e);
        }
        if (!(value >= lowest && value <= highest)) {
            throw new IllegalArgumentException(name + " has to be from " + lowest + " to " + highest);
        }
        return value;
    }

    private static int whole(Parameters parameters, String name) {
        return (int) decimal(parameters, name, 1, 100_000);
    }
}
