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
package org.openhab.binding.withings.simulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.oauth.ConsentPage;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonObject;

/**
 * Consent, codes, tokens and signatures.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TokenTest extends SimulatorTest {
    private static final String CLIENT = SimulatorOptions.DEFAULT_CLIENT_ID;
    private static final String SECRET = SimulatorOptions.DEFAULT_CLIENT_SECRET;

    private static String consentQuery(String... changed) {
        return ConsentPage.PATH + "?" + form(changed);
    }

    @Test
    void asksWhoConsentsToWhat() throws IOException {
        HttpResponse<String> page = get(consentQuery("response_type", "code", "client_id", CLIENT, "state", "a\"b",
                "scope", "user.info,user.metrics", "redirect_uri", REDIRECT));

        assertThat(page.statusCode(), is(200));
        assertThat(page.body(), allOf(containsString("simulator"), containsString("Mira"), containsString("Jonas"),
                containsString("user.metrics"), containsString("value=\"a&quot;b\""), containsString("Deny")));
        assertThat(page.body(), not(containsString("user.activity")));
    }

    @Test
    void logsTheDemoUserInAndOffersToAcceptOnly() throws IOException {
        HttpResponse<String> page = get(consentQuery("response_type", "code", "client_id", CLIENT, "state", "s",
                "scope", "user.info", "redirect_uri", REDIRECT, "mode", "demo"));

        assertThat(page.body(), allOf(containsString("demo user"), containsString("Accept"),
                not(containsString("Deny")), not(containsString("Mira"))));

        HttpResponse<String> accepted = post(ConsentPage.PATH, null, "response_type", "code", "client_id", CLIENT,
                "state", "s", "scope", "user.info", "redirect_uri", REDIRECT, "mode", "demo", "decision", "accept");
        String code = query(URI.create(accepted.headers().firstValue("Location").orElseThrow())).getOrDefault("code",
                "");
        assertThat(exchange(code).getAsJsonObject("body").get("userid").getAsLong(),
                is(simulator().household().demoPerson().userId()));
    }

    @Test
    void showsAPageInsteadOfRedirectingWhenTheRequestIsNotRight() throws IOException {
        String right = consentQuery("response_type", "code", "client_id", CLIENT, "state", "s", "scope", "user.info",
                "redirect_uri", REDIRECT);
        for (String wrong : List.of(right.replace(CLIENT, "other-client"), right + "%2F",
                right.replace("=code", "=token"),
                right.replace("&state=s", ""), right.replace("&scope=user.info", ""),
                right.replace("user.info", "user.everything"))) {
            HttpResponse<String> page = get(wrong);

            assertThat(wrong, page.statusCode(), is(400));
            assertThat(page.headers().firstValue("Location").isPresent(), is(false));
        }
    }

    @Test
    void nestsTokensAndWritesTheUserIdInTurnsAsTextAndNumber() throws IOException {
        JsonObject first = exchange(code(mira(), "user.info,user.metrics")).getAsJsonObject("body");
        JsonObject second = exchange(code(jonas(), "user.info")).getAsJsonObject("body");

        assertThat(first.get("userid").getAsJsonPrimitive().isString(), is(true));
        assertThat(second.get("userid").getAsJsonPrimitive().isNumber(), is(true));
        assertThat(first.get("userid").getAsLong(), is(mira().userId()));
        assertThat(first.get("expires_in").getAsInt(), is(10_800));
        assertThat(first.get("scope").getAsString(), is("user.info,user.metrics"));
        assertThat(first.get("token_type").getAsString(), is("Bearer"));
    }

    @Test
    void decidesOnBehalfOfAPersonAsThePageDoes() throws IOException {
        URI request = simulator().address().resolve(consentQuery("response_type", "code", "client_id", CLIENT, "state",
                "s 2", "scope", "user.info,user.metrics", "redirect_uri", REDIRECT));

        String all = query(simulator().accept(request, jonas())).getOrDefault("code", "");
        URI part = simulator().accept(request, mira(), Set.of(Scope.USER_INFO, Scope.USER_ACTIVITY));
        Map<String, String> denied = query(simulator().accept(request, mira(), Set.of()));

        assertThat(exchange(all).getAsJsonObject("body").get("scope").getAsString(), is("user.info,user.metrics"));
        assertThat(exchange(query(part).getOrDefault("code", "")).getAsJsonObject("body").get("scope").getAsString(),
                is("user.info"));
        assertThat(denied, allOf(hasEntry("error", "access_denied"), hasEntry("state", "s 2")));
        URI wrong = URI.create(request.toString().replace(CLIENT, "other-client"));
        assertThrows(IllegalArgumentException.class, () -> simulator().accept(wrong, mira()));
    }

    @Test
    void refusesACodeAfterThirtySeconds() throws IOException {
        String code = code(mira(), ALL_SCOPES);
        String other = code(mira(), ALL_SCOPES);

        time.advance(Duration.ofSeconds(29));
        assertThat(status(exchange(other)), is(0));
        time.advance(Duration.ofSeconds(1));
        assertThat(status(exchange(code)), is(503));
    }

    @Test
    void refusesACodeWithAnotherRedirectUriOrAWrongSecret() throws IOException {
        String code = code(mira(), ALL_SCOPES);

        JsonObject wrongSecret = envelope("/v2/oauth2", null, "action", "requesttoken", "grant_type",
                "authorization_code", "client_id", CLIENT, "client_secret", "guessed", "code", code, "redirect_uri",
                REDIRECT);
        JsonObject otherRedirect = envelope("/v2/oauth2", null, "action", "requesttoken", "grant_type",
                "authorization_code", "client_id", CLIENT, "client_secret", SECRET, "code", code, "redirect_uri",
                "https://home.example.org/withings");

        assertThat(status(wrongSecret), is(503));
        assertThat(status(otherRedirect), is(503));
    }

    @Test
    void tellsHowLongToWaitWhenATokenCallIsRepeated() throws IOException {
        String code = code(mira(), ALL_SCOPES);
        exchange(code);
        time.advance(Duration.ofSeconds(4));

        JsonObject repeated = exchange(code);

        assertThat(status(repeated), is(601));
        assertThat(repeated.getAsJsonObject("body").get("wait_seconds").getAsInt(), is(6));
    }

    @Test
    void lettsTheOldRefreshTokenDieOnFirstUseOfTheNewAccessToken() throws IOException {
        TokenPair first = consent(mira(), ALL_SCOPES);
        TokenPair second = pair(refresh(first.refresh()));
        assertThat(second.refresh(), is(not(first.refresh())));
        time.advance(Duration.ofMinutes(1));
        TokenPair third = pair(refresh(first.refresh()));

        body("/v2/user", third.access(), "action", "getgoals");

        time.advance(Duration.ofMinutes(1));
        assertThat(status(refresh(first.refresh())), is(503));
        assertThat(status(refresh(second.refresh())), is(0));
    }

    @Test
    void letsTheOldRefreshTokenDieAfterEightHours() throws IOException {
        TokenPair first = consent(mira(), ALL_SCOPES);
        pair(refresh(first.refresh()));

        time.advance(Duration.ofHours(8).minusSeconds(1));
        assertThat(status(refresh(first.refresh())), is(0));
        time.advance(Duration.ofSeconds(11));
        assertThat(status(refresh(first.refresh())), is(503));
    }

    @Test
    void letsAnAccessTokenDieAfterThreeHoursAndARefreshTokenAfterAYear() throws IOException {
        TokenPair tokens = consent(mira(), ALL_SCOPES);

        time.advance(Duration.ofHours(3).minusSeconds(1));
        assertThat(status(envelope("/v2/user", tokens.access(), "action", "getgoals")), is(0));
        time.advance(Duration.ofSeconds(1));
        assertThat(status(envelope("/v2/user", tokens.access(), "action", "getgoals")), is(401));
        time.advance(Duration.ofDays(365));
        assertThat(status(refresh(tokens.refresh())), is(503));
    }

    @Test
    void issuesNoncesToWhoeverSignsWithTheSecret() throws Exception {
        JsonObject right = nonce(sign(SECRET, "getnonce," + CLIENT + ",1770000000"));
        JsonObject wrong = nonce(sign("guessed", "getnonce," + CLIENT + ",1770000000"));

        assertThat(right.getAsJsonObject("body").get("nonce").getAsString(), is(not(emptyString())));
        assertThat(status(wrong), is(342));
    }

    private JsonObject nonce(String signature) throws IOException {
        return envelope("/v2/signature", null, "action", "getnonce", "client_id", CLIENT, "timestamp", "1770000000",
                "signature", signature);
    }

    private String freshNonce() throws Exception {
        return nonce(sign(SECRET, "getnonce," + CLIENT + ",1770000000")).getAsJsonObject("body").get("nonce")
                .getAsString();
    }

    private static String sign(String secret, String values) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(values.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void takesASignatureInsteadOfTheSecretOnce() throws Exception {
        TokenPair tokens = consent(mira(), ALL_SCOPES);
        String nonce = freshNonce();
        String[] call = { "action", "requesttoken", "grant_type", "refresh_token", "client_id", CLIENT, "nonce", nonce,
                "signature", sign(SECRET, "requesttoken," + CLIENT + "," + nonce), "refresh_token",
                tokens.refresh() };

        assertThat(status(envelope("/v2/oauth2", null, call)), is(0));
        time.advance(Duration.ofSeconds(11));
        assertThat(status(envelope("/v2/oauth2", null, call)), is(342));
    }

    @Test
    void killsTokensAndSubscriptionsWhenTheApplicationRevokes() throws Exception {
        Person mira = mira();
        TokenPair tokens = consent(mira, ALL_SCOPES);
        String nonce = freshNonce();

        JsonObject revoked = envelope("/v2/oauth2", null, "action", "revoke", "client_id", CLIENT, "nonce", nonce,
                "signature", sign(SECRET, "revoke," + CLIENT + "," + nonce), "userid", Long.toString(mira.userId()));

        assertThat(status(revoked), is(0));
        assertThat(status(envelope("/v2/user", tokens.access(), "action", "getgoals")), is(401));
        assertThat(status(refresh(tokens.refresh())), is(503));
        assertThat(simulator().consents(), is(empty()));
    }

    @Test
    void refusesSecretsInTheUrl() throws IOException {
        HttpResponse<String> answer = get("/v2/oauth2?" + form("action", "requesttoken", "grant_type",
                "authorization_code", "client_id", CLIENT, "client_secret", SECRET, "code", code(mira(), ALL_SCOPES),
                "redirect_uri", REDIRECT));

        assertThat(answer.body(), containsString("\"status\":503"));
    }
}
