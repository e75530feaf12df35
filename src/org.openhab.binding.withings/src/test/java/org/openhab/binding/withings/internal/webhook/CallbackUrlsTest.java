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
package org.openhab.binding.withings.internal.webhook;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.net.URI;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.config.UrlFlaw;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * Which callback URLs Withings accepts, and which are ours.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CallbackUrlsTest {
    private static final String ACCOUNT = "withings:account:home";
    private static final URI CLOUD = URI.create("https://cloud.example.org/api/hooks/1f6a");

    private final MemoryStorage storage = new MemoryStorage();
    private final CallbackUrls addresses = start();

    /** Begins with what is stored, as after a restart. */
    private CallbackUrls start() {
        return new CallbackUrls(new SealedStorage(storage, new AesCipher(1)), ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org/withings/webhook/%s",
            "https://old.example.org/withings/webhook/%s/?probe=0a1b" })
    void knowsItsSecretUnderEveryName(String listed) {
        assertThat(addresses.contains(listed.formatted(addresses.secret())), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://cloud.example.org/api/hooks/1f6a",
            "https://CLOUD.example.org:443/api/hooks/1f6a/",
            "https://cloud.example.org/api/hooks/1f6a?probe=0a1b", "https://cloud.example.org/api/hooks/1f6a/?probe=" })
    void knowsWhatWithingsHasBeenGivenInEverySpelling(String listed) {
        addresses.remember(CLOUD);

        assertThat(addresses.contains(listed), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://cloud.example.org/api/hooks/1f6b", "https://cloud.example.org/api/hooks",
            "https://other.example.org/api/hooks/1f6a", "https://home.example.org/withings/webhook/feedbeef",
            "https://home.example.org/?a=https://cloud.example.org/api/hooks/1f6a",
            "" })
    void doesNotTakeWhatIsSomebodyElses(String listed) {
        addresses.remember(CLOUD);

        assertThat(addresses.contains(listed), is(false));
    }

    @Test
    void remembersOverARestart() {
        addresses.remember(CLOUD);
        addresses.remember(URI.create("https://cloud.example.org/api/hooks/2"));

        CallbackUrls restarted = start();

        assertThat(restarted.secret(), is(addresses.secret()));
        assertThat(restarted.contains(CLOUD.toString()), is(true));
        assertThat(restarted.contains("https://cloud.example.org/api/hooks/2"), is(true));
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        for (int i = 0; i < CallbackUrls.MAXIMUM; i++) {
            addresses.remember(address(i));
        }
        addresses.remember(address(0));
        addresses.remember(CLOUD);

        CallbackUrls restarted = start();
        assertThat("in use again", restarted.contains(address(0).toString()), is(true));
        assertThat("the oldest", restarted.contains(address(1).toString()), is(false));
        assertThat(restarted.contains(address(2).toString()), is(true));
        assertThat(restarted.contains(CLOUD.toString()), is(true));
    }

    private static URI address(int number) {
        return URI.create("https://cloud.example.org/api/hooks/number-" + number);
    }

    @Test
    void beginsAnewWhenTheEntryCannotBeRead() {
        storage.put(ACCOUNT + "|webhook", "damaged");

        CallbackUrls restarted = start();

        assertThat(restarted.secret(), is(not(addresses.secret())));
        assertThat(start().secret(), is(restarted.secret()));
    }

    @Test
    void worksUntilTheNextStartWhenNothingCanBeStored() {
        CallbackUrls unstored = new CallbackUrls(new SealedStorage(storage, new AesCipher(1)) {
            @Override
            public void put(String key, String value) {
                throw new IllegalStateException("broken on purpose");
            }
        }, "withings:account:other");
        unstored.remember(CLOUD);

        assertThat(unstored.contains(CLOUD.toString()), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org", "https://home.example.org/", "HTTPS://home.example.org:443",
            " https://home.example.org/openhab " })
    void acceptsWhatWithingsAccepts(String publicUrl) {
        assertThat(CallbackUrls.flaw(publicUrl, addresses.secret()), is(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({ "http://home.example.org, NOT_HTTPS", "https://192.168.1.2, NO_DOMAIN_NAME",
            "https://[::1], NO_DOMAIN_NAME", "https://localhost, NO_DOMAIN_NAME",
            "https://home.example.org:8443, OTHER_PORT", "home.example.org, NOT_A_URL", "https://, NOT_A_URL",
            "https://home example.org, NOT_A_URL", "https://me:pw@home.example.org, HAS_USER_NAME",
            "https://home.myopenhab.org, HAS_USER_NAME", "https://MYopenhab.org/, HAS_USER_NAME",
            "https://myopenhab.org.example.org:8443, OTHER_PORT", "https://home.example.org/?a=b, NOT_A_URL" })
    void namesWhatIsWrongWithAPublicUrl(String publicUrl, UrlFlaw flaw) {
        assertThat(CallbackUrls.flaw(publicUrl, addresses.secret()), is(Optional.of(flaw)));
    }

    @Test
    void namesAPublicUrlThatBecomesTooLong() {
        assertThat(CallbackUrls.flaw("https://home.example.org/" + "a".repeat(200), addresses.secret()),
                is(Optional.of(UrlFlaw.TOO_LONG)));
    }

    @ParameterizedTest
    @CsvSource({ "https://home.example.org/withings/webhook/s, true",
            "https://HOME.example.org:443/withings/webhook/s/, true",
            "https://old.example.org/withings/webhook/s, false",
            "https://home.example.org/withings/webhook/s?probe=0a1b, false" })
    void recognisesTheCurrentUrlInEverySpelling(String listed, boolean same) {
        assertThat(CallbackUrls.same(listed, CallbackUrls.of("https://home.example.org/", "s")), is(same));
    }
}
