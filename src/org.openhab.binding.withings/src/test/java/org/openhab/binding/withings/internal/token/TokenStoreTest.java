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
package org.openhab.binding.withings.internal.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.auth.client.oauth2.StorageCipher;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TokenStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ACCOUNT = "withings:account:home";
    private static final Tokens TOKENS = new Tokens("363", "acc3ss", "r3fresh", "pr3vious", NOON,
            NOON.plusSeconds(10_800), Set.of("user.metrics", "user.activity"));

    private final MemoryStorage storage = new MemoryStorage();
    private final AesCipher cipher = new AesCipher(1);
    private final TokenStore store = new TokenStore(new SealedStorage(storage, cipher), ACCOUNT);

    private String key() {
        return storage.getKeys().iterator().next();
    }

    @Test
    void givesBackWhatWasSaved() throws Exception {
        store.save(TOKENS);
        assertThat(new TokenStore(new SealedStorage(storage, cipher), ACCOUNT).load("363"), is(TOKENS));
    }

    @Test
    void givesBackTokensWithoutAPreviousOne() throws Exception {
        Tokens tokens = TOKENS.withPreviousRefreshToken(null);
        store.save(tokens);
        assertThat(store.load("363"), is(tokens));
    }

    @Test
    void storesNothingThatCanBeRead() throws Exception {
        store.save(TOKENS);
        assertThat(storage.getValues().toString(),
                not(anyOf(containsString("acc3ss"), containsString("r3fresh"), containsString("pr3vious"))));
    }

    @Test
    void knowsNothingOfPeopleWithoutTokens() {
        assertThat(store.load("363"), is(nullValue()));
        assertThat(store.people(), is(empty()));
    }

    @Test
    void keepsAccountsApart() throws Exception {
        TokenStore other = new TokenStore(new SealedStorage(storage, cipher), "withings:account:home2");
        store.save(TOKENS);
        assertThat(other.people(), is(empty()));
        assertThat(other.load("363"), is(nullValue()));
        assertThat(store.people(), contains("363"));
    }

    @Test
    void removesAPerson() throws Exception {
        store.save(TOKENS);
        store.remove("363");
        assertThat(store.load("363"), is(nullValue()));
        assertThat(storage.getKeys(), is(empty()));
    }

    @Test
    void takesTokensOfAnotherKeyForNoneButKnowsThePerson() throws Exception {
        store.save(TOKENS);
        TokenStore other = new TokenStore(new SealedStorage(storage, new AesCipher(2)), ACCOUNT);
        assertThat(other.load("363"), is(nullValue()));
        assertThat(other.people(), contains("363"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
    void takesADamagedEntryForNone(String damaged) throws Exception {
        store.save(TOKENS);
        storage.put(key(), damaged);
        assertThat(store.load("363"), is(nullValue()));
        assertThat(store.people(), contains("363"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{\"version\": 1", "nothing",
            "{\"version\": 2, \"userId\": \"363\", \"accessToken\": \"a\", \"refreshToken\": \"r\", \"issued\": 1772366400, \"expires\": 1772366400}",
            "{\"version\": 1, \"userId\": \"364\", \"accessToken\": \"a\", \"refreshToken\": \"r\", \"issued\": 1772366400, \"expires\": 1772366400}",
            "{\"version\": 1, \"userId\": \"363\", \"accessToken\": \"a\", \"refreshToken\": null, \"issued\": 1772366400, \"expires\": 1772366400}" })
    void takesAnEntryOfAnotherFormOrPersonForNone(String text) throws Exception {
        store.save(TOKENS);
        storage.put(key(), cipher.encrypt(text));
        assertThat(store.load("363"), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"refreshToken\": \"r\"}", "{\"refreshToken\": \"r\", \"later\": {\"form\": [1]}}",
            "{\"version\": 1, \"userId\": \"363\", \"accessToken\": null, \"refreshToken\": \"r\", \"issued\": null, \"expires\": 1772366400}",
            "{\"version\": 1, \"userId\": \"363\", \"accessToken\": \"a\", \"refreshToken\": \"r\"}" })
    void keepsTheRefreshTokenOfAnEntryWithoutTheRest(String text) throws Exception {
        store.save(TOKENS);
        storage.put(key(), cipher.encrypt(text));

        Tokens tokens = store.load("363");

        assertThat(tokens, is(notNullValue()));
        assertThat(tokens.refreshToken(), is("r"));
        assertThat("it has to be renewed first", tokens.expires(), is(Instant.EPOCH));
    }

    @Test
    void storesNothingWhenNothingCanBeEncrypted() {
        TokenStore broken = new TokenStore(new SealedStorage(storage, new StorageCipher() {
            @Override
            public String getUniqueCipherId() {
                return "broken";
            }

            @Override
            public @Nullable String encrypt(@Nullable String plaintext) {
                return null;
            }

            @Override
            public @Nullable String decrypt(@Nullable String base64CipherText) {
                return null;
            }
        }), ACCOUNT);
        assertThrows(IllegalStateException.class, () -> broken.save(TOKENS));
        assertThat(storage.getKeys(), is(empty()));
    }

    @Test
    void keepsTokensOutOfLogs() {
        assertThat(TOKENS.toString(), not(anyOf(containsString("acc3ss"), containsString("r3fresh"),
                containsString("pr3vious"), containsString("363"))));
    }
}
