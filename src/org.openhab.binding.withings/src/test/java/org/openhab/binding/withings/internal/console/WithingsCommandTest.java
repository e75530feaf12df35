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
package org.openhab.binding.withings.internal.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.openhab.binding.withings.internal.WithingsBindingConstants.*;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.setup.FakeAccount;
import org.openhab.binding.withings.internal.setup.SetupAccount;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.MadeUpWebhook;
import org.openhab.binding.withings.internal.webhook.Subscriptions.Listed;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/**
 * The console command, with a fake account.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WithingsCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");
    private static final ThingState ANNAS_THING = thing("withings:person:home:anna", THING_TYPE_PERSON, "Anna");

    private final PropertiesTranslations translations = new PropertiesTranslations();
    private final AccountRegistry registry = new AccountRegistry(null);
    private final SetupAccount account = mock(SetupAccount.class);
    private final WithingsCommand command = new WithingsCommand(registry, translations.texts());

    private static ThingState thing(String uid, ThingTypeUID type, String label) {
        return new ThingState(new ThingUID(uid), type, label, ThingStatus.ONLINE, ThingStatusDetail.NONE, null,
                List.of());
    }

    private static Person anna(@Nullable HistoryProgress history) {
        return new Person("47114711", "Anna", true, Set.of(Scope.METRICS), false, ANNAS_THING,
                Map.of(Service.MEASURES, new ServiceStatus(NOW.minusSeconds(200), NOW.minusSeconds(190),
                        NOW.minusSeconds(900), Failure.UNREACHABLE, null, null)),
                Set.of(), Set.of(), history, null);
    }

    private void givenAnAccount(Person anna, AccountSnapshot.Device... devices) {
        when(account.snapshot()).thenReturn(new AccountSnapshot(
                thing("withings:account:home", THING_TYPE_ACCOUNT, "Our Withings"), List.of(ANNAS_THING),
                new AccountConfiguration(), URI.create("https://account.withings.example"),
                new StatusText("status.account.polling", "10"), new RateLimiter.Usage(3, 120, 1, null, Map.of()),
                null, 0, null, List.of(anna, new Person("4712", "Person 2", false, Set.of(Scope.INFO), false, null,
                        Map.of(), Set.of(), Set.of(), null, null)),
                List.of(devices), Map.of()));
    }

    @BeforeEach
    void givenAnAccountWithTwoPeople() {
        when(account.uid()).thenReturn(ACCOUNT);
        givenAnAccount(anna(null));
        registry.add(account);
    }

    private String run(String... args) {
        StringBuilder printed = new StringBuilder();
        Console console = mock(Console.class);
        doAnswer(call -> printed.append(call.<String>getArgument(0)).append('\n')).when(console).println(any());
        doAnswer(call -> printed.append("Usage: ").append(call.<String>getArgument(0)).append('\n')).when(console)
                .printUsage(any());
        command.execute(args, console);
        return printed.toString();
    }

    private List<String> complete(String... args) {
        List<String> candidates = new ArrayList<>();
        command.getCompleter().complete(args, args.length - 1, args[args.length - 1].length(), candidates);
        return candidates;
    }

    @Test
    void showsTheStatusAndListsPeople() {
        assertThat(run("status"), is("""
                Our Withings (withings:account:home): ONLINE NONE
                  Polling every 10 min.
                  3 of 120 requests in the last minute, 1 waiting
                  Anna: connected, ONLINE NONE, last response 2026-03-02T06:56:50Z
                  Person 2: consent has ended, no thing, last response never
                  withings:person:home:anna: ONLINE NONE
                """));
        assertThat(run("people"), is("""
                Anna: connected, scopes user.metrics, withings:person:home:anna
                  measurements: asked 2026-03-02T06:56:40Z, answered 2026-03-02T06:56:50Z, failed 2026-03-02T06:45:00Z \
                (UNREACHABLE)
                Person 2: consent has ended, scopes user.info, no thing
                """));
    }

    @Test
    void listsDevices() {
        givenAnAccount(anna(null),
                new AccountSnapshot.Device(new Device("0123456789abcdef", null, "Scale", "Body+", 5,
                        Device.Battery.HIGH, null, null, null, null, null), null));
        assertThat(run("devices"), is("Withings Body+ (Scale, model 5): battery high\n"));
    }

    @Test
    void listsSubscriptionsWithoutUrlsAndCanBeInterrupted() {
        when(account.subscriptions("47114711")).thenReturn(CompletableFuture.completedFuture(
                List.of(new Listed(44, true), new Listed(1, true), new Listed(1, false), new Listed(1, false))));
        when(account.subscriptions("4712")).thenReturn(
                CompletableFuture.failedFuture(new WithingsException(Failure.CONSENT_ENDED, "It has ended")));
        assertThat(run("subscriptions"), is("""
                Anna:
                  1 WEIGHT, of another installation, 2 times
                  1 WEIGHT, ours
                  44 SLEEP, ours
                The request to Withings failed: CONSENT_ENDED
                """));

        when(account.subscriptions(any())).thenReturn(new CompletableFuture<>());
        Thread.currentThread().interrupt();
        assertThat(run("subscriptions"), startsWith("Waiting for Withings, up to 60 seconds.\n"));
        assertThat(Thread.interrupted(), is(true));
    }

    @Test
    void refreshesOneOrAllByThingIdOrName() {
        when(account.refresh("47114711")).thenReturn(true);
        for (String word : List.of("withings:person:home:anna", "anna", "Anna")) {
            assertThat(run("refresh", word), startsWith("Anna: refresh started"));
        }
        assertThat(run("refresh", "Berta"), is("There is no person Berta.\n"));
        verify(account, never()).refresh("4712");
        assertThat(run("refresh"), containsString("Person 2: refresh is not possible"));
    }

    @Test
    void showsTheProgressOfTheImportAndStartsItOnlyOnDemand() {
        givenAnAccount(anna(new HistoryProgress(Service.MEASURES, NOW.minusSeconds(86_400), 0.456, null, null)));
        assertThat(run("history", "anna"), is("Anna: 46 %, reading measurements, up to 2026-03-01T07:00:00Z\n"));
        givenAnAccount(anna(new HistoryProgress(null, null, 1, NOW, null)));
        assertThat(run("history"), is("""
                Anna: finished 2026-03-02T07:00:00Z
                Person 2: no import yet
                """));

        when(account.importHistory("47114711")).thenReturn(true);
        assertThat(run("history", "anna", "export"), startsWith("Usage:"));
        verify(account, never()).importHistory(any());
        assertThat(run("history", "anna", "import"),
                is("Anna: the history of the linked channels is being imported.\n"));
    }

    @Test
    void testsTheWebhook() {
        WebhookCheck check = new MadeUpWebhook().check();
        when(account.webhookCheck()).thenReturn(check);

        assertThat(run("check"), is("""
                Our Withings:
                  %s
                """.formatted(translations.text("check.no-address"))));
        assertThat(run("check", "home"), is(run("check")));
        assertThat(run("check", "office"), startsWith("There is no account office"));

        when(account.webhookCheck()).thenReturn(null);
        assertThat(run("check"), is("""
                Our Withings:
                  The account is not configured.
                """));
    }

    @Test
    void printsTheDiagnostics() {
        assertThat(run("diagnostics"), allOf(containsString("\"accounts\": ["), not(containsString("47114711")),
                not(containsString("Anna"))));
    }

    @Test
    void connectsAPersonWithTheUrlOfTheRedirect() {
        FakeAccount office = new FakeAccount("office");
        office.configuration.redirectUrl = "https://home.example.org/withings";
        registry.add(office);

        String asked = run("authorise", "office");
        String state = asked.replaceAll("(?s).*[?&](state=[^&]+).*", "$1");
        assertThat(asked, containsString("https://account.withings.example/oauth2_user/authorize2?response_type=code"));
        String answer = "https://home.example.org/withings?code=made-up-code&" + state;
        assertThat(run("authorise", "office", answer), startsWith("Person 1 is connected."));
        assertThat(run("authorise", "office", answer), is(translations.text("page.problem.state-unknown") + "\n"));
        assertThat(office.exchanges,
                contains(new FakeAccount.Exchange("made-up-code", "https://home.example.org/withings", null)));
    }

    @Test
    void saysWhyAConsentIsNotPossible() {
        FakeAccount office = new FakeAccount("office");
        registry.add(office);
        assertThat(run("authorise", "office"), is(translations.text("console.redirect-url-missing") + "\n"));
        office.configuration.redirectUrl = "https://home.example.org/withings";
        office.configuration.clientId = "";
        assertThat(run("authorise", "office"), is(translations.text("page.problem.not-configured") + "\n"));
        office.configuration.clientId = "made-up";
        office.answer = CompletableFuture.failedFuture(new WithingsException(Failure.UNREACHABLE, "secret"));
        String state = run("authorise", "office").replaceAll("(?s).*[?&](state=[^&]+).*", "$1");
        assertThat(run("authorise", "office", "https://home.example.org/withings?code=x&" + state),
                is("The request to Withings failed: UNREACHABLE\n"));
        assertThat(run("authorise", "office", "made-up"),
                is(translations.text("page.problem.paste-no-address") + "\n"));
        assertThat(run("authorise", "cellar"), startsWith("There is no account cellar"));
    }

    @Test
    void printsItsUsage() {
        assertThat(run(), containsString("Usage: withings status - "));
        assertThat(run("dance"), is(run()));
        assertThat(run("status", "now"), is(run()));
        assertThat(run().lines().count(), is((long) command.getUsages().size()));
        registry.remove(account);
        assertThat(run("status"), is("There is no Withings account yet.\n"));
    }

    @Test
    void completesCommandsPeopleAndAccounts() {
        assertThat(complete("s"), contains("status ", "subscriptions "));
        assertThat(complete(""), hasSize(9));
        assertThat(complete("refresh", ""), contains("withings:person:home:anna "));
        assertThat(complete("history", "withings:person:home:anna", ""), contains("import "));
        assertThat(complete("authorise", "with"), contains("withings:account:home "));
        assertThat(complete("check", ""), contains("withings:account:home "));
        assertThat(complete("status", ""), is(empty()));
        assertThat(complete("authorise", "withings:account:home", "x", ""), is(empty()));
    }
}
