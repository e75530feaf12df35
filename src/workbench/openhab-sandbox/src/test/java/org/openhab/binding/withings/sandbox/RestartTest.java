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
package org.openhab.binding.withings.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService.AesCipher;
import org.openhab.binding.withings.simulator.VirtualTime;

/**
 * What is there again after a restart.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RestartTest extends SandboxTest {

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-05-20T18:00:00Z"), 0);

    @AfterEach
    void endTime() {
        time.close();
    }

    private JsonStorageService storage() {
        return new JsonStorageService(folder.resolve("jsondb"), time);
    }

    @Test
    void keepsThingsItemsLinksAndHistory() throws Exception {
        Sandbox first = startWithWeight();
        rest.order("s1", "grow body#second-weight");
        rest.order("s1", "add body#weight 2026-03-01T07:00:00Z=71 kg");
        rest.waitForState("Weight", "71 kg");
        first.close();

        start();
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat("states are not restored", rest.state("Weight"), is("NULL"));
        assertThat(rest.object("/rest/persistence/items/Weight").getAsJsonArray("data").size(), is(1));
        assertThat(rest.object("/rest/things/" + SENSOR).getAsJsonArray("channels").toString().contains("Grown"),
                is(true));
        assertThat("a number is the same again", rest.property(SENSOR, "interval"), is("10"));
        assertThat("the add-on's own storage", rest.property(SENSOR, "starts"), is("2"));
        rest.order("s1", "state body#weight 72 kg");
        rest.waitForState("Weight", "72 kg");
    }

    @Test
    void keepsADisabledThingDisabled() throws Exception {
        Sandbox first = startWithSensor();
        rest.done("PUT", "/rest/things/" + SENSOR + "/enable", "false");
        rest.waitForStatus(SENSOR, "UNINITIALIZED DISABLED");
        first.close();

        start();
        rest.waitForStatus(GATEWAY, "ONLINE NONE");
        rest.waitForStatus(SENSOR, "UNINITIALIZED DISABLED");
    }

    @Test
    void losesWhatWasNotOnDiskWhenThePowerFails() throws Exception {
        JsonStorageService storage = storage();
        storage.<String>getStorage("values").put("key", "on disk");
        time.advance(Duration.ofMillis(500));
        Rest.waitFor(storage::isWritten, Boolean::booleanValue);
        storage.<String>getStorage("values").put("key", "lost");
        storage.abort();
        try (JsonStorageService again = storage()) {
            assertThat(again.<String>getStorage("values").get("key"), is("on disk"));
        }
    }

    @Test
    void takesTheNewestBackupForAFileThatCannotBeRead() throws Exception {
        // given
        for (int version = 1; version <= 7; version++) {
            time.advance(Duration.ofSeconds(1));
            try (JsonStorageService storage = storage()) {
                storage.<String>getStorage("values").put("key", "version " + version);
            }
        }
        Path file = folder.resolve("jsondb/values.json");

        // when
        Files.writeString(file, Files.readString(file).substring(0, 30));

        // then
        try (JsonStorageService storage = storage()) {
            assertThat(storage.<String>getStorage("values").get("key"), is("version 7"));
        }
        try (Stream<Path> backups = Files.list(folder.resolve("jsondb/backup"))) {
            assertThat(backups.count(), is(5L));
        }
    }

    @Test
    void decryptsWithTheKeyOfBefore() throws Exception {
        String secret;
        try (JsonStorageService storage = storage()) {
            secret = new AesCipher(storage.getStorage("cipher")).encrypt("a token");
            assertThat(secret, is(not("a token")));
        }
        try (JsonStorageService storage = storage()) {
            assertThat(new AesCipher(storage.getStorage("cipher")).decrypt(secret), is("a token"));
        }
    }
}
