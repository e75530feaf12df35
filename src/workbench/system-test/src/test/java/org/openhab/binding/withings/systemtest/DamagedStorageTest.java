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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService.AesCipher;
import org.openhab.binding.withings.simulator.household.Household;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.core.storage.Storage;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * openHAB starts with files that are truncated, missing or from another version of the add-on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@TestInstance(Lifecycle.PER_CLASS)
class DamagedStorageTest {
    private static final String TOKENS = "org.openhab.binding.withings.tokens";
    private static final String STATES = "org.openhab.binding.withings.states";
    private static final int HALF = 2;

    private final Home home = Home.fresh();
    private final Household household = home.withings().household();
    private final Person mira = home.person("Mira");
    private final String person = Home.uid(mira);

    @BeforeAll
    void livesForAWhile() {
        home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
        home.connect(mira);
        home.addPerson(mira);
        home.item("Weight", "Number:Mass", "kg", person + ":body#weight");
        home.item("Systolic", "Number:Pressure", "mmHg", person + ":heart#systolic-pressure");
        home.awaitNotified(mira);
    }

    @AfterAll
    void closeWithoutComplaint() {
        home.closeWithoutComplaint();
    }

    @Test
    void aFileThatIsCutOffCostsNothing() throws IOException {
        // given: tokens have just been renewed, so the copies before the last one have used-up ones
        home.time().advance(Duration.ofHours(3));
        measure(65.1);
        home.stopOpenHab();

        // when
        cutOff(file(TOKENS));
        cutOff(file(STATES));
        long consents = consents();
        start();

        // then
        home.awaitQuantity("Weight", "65.1", "kg");
        home.awaitNotified(mira);
        household.stepOnScale(mira, 65.2);
        home.awaitQuantity("Weight", "65.2", "kg");
        assertThat(consents(), is(consents));
    }

    @Test
    void statesThatAreLostComeAgain() throws IOException {
        // given
        measure(65.3);
        home.stopOpenHab();

        // when
        for (Path file : copies(STATES)) {
            cutOff(file);
        }
        long consents = consents();
        start();

        // then
        home.awaitQuantity("Weight", "65.3", "kg");
        home.soon("Withings notifies",
                () -> home.status(Home.ACCOUNT).description().contains("Receiving Withings notifications"));
        household.stepOnScale(mira, 65.4);
        home.awaitQuantity("Weight", "65.4", "kg");
        assertThat(consents(), is(consents));
    }

    @Test
    void tokensThatAreLostNeedAConsentAndTheStatusSaysSo() throws IOException {
        // given
        measure(65.5);
        home.stopOpenHab();

        // when
        for (Path file : copies(TOKENS)) {
            cutOff(file);
        }
        home.withings().requests().clear();
        home.startOpenHab();

        // then
        home.awaitStatus(Home.ACCOUNT, "OFFLINE", "/withings");
        home.time().advance(Duration.ofHours(1));
        home.awaitStatus(person, "OFFLINE", "");
        assertThat("nothing is tried without tokens", home.withings().requests().entries(
                entry -> !entry.action().equals("getnonce")), is(empty()));

        // when
        home.connect(mira);

        // then
        home.awaitOnline(person);
        home.awaitQuantity("Weight", "65.5", "kg");
        household.stepOnScale(mira, 65.6);
        home.awaitQuantity("Weight", "65.6", "kg");
    }

    @Test
    void entriesWithFieldsOfAnotherVersionAreUsed() throws GeneralSecurityException {
        // given
        measure(65.7);
        home.stopOpenHab();

        // when
        try (JsonStorageService files = new JsonStorageService(home.userdata().resolve("jsondb"), home.time())) {
            AesCipher cipher = new AesCipher(files.getStorage("sandbox.StorageCipher"));
            Storage<String> tokens = files.getStorage(TOKENS);
            for (String key : List.copyOf(tokens.getKeys())) {
                JsonObject entry = JsonParser.parseString(cipher.decrypt(tokens.get(key))).getAsJsonObject();
                entry.addProperty("invented", "later");
                tokens.put(key, cipher.encrypt(entry.toString()));
            }
            Storage<String> states = files.getStorage(STATES);
            for (String key : List.copyOf(states.getKeys())) {
                if (key.equals(person)) {
                    JsonObject entry = JsonParser.parseString(cipher.decrypt(states.get(key))).getAsJsonObject();
                    entry.addProperty("invented", "later");
                    states.put(key, cipher.encrypt(entry.toString()));
                }
            }
            states.put(person + "|invented", cipher.encrypt("something new"));
        }
        long consents = consents();
        start();

        // then
        home.awaitQuantity("Weight", "65.7", "kg");
        home.awaitQuantity("Systolic", "117", "mmHg");
        household.stepOnScale(mira, 65.8);
        home.awaitQuantity("Weight", "65.8", "kg");
        assertThat(consents(), is(consents));
    }

    private void measure(double kilograms) {
        household.measureBloodPressure(mira, 117, 76, 60);
        household.stepOnScale(mira, kilograms);
        home.awaitQuantity("Weight", Double.toString(kilograms), "kg");
        home.awaitQuantity("Systolic", "117", "mmHg");
        home.awaitStored();
    }

    private void start() {
        home.time().advance(Duration.ofMinutes(1));
        home.startOpenHab();
        home.awaitOnline(person);
    }

    private long consents() {
        return home.withings().requests()
                .entries(entry -> "authorization_code".equals(entry.parameters().get("grant_type"))).size();
    }

    private Path file(String storage) {
        return home.userdata().resolve("jsondb").resolve(storage + ".json");
    }

    /**
     * @return the file of a storage and all copies of it
     */
    private List<Path> copies(String storage) throws IOException {
        try (Stream<Path> files = Files.walk(home.userdata().resolve("jsondb"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(storage + ".json")).toList();
        }
    }

    private static void cutOff(Path file) throws IOException {
        String content = Files.readString(file);
        Files.writeString(file, content.substring(0, content.length() / HALF));
    }
}
