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
package org.openhab.binding.withings.internal.config;

import static org.junit.jupiter.api.Assertions.*;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class UrlFlawTest {

    @ParameterizedTest
    @ValueSource(strings = { "", "home.example.org", "https://", "https://home example.org/", "ftp://home.example.org/",
            "javascript:alert(1)", "https:home.example.org", "/withings" })
    void findsInvalidUrls(String url) {
        assertEquals(Optional.of(UrlFlaw.NOT_A_URL), UrlFlaw.unusable(url));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://me:pw@home.example.org/", "http://me@192.168.1.5/withings",
            "https://me@home_1.example.org/", "https://withings.com@home.example.org/" })
    void findsAUserName(String url) {
        assertEquals(Optional.of(UrlFlaw.HAS_USER_NAME), UrlFlaw.unusable(url));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org/withings", " http://localhost:8080/withings ",
            "HTTPS://home.example.org", "https://my_openhab/withings" })
    void acceptsUrlsOfWebPages(String url) {
        assertEquals(Optional.empty(), UrlFlaw.unusable(url));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org/withings", "https://home.example.org:443/withings/",
            "HTTPS://Home.Example.Org/", "https://1.example.org/", "https://home-lan.example.org/" })
    void acceptsUrlsThatWithingsAccepts(String url) {
        assertEquals(Set.of(), UrlFlaw.of(URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://192.168.1.5/withings", "https://[fe80::1]/withings", "https://openhab/withings",
            "https://localhost/withings", "https://openhab.local/withings", "https://openhab.LAN/withings",
            "https://openhab.home.arpa/withings", "https://my_openhab/withings" })
    void findsHostsWithoutAPublicDomainName(String url) {
        assertEquals(Set.of(UrlFlaw.NO_DOMAIN_NAME), UrlFlaw.of(URI.create(url)));
    }

    @Test
    void findsPlainHttp() {
        assertEquals(Set.of(UrlFlaw.NOT_HTTPS), UrlFlaw.of(URI.create("http://home.example.org/")));
    }

    @Test
    void findsAnotherPort() {
        assertEquals(Set.of(UrlFlaw.OTHER_PORT),
                UrlFlaw.of(URI.create("https://home.example.org:8443/")));
    }

    @Test
    void findsAUrlThatIsTooLong() {
        String longest = "https://home.example.org/";
        longest += "x".repeat(255 - longest.length());

        assertEquals(Set.of(), UrlFlaw.of(URI.create(longest)));
        assertEquals(Set.of(UrlFlaw.TOO_LONG), UrlFlaw.of(URI.create(longest + "x")));
    }

    @Test
    void knowsTheExceptionForDevelopment() {
        assertTrue(UrlFlaw.isDevelopmentAddress(URI.create("http://localhost:8080/withings")));
        assertFalse(UrlFlaw.isDevelopmentAddress(URI.create("http://127.0.0.1:8080/withings")));
        assertFalse(UrlFlaw.isDevelopmentAddress(URI.create("https://localhost/withings")));
    }
}
