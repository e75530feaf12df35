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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tokens of an account's people valid and never loses them. Used on the account's executor only.
 * <p>
 * Withings issues a new refresh token with every renewal; the old one becomes invalid when the new access token is used
 * for the first time (Withings reference, OAuth2). So there is one renewal at a time per person, and new tokens are
 * stored before they are used: whenever openHAB is stopped, the stored tokens are still valid. If an answer gets lost,
 * the old refresh token still is. Network failures never invalidate tokens.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TokenKeeper {
    /** How long before its expiry a token is renewed; a short-lived one when a tenth of its lifetime is left. */
    private static final Duration RENEWAL_MARGIN = Duration.ofMinutes(5);
    private static final int RENEWAL_FRACTION = 10;
    /** New tokens are not used before openHAB's storage has written them to disk, half a second after a change. */
    private static final Duration ON_DISK = Duration.ofSeconds(2);
    /** When to check again whether a consent has ended: Withings may refuse a valid token by mistake. */
    private static final List<Duration> RECHECKS = List.of(Duration.ofMinutes(5), Duration.ofHours(1),
            Duration.ofHours(6));

    private final Logger logger = LoggerFactory.getLogger(TokenKeeper.class);
    private final TokenClient client;
    private final TokenStore store;
    private final ApiContext context;
    private final Consumer<String> consentEnded;
    private final Consumer<String> consentResumed;
    private final Map<String, Person> people = new HashMap<>();

    private static final class Person {
        /** Null if the stored tokens cannot be read. */
        private @Nullable Tokens tokens;
        private boolean ended;
        private boolean rechecked;
        private @Nullable String rejectedToken;
        private @Nullable CompletableFuture<String> renewal;

        Person(@Nullable Tokens tokens) {
            this.tokens = tokens;
        }

        @Nullable
        Tokens usableTokens() {
            Tokens current = tokens;
            return ended || current == null || current.accessToken().equals(rejectedToken) ? null : current;
        }
    }

    /** The consumers get the ID of a user whose consent has ended, or is valid again after a recheck. */
    public TokenKeeper(TokenClient client, TokenStore store, ApiContext context, Consumer<String> consentEnded,
            Consumer<String> consentResumed) {
        this.client = client;
        this.store = store;
        this.context = context;
        this.consentEnded = consentEnded;
        this.consentResumed = consentResumed;
        store.people().forEach(userId -> people.put(userId, new Person(store.load(userId))));
    }

    /** Stores the tokens of a consent, new or repeated; throws an {@link IllegalStateException} if that fails. */
    public void consented(Tokens tokens) {
        store.save(tokens);
        people.put(tokens.userId(), new Person(tokens));
    }

    public void forget(String userId) {
        store.remove(userId);
        people.remove(userId);
    }

    public Set<String> people() {
        return Set.copyOf(people.keySet());
    }

    public boolean consents(String userId) {
        Person person = people.get(userId);
        return person != null && !person.ended && person.tokens != null;
    }

    public Set<String> scopes(String userId) {
        Tokens tokens = tokens(userId);
        return tokens == null ? Set.of() : tokens.scopes();
    }

    /** Returns the current tokens; null if there are none or they cannot be read. */
    public @Nullable Tokens tokens(String userId) {
        Person person = people.get(userId);
        return person == null ? null : person.tokens;
    }

    /** To be called when Withings refuses even a token that has just been renewed. */
    public void refused(String userId) {
        end(userId);
    }

    /** Returns a valid token, renewed before if it is about to expire. */
    CompletableFuture<String> accessToken(String userId) {
        return current(userId).exceptionallyCompose(error -> {
            Person person = people.get(userId);
            Tokens tokens = person == null ? null : person.usableTokens();
            // the renewal was early: the token is valid for a few more minutes
            return tokens != null && context.now().isBefore(tokens.expires())
                    ? CompletableFuture.completedFuture(tokens.accessToken())
                    : WithingsException.of(error).future();
        });
    }

    /** To be called when Withings refused a token; renews it unless there is a newer one already. */
    CompletableFuture<String> renew(String userId, String rejected) {
        Person person = people.get(userId);
        if (person != null) {
            person.rejectedToken = rejected;
        }
        return current(userId);
    }

    void accepted(String userId, String accessToken) {
        Person person = people.get(userId);
        if (person == null) {
            return;
        }
        Tokens tokens = person.tokens;
        person.rechecked = false;
        if (tokens != null && tokens.accessToken().equals(accessToken) && tokens.previousRefreshToken() != null) {
            Tokens used = tokens.withPreviousRefreshToken(null);
            person.tokens = used;
            try {
                store.replace(tokens, used);
            } catch (IllegalStateException e) {
                logger.debug("The previous refresh token stays stored: {}", e.getMessage());
            }
        }
    }

    private CompletableFuture<String> current(String userId) {
        Person person = people.get(userId);
        CompletableFuture<String> underWay = person == null ? null : person.renewal;
        if (underWay != null) {
            return underWay.copy();
        }
        Tokens tokens = person == null ? null : person.usableTokens();
        if (tokens != null && !isAboutToExpire(tokens)) {
            return CompletableFuture.completedFuture(tokens.accessToken());
        }
        if (person == null || person.ended || person.tokens == null) {
            return end(userId).future();
        }
        return renew(userId, person);
    }

    /** Callers get copies, so that none can cancel the renewal of the others. */
    private CompletableFuture<String> renew(String userId, Person person) {
        // the stored tokens may be newer, from a renewal that was under way when the account was closed
        Tokens tokens = store.load(userId);
        person.tokens = tokens;
        if (tokens == null) {
            return end(userId).future();
        }
        CompletableFuture<String> renewal = new CompletableFuture<>();
        person.renewal = renewal;
        refresh(tokens, tokens).exceptionallyCompose(error -> refreshWithPrevious(tokens, error))
                .thenCompose(renewed -> take(person, renewed))
                .exceptionallyCompose(error -> afterRefusal(tokens, WithingsException.of(error)))
                .whenComplete((accessToken, error) -> {
                    person.renewal = null;
                    WithingsException.complete(renewal, accessToken, error);
                });
        return renewal.copy();
    }

    private CompletableFuture<Tokens> refresh(Tokens stored, Tokens tokens) {
        return client.refresh(tokens, renewed -> store.replace(stored, renewed));
    }

    private CompletableFuture<Tokens> refreshWithPrevious(Tokens tokens, Throwable error) {
        WithingsException failure = WithingsException.of(error);
        String previous = tokens.previousRefreshToken();
        return failure.failure() == Failure.CONSENT_ENDED && previous != null
                ? refresh(tokens, tokens.withRefreshToken(previous))
                : failure.future();
    }

    /** Uses renewed tokens unless {@link TokenStore#replace} has dropped them. */
    private CompletableFuture<String> take(Person person, Tokens renewed) {
        Tokens stored = store.load(renewed.userId());
        if (stored == null || !stored.accessToken().equals(renewed.accessToken())) {
            return new WithingsException(Failure.CONSENT_ENDED, "The consent was replaced meanwhile").future();
        }
        person.tokens = stored;
        person.rejectedToken = null;
        CompletableFuture<String> onDisk = new CompletableFuture<>();
        context.after(ON_DISK, () -> onDisk.complete(renewed.accessToken()));
        return onDisk;
    }

    private CompletableFuture<String> afterRefusal(Tokens tokens, WithingsException failure) {
        if (failure.failure() != Failure.CONSENT_ENDED) {
            return failure.future();
        }
        Tokens stored = store.load(tokens.userId());
        Person person = people.get(tokens.userId());
        if (stored != null && person != null && !stored.refreshToken().equals(tokens.refreshToken())) {
            person.tokens = stored;
            return CompletableFuture.completedFuture(stored.accessToken());
        }
        end(tokens.userId());
        return failure.future();
    }

    private WithingsException end(String userId) {
        Person person = people.get(userId);
        if (person != null && !person.ended) {
            person.ended = true;
            consentEnded.accept(userId);
            if (!person.rechecked && person.tokens != null) {
                person.rechecked = true;
                RECHECKS.forEach(delay -> context.after(delay, () -> recheck(userId, person)));
            }
        }
        return new WithingsException(Failure.CONSENT_ENDED, "There is no valid consent");
    }

    private void recheck(String userId, Person person) {
        if (people.get(userId) == person && person.ended && person.renewal == null) {
            renew(userId, person).thenAccept(accessToken -> {
                if (people.get(userId) == person && person.ended) {
                    person.ended = false;
                    consentResumed.accept(userId);
                }
            });
        }
    }

    private boolean isAboutToExpire(Tokens tokens) {
        Duration part = Duration.between(tokens.issued(), tokens.expires()).dividedBy(RENEWAL_FRACTION);
        Duration margin = part.compareTo(RENEWAL_MARGIN) < 0 ? part : RENEWAL_MARGIN;
        return context.now().isAfter(tokens.expires().minus(margin));
    }
}
