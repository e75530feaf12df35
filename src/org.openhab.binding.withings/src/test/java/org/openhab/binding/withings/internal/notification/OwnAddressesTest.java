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
import static org.hamcrest.Matchers.*;

import java.net.URI;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * Which addresses are ours.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class OwnAddressesTest {
    private static final String ACCOUNT = "withings:account:home";
    private static final String SECRET = "0123456789abcdef";
    private static final URI CLOUD = URI.create("https://cloud.example.org/api/hooks/1f6a");

    private final MemoryStorage storage = new MemoryStorage();
    private final OwnAddresses addresses = start();

    /** Begins with what is stored, as after a restart. */
    private OwnAddresses start() {
        return new OwnAddresses(new SealedStorage(storage, new AesCipher(1)), ACCOUNT, SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.example.org/withings/webhook/" + SECRET,
            "https://old.example.org/withings/webhook/" + SECRET + "/?probe=0a1b" })
    void knowsItsSecretUnderEveryName(String listed) {
        assertThat(addresses.contains(listed), is(true));
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
            "https://home.example.org/?a=/withings/webhook/" + SECRET, "" })
    void doesNotTakeWhatIsSomebodyElses(String listed) {
        addresses.remember(CLOUD);

        assertThat(addresses.contains(listed), is(false));
    }

    @Test
    void remembersOverARestart() {
        addresses.remember(CLOUD);
        addresses.remember(URI.create("https://cloud.example.org/api/hooks/2"));

        OwnAddresses restarted = start();

        assertThat(restarted.contains(CLOUD.toString()), is(true));
        assertThat(restarted.contains("https://cloud.example.org/api/hooks/2"), is(true));
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        for (int i = 0; i < OwnAddresses.MAXIMUM; i++) {
            addresses.remember(address(i));
        }
        addresses.remember(address(0));
        addresses.remember(CLOUD);

        OwnAddresses restarted = start();
        assertThat("in use again", restarted.contains(address(0).toString()), is(true));
        assertThat("the oldest", restarted.contains(address(1).toString()), is(false));
        assertThat(restarted.contains(address(2).toString()), is(true));
        assertThat(restarted.contains(CLOUD.toString()), is(true));
    }

    private static URI address(int number) {
        return URI.create("https://cloud.example.org/api/hooks/number-" + number);
    }

    @Test
    void keepsThemSecret() {
        addresses.remember(CLOUD);

        assertThat(String.join(" ", storage.getValues()), not(containsString("1f6a")));
    }

    @Test
    void leavesNothingBehind() {
        addresses.remember(CLOUD);

        OwnAddresses.forget(ACCOUNT, new SealedStorage(storage, new AesCipher(1)));

        assertThat(storage.getKeys(), is(empty()));
    }
}
