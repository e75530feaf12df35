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
package org.openhab.core.config.core;

import static org.junit.jupiter.api.Assertions.*;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What goes into a configuration and how it comes out as an object.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConfigurationTest {

    @Test
    void keepsEveryNumberAsBigDecimal() {
        Configuration configuration = new Configuration();

        configuration.put("int", 5);
        configuration.put("long", 5L);
        configuration.put("double", 0.5);

        assertEquals(new BigDecimal("5"), configuration.get("int"));
        assertEquals(new BigDecimal("5"), configuration.get("long"));
        assertEquals(new BigDecimal("0.5"), configuration.get("double"));
    }

    @Test
    void refusesWhatIsNeitherTextNorNumberNorBoolean() {
        assertThrows(IllegalArgumentException.class, () -> new Configuration().put("time", Instant.EPOCH));
        assertThrows(IllegalArgumentException.class, () -> new Configuration(Map.of("time", Instant.EPOCH)));
    }

    @Test
    void refusesACollectionOfDifferentTypes() {
        assertThrows(IllegalArgumentException.class, () -> new Configuration().put("list", List.of("a", 1)));
    }

    @Test
    void isNotChangedThroughWhatItGaveOut() {
        Configuration configuration = new Configuration(Map.of("a", "b"));
        Map<String, @Nullable Object> before = configuration.getProperties();

        configuration.put("a", "c");

        assertEquals(Map.of("a", "b"), before);
        assertThrows(UnsupportedOperationException.class, () -> before.put("a", "d"));
    }

    @Test
    void doesNotTellItsValuesInATextForTheLog() {
        assertEquals("Configuration[clientSecret:String, pollingInterval:BigDecimal]",
                new Configuration(Map.of("clientSecret", "hidden", "pollingInterval", 10)).toString());
    }

    @Test
    void fillsTheFieldsOfAnObjectInheritedOnesToo() {
        Configuration configuration = new Configuration(
                Map.of("clientId", "id", "pollingInterval", 15, "historyDays", 3, "enabled", true, "mode", "OFF"));

        AccountConfiguration account = configuration.as(AccountConfiguration.class);

        assertEquals("id", account.clientId);
        assertEquals(15, account.pollingInterval);
        assertEquals(3L, account.historyDays);
        assertEquals(Boolean.TRUE, account.enabled);
        assertEquals(Mode.OFF, account.mode);
    }

    @Test
    void keepsTheDefaultOfAFieldThatHasNoValue() {
        AccountConfiguration account = new Configuration().as(AccountConfiguration.class);

        assertEquals(10, account.pollingInterval);
        assertEquals("", account.clientId);
        assertNull(account.historyDays);
    }

    @Test
    void keepsTheDefaultOfAFieldWhoseValueDoesNotFit() {
        AccountConfiguration account = new Configuration(
                Map.of("pollingInterval", "often", "mode", "SOMETIMES", "clientId", 42)).as(AccountConfiguration.class);

        assertEquals(10, account.pollingInterval);
        assertEquals(Mode.AUTOMATIC, account.mode);
        assertEquals("", account.clientId);
    }

    @Test
    void readsNumbersAndBooleansFromTexts() {
        AccountConfiguration account = new Configuration(Map.of("pollingInterval", "20", "enabled", "true"))
                .as(AccountConfiguration.class);

        assertEquals(20, account.pollingInterval);
        assertEquals(Boolean.TRUE, account.enabled);
    }

    @Test
    void convertsTheElementsOfAList() {
        AccountConfiguration account = new Configuration(Map.of("types", List.of(1, 76)))
                .as(AccountConfiguration.class);

        assertEquals(List.of(1, 76), account.types);
    }

    @Test
    void makesAListOfASingleText() {
        assertEquals(List.of("a"), ConfigParser.valueAs("a", List.class));
    }

    @Test
    void fillsARecord() {
        Device device = new Configuration(Map.of("deviceId", "abc", "interval", 7)).as(Device.class);

        assertEquals(new Device("abc", 7, false), device);
    }

    enum Mode {
        AUTOMATIC,
        OFF
    }

    record Device(String deviceId, int interval, boolean simulated) {}

    /** What both kinds of configuration share. */
    public static class BaseConfiguration {
        public String clientId = "";
        public int pollingInterval = 10;
    }

    /** A configuration as handlers have it. */
    public static class AccountConfiguration extends BaseConfiguration {
        public @Nullable Long historyDays;
        public @Nullable Boolean enabled;
        public Mode mode = Mode.AUTOMATIC;
        public List<Integer> types = List.of();
    }
}
