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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Device.DeviceKind;
import org.openhab.binding.withings.simulator.household.IntradayData.Walk;
import org.openhab.binding.withings.simulator.household.MeasureGroup.BodyComposition;
import org.openhab.binding.withings.simulator.household.PersonRecords.RecordKind;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.simulator.notification.Courier.Notification;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Two adults, their devices and actions. Each action adds data at the virtual time and notifies subscribed clients.
 * Thread-safe.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Household {
    /** A shorter stay in bed is uploaded as a whole night, so that two clicks are enough to see one. */
    static final Duration SHORTEST_NIGHT = Duration.ofMinutes(20);
    private static final Duration MADE_UP_NIGHT = Duration.ofMinutes(560);
    /** A newer mat, which the API lists without a name. */
    private static final int MODEL_WITHOUT_NAME = 13;
    private static final int OWNED_FOR = 2 * 365;
    private static final long SEED = 20_250_923;
    private static final long FIRST_ID = 5_310_000_000L;
    private static final long FIRST_NEW_USER = 30_572_000;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final Clock clock;
    private final Consumer<Notification> notify;
    private final Consumer<Person> withdraw;
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private final AtomicLong acts = new AtomicLong();
    private final List<Person> people = new CopyOnWriteArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final Map<Person, History> histories = new ConcurrentHashMap<>();
    private final Map<Person, History.Gear> gears = new ConcurrentHashMap<>();
    private final Map<Person, Instant> inBedSince = new HashMap<>();
    private @Nullable Person demoPerson;

    private Household(Clock clock, Consumer<Notification> notify, Consumer<Person> withdraw) {
        this.clock = clock;
        this.notify = notify;
        this.withdraw = withdraw;
    }

    public static Household madeUp(Clock clock, int days, Consumer<Notification> notify,
            Consumer<Person> withdraw) {
        Household household = new Household(clock, notify, withdraw);
        Person mira = new Person(30_571_824, "Mira", BERLIN, new Person.Body(1684, 66_400, 27.5, 117, 58),
                new PersonRecords(false));
        Person jonas = new Person(30_571_837, "Jonas", BERLIN, new Person.Body(1862, 84_900, 21.8, 131, 63),
                new PersonRecords(false));
        List<Person> both = List.of(mira, jonas);
        household.people.addAll(both);
        Device scale = household.newDevice(DeviceKind.SCALE, "scale", both, 88);
        Device cuff = household.newDevice(DeviceKind.BLOOD_PRESSURE_MONITOR, "cuff", both, 64);
        Device thermometer = household.newDevice(DeviceKind.THERMOMETER, "thermometer", both, 22);
        Device watch = household.newDevice(DeviceKind.WATCH, "watch", List.of(mira), 95);
        household.equip(mira, new History.Gear(scale,
                household.newDevice(DeviceKind.SLEEP_MONITOR, "mat of Mira", List.of(mira), 100), cuff, watch,
                thermometer), days);
        household.equip(jonas, new History.Gear(scale,
                household.newDevice(DeviceKind.SLEEP_MONITOR, "", MODEL_WITHOUT_NAME, deviceId("mat of Jonas"),
                        List.of(jonas),
                        100),
                cuff, null,
                thermometer), days);
        mira.records().setGoals(History.goals(9000, 28_800, 64_000));
        return household;
    }

    /** Creates one person with given records, and recorded or generated devices. */
    public static Household replaying(PersonRecords records, Clock clock, Consumer<Notification> notify,
            Consumer<Person> withdraw) {
        Household household = new Household(clock, notify, withdraw);
        Person person = new Person(30_571_902, "The recorded person", recordedZone(records),
                new Person.Body(1750, 75_000, 24, 122, 60), records);
        household.people.add(person);
        household.equipWithEverything(person, 0);
        return household;
    }

    private static ZoneId recordedZone(PersonRecords records) {
        String zone = records.frame(RecordKind.MEASURE_GROUP).map(frame -> Json.text(frame, "timezone")).orElse(null);
        return zone != null && ZoneId.getAvailableZoneIds().contains(zone) ? ZoneId.of(zone) : BERLIN;
    }

    private Device newDevice(DeviceKind kind, String name, List<Person> users, double charge) {
        return newDevice(kind, kind.model(), kind.modelId(), deviceId(name), users, charge);
    }

    private Device newDevice(DeviceKind kind, String model, int modelId, String deviceId, List<Person> users,
            double charge) {
        Instant now = clock.instant();
        Device device = new Device(deviceId, kind, model, modelId, users.get(0).zone().getId(), users,
                now.minus(OWNED_FOR, ChronoUnit.DAYS), charge, now);
        devices.add(device);
        return device;
    }

    private static String deviceId(String name) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-1").digest((SEED + name).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1", e);
        }
    }

    private void equipWithEverything(Person person, int days) {
        equip(person, new History.Gear(ownDevice(person, DeviceKind.SCALE, 88),
                ownDevice(person, DeviceKind.SLEEP_MONITOR, 100),
                ownDevice(person, DeviceKind.BLOOD_PRESSURE_MONITOR, 64), ownDevice(person, DeviceKind.WATCH, 95),
                ownDevice(person, DeviceKind.THERMOMETER, 22)), days);
    }

    private Device ownDevice(Person person, DeviceKind kind, double charge) {
        String deviceId = person.records().recordedDevices().stream().flatMap(rows -> rows.asList().stream())
                .filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject)
                .filter(row -> kind.type().equals(Json.text(row, "type"))).map(row -> Json.text(row, "deviceid"))
                .filter(Objects::nonNull).findFirst().orElseGet(() -> deviceId(kind.type() + " of " + person.name()));
        return newDevice(kind, kind.model(), kind.modelId(), deviceId, List.of(person), charge);
    }

    private void equip(Person person, History.Gear gear, int days) {
        History history = new History(SEED, person, gear, ids::getAndIncrement);
        histories.put(person, history);
        gears.put(person, gear);
        if (days > 0) {
            history.fill(clock.instant(), days);
        }
    }

    /** Adds a person without history and with at least 5 devices: the common ones, and scales. */
    public synchronized Person moveIn(String name, int deviceCount) {
        Person person = new Person(FIRST_NEW_USER + people.size(), name, BERLIN,
                new Person.Body(1750, 75_000, 24, 122, 60), new PersonRecords(false));
        people.add(person);
        equipWithEverything(person, 0);
        while (devices(person).size() < deviceCount) {
            newDevice(DeviceKind.SCALE, "scale " + devices(person).size() + " of " + name, List.of(person), 75);
        }
        return person;
    }

    public List<Person> people() {
        return List.copyOf(people);
    }

    public Person person(String name) {
        return people.stream().filter(person -> person.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No person is called " + name));
    }

    /** The demo user, who is not a member of the household. */
    public synchronized Person demoPerson() {
        Person known = demoPerson;
        if (known == null) {
            known = new Person(30_570_001, "Demo user", PARIS, new Person.Body(1720, 71_000, 25, 120, 61),
                    new PersonRecords(false));
            demoPerson = known;
            equipWithEverything(known, 60);
        }
        return known;
    }

    public synchronized List<Device> devices() {
        return List.copyOf(devices);
    }

    public synchronized List<Device> devices(Person person) {
        return devices.stream().filter(device -> device.users().contains(person)).toList();
    }

    public Device device(Person person, DeviceKind kind) {
        return devices(person).stream().filter(device -> device.kind() == kind).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(person.name() + " has no " + kind.type()));
    }

    public Device mat(Person person) {
        return device(person, DeviceKind.SLEEP_MONITOR);
    }

    /** Steps on the scale with a weight in kg; the scale recognises the person. Returns the id of the measure group. */
    public long stepOnScale(Person person, double kilograms) {
        return weigh(person, kilograms, 0);
    }

    /** Steps on the scale (kg), which cannot tell who it is (attrib 1); returns the id of the measure group. */
    public long stepOnScaleUnrecognised(Person person, double kilograms) {
        return weigh(person, kilograms, 1);
    }

    private long weigh(Person person, double kilograms, int attrib) {
        MeasureGroup group = group(attrib, device(person, DeviceKind.SCALE), person);
        BodyComposition.measure(group, person.body(), kilograms, chance(person, "act"));
        return store(person, group, DeviceKind.SCALE, Appli.BODY_COMPOSITION);
    }

    /** Measures blood pressure in mmHg and pulse in beats per minute; returns the id of the measure group. */
    public long measureBloodPressure(Person person, int systolic, int diastolic, int pulse) {
        return store(person,
                group(0, device(person, DeviceKind.BLOOD_PRESSURE_MONITOR), person).measure(9, diastolic, 0)
                        .measure(10, systolic, 0).measure(11, pulse, 0),
                DeviceKind.BLOOD_PRESSURE_MONITOR, Appli.BLOOD_PRESSURE);
    }

    /** Takes the body temperature in degrees Celsius; returns the id of the measure group. */
    public long takeTemperature(Person person, double celsius) {
        return store(person, group(0, device(person, DeviceKind.THERMOMETER), person).measure(71, celsius, -3)
                .measure(73, celsius - 2.1, -3).measure(12, celsius, -3), DeviceKind.THERMOMETER, Appli.TEMPERATURE);
    }

    /** Measures the oxygen saturation in %; returns the id of the measure group. */
    public long measureOxygen(Person person, int percent) {
        return store(person, group(0, device(person, DeviceKind.WATCH), person).measure(54, percent, 0),
                DeviceKind.WATCH, Appli.BLOOD_PRESSURE);
    }

    /** Types a blood glucose value in mg/dL into the app; returns the id of the measure group. */
    public long enterGlucose(Person person, int milligramsPerDecilitre) {
        return store(person, group(2, null, person).measure(119, milligramsPerDecilitre, 0), null, Appli.GLUCOSE);
    }

    private MeasureGroup group(int attrib, @Nullable Device device, Person person) {
        Instant now = clock.instant();
        return new MeasureGroup(ids.getAndIncrement(), attrib, now, now, device, person.zone().getId());
    }

    private long store(Person person, MeasureGroup group, @Nullable DeviceKind kind, Appli appli) {
        JsonObject row = group.toJson();
        person.records().add(RecordKind.MEASURE_GROUP, row);
        Instant now = clock.instant();
        if (kind != null) {
            device(person, kind).used(now);
        }
        notify.accept(Notification.window(person, appli, now, now.plusSeconds(1)));
        return Json.number(row, "grpid", 0);
    }

    /** Corrects the weight of a measure group, in kg; the group is modified now and confirmed (attrib 7). */
    public void correctWeight(Person person, long group, double kilograms) {
        JsonObject row = takeGroup(person, group).deepCopy();
        for (JsonElement measure : row.getAsJsonArray("measures")) {
            if (Json.number(measure.getAsJsonObject(), "type", 0) == 1) {
                measure.getAsJsonObject().addProperty("value", Math.round(kilograms * 1000));
                measure.getAsJsonObject().addProperty("unit", -3);
            }
        }
        Json.add(row, "attrib", 7, "modified", clock.instant().getEpochSecond());
        person.records().add(RecordKind.MEASURE_GROUP, row);
        notifyOfChange(person, row);
    }

    /** Deletes a measure group in the app, which is notified, but not visible in data calls. */
    public void deleteMeasures(Person person, long group) {
        notifyOfChange(person, takeGroup(person, group));
    }

    /** Corrects when a group was measured; the group is modified now. */
    public void moveMeasures(Person person, long group, Instant taken) {
        JsonObject row = takeGroup(person, group).deepCopy();
        Instant before = taken(row);
        Json.add(row, "date", taken.getEpochSecond(), "modified", clock.instant().getEpochSecond());
        person.records().add(RecordKind.MEASURE_GROUP, row);
        notifyOfChange(person, row, before.isBefore(taken) ? before : taken, before.isBefore(taken) ? taken : before);
    }

    private static JsonObject takeGroup(Person person, long group) {
        return person.records().remove(RecordKind.MEASURE_GROUP, row -> Json.number(row, "grpid", 0) == group).stream()
                .findFirst().orElseThrow(() -> new IllegalArgumentException("There is no such measure group"));
    }

    private void notifyOfChange(Person person, JsonObject row) {
        notifyOfChange(person, row, taken(row), taken(row));
    }

    private void notifyOfChange(Person person, JsonObject row, Instant first, Instant last) {
        JsonArray measures = row.getAsJsonArray("measures");
        int type = (int) Json.number(measures.get(0).getAsJsonObject(), "type", 1);
        notify.accept(Notification.window(person, Appli.ofMeasure(type), first, last.plusSeconds(1)));
    }

    private static Instant taken(JsonObject row) {
        return Instant.ofEpochSecond(Json.number(row, "date", 0));
    }

    public void goToBed(Person person) {
        Instant now = clock.instant();
        synchronized (this) {
            inBedSince.put(person, now);
        }
        notify.accept(Notification.bed(person, Appli.BED_IN, now, mat(person)));
    }

    /** Gets up: the mat uploads the night; after less than 20 minutes in bed, a generated night that ends now. */
    public void getUp(Person person) {
        Instant now = clock.instant();
        Instant start;
        synchronized (this) {
            start = inBedSince.remove(person);
        }
        Device mat = mat(person);
        notify.accept(Notification.bed(person, Appli.BED_OUT, now, mat));
        if (start != null && Duration.between(start, now).compareTo(SHORTEST_NIGHT) >= 0) {
            uploadNight(person, start, now, mat);
        } else {
            uploadNight(person, now.minus(MADE_UP_NIGHT), now, mat);
        }
    }

    public synchronized boolean isInBed(Person person) {
        return inBedSince.containsKey(person);
    }

    /** The mat uploads a night or nap of at least 20 minutes that ends now, without bed events. */
    public void uploadSleep(Person person, Duration length) {
        uploadSleep(person, length, mat(person));
    }

    /** The watch uploads a night or nap of at least 20 minutes that ends now. */
    public void uploadSleepOfWatch(Person person, Duration length) {
        uploadSleep(person, length, device(person, DeviceKind.WATCH));
    }

    private void uploadSleep(Person person, Duration length, Device monitor) {
        if (length.compareTo(SHORTEST_NIGHT) < 0) {
            throw new IllegalArgumentException("Less than 20 minutes are no sleep to take notice of");
        }
        uploadNight(person, clock.instant().minus(length), clock.instant(), monitor);
    }

    private void uploadNight(Person person, Instant start, Instant end, Device monitor) {
        Chance chance = chance(person, "act");
        Instant fullMinute = start.truncatedTo(ChronoUnit.MINUTES);
        Night night = new Night(fullMinute, Duration.between(fullMinute, end), monitor,
                person.body().restingPulse(), chance);
        history(person).addNight(night, monitor, end, chance);
        notify.accept(Notification.window(person, Appli.SLEEP, night.start(), night.end()));
    }

    public void inflate(Device mat) {
        Instant now = clock.instant();
        mat.used(now);
        mat.users().forEach(person -> notify.accept(Notification.bed(person, Appli.INFLATED, now, mat)));
    }

    /** Adds steps, a hundred a minute until now, and synchronises the tracker. */
    public void walk(Person person, int steps) {
        Instant now = clock.instant();
        LocalDate today = now.atZone(person.zone()).toLocalDate();
        PersonRecords records = person.records();
        List<JsonObject> uploaded = records.remove(RecordKind.ACTIVITY,
                row -> today.toString().equals(Json.text(row, "date")));
        int before = uploaded.stream().mapToInt(row -> (int) Json.number(row, "steps", 0)).sum();
        Instant earlierSync = uploaded.stream().map(row -> Instant.ofEpochSecond(Json.number(row, "modified", 0)))
                .max(Instant::compareTo).orElse(null);
        records.add(Walk.before(now.truncatedTo(ChronoUnit.SECONDS), today.atStartOfDay(person.zone()).toInstant(),
                steps, earlierSync));
        records.add(RecordKind.ACTIVITY,
                history(person).activityRow(today, before + steps, now, chance(person, "act")));
        notify.accept(Notification.day(person, Appli.ACTIVITY, today));
    }

    /** Adds a workout that ends now, of a Withings category such as 2 for running; returns its ID. */
    public long workOut(Person person, int category, Duration length) {
        Instant now = clock.instant();
        return addWorkout(person,
                history(person).workoutRow(category, now.minus(length), length, now, chance(person, "act")));
    }

    /** Adds a manual workout that ends now; returns its ID. */
    public long enterWorkout(Person person, int category, Duration length, int metres) {
        Instant now = clock.instant();
        return addWorkout(person, history(person).typedWorkoutRow(category, now.minus(length), length, now, metres));
    }

    private long addWorkout(Person person, JsonObject row) {
        person.records().add(RecordKind.WORKOUT, row);
        notifyOfDay(person, row);
        return Json.number(row, "id", 0);
    }

    /** Deletes a workout in the app, which is notified, but not visible in data calls. */
    public void deleteWorkout(Person person, long id) {
        JsonObject row = person.records().remove(RecordKind.WORKOUT, workout -> Json.number(workout, "id", 0) == id)
                .stream().findFirst().orElseThrow(() -> new IllegalArgumentException("There is no such workout"));
        notifyOfDay(person, row);
    }

    private void notifyOfDay(Person person, JsonObject workout) {
        notify.accept(Notification.day(person, Appli.ACTIVITY,
                LocalDate.parse(String.valueOf(Json.text(workout, "date")))));
    }

    /** Records an ECG with watch, else cuff; afib is 0 negative, 1 positive or 2 inconclusive. */
    public void recordElectrocardiogram(Person person, int afib) {
        Instant now = clock.instant();
        Device device = Optional.ofNullable(gear(person).watch())
                .orElseGet(() -> device(person, DeviceKind.BLOOD_PRESSURE_MONITOR));
        history(person).addElectrocardiogram(device, now, afib, chance(person, "act"));
        notify.accept(Notification.window(person, Appli.ECG, now, now.plusSeconds(1)));
    }

    public void failElectrocardiogram(Person person) {
        Instant now = clock.instant();
        notify.accept(Notification.window(person, Appli.ECG_FAILED, now, now.plusSeconds(1)));
    }

    /** Withdraws all consents in the app, which invalidates all tokens and subscriptions. */
    public void withdrawConsent(Person person) {
        notify.accept(Notification.profile(person, "unlink"));
        withdraw.accept(person);
    }

    /** Sets the charge of the battery, in %. */
    public void setBattery(Device device, int percent) {
        device.charge(percent, clock.instant());
    }

    /** Removes a device from the account, but not its records; returns whether it existed. */
    public boolean removeDevice(Person person, Device device) {
        return device.leave(person);
    }

    public void linkDevice(Person person, Device device) {
        device.join(person);
    }

    private Chance chance(Person person, String subject) {
        return Chance.of(SEED, person.userId(), subject, acts.getAndIncrement());
    }

    private History history(Person person) {
        return Optional.ofNullable(histories.get(person))
                .orElseThrow(() -> new IllegalArgumentException(person + " is none of ours"));
    }

    private History.Gear gear(Person person) {
        return Optional.ofNullable(gears.get(person))
                .orElseThrow(() -> new IllegalArgumentException(person + " is none of ours"));
    }
}
