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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.AccessTokens;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tokens of an account's people fresh and never loses them.
 * <p>
 * Withings gives a new refresh token with every renewal; the old one dies when the new access token is used for the
 * first time (Withings reference, OAuth2). So there is one renewal at a time per person, and new tokens are stored
 * before they are used: should we be stopped at any point, the stored tokens are still good. Should the answer get
 * lost, the old refresh token still is. Trouble on the way to Withings never costs a token.
 * <p>
 * The store is read every time, so that what is there is what counts, whoever put it there.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class TokenKeeper implements AccessTokens {
    /** How long before its end a token is renewed, for tokens that live for hours. */
    private static final Duration RENEWAL_MARGIN = Duration.ofMinutes(5);
    /** Tokens with short lives are renewed when a tenth is left. */
    private static final int RENEWAL_FRACTION = 10;
    /** openHAB's storage writes to the disk half a second after a change; new tokens wait for that. */
    private static final Duration ON_DISK = Duration.ofSeconds(2);

    /**
     * When to look again whether a consent has really ended: Withings may refuse a good token by mistake, and the
     * refresh token before lives for eight hours. Whoever has revoked the consent is not bothered for longer.
     */
    private static final List<Duration> SECOND_THOUGHTS = List.of(Duration.ofMinutes(5), Duration.ofHours(1),
            Duration.ofHours(6));

    private final Logger logger = LoggerFactory.getLogger(TokenKeeper.class);
    private final TokenClient client;
    private final TokenStore store;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;
    private final Consumer<String> consentEnded;
    private final Consumer<String> consentResumed;
    private final Map<String, CompletableFuture<String>> renewals = new HashMap<>();
    private final Map<String, String> rejectedTokens = new HashMap<>();
    private final Map<String, String> acceptedTokens = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, Integer> secondThoughts = new HashMap<>();
    private boolean closed;

    /**
     * @param consentEnded told the person when a consent turns out to have ended, once until there is a new one
     * @param consentResumed told the person when a consent that seemed to have ended turns out to be good
     */
    public TokenKeeper(TokenClient client, TokenStore store, ScheduledExecutorService scheduler, Clock clock,
            Consumer<String> consentEnded, Consumer<String> consentResumed) {
        this.client = client;
        this.store = store;
        this.scheduler = scheduler;
        this.clock = clock;
        this.consentEnded = consentEnded;
        this.consentResumed = consentResumed;
    }

    /**
     * Renews nothing any more: whoever comes after does it. A renewal that is under way still stores what it gets.
     */
    public synchronized void close() {
        closed = true;
    }

    /**
     * Takes the tokens of a new or repeated consent.
     *
     * @throws CompletionException with a {@link WithingsException} when they cannot be stored
     */
    public synchronized void consented(Tokens tokens) {
        save(tokens);
        String userId = tokens.userId();
        ended.remove(userId);
        secondThoughts.remove(userId);
        rejectedTokens.remove(userId);
        acceptedTokens.remove(userId);
    }

    /**
     * Removes all that is known of a person.
     */
    public synchronized void forget(String userId) {
        store.remove(userId);
        ended.remove(userId);
        secondThoughts.remove(userId);
        rejectedTokens.remove(userId);
        acceptedTokens.remove(userId);
    }

    /**
     * @return everyone who ever consented and was not forgotten
     */
    public Set<String> people() {
        return store.people();
    }

    /**
     * @return whether, for all that is known, the person's consent is good
     */
    public synchronized boolean consents(String userId) {
        return !ended.contains(userId) && store.load(userId) != null;
    }

    /**
     * @return what the person allowed, by Withings' names
     */
    public Set<String> scopes(String userId) {
        Tokens tokens = store.load(userId);
        return tokens == null ? Set.of() : tokens.scopes();
    }

    /**
     * Withings refuses even a token that has just been renewed: without a new consent nothing will help.
     */
    public void refused(String userId) {
        ended(userId, null);
    }

    @Override
    public CompletableFuture<String> accessToken(String userId) {
        return current(userId, null).exceptionallyCompose(trouble -> {
            Tokens tokens = usableTokens(userId);
            // renewed early for nothing: the token is good for a few more minutes
            return tokens != null && Instant.now(clock).isBefore(tokens.expires())
                    ? CompletableFuture.completedFuture(tokens.accessToken())
                    : CompletableFuture.failedFuture(WithingsException.of(trouble));
        });
    }

    @Override
    public CompletableFuture<String> renew(String userId, String rejected) {
        return current(userId, rejected);
    }

    @Override
    public synchronized void accepted(String userId, String accessToken) {
        if (accessToken.equals(acceptedTokens.put(userId, accessToken))) {
            return;
        }
        secondThoughts.remove(userId);
        Tokens tokens = store.load(userId);
        if (tokens != null && tokens.accessToken().equals(accessToken) && tokens.previousRefreshToken() != null) {
            try {
                store.save(tokens.withPreviousRefreshToken(null));
            } catch (IllegalStateException e) {
                logger.debug("A used-up refresh token stays stored: {}", e.getMessage());
            }
        }
    }

    private CompletableFuture<String> current(String userId, @Nullable String rejected) {
        CompletableFuture<String> renewal = new CompletableFuture<>();
        Tokens tokens;
        synchronized (this) {
            if (rejected != null) {
                rejectedTokens.put(userId, rejected);
            }
            CompletableFuture<String> underWay = renewals.get(userId);
            if (underWay != null) {
                return underWay.copy();
            }
            tokens = ended.contains(userId) ? null : store.load(userId);
            if (tokens != null) {
                if (!tokens.accessToken().equals(rejectedTokens.get(userId)) && !isAboutToExpire(tokens)) {
                    return CompletableFuture.completedFuture(tokens.accessToken());
                }
                if (closed) {
                    return CompletableFuture.failedFuture(
                            new WithingsException(Failure.UNREACHABLE, "The account has been closed"));
                }
                renewals.put(userId, renewal);
            }
        }
        if (tokens == null) {
            return CompletableFuture.failedFuture(ended(userId, null));
        }
        renew(tokens).whenComplete((accessToken, trouble) -> {
            synchronized (this) {
                renewals.remove(userId, renewal);
            }
            if (trouble == null) {
                renewal.complete(accessToken);
            } else {
                renewal.completeExceptionally(WithingsException.of(trouble));
            }
        });
        return renewal.copy();
    }

    private synchronized @Nullable Tokens usableTokens(String userId) {
        Tokens tokens = ended.contains(userId) ? null : store.load(userId);
        return tokens == null || tokens.accessToken().equals(rejectedTokens.get(userId)) ? null : tokens;
    }

    private boolean isAboutToExpire(Tokens tokens) {
        Duration part = Duration.between(tokens.issued(), tokens.expires()).dividedBy(RENEWAL_FRACTION);
        Duration margin = part.compareTo(RENEWAL_MARGIN) < 0 ? part : RENEWAL_MARGIN;
        return Instant.now(clock).isAfter(tokens.expires().minus(margin));
    }

    private CompletableFuture<String> renew(Tokens tokens) {
        return client.refresh(tokens).exceptionallyCompose(trouble -> refreshWithPrevious(tokens, trouble))
                .thenCompose(renewed -> store(tokens, renewed))
                .exceptionallyCompose(trouble -> afterRefusal(tokens, WithingsException.of(trouble)));
    }

    private CompletableFuture<Tokens> refreshWithPrevious(Tokens tokens, Throwable trouble) {
        WithingsException failure = WithingsException.of(trouble);
        String previous = tokens.previousRefreshToken();
        return failure.failure() == Failure.CONSENT_ENDED && previous != null
                ? client.refresh(tokens.withRefreshToken(previous))
                : CompletableFuture.failedFuture(failure);
    }

    /**
     * Stores renewed tokens, unless the person was forgotten or consented anew meanwhile.
     */
    private CompletableFuture<String> store(Tokens old, Tokens renewed) {
        synchronized (this) {
            Tokens stored = store.load(old.userId());
            if (stored == null || !stored.refreshToken().equals(old.refreshToken())) {
                return CompletableFuture.failedFuture(
                        new WithingsException(Failure.CONSENT_ENDED, "The consent was replaced meanwhile"));
            }
            save(renewed);
            rejectedTokens.remove(old.userId());
        }
        CompletableFuture<String> onDisk = new CompletableFuture<>();
        try {
            scheduler.schedule(() -> onDisk.complete(renewed.accessToken()), ON_DISK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            onDisk.completeExceptionally(
                    new WithingsException(Failure.UNREACHABLE, "The scheduler has been shut down", e));
        }
        return onDisk;
    }

    private CompletableFuture<String> afterRefusal(Tokens tokens, WithingsException failure) {
        if (failure.failure() != Failure.CONSENT_ENDED) {
            return CompletableFuture.failedFuture(failure);
        }
        Tokens stored = store.load(tokens.userId());
        if (stored != null && !stored.refreshToken().equals(tokens.refreshToken())) {
            return CompletableFuture.completedFuture(stored.accessToken());
        }
        return CompletableFuture.failedFuture(ended(tokens.userId(), failure));
    }

    /**
     * Notes that a consent has ended, and tells so if that is news. Someone who was forgotten is nobody's concern.
     */
    private WithingsException ended(String userId, @Nullable WithingsException refusal) {
        boolean news;
        synchronized (this) {
            news = store.people().contains(userId) && ended.add(userId);
        }
        if (news) {
            consentEnded.accept(userId);
            thinkAgainLater(userId);
        }
        return refusal != null
                ? refusal
                : new WithingsException(Failure.CONSENT_ENDED, "There is no consent that could be used");
    }

    private synchronized void thinkAgainLater(String userId) {
        int thoughts = secondThoughts.merge(userId, 1, Integer::sum);
        if (closed || thoughts > SECOND_THOUGHTS.size() || store.load(userId) == null) {
            return;
        }
        try {
            scheduler.schedule(() -> thinkAgain(userId), SECOND_THOUGHTS.get(thoughts - 1).toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            logger.debug("Whether the consent has really ended is left open: {}", e.getMessage());
        }
    }

    private void thinkAgain(String userId) {
        Tokens tokens;
        synchronized (this) {
            tokens = closed || !ended.contains(userId) ? null : store.load(userId);
        }
        if (tokens == null) {
            return;
        }
        renew(tokens).whenComplete((accessToken, trouble) -> {
            boolean resumed;
            synchronized (this) {
                resumed = trouble == null && !closed && ended.remove(userId);
            }
            if (resumed) {
                consentResumed.accept(userId);
            } else if (trouble != null) {
                thinkAgainLater(userId);
            }
        });
    }

    private void save(Tokens tokens) {
        try {
            store.save(tokens);
        } catch (IllegalStateException e) {
            throw new CompletionException(
                    new WithingsException(Failure.SERVICE_TROUBLE, "The tokens cannot be stored", e));
        }
    }
}
