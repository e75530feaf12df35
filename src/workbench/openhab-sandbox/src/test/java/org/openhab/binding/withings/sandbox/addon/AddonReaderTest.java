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
package org.openhab.binding.withings.sandbox.addon;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Texts;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ThingType;

/**
 * Which mistakes in {@code OH-INF} are found, and that the place of each is reported.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AddonReaderTest {

    private static final Path RESOURCES = Path.of("src/test/resources/sample");
    private static final String THINGS = "OH-INF/thing/sample.xml";
    private static final String ADDON = "OH-INF/addon/addon.xml";
    private static final String CONFIG = "OH-INF/config/sensor.xml";

    private final Map<String, byte[]> files = new HashMap<>();

    @BeforeEach
    void readFiles() throws IOException {
        try (Stream<Path> paths = Files.walk(RESOURCES)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(RESOURCES.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
    }

    @Test
    void readsTypesParametersAndTexts() {
        AddonDescription addon = AddonReader.read(files);
        assertThat(addon.id(), is("sample"));
        ThingType sensor = addon.thingTypes().get("sample:sensor");
        assertThat(sensor.supportedBridges(), is(List.of("sample:gateway")));
        assertThat(sensor.groups().get(1).typeUID(), is("sample:device"));
        assertThat(sensor.parameters().get(1).defaultValue(), is("10"));
        ChannelType weight = addon.channelTypes().get("sample:weight");
        assertThat(weight.itemType(), is("Number:Mass"));
        assertThat(weight.unitHint(), is("kg"));
        assertThat(weight.pattern(), is("%.1f %unit%"));
        assertThat(addon.channelTypes().get("sample:event").isTrigger(), is(true));
        assertThat(addon.channelTypes().get("system:battery-level").itemType(), is("Number"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            // well-formed and known
            THINGS + " | </thing:thing-descriptions> | </thing:things> | not well-formed",
            THINGS + " | <label>Gateway</label> | <label>Gateway</label><colour>red</colour> | <colour> is not known",
            THINGS + " | thing-description/v1.0.0 | thing/v1.0.0 | has to be <thing-descriptions>",
            THINGS + " | <thing-type id=\"sensor\"> | <thing-type id=\"sensor\" big=\"true\"> | attribute 'big'",
            THINGS + " | bindingId=\"sample\" | bindingId=\"example\" | but the add-on's id is \"sample\"",
            // order
            THINGS + " | <label>Sensor</label> | | but has to contain",
            THINGS + " | <label>Count</label> | <category>Line</category><label>Count</label>"
                    + " | but has to contain",
            // ids
            THINGS + " | <channel-type id=\"fat\"> | <channel-type id=\"fatRatio\"> | not of the form lower-case-hyphen",
            THINGS + " | <channel-type id=\"count\"> | <channel-type id=\"fat\"> | is there twice",
            THINGS + " | <channel id=\"count\" | <channel id=\"fat\" | is there twice",
            THINGS + " | <property name=\"vendor\"> | <property name=\"the-vendor\"> | not camelCase",
            // references
            THINGS + " | typeId=\"presence\" | typeId=\"absence\" | sample:absence\", which does not exist",
            THINGS + " | typeId=\"body\" | typeId=\"soul\" | sample:soul\", which does not exist",
            THINGS + " | system.low-battery | system.high-battery | or the sandbox does not know",
            THINGS + " | <bridge-type-ref id=\"gateway\"/> | <bridge-type-ref id=\"sensor\"/> | bridge type",
            THINGS + " | thing-type:sample:sensor | thing-type:sample:other | OH-INF/config does not describe",
            THINGS + " | <label>Weight</label> | <label>@text/missing</label> | text 'missing'",
            // channel types
            THINGS + " | Number:Mass | Number:Mess | is not an item type",
            THINGS + " | unitHint=\"mmHg\" | unitHint=\"kg\" | not one for Number:Pressure",
            THINGS + " | unitHint=\"mmHg\" | unitHint=\"bpm\" | does not understand the unit",
            THINGS + " | <kind>trigger</kind> | <item-type>Switch</item-type><kind>trigger</kind> | has no item-type",
            THINGS + " | <kind>trigger</kind> | <kind>shot</kind> | unknown kind",
            THINGS + " | <tag>Measurement</tag> | <tag>Temperature</tag> | has to have one point",
            THINGS + " | <tag>Measurement</tag> | <tag>Weight</tag> | neither a semantic point",
            THINGS + " | <label>Pressure</label> | <label>Pressure of the Blood in mmHg</label> | longer than 25",
            THINGS + " | readOnly=\"true\" pattern=\"%d\" | readOnly=\"yes\" pattern=\"%d\" | neither true nor false",
            // parameters
            CONFIG + " | name=\"interval\" | name=\"the-interval\" | not camelCase",
            CONFIG + " | type=\"integer\" | type=\"number\" | unknown type",
            CONFIG + " | <default>10</default> | <default>100</default> | must not be greater than 60",
            CONFIG + " | <default>NORMAL</default> | <default>FAST</default> | does not match allowed",
            CONFIG + " | <label>Mode</label> | <label>Mode</label><label>Mode</label> | a second time",
            // the add-on itself
            ADDON + " | <type>binding</type> | <type>persistence</type> | hosts bindings",
            ADDON + " | <connection>local</connection> | <connection>radio</connection> | unknown connection" })
    void findsTheMistake(String file, String what, String by, String message) {
        SandboxException refused = refused(file, what, by == null ? "" : by);
        assertThat(refused.getMessage(), containsString(message));
        assertThat(refused.getMessage(), containsString(file + ":"));
    }

    @Test
    void missesTheDescriptionOfTheAddon() {
        files.remove(ADDON);
        SandboxException refused = assertThrows(SandboxException.class, () -> AddonReader.read(files));
        assertThat(refused.getMessage(), is("OH-INF/addon/addon.xml: missing"));
    }

    @Test
    void findsAFileThatOpenhabWouldNotRead() {
        files.put("OH-INF/things/more.xml", new byte[0]);
        SandboxException refused = assertThrows(SandboxException.class, () -> AddonReader.read(files));
        assertThat(refused.getMessage(), containsString("OH-INF/things/more.xml"));
    }

    @Test
    void findsATextThatIsNoMessageFormat() {
        SandboxException refused = refused("OH-INF/i18n/sample.properties", "\"{0}\"", "{name}");
        assertThat(refused.getMessage(), containsString("'status.asleep' is no message format"));
    }

    @Test
    void takesTheTranslationOfALanguageOtherwiseTheEnglishText() {
        files.put("OH-INF/i18n/sample_de.properties", "action.greet.label = Grüßen".getBytes(StandardCharsets.UTF_8));
        Texts texts = AddonReader.read(files).texts();
        assertThat(texts.find("action.greet.label", Locale.forLanguageTag("de-AT")), is("Grüßen"));
        assertThat(texts.find("action.greet.label", Locale.FRENCH), is("Greet Somebody"));
        assertThat(texts.find("thing-type.sample.sensor.label", Locale.GERMAN), is("Sensor"));
    }

    private SandboxException refused(String file, String what, String by) {
        String content = new String(files.get(file), StandardCharsets.UTF_8);
        assertThat(content, containsString(what));
        files.put(file, content.replaceFirst(Pattern.quote(what),
                Matcher.quoteReplacement(by)).getBytes(StandardCharsets.UTF_8));
        return assertThrows(SandboxException.class, () -> AddonReader.read(files));
    }
}
