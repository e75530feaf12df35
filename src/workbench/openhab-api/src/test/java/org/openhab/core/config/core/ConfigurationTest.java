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
 * Configuration values and their conversion into objects.
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
    void fillsTheFieldsOfAnObject() {
        Configuration configuration = new Configuration(
                Map.of("clientId", "id", "pollingInterval", 15, "enabled", true));

        AccountConfiguration account = configuration.as(AccountConfiguration.class);

        assertEquals("id", account.clientId);
        assertEquals(15, account.pollingInterval);
        assertTrue(account.enabled);
    }

    @Test
    void keepsTheDefaultOfAFieldThatHasNoValue() {
        AccountConfiguration account = new Configuration().as(AccountConfiguration.class);

        assertEquals(10, account.pollingInterval);
        assertEquals("", account.clientId);
    }

    @Test
    void keepsTheDefaultOfAFieldWhoseValueDoesNotFit() {
        AccountConfiguration account = new Configuration(
                Map.of("pollingInterval", "often", "clientId", 42)).as(AccountConfiguration.class);

        assertEquals(10, account.pollingInterval);
        assertEquals("", account.clientId);
    }

    @Test
    void readsNumbersAndBooleansFromTexts() {
        AccountConfiguration account = new Configuration(Map.of("pollingInterval", "20", "enabled", "true"))
                .as(AccountConfiguration.class);

        assertEquals(20, account.pollingInterval);
        assertTrue(account.enabled);
    }

    /** A configuration as handlers have it. */
    public static class AccountConfiguration {
        public String clientId = "";
        public int pollingInterval = 10;
        public boolean enabled;
    }
}
