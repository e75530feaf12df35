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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TokenStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ACCOUNT = "withings:account:home";
    private static final Tokens TOKENS = new Tokens("363", "acc3ss", "r3fresh", "pr3vious", NOON,
            NOON.plusSeconds(10_800), Set.of("user.metrics", "user.activity"), "Anna");

    private final MemoryStorage storage = new MemoryStorage();
    private final AesCipher cipher = new AesCipher(1);
    private final TokenStore store = new TokenStore(new SealedStorage(storage, cipher), ACCOUNT);

    private String key() {
        return storage.getKeys().iterator().next();
    }

    @Test
    void storesTokensEncrypted() throws Exception {
        store.save(TOKENS);
        assertThat(new TokenStore(new SealedStorage(storage, cipher), ACCOUNT).load("363"), is(TOKENS));
        assertThat(storage.getValues().toString(), not(matchesPattern(".*(acc3ss|r3fresh|pr3vious).*")));
        assertThat("in logs", TOKENS.toString(), not(matchesPattern(".*(acc3ss|r3fresh|pr3vious|363).*")));
    }

    @Test
    void removesAllTokensOfAnAccount() throws Exception {
        TokenStore other = new TokenStore(new SealedStorage(storage, cipher), "withings:account:home2");
        other.save(TOKENS);
        store.save(TOKENS);
        assertThat(other.people(), contains("363"));
        storage.put(ACCOUNT + "/364", "damaged");
        store.removeAll();
        assertThat(storage.getKeys(), contains("withings:account:home2/363"));
    }

    @Test
    void replacesOnlyTheTokensThatWereRenewed() throws Exception {
        Tokens renewed = new Tokens("363", "acc3ss-2", "r3fresh-2", "r3fresh", NOON, NOON, Set.of(), null);
        store.save(TOKENS);
        store.replace(TOKENS, renewed);
        assertThat(store.load("363"), is(renewed));
        store.replace(TOKENS, TOKENS);
        assertThat("they were replaced before", store.load("363"), is(renewed));
        store.remove("363");
        store.replace(renewed, TOKENS);
        assertThat("the person was removed", store.people(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
    void ignoresADamagedEntry(String damaged) throws Exception {
        store.save(TOKENS);
        storage.put(key(), damaged);
        assertThat(store.load("363"), is(nullValue()));
        assertThat(store.people(), contains("363"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"userId\": 1", "nothing", "{\"refreshToken\": \"r\"}",
            "{\"userId\": \"364\", \"accessToken\": \"a\", \"refreshToken\": \"r\"}",
            "{\"userId\": \"363\", \"accessToken\": \"a\", \"refreshToken\": null}",
            "{\"userId\": \"363\", \"refreshToken\": \"r\", \"expires\": \"soon\"}" })
    void ignoresAnEntryOfAnotherFormatOrPerson(String text) throws Exception {
        store.save(TOKENS);
        storage.put(key(), cipher.encrypt(text));
        assertThat(store.load("363"), is(nullValue()));
    }
}
