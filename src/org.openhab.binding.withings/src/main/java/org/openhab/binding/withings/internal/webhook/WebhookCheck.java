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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Appli;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.UrlFlaw;
import org.openhab.binding.withings.internal.webhook.WebhookState.Doubt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether Withings can notify openHAB, and finds out what to do if not. Withings itself probes a callback URL
 * when it is subscribed to, so a subscription to our URL with a nonce in its query is made and ended again.
 * <p>
 * One check runs at a time; calls during a check or just after it get the same result. May be used on any thread; the
 * work is done on the account's executor.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WebhookCheck {
    /** Withings refuses identical calls within this time (Withings reference, response status 601). */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Withings probes before it answers, as far as is known; a probe that was overtaken gets a little time. */
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(3);
    private static final String COMMENT = "openHAB webhook check";

    /** Results that need different remedies. Each has a text {@code check.<outcome>} with a sentence and what to do. */
    public enum Outcome {
        WORKS,
        OFF,
        /** Neither a public URL nor openHAB Cloud. */
        NO_ADDRESS,
        /** openHAB Cloud has not leased a URL. */
        CLOUD_SILENT,
        /** Withings cannot use the URL that is configured or leased. */
        ADDRESS_FLAWED,
        NAME_UNKNOWN,
        NO_CONNECTION,
        CERTIFICATE,
        LOGIN,
        /** A proxy or another server answers instead of openHAB. */
        OTHER_ANSWER,
        /** A proxy does not reach openHAB. */
        PROXY_ERROR,
        CLOUD_REMOTE_ACCESS_OFF,
        CLOUD_OFFLINE,
        /** Withings does not accept a URL at which openHAB reaches itself. */
        CALLBACK_REFUSED,
        /** Withings could not be asked. */
        WITHINGS_FAILED,
        NOTIFICATION_MISSED,
        NO_PERSON_CONNECTED,
        /** The person has no thing, so there is nothing to notify of. */
        NO_THING,
        SCOPE_MISSING,
        SUBSCRIPTION_MISSING
    }

    /**
     * The outcome for the account or for one person.
     *
     * @param person the person's name, null for the account
     * @param arguments arguments of the text
     */
    public record Finding(@Nullable String person, Outcome outcome, List<String> arguments) {
        static Finding of(Outcome outcome, String... arguments) {
            return new Finding(null, outcome, List.of(arguments));
        }

        Finding about(String name) {
            return new Finding(name, outcome, arguments);
        }

        /** @return what was found and what to do */
        public StatusText text() {
            return new StatusText("check." + Texts.key(outcome), arguments);
        }
    }

    /**
     * The result of a check.
     *
     * @param time when the check ended
     * @param host the public host name, null if there is none; not for logs
     * @param account the outcome for the account, which concerns all people
     * @param people the outcome for each person
     */
    public record Result(Instant time, @Nullable String host, Finding account, List<Finding> people) {

        /** @return whether Withings reaches openHAB and nothing needs to be done */
        public boolean works() {
            return account.outcome() == Outcome.WORKS && people.stream().map(Finding::outcome).allMatch(
                    Set.of(Outcome.WORKS, Outcome.NO_THING, Outcome.SCOPE_MISSING)::contains);
        }

        /**
         * @param locale the language, null for openHAB's own
         * @return a line for the account and one for each person
         */
        public List<String> lines(Texts texts, @Nullable Locale locale) {
            List<String> lines = new ArrayList<>(List.of(account.text().translated(texts, locale)));
            people.forEach(finding -> lines.add(finding.person() + ": " + finding.text().translated(texts, locale)));
            return lines;
        }
    }

    private final Logger logger = LoggerFactory.getLogger(WebhookCheck.class);
    private final AccountWebhook webhook;
    private final AccountWebhook.Account account;
    private final AccountWebhook.Services services;
    private volatile @Nullable CompletableFuture<Result> running;
    private volatile @Nullable Result last;

    WebhookCheck(AccountWebhook webhook, AccountWebhook.Account account, AccountWebhook.Services services) {
        this.webhook = webhook;
        this.account = account;
        this.services = services;
    }

    /**
     * Runs the check, unless it is running or has just been.
     *
     * @return the result, within about a minute
     */
    public synchronized CompletableFuture<Result> run() {
        CompletableFuture<Result> current = running;
        if (current != null) {
            return current.copy();
        }
        Result recent = last;
        if (recent != null && services.clock().instant().isBefore(recent.time().plus(PAUSE))) {
            return CompletableFuture.completedFuture(recent);
        }
        CompletableFuture<Result> started = new CompletableFuture<>();
        running = started;
        CompletableFuture.completedFuture(null).thenComposeAsync(none -> check(), services.executor())
                .whenComplete((found, thrown) -> {
                    ended(found);
                    if (thrown == null) {
                        logger.debug("The check of the webhook has ended: {}", found.account().outcome());
                        started.complete(found);
                    } else {
                        started.completeExceptionally(thrown);
                    }
                });
        return started.copy();
    }

    /** The result comes first, so that whenever no check is running its result is there. */
    private void ended(@Nullable Result found) {
        if (found != null) {
            last = found;
        }
        running = null;
    }

    public boolean isRunning() {
        return running != null;
    }

    /** @return the last result, null if there is none since the start */
    public @Nullable Result last() {
        return last;
    }

    private CompletableFuture<Result> check() {
        URI callback = webhook.url();
        if (callback == null) {
            return result(withoutAddress(), List.of());
        }
        if (account.people().isEmpty()) {
            return result(Finding.of(Outcome.NO_PERSON_CONNECTED), List.of());
        }
        // takes longer only when the cloud does not replace a deleted address
        return within(LIMIT, webhook.probeNow(), Finding.of(Outcome.CLOUD_SILENT)).thenCompose(probed -> {
            URI current = webhook.url();
            if (current == null) {
                return result(withoutAddress(), List.of());
            }
            return current.equals(callback)
                    ? check(callback, probed)
                    : webhook.probeNow().thenCompose(again -> check(current, again));
        });
    }

    private CompletableFuture<Result> result(Finding finding, List<Finding> people) {
        URI callback = webhook.url();
        return CompletableFuture.completedFuture(new Result(services.clock().instant(),
                callback == null ? null : callback.getHost(), finding, people));
    }

    private Finding withoutAddress() {
        WebhookState state = webhook.state();
        UrlFlaw flaw = state.flaw();
        if (flaw != null) {
            return Finding.of(Outcome.ADDRESS_FLAWED, WebhookState.flawReference(flaw));
        }
        return Finding.of(switch (state.way()) {
            case OFF -> Outcome.OFF;
            case NONE, PUBLIC_URL_MISSING, CLOUD_MISSING -> Outcome.NO_ADDRESS;
            default -> Outcome.CLOUD_SILENT;
        });
    }

    /** @param probed what a probe of the address from here gave */
    private CompletableFuture<Result> check(URI callback, Finding probed) {
        List<String> userIds = account.people().stream().sorted().toList();
        List<CompletableFuture<Finding>> people = userIds.stream().map(userId -> person(userId, callback)).toList();
        return CompletableFuture.allOf(people.toArray(CompletableFuture[]::new))
                .thenCompose(none -> roundTrip(userIds, callback, probed))
                .thenCompose(finding -> {
                    List<Finding> found = people.stream().map(CompletableFuture::join).toList();
                    for (int i = 0; i < found.size(); i++) {
                        if (found.get(i).outcome() == Outcome.SUBSCRIPTION_MISSING) {
                            webhook.repair(userIds.get(i));
                        }
                    }
                    return result(finding.outcome() == Outcome.WORKS ? works() : finding, found);
                });
    }

    private Finding works() {
        return Finding.of(webhook.state().doubt() == Doubt.MISSED ? Outcome.NOTIFICATION_MISSED : Outcome.WORKS);
    }

    private CompletableFuture<Finding> person(String userId, URI callback) {
        String name = account.label(userId);
        Set<Appli> wanted = account.wantedNotifications(userId);
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(Finding.of(Outcome.NO_THING).about(name));
        }
        CompletableFuture<Finding> finding = webhook.missing(userId, callback, wanted)
                .handleAsync((missing, thrown) -> {
                    if (thrown != null) {
                        return failed(WithingsException.of(thrown).failure());
                    }
                    return missing.isEmpty()
                            ? scopes(userId)
                            : Finding.of(Outcome.SUBSCRIPTION_MISSING, Integer.toString(wanted.size() - missing.size()),
                                    Integer.toString(wanted.size()));
                }, services.executor());
        return within(LIMIT, finding, failed(null)).thenApply(found -> found.about(name));
    }

    private Finding scopes(String userId) {
        Set<Scope> missing = account.missingScopes(userId);
        return switch (missing.size()) {
            case 0 -> Finding.of(Outcome.WORKS);
            case 1 -> Finding.of(Outcome.SCOPE_MISSING, "@text/page.scope." + missing.iterator().next().textKey());
            default -> Finding.of(Outcome.SCOPE_MISSING, "@text/check.several-permissions");
        };
    }

    /** @param failure null if Withings has not answered in time */
    private static Finding failed(@Nullable Failure failure) {
        return Finding.of(Outcome.WITHINGS_FAILED,
                "@text/action.failed." + (failure == null ? "no-answer" : failure.textKey()));
    }

    /**
     * Lets Withings probe our address by subscribing to it. The subscription is ended whenever Withings answers, also
     * after the check; what cannot be ended is revoked by the next repair.
     */
    private CompletableFuture<Finding> roundTrip(List<String> userIds, URI callback, Finding probed) {
        String subscriber = userIds.stream().filter(userId -> !account.wantedNotifications(userId).isEmpty())
                .findFirst().orElse(userIds.get(0));
        PersonApi api = account.api(subscriber);
        // the profile rarely changes, so few notifications arrive twice
        int appli = account.wantedNotifications(subscriber).stream()
                .min(Comparator.comparing(one -> one != Appli.PROFILE)).orElse(Appli.PROFILE).number();
        Webhooks.Nonce nonce = services.webhooks().nonce(callback);
        CompletableFuture<Finding> finding = api.subscribe(nonce.address(), appli, COMMENT).handle((none, thrown) -> {
            WithingsException failure = thrown == null ? null : WithingsException.of(thrown);
            if (failure == null || failure.failure().mayPass()) {
                api.revoke(nonce.address().toString(), appli);
            }
            if (failure == null) {
                return within(ARRIVAL_LIMIT, nonce.arrival().thenApply(arrived -> Finding.of(Outcome.WORKS)),
                        Finding.of(Outcome.OTHER_ANSWER));
            }
            return CompletableFuture
                    .completedFuture(failure.refusesCallback() ? refused(probed) : failed(failure.failure()));
        }).thenCompose(found -> found);
        return within(LIMIT, finding, failed(null)).whenComplete((found, thrown) -> nonce.close());
    }

    private static Finding refused(Finding probed) {
        return probed.outcome() == Outcome.WORKS ? Finding.of(Outcome.CALLBACK_REFUSED) : probed;
    }

    /** @return the result of a future, or another one if it does not complete in time; completes on the executor */
    private <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> awaited, T otherwise) {
        CompletableFuture<T> result = awaited.thenApplyAsync(value -> value, services.executor());
        services.executor().schedule(() -> result.complete(otherwise), limit);
        return result;
    }
}
