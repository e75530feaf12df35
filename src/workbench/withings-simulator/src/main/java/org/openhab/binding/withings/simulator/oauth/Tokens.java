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
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * The valid codes and tokens. A used refresh token becomes invalid after 8 hours, or when the new access token is used.
 * Source: Withings developer guide, Get access - Access and refresh tokens.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Tokens {
    static final Duration ACCESS_LIFE = Duration.ofHours(3);
    private static final Duration REFRESH_LIFE = Duration.ofDays(365);
    private static final Duration USED_REFRESH_LIFE = Duration.ofHours(8);
    private static final Duration CODE_LIFE = Duration.ofSeconds(30);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();
    private final Map<String, Refresh> refreshes = new HashMap<>();
    private final List<Grant> grants = new ArrayList<>();

    /** A consent of a person to the application, to which all its tokens belong. */
    public static final class Grant {
        private final Person person;
        private final Set<Scope> scopes;
        private volatile boolean withdrawn;

        Grant(Person person, Set<Scope> scopes) {
            this.person = person;
            this.scopes = Set.copyOf(scopes);
        }

        public Person person() {
            return person;
        }

        public Set<Scope> scopes() {
            return scopes;
        }
    }

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

    record Pair(Grant grant, String accessToken, String refreshToken) {}

    public Tokens(Clock clock) {
        this.clock = clock;
    }

    /** Adds a consent; returns an authorization code. */
    synchronized String issueCode(Person person, Set<Scope> scopes, String redirectUri) {
        forgetTheDead();
        String code = secret();
        codes.put(code, new Code(new Grant(person, scopes), redirectUri, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** Exchanges a code, which is consumed; empty if it is invalid or was issued for another redirect URL. */
    synchronized Optional<Pair> exchange(String code, String redirectUri) {
        Code found = codes.remove(code);
        if (found == null || !clock.instant().isBefore(found.dies()) || !found.redirectUri().equals(redirectUri)) {
            return Optional.empty();
        }
        grants.add(found.grant());
        return Optional.of(issue(found.grant(), null));
    }

    /** Uses a refresh token; empty if it is invalid. */
    synchronized Optional<Pair> refresh(String refreshToken) {
        forgetTheDead();
        Refresh used = refreshes.get(refreshToken);
        if (used == null) {
            return Optional.empty();
        }
        Instant latest = clock.instant().plus(USED_REFRESH_LIFE);
        if (latest.isBefore(used.dies)) {
            used.dies = latest;
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

    /** Uses an access token, which invalidates the previous refresh token; empty if it is invalid. */
    public synchronized Optional<Grant> use(String accessToken) {
        Access access = accesses.get(accessToken);
        Instant now = clock.instant();
        if (access == null || access.grant().withdrawn || !now.isBefore(access.dies())) {
            return Optional.empty();
        }
        Refresh replaced = access.replaced();
        if (replaced != null) {
            replaced.dies = now;
        }
        return Optional.of(access.grant());
    }

    /** Returns the consent of a code or token without using it; empty if unknown. */
    public synchronized Optional<Grant> peek(@Nullable String secret) {
        if (secret == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(codes.get(secret)).map(Code::grant)
                .or(() -> Optional.ofNullable(accesses.get(secret)).map(Access::grant))
                .or(() -> Optional.ofNullable(refreshes.get(secret)).map(refresh -> refresh.grant));
    }

    /** The valid consents. */
    public synchronized List<Grant> grants() {
        return grants.stream().filter(grant -> !grant.withdrawn).toList();
    }

    /** Invalidates all tokens of the selected consents; returns the ended consents. */
    public synchronized List<Grant> withdraw(Predicate<Grant> chosen) {
        List<Grant> ended = grants().stream().filter(chosen).toList();
        ended.forEach(grant -> grant.withdrawn = true);
        forgetTheDead();
        return ended;
    }

    /** Expires all access tokens of a person. */
    public synchronized void expireAccess(Person person) {
        accesses.values().removeIf(access -> access.grant().person().equals(person));
    }

    private void forgetTheDead() {
        Instant now = clock.instant();
        codes.values().removeIf(code -> !now.isBefore(code.dies()));
        accesses.values().removeIf(access -> access.grant().withdrawn || !now.isBefore(access.dies()));
        refreshes.values().removeIf(refresh -> refresh.grant.withdrawn || !now.isBefore(refresh.dies));
        List<Grant> withTokens = refreshes.values().stream().map(refresh -> refresh.grant).distinct().toList();
        grants.removeIf(grant -> !withTokens.contains(grant));
    }

    private String secret() {
        byte[] bytes = new byte[20];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The scopes of a consent. Source: Withings developer guide, Get access - OAuth scopes. */
    public enum Scope {
        /** Devices and goals. */
        USER_INFO("user.info"),
        /** Measures and heart recordings. */
        USER_METRICS("user.metrics"),
        /** Activity, workouts and sleep. */
        USER_ACTIVITY("user.activity"),
        /** Notifications of getting into and out of bed and of the inflation of the mat. */
        USER_SLEEPEVENTS("user.sleepevents");

        private final String text;

        Scope(String text) {
            this.text = text;
        }

        /** The scope of a name, empty if there is none. */
        public static Optional<Scope> of(String text) {
            return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
        }

        /** The scopes as Withings lists them: separated by commas. */
        public static String list(Collection<Scope> scopes) {
            Set<Scope> ordered = scopes.isEmpty() ? EnumSet.noneOf(Scope.class) : EnumSet.copyOf(scopes);
            return ordered.stream().map(Scope::text).collect(Collectors.joining(","));
        }

        public String text() {
            return text;
        }
    }
}
