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

import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether Withings can reach the webhook, and finds the reason if not. Withings probes a callback URL when it is
 * subscribed, so a subscription with a nonce in the URL's query is added and revoked again. Thread-safe; runs on the
 * account's executor.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WebhookCheck {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);
    /** Withings refuses identical calls within this time (Withings reference, response status 601). */
    private static final Duration PAUSE = Duration.ofSeconds(10);
    /** The time limit of each of the three steps; rules and the console wait for a minute. */
    private static final Duration LIMIT = Duration.ofSeconds(15);
    /** Withings seems to probe before it answers; allows for a probe that arrives a little later. */
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(3);
    private static final String COMMENT = "openHAB webhook check";

    /** The results of a check; each has a text {@code check.<outcome>} with the remedy. */
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
        /** A proxy cannot reach openHAB. */
        PROXY_ERROR,
        /** The cloud accepts requests, but never answers them. */
        CLOUD_REMOTE_ACCESS_OFF,
        /** The connector has no connection to the cloud. */
        CLOUD_OFFLINE,
        /** Withings refuses the URL although openHAB itself can reach it. */
        CALLBACK_REFUSED,
        /** A request to Withings failed. */
        WITHINGS_FAILED,
        /** New data was found without a notification. */
        NOTIFICATION_MISSED,
        NO_PERSON_CONNECTED,
        /** The person has no thing, so no notifications are wanted. */
        NO_THING,
        SCOPES_MISSING,
        SUBSCRIPTION_MISSING
    }

    /** The outcome for a person, by label, or for the account if null, and the arguments of its text. */
    public record Finding(@Nullable String person, Outcome outcome, List<String> arguments) {
        static Finding of(Outcome outcome, String... arguments) {
            return new Finding(null, outcome, List.of(arguments));
        }

        private static Finding failed(Throwable thrown) {
            return of(Outcome.WITHINGS_FAILED,
                    "@text/action.failed." + Texts.key(WithingsException.of(thrown).failure()));
        }

        private static Finding unanswered() {
            return of(Outcome.WITHINGS_FAILED, "@text/check.no-answer");
        }

        private String line(Texts texts, @Nullable Locale locale) {
            String text = new StatusText("check." + Texts.key(outcome), arguments).translated(texts, locale);
            return person == null ? text : person + ": " + text;
        }
    }

    /**
     * The result of a check.
     *
     * @param host the public host name, null if there is none; must not be logged
     */
    public record Result(Instant time, @Nullable String host, Finding account, List<Finding> people) {
        /** Returns whether Withings can reach openHAB and no action is needed. */
        public boolean works() {
            return account.outcome() == Outcome.WORKS && people.stream().map(Finding::outcome).allMatch(
                    Set.of(Outcome.WORKS, Outcome.NO_THING, Outcome.SCOPES_MISSING)::contains);
        }

        /** Returns a line for the account and one for each person; the locale is null for openHAB's language. */
        public List<String> lines(Texts texts, @Nullable Locale locale) {
            List<String> lines = new ArrayList<>(List.of(account.line(texts, locale)));
            people.forEach(finding -> lines.add(finding.line(texts, locale)));
            return lines;
        }
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(WebhookCheck.class);

    private final AccountWebhook webhook;
    private final AccountWebhook.Account account;
    private final AccountWebhook.Services services;
    private volatile @Nullable CompletableFuture<Result> latest;
    private volatile @Nullable Result last;

    WebhookCheck(AccountWebhook webhook, AccountWebhook.Account account, AccountWebhook.Services services) {
        this.webhook = webhook;
        this.account = account;
        this.services = services;
    }

    /** Runs the check unless it is running or ended seconds ago. Completes within a minute; never fails. */
    public synchronized CompletableFuture<Result> run() {
        CompletableFuture<Result> current = latest;
        if (current == null
                || current.isDone() && !services.clock().instant().isBefore(current.join().time().plus(PAUSE))) {
            last = null;
            // completes after "changed", so that pages opened afterwards show the result
            current = CompletableFuture.supplyAsync(this::check, services.executor()).thenCompose(result -> result)
                    .exceptionally(thrown -> result(Finding.failed(thrown), List.of())).thenAccept(result -> {
                        last = result;
                        account.changed();
                    }).thenApplyAsync(published -> Objects.requireNonNull(last), services.executor());
            latest = current;
        }
        return current;
    }

    public boolean isRunning() {
        CompletableFuture<Result> current = latest;
        return current != null && !current.isDone();
    }

    /** Returns the result of the last check, null if it is running or there has been none since the start. */
    public @Nullable Result last() {
        return last;
    }

    private CompletableFuture<Result> check() {
        if (webhook.url() == null) {
            return completed(withoutAddress());
        }
        if (account.people().isEmpty()) {
            return completed(Finding.of(Outcome.NO_PERSON_CONNECTED));
        }
        // exceeds the probe's timeout only if the cloud does not replace a deleted URL
        return within(LIMIT, webhook.probe(), Finding.of(Outcome.CLOUD_SILENT)).thenCompose(probed -> {
            URI current = webhook.url();
            return current == null ? completed(withoutAddress()) : check(current, probed);
        });
    }

    private CompletableFuture<Result> completed(Finding finding) {
        return CompletableFuture.completedFuture(result(finding, List.of()));
    }

    private Result result(Finding finding, List<Finding> people) {
        URI callback = webhook.url();
        return new Result(services.clock().instant(), callback == null ? null : callback.getHost(), finding, people);
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

    /** @param probed the result of our own probe of the URL */
    private CompletableFuture<Result> check(URI callback, Finding probed) {
        List<String> userIds = account.people().stream().sorted().toList();
        List<CompletableFuture<Finding>> people = userIds.stream().map(userId -> person(userId, callback)).toList();
        return CompletableFuture.allOf(people.toArray(CompletableFuture[]::new))
                .thenCompose(none -> roundTrip(userIds, callback, probed)).thenApply(finding -> {
                    boolean missed = webhook.state().unreliableReason() == Outcome.NOTIFICATION_MISSED;
                    return result(
                            finding.outcome() == Outcome.WORKS && missed
                                    ? Finding.of(Outcome.NOTIFICATION_MISSED)
                                    : finding,
                            people.stream().map(CompletableFuture::join).toList());
                });
    }

    private CompletableFuture<Finding> person(String userId, URI callback) {
        Set<Appli> wanted = account.wantedNotifications(userId);
        CompletableFuture<Finding> finding = wanted.isEmpty()
                ? CompletableFuture.completedFuture(Finding.of(Outcome.NO_THING))
                : webhook.subscriptions(userId).findMissing(callback, wanted).thenApply(missing -> {
                    if (missing.isEmpty()) {
                        return Finding.of(
                                account.missingScopes(userId).isEmpty() ? Outcome.WORKS : Outcome.SCOPES_MISSING);
                    }
                    // later, because Withings refuses identical calls
                    services.executor().schedule(() -> webhook.repair(userId), PAUSE);
                    return Finding.of(Outcome.SUBSCRIPTION_MISSING, Integer.toString(wanted.size() - missing.size()),
                            Integer.toString(wanted.size()));
                }).exceptionally(Finding::failed);
        return within(LIMIT, finding, Finding.unanswered())
                .thenApply(found -> new Finding(account.label(userId), found.outcome(), found.arguments()));
    }

    /**
     * Makes Withings probe the URL by subscribing. The subscription is revoked when Withings answers, even after the
     * check; if that fails, the next repair revokes it.
     */
    private CompletableFuture<Finding> roundTrip(List<String> userIds, URI callback, Finding probed) {
        String subscriber = userIds.stream().filter(userId -> !account.wantedNotifications(userId).isEmpty())
                .findFirst().orElse(userIds.get(0));
        PersonApi api = account.api(subscriber);
        // the profile rarely changes, so hardly any notification arrives twice
        int appli = account.wantedNotifications(subscriber).stream()
                .min(Comparator.comparing(one -> one != Appli.PROFILE)).orElse(Appli.PROFILE).number();
        WebhookServlet.Nonce nonce = services.servlet().nonce(callback);
        CompletableFuture<Finding> answer = api.subscribe(nonce.url(), appli, COMMENT).handle((none, thrown) -> {
            WithingsException failure = thrown == null ? null : WithingsException.of(thrown);
            if (failure == null || failure.failure().isTemporary()) {
                api.revoke(nonce.url().toString(), appli);
            }
            if (failure == null) {
                return Finding.of(Outcome.WORKS);
            }
            if (!failure.refusesCallback()) {
                return Finding.failed(failure);
            }
            return probed.outcome() == Outcome.WORKS ? Finding.of(Outcome.CALLBACK_REFUSED) : probed;
        });
        return within(LIMIT, answer, Finding.unanswered()).thenCompose(found -> found.outcome() == Outcome.WORKS
                ? within(ARRIVAL_LIMIT, nonce.arrival().thenApply(none -> found), Finding.of(Outcome.OTHER_ANSWER))
                : CompletableFuture.completedFuture(found))
                .whenComplete((found, thrown) -> nonce.arrival().cancel(false));
    }

    /** Completes on the executor, with a default if the result does not arrive in time. */
    private <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> awaited, T otherwise) {
        CompletableFuture<T> result = awaited.thenApplyAsync(value -> value, services.executor());
        services.executor().schedule(() -> result.complete(otherwise), limit);
        return result;
    }

    /**
     * Sends a HEAD request to a callback URL and checks whether it arrives at our webhook; completes on any thread,
     * within the timeout, and never fails.
     */
    static CompletableFuture<Finding> probe(URI callback, boolean cloud, HttpClient http, WebhookServlet servlet) {
        WebhookServlet.Nonce nonce = servlet.nonce(callback);
        CompletableFuture<Finding> answer = new CompletableFuture<>();
        try {
            http.newRequest(nonce.url()).method(HttpMethod.HEAD).followRedirects(false)
                    .timeout(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).send(result -> {
                        Throwable failure = result.getFailure();
                        int status = result.getResponse().getStatus();
                        // Jetty's client reports a 401 without a challenge as a failure
                        answer.complete(status != 0 || failure == null
                                ? ofAnswer(status, nonce.arrival().isDone(), cloud)
                                : ofFailure(failure, cloud));
                    });
        } catch (RuntimeException e) {
            answer.complete(ofFailure(e, cloud));
        }
        return answer.whenComplete((finding, thrown) -> {
            nonce.arrival().cancel(false);
            LOGGER.debug("The webhook was probed at its public URL: {} {}", finding.outcome(), finding.arguments());
        });
    }

    private static Finding ofAnswer(int status, boolean arrived, boolean cloud) {
        String code = Integer.toString(status);
        if (HttpStatus.isSuccess(status) && arrived) {
            return Finding.of(Outcome.WORKS);
        }
        if (HttpStatus.isRedirection(status) || status == HttpStatus.UNAUTHORIZED_401
                || status == HttpStatus.FORBIDDEN_403) {
            return Finding.of(Outcome.LOGIN, code);
        }
        if (HttpStatus.isServerError(status)) {
            return Finding.of(cloud ? Outcome.CLOUD_OFFLINE : Outcome.PROXY_ERROR, code);
        }
        return Finding.of(cloud && status == HttpStatus.NOT_FOUND_404 ? Outcome.CLOUD_SILENT : Outcome.OTHER_ANSWER);
    }

    private static Finding ofFailure(Throwable failure, boolean cloud) {
        for (@Nullable
        Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLException) {
                return Finding.of(Outcome.CERTIFICATE);
            } else if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return Finding.of(Outcome.NAME_UNKNOWN);
            } else if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return Finding.of(cloud ? Outcome.CLOUD_REMOTE_ACCESS_OFF : Outcome.NO_CONNECTION);
            }
        }
        return Finding.of(Outcome.NO_CONNECTION);
    }
}
