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
package org.openhab.binding.withings.internal.notification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;

/**
 * The rules for the public address.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CallbackUrlTest {
    private static final String SECRET = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org", "https://home.example.org/", "HTTPS://home.example.org:443",
            " https://home.example.org/openhab " })
    void takesWhatWithingsTakes(String publicUrl) {
        assertThat(CallbackUrl.flaw(publicUrl), is(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({ "http://home.example.org, NOT_HTTPS", "https://192.168.1.2, NO_DOMAIN_NAME",
            "https://[::1], NO_DOMAIN_NAME", "https://localhost, NO_DOMAIN_NAME",
            "https://home.example.org:8443, OTHER_PORT",
            "home.example.org, NOT_A_URL", "https://, NOT_A_URL", "https://home example.org, NOT_A_URL",
            "https://me:pw@home.example.org, NOT_A_URL", "https://home.example.org/?a=b, NOT_A_URL" })
    void namesWhatIsWrong(String publicUrl, UrlFlaw flaw) {
        assertThat(CallbackUrl.flaw(publicUrl), is(Optional.of(flaw)));
    }

    @Test
    void namesAnAddressThatBecomesTooLong() {
        assertThat(CallbackUrl.flaw("https://home.example.org/" + "a".repeat(200)), is(Optional.of(UrlFlaw.TOO_LONG)));
    }

    @Test
    void appendsPathAndSecret() {
        assertThat(CallbackUrl.of("https://home.example.org/", SECRET),
                is(URI.create("https://home.example.org/withings/webhook/" + SECRET)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org/withings/webhook/" + SECRET,
            "https://home.example.org/withings/webhook/" + SECRET + "/",
            "https://HOME.example.org:443/withings/webhook/" + SECRET })
    void recognisesItsOwnAddressInEverySpelling(String listed) {
        assertThat(CallbackUrl.same(listed, CallbackUrl.of("https://home.example.org", SECRET)), is(true));
    }

    @Test
    void anotherHostIsAnotherAddressButLeadsToTheSameWebhook() {
        String listed = "https://old.example.org/withings/webhook/" + SECRET;

        assertThat(CallbackUrl.same(listed, CallbackUrl.of("https://home.example.org", SECRET)), is(false));
        assertThat(CallbackUrl.leadsTo(listed, SECRET), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "?probe=0123456789abcdef", "/?probe=0123456789abcdef" })
    void whatIsLeftOfAProbeLeadsToTheWebhookButIsNotItsAddress(String query) {
        URI callback = CallbackUrl.of("https://home.example.org", SECRET);

        assertThat(CallbackUrl.leadsTo(callback + query, SECRET), is(true));
        assertThat(CallbackUrl.same(callback + query, callback), is(false));
    }

    @Test
    void anotherSecretIsSomebodyElses() {
        assertThat(CallbackUrl.leadsTo("https://home.example.org/withings/webhook/feedbeef", SECRET), is(false));
    }
}
