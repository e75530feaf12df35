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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.HostileInput;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.PlainCipher;
import org.openhab.binding.withings.internal.storage.SealedStorage;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Provide;

/**
 * Tokens that come from Withings or out of the storage are read, or they are none.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostileTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Tokens BEFORE = new Tokens("363", "acc3ss", "r3fresh", null, NOW, NOW.plusSeconds(10_800),
            Set.of("user.metrics"));

    @Provide
    Arbitrary<String> answers() {
        return Hostile.json("""
                {"status": 0, "body": {"userid": "363", "access_token": "a075f8c14fb8df40b08ebc8508533dc332a6910a",
                 "refresh_token": "f631236f02b991810feb774765b6ae8e6c6839ca", "expires_in": 10800,
                 "scope": "user.info,user.metrics", "csrf_token": "PACnnxwHTaBQOzF7bQqwFUUotIuvtzSM",
                 "token_type": "Bearer"}}""", "{\"status\": 0, \"body\": {\"nonce\": \"4c1a9e7a2f3b\"}}",
                "{\"status\": 601, \"body\": {\"wait_seconds\": 12}, \"error\": \"Too Many Requests\"}");
    }

    @HostileInput
    void anAnswerIsReadOrRefused(@ForAll("answers") String answer, @ForAll boolean renewal) {
        read(Records.tokens(NOW, renewal ? BEFORE : null), answer);
        read(Records.NONCE, answer);
    }

    private static @Nullable Object read(BodyType<?> type, String json) {
        try {
            return type.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (WithingsException e) {
            // the only way in which it may fail
            return null;
        }
    }

    @Provide
    Arbitrary<String> entries() {
        return Hostile.json("""
                {"version": 1, "userId": "363", "accessToken": "acc3ss", "refreshToken": "r3fresh",
                 "previousRefreshToken": "pr3vious", "issued": 1772366400, "expires": 1772377200,
                 "scopes": ["user.info", "user.metrics"]}""");
    }

    @HostileInput
    void anEntryIsReadOrTheConsentIsAskedForAgain(@ForAll("entries") String entry) {
        MemoryStorage storage = new MemoryStorage();
        storage.put("withings:account:home/363", entry);

        new TokenStore(new SealedStorage(storage, new PlainCipher()), "withings:account:home").load("363");
    }
}
