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
import static org.hamcrest.Matchers.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;

/**
 * What becomes of things that were made with an earlier version of the add-on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ThingUpdateTest extends SandboxTest {

    private static final String THINGS = "OH-INF/thing/sample.xml";
    private static final String UPDATE = "OH-INF/update/sensor.xml";
    private static final String COUNT = "<channel id=\"count\" typeId=\"count\"/>";
    private static final String AGE = "<channel id=\"age\" typeId=\"count\"/>";

    private void startEarlierVersion() throws Exception {
        SampleAddon earlier = new SampleAddon().replace(THINGS, COUNT, AGE);
        start(earlier.build(Files.createDirectories(folder.resolve("earlier"))), Locale.ENGLISH);
    }

    private void startLaterVersion() throws Exception {
        SampleAddon later = new SampleAddon().replace(UPDATE, "targetVersion=\"1\"", "targetVersion=\"2\"")
                .replace(THINGS, "\"thingTypeVersion\">1<", "\"thingTypeVersion\">2<");
        Path jar = later.build(Files.createDirectories(folder.resolve("later")));
        start(jar, Locale.ENGLISH);
    }

    private String channels() throws Exception {
        return rest.object("/rest/things/" + SENSOR).getAsJsonArray("channels").toString();
    }

    @Test
    void carriesOutWhatTheAddonSays() throws Exception {
        startEarlierVersion();
        rest.createGateway();
        rest.createSensor("s1", "{serial: 'a1'}");
        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat(channels(), allOf(containsString("body#age"), not(containsString("body#count"))));
        close();

        startLaterVersion();
        rest.waitForStatus(SENSOR, "ONLINE NONE");

        assertThat(channels(), allOf(containsString("body#count"), containsString("body#fat"),
                not(containsString("body#age"))));
        assertThat(rest.property(SENSOR, "thingTypeVersion"), is("2"));
    }

    @Test
    void leavesNewThingsAsTheyAre() throws Exception {
        startLaterVersion();
        rest.createGateway();
        rest.createSensor("s1", "{serial: 'a1'}");

        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat(rest.property(SENSOR, "thingTypeVersion"), is("2"));
    }

    @Test
    void leavesThingsOfTextFilesAsTheyAre() throws Exception {
        write("things/sample.things", "Bridge sample:gateway:home {", "Thing sensor s1 [ serial=\"a1\" ]", "}");
        startLaterVersion();

        rest.waitForStatus(SENSOR, "ONLINE NONE");
        assertThat(channels(), containsString("body#count"));
    }

    private void close() {
        Sandbox running = sandbox;
        if (running != null) {
            running.close();
        }
    }
}
