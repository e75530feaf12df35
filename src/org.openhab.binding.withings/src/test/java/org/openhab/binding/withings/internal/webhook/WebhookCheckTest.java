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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Outcome;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Result;
import org.openhab.binding.withings.internal.webhook.WebhookState.Way;

/**
 * The outcomes of the webhook check.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WebhookCheckTest {
    private final PropertiesTranslations texts = new PropertiesTranslations();

    private Result run(MadeUpWebhook home) throws Exception {
        CompletableFuture<Result> result = home.check().run();
        home.scheduler.advance(Duration.ofMinutes(1));
        return resultOf(result);
    }

    private String lines(Result result) {
        return String.join("\n", result.lines(texts.texts(), Locale.ENGLISH));
    }

    @Test
    void findsNoProblemWithAWorkingWebhook() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();

        Result result = run(home);

        assertThat(result.works(), is(true));
        assertThat(result.host(), is("home.example.org"));
        assertThat(lines(result), is("Withings can notify openHAB of new data.\n"
                + "Anna: Withings can notify openHAB of new data."));
        assertThat("nothing is left behind", home.subscriptions, hasSize(2));
        assertThat(home.check().last(), is(result));
    }

    @ParameterizedTest
    @CsvSource({ "AUTOMATIC, '', NO_ADDRESS", "CLOUD, '', NO_ADDRESS", "PUBLIC_URL, '', NO_ADDRESS", "OFF, '', OFF",
            "AUTOMATIC, http://home.example.org, ADDRESS_FLAWED" })
    void reportsWhyThereIsNoUrl(String mode, String publicUrl, Outcome outcome) throws Exception {
        AccountConfiguration configuration = MadeUpWebhook.configuration(publicUrl);
        configuration.webhook = mode;

        assertThat(run(new MadeUpWebhook(configuration).open()).account().outcome(), is(outcome));
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://home.myopenhab.org", "https://me:pw@home.example.org",
            "https://me%40example.org:pw@myopenhab.org/" })
    void reportsThatACloudUrlNeedsTheCloudMode(String publicUrl) throws Exception {
        MadeUpWebhook home = new MadeUpWebhook(MadeUpWebhook.configuration(publicUrl)).open();

        assertThat(lines(run(home)), allOf(containsString("require a login"), containsString("CLOUD")));
        assertThat(home.webhook.state().status(10).reference(), is(
                "@text/status.account.address-flawed [\"10\", \"@text/webhook.flaw.has-user-name\"]"));
        assertThat("nothing is asked there", home.probes, is(empty()));
    }

    @Test
    void findsASilentCloudAndPeopleWithoutThings() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atCloud();
        home.cloud.silent = true;
        assertThat(run(home.open()).account().outcome(), is(Outcome.CLOUD_SILENT));

        home = MadeUpWebhook.atPublicUrl();
        home.wanted = Set.of();
        assertThat(run(home.open()).people().get(0).outcome(), is(Outcome.NO_THING));

        home.people = Set.of();
        assertThat(run(home).account().outcome(), is(Outcome.NO_PERSON_CONNECTED));
    }

    @ParameterizedTest
    @CsvSource({ MadeUpWebhook.UNKNOWN_NAME + ", NAME_UNKNOWN", MadeUpWebhook.NO_CONNECTION + ", NO_CONNECTION",
            MadeUpWebhook.NO_ANSWER + ", NO_CONNECTION", "302, LOGIN", "401, LOGIN", "404, OTHER_ANSWER",
            "429, OTHER_ANSWER", "502, PROXY_ERROR", "200, CALLBACK_REFUSED" })
    void reportsWhyThePublicUrlCannotBeReached(int fromHere, Outcome outcome) throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.fromHere = fromHere;
        home.fromWithings = 404;

        Result result = run(home);

        assertThat(result.account().outcome(), is(outcome));
        assertThat(result.works(), is(false));
    }

    @ParameterizedTest
    @CsvSource({ "0, CLOUD_REMOTE_ACCESS_OFF, remote access", "502, CLOUD_OFFLINE, offline",
            "500, CLOUD_OFFLINE, offline" })
    void reportsProblemsOfTheCloud(int answer, Outcome outcome, String words) throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atCloud().open();
        home.fromHere = answer;
        home.fromWithings = answer;

        Result result = run(home);

        assertThat(result.account().outcome(), is(outcome));
        assertThat(lines(result), allOf(containsString(words),
                not(anyOf(containsString("proxy"), containsString("router"), containsString("registered")))));
    }

    @Test
    void replacesAUrlThatWasDeletedInTheCloud() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atCloud().open();
        home.cloud.delete();

        Result result = run(home);

        assertThat(result.account().outcome(), is(Outcome.WORKS));
        assertThat(home.subscribedTo(home.cloud.url()), is(Set.of(1, 50)));
    }

    @ParameterizedTest
    @CsvSource({ MadeUpWebhook.NO_CONNECTION + ", false, WORKS", MadeUpWebhook.ARRIVES + ", true, OTHER_ANSWER" })
    void ignoresARouterThatBlocksLocalAccessButFindsAnotherServer(int fromHere, boolean lost, Outcome outcome)
            throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.fromHere = fromHere;
        home.lost = lost;

        assertThat(run(home).account().outcome(), is(outcome));
    }

    @Test
    void findsMissingSubscriptionsAndHasThemRepaired() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.subscriptions.remove(0);

        Result result = run(home);

        assertThat(result.works(), is(false));
        assertThat(lines(result), containsString("Anna: Active subscriptions: 1 of 2."));
        assertThat(home.subscriptions, hasSize(2));
        assertThat(run(home).works(), is(true));
    }

    @Test
    void doesNotWaitForARepair() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl();
        home.wanted = EnumSet.allOf(Appli.class);
        home.webhook.open();
        home.scheduler.advance(Duration.ofSeconds(5));

        Result result = resultOf(home.check().run());

        assertThat(result.account().outcome(), is(Outcome.WORKS));
        assertThat(lines(result), containsString("Anna: Active subscriptions: 2 of 12. Subscribing to the others"));
        home.scheduler.advance(Duration.ofMinutes(1));
        assertThat(home.subscriptions, hasSize(12));
        assertThat(run(home).works(), is(true));
    }

    @Test
    void ignoresKindsThatWithingsDoesNotOffer() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl();
        home.refusals.put(50, new WithingsException(Failure.INVALID_REQUEST, "made up"));
        home.open();

        assertThat(run(home).works(), is(true));
        assertThat(home.webhook.isLive(MadeUpWebhook.ANNA), is(true));
    }

    @Test
    void tellsOfMissingScopesWithoutCallingItBroken() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.missingScopes = Set.of(Scope.SLEEP_EVENTS);

        Result result = run(home);

        assertThat(result.works(), is(true));
        assertThat(lines(result), containsString("some permissions are not granted."));
    }

    @ParameterizedTest
    @CsvSource({ "true, check.no-answer", "false, action.failed.too-many-requests" })
    void reportsWhyARequestToWithingsFailed(boolean silent, String text) throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.silent = silent;
        home.refusals.put(0, new WithingsException(Failure.TOO_MANY_REQUESTS, "made up"));

        Result result = run(home);

        assertThat(result.account().outcome(), is(Outcome.WITHINGS_FAILED));
        assertThat(lines(result).lines().toList(), everyItem(containsString(texts.text(text))));
    }

    @Test
    void reportsAMissedNotification() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.scheduler.advance(Duration.ofHours(1));
        home.webhook.found(MadeUpWebhook.ANNA, List.of(home.now().minusSeconds(1000)));

        assertThat(run(home).account().outcome(), is(Outcome.NOTIFICATION_MISSED));
    }

    @Test
    void runsOnceForConcurrentRequests() throws Exception {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open();
        home.calls.clear();
        home.hold();
        CompletableFuture<Result> first = home.check().run();
        CompletableFuture<Result> second = home.check().run();
        assertThat(home.check().isRunning(), is(true));

        home.releaseTasks();
        home.check().run();

        assertThat(resultOf(second), is(resultOf(first)));
        assertThat(home.check().isRunning(), is(false));
        assertThat(home.calls, is(List.of("list", "subscribe", "revoke")));
    }

    @Test
    void everyOutcomeFlawAndStatusHasAText() {
        Stream.of(UrlFlaw.values()).forEach(flaw -> texts.text("webhook.flaw." + Texts.key(flaw)));
        for (Outcome outcome : Outcome.values()) {
            texts.text("check." + Texts.key(outcome), "1", "2");
            for (Way way : Way.values()) {
                boolean address = way == Way.CLOUD || way == Way.PUBLIC_URL;
                texts.text(new WebhookState(way, address ? "https://home.example.org" : null,
                        way == Way.FLAWED ? UrlFlaw.OTHER_PORT : null, outcome, Map.of()).status(10).key(), "10", "x");
            }
        }
        List.of("notified.cloud", "notified.public-url", "subscribing", "not-subscribed", "callback-refused")
                .forEach(key -> texts.text("status.account." + key, "10", "x"));
    }
}
