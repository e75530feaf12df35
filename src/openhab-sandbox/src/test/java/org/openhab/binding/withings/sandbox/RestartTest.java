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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.sandbox.storage.AesCipher;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService;

/**
 * What is there again after a restart.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class RestartTest extends SandboxTest {

    @Test
    void keepsThingsItemsLinksAndHistory() throws Exception {
        Sandbox first = startWithSensor();
        rest.link("Weight", "Number:Mass", SENSOR + ":body#weight");
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
        JsonStorageService storage = new JsonStorageService(folder.resolve("jsondb"));
        storage.<String>getStorage("values").put("key", "on disk");
        Rest.waitFor(() -> Files.exists(folder.resolve("jsondb/values.json")), Boolean::booleanValue);
        storage.<String>getStorage("values").put("key", "lost");
        storage.abort();
        try (JsonStorageService again = new JsonStorageService(folder.resolve("jsondb"))) {
            assertThat(again.<String>getStorage("values").get("key"), is("on disk"));
        }
    }

    @Test
    void decryptsWithTheKeyOfBefore() throws Exception {
        String secret;
        try (JsonStorageService storage = new JsonStorageService(folder.resolve("jsondb"))) {
            secret = new AesCipher(storage.getStorage("cipher")).encrypt("a token");
            assertThat(secret, is(not("a token")));
        }
        try (JsonStorageService storage = new JsonStorageService(folder.resolve("jsondb"))) {
            assertThat(new AesCipher(storage.getStorage("cipher")).decrypt(secret), is("a token"));
        }
    }
}
