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
package org.openhab.binding.withings.simulator.oauth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * The codes and tokens that live. An access token lives 3 hours, a refresh token 1 year, a code 30 seconds and for one
 * use. A refresh issues a new refresh token; the one used for it dies 8 hours later or as soon as the new access token
 * is used. Source: Withings developer guide, Get access - Access and refresh tokens.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Tokens {

    /** How long an access token lives. */
    public static final Duration ACCESS_LIFE = Duration.ofHours(3);
    /** How long a refresh token lives that is not used. */
    public static final Duration REFRESH_LIFE = Duration.ofDays(365);
    /** How long a refresh token lives after its use, at most. */
    public static final Duration USED_REFRESH_LIFE = Duration.ofHours(8);
    /** How long a code lives. */
    public static final Duration CODE_LIFE = Duration.ofSeconds(30);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();
    private final Map<String, Refresh> refreshes = new HashMap<>();
    private final List<Grant> grants = new ArrayList<>();

    private record Code(Grant grant, String redirectUri, Instant dies) {}

    private record Access(Grant grant, Instant dies, @Nullable Refresh replaced) {}

    private static final class Refresh {

        private final Grant grant;
        private Instant dies;

        Refresh(Grant grant, Instant dies) {
            this.grant = grant;
            this.dies = dies;
        }
    }

    /**
     * A fresh pair of tokens.
     *
     * @param grant the consent behind it
     * @param accessToken opens the data for 3 hours
     * @param refreshToken buys the next pair
     */
    public record Pair(Grant grant, String accessToken, String refreshToken) {

        /** Tokens stay out of logs. */
        @Override
        public String toString() {
            return "Pair of tokens";
        }
    }

    /**
     * @param clock the time that codes and tokens live by
     */
    public Tokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * Notes a consent.
     *
     * @return a code for the tokens
     */
    public synchronized String issueCode(Person person, ClientApplication application, Set<Scope> scopes,
            String redirectUri) {
        forgetTheDead();
        Grant grant = new Grant(person, application, scopes);
        String code = secret();
        codes.put(code, new Code(grant, redirectUri, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /**
     * Exchanges a code, which dies of it.
     *
     * @return tokens, or nothing if the code is dead or unknown or was issued to another application or redirect URL
     */
    public synchronized Optional<Pair> exchange(ClientApplication application, String code, String redirectUri) {
        Code found = codes.get(code);
        if (found == null || !found.grant().application().equals(application)) {
            return Optional.empty();
        }
        codes.remove(code);
        if (!clock.instant().isBefore(found.dies()) || !found.redirectUri().equals(redirectUri)) {
            return Optional.empty();
        }
        grants.add(found.grant());
        return Optional.of(issue(found.grant(), null));
    }

    /**
     * @return tokens without a code, as for the demo account
     */
    public synchronized Pair issueDirectly(Person person, ClientApplication application, Set<Scope> scopes) {
        Grant grant = new Grant(person, application, scopes);
        grants.add(grant);
        return issue(grant, null);
    }

    /**
     * Uses a refresh token.
     *
     * @return a new pair, or nothing if the refresh token is dead, unknown or another application's
     */
    public synchronized Optional<Pair> refresh(ClientApplication application, String refreshToken) {
        forgetTheDead();
        Refresh used = refreshes.get(refreshToken);
        if (used == null || !used.grant.application().equals(application)) {
            return Optional.empty();
        }
        Instant inEightHours = clock.instant().plus(USED_REFRESH_LIFE);
        if (inEightHours.isBefore(used.dies)) {
            used.dies = inEightHours;
        }
        return Optional.of(issue(used.grant, used));
    }

    private Pair issue(Grant grant, @Nullable Refresh replaced) {
        Instant now = clock.instant();
        Pair pair = new Pair(grant, secret(), secret());
        accesses.put(pair.accessToken(), new Access(grant, now.plus(ACCESS_LIFE), replaced));
        refreshes.put(pair.refreshToken(), new Refresh(grant, now.plus(REFRESH_LIFE)));
        return pair;
    }

    /**
     * Uses an access token; the refresh token that bought it dies of it.
     *
     * @return the consent behind it, or nothing if the token is dead or unknown
     */
    public synchronized Optional<Grant> use(String accessToken) {
        Access access = accesses.get(accessToken);
        Instant now = clock.instant();
        if (access == null || !access.grant().isAlive() || !now.isBefore(access.dies())) {
            return Optional.empty();
        }
        Refresh replaced = access.replaced();
        if (replaced != null) {
            replaced.dies = now;
        }
        return Optional.of(access.grant());
    }

    /**
     * Looks at a code or token of any kind without using it.
     *
     * @return the consent behind it, or nothing if it is unknown
     */
    public synchronized Optional<Grant> peek(@Nullable String secret) {
        if (secret == null) {
            return Optional.empty();
        }
        Code code = codes.get(secret);
        Access access = accesses.get(secret);
        Refresh refresh = refreshes.get(secret);
        return Optional.ofNullable(code != null
                ? code.grant()
                : access != null ? access.grant() : refresh != null ? refresh.grant : null);
    }

    /**
     * @return the consents that hold
     */
    public synchronized List<Grant> grants() {
        return grants.stream().filter(Grant::isAlive).toList();
    }

    /**
     * Kills all tokens of the consents that are chosen.
     *
     * @return the consents that ended
     */
    public synchronized List<Grant> withdraw(Predicate<Grant> chosen) {
        List<Grant> ended = grants.stream().filter(Grant::isAlive).filter(chosen).toList();
        ended.forEach(Grant::withdraw);
        forgetTheDead();
        return ended;
    }

    /**
     * Lets all access tokens of a person expire at once.
     */
    public synchronized void expireAccess(Person person) {
        accesses.values().removeIf(access -> access.grant().person().equals(person));
    }

    private void forgetTheDead() {
        Instant now = clock.instant();
        codes.values().removeIf(code -> !now.isBefore(code.dies()));
        accesses.values().removeIf(access -> !access.grant().isAlive() || !now.isBefore(access.dies()));
        refreshes.values().removeIf(refresh -> !refresh.grant.isAlive() || !now.isBefore(refresh.dies));
        Collection<Grant> withTokens = refreshes.values().stream().map(refresh -> refresh.grant).distinct().toList();
        grants.removeIf(grant -> !withTokens.contains(grant));
    }

    private String secret() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
