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
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.consent.AccountRegistry;
import org.openhab.binding.withings.internal.consent.ConsentedPerson;
import org.openhab.binding.withings.internal.diagnostics.AccountDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.ConfigurationDiagnostics;
import org.openhab.binding.withings.internal.diagnostics.ThingDiagnostics;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.feed.ServiceStatus;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.notification.Subscriptions.Listed;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.selftest.MadeUpSubject;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.core.io.console.Console;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.osgi.framework.Bundle;

/**
 * What the console says and does. Behind it, there is openHAB's callback edge: the handler of the account.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WithingsCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");
    private static final ThingUID ANNA = new ThingUID("withings:person:home:anna");

    private final AccountRegistry registry = new AccountRegistry();
    private final AccountHandler account = mock(AccountHandler.class);
    private final WithingsCommand command = command(Duration.ofSeconds(30));

    private WithingsCommand command(Duration patience) {
        return new WithingsCommand(registry, new PropertiesTranslations(), () -> Locale.ENGLISH,
                Clock.fixed(NOW, ZoneOffset.UTC), mock(Bundle.class), patience);
    }

    @BeforeEach
    void givenAnAccountWithTwoPeople() {
        Thing anna = mock(Thing.class);
        when(anna.getUID()).thenReturn(ANNA);
        when(anna.getStatusInfo())
                .thenReturn(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        Bridge bridge = mock(Bridge.class);
        when(bridge.getStatusInfo())
                .thenReturn(new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, null));
        when(bridge.getThings()).thenReturn(List.of(anna));
        when(account.uid()).thenReturn(ACCOUNT);
        when(account.label()).thenReturn("Our Withings");
        when(account.getThing()).thenReturn(bridge);
        when(account.statusText(any())).thenReturn("Asking Withings every 10 minutes.");
        when(account.people()).thenReturn(List.of(new ConsentedPerson("4711", "Anna", Set.of("user.metrics"), true),
                new ConsentedPerson("4712", "Person 2", Set.of("user.info"), false)));
        when(account.thing("4711")).thenReturn(anna);
        when(account.statuses("4711")).thenReturn(Map.of(Service.MEASURES, new ServiceStatus(NOW.minusSeconds(200),
                NOW.minusSeconds(190), NOW.minusSeconds(900), Failure.UNREACHABLE, null)));
        when(account.diagnostics()).thenReturn(new AccountDiagnostics(
                new ThingDiagnostics("account", ThingStatus.ONLINE, ThingStatusDetail.NONE, null, List.of()),
                ConfigurationDiagnostics.of(new AccountConfiguration()), new RequestBudget.Usage(3, 116, 0, 1, false),
                0, null, List.of(), List.of(), Map.of()));
        registry.add(account);
    }

    private String run(String... args) {
        return run(command, args);
    }

    private static String run(WithingsCommand command, String... args) {
        StringBuilder printed = new StringBuilder();
        command.execute(args, new Console() {
            @Override
            public void print(String s) {
                printed.append(s);
            }

            @Override
            public void println(String s) {
                printed.append(s).append('\n');
            }

            @Override
            public void printUsage(String s) {
                println("Usage: " + s);
            }
        });
        return printed.toString();
    }

    private List<String> complete(String... args) {
        List<String> candidates = new ArrayList<>();
        command.getCompleter().complete(args, args.length - 1, args[args.length - 1].length(), candidates);
        return candidates;
    }

    @Test
    void showsHowEverythingIs() {
        assertThat(run("status"), is("""
                Our Withings (withings:account:home): ONLINE NONE
                  Asking Withings every 10 minutes.
                  3 of 116 requests in the last minute, 1 waiting
                  Anna: connected, ONLINE NONE, last answer 3 minutes ago
                  Person 2: consent has ended, no thing, last answer none yet
                  withings:person:home:anna: ONLINE NONE
                """));
    }

    @Test
    void listsPeople() {
        assertThat(run("people"), is("""
                Anna: connected, scopes user.metrics, withings:person:home:anna
                  measures: asked 2026-03-02T06:56:40Z, answered 2026-03-02T06:56:50Z, failed 2026-03-02T06:45:00Z \
                (UNREACHABLE)
                Person 2: consent has ended, scopes user.info, no thing
                """));
    }

    @Test
    void listsDevices() {
        when(account.devices()).thenReturn(List.of(new Device("0123456789abcdef", "Scale", "Body+", 5,
                Device.Battery.HIGH, null, null, null, null, null)));
        assertThat(run("devices"), is("Body+ (Scale, model 5): battery high\n"));
    }

    @Test
    void listsSubscriptionsWithoutTheirAddresses() {
        when(account.subscriptions("4711")).thenReturn(CompletableFuture.completedFuture(
                List.of(new Listed(44, true), new Listed(1, true), new Listed(1, false), new Listed(1, false))));
        when(account.subscriptions("4712")).thenReturn(
                CompletableFuture.failedFuture(new WithingsException(Failure.CONSENT_ENDED, "It has ended")));
        assertThat(run("subscriptions"), is("""
                Anna:
                  1 WEIGHT, of others, 2 times
                  1 WEIGHT, ours
                  44 SLEEP, ours
                Withings could not be asked: CONSENT_ENDED
                """));
    }

    @Test
    void saysThatItWaitsAndDoesNotWaitForEver() {
        when(account.subscriptions(any())).thenReturn(new CompletableFuture<>());
        assertThat(run(command(Duration.ZERO), "subscriptions"), startsWith("""
                Waiting for Withings, up to 0 seconds.
                Withings did not answer within 0 seconds.
                """));
    }

    @Test
    void asksForEverythingNewOfOneOrAll() {
        when(account.refresh("4711")).thenReturn(true);
        assertThat(run("refresh", "anna"), startsWith("Anna: Withings is being asked"));
        verify(account, never()).refresh("4712");
        assertThat(run("refresh"), containsString("Person 2: Withings cannot be asked"));
    }

    @Test
    void knowsPeopleByTheirThingTheirIdAndTheirName() {
        when(account.refresh("4711")).thenReturn(true);
        for (String word : List.of("withings:person:home:anna", "anna", "Anna")) {
            assertThat(run("refresh", word), startsWith("Anna:"));
        }
        assertThat(run("refresh", "Berta"), is("Nobody is called Berta.\n"));
    }

    @Test
    void showsHowFarTheImportHasCome() {
        when(account.historyProgress("4711"))
                .thenReturn(new HistoryProgress(Service.MEASURES, NOW.minusSeconds(86_400), 0.456, null, null));
        assertThat(run("history", "anna"), is("Anna: 46 %, reading MEASURES, up to 2026-03-01T07:00:00Z\n"));
        when(account.historyProgress("4711")).thenReturn(new HistoryProgress(null, null, 1, NOW, null));
        assertThat(run("history"), is("""
                Anna: finished 2026-03-02T07:00:00Z
                Person 2: no import has begun
                """));
    }

    @Test
    void importsThePastOnlyOnDemand() {
        when(account.importHistory("4711")).thenReturn(true);
        assertThat(run("history", "anna", "export"), startsWith("Usage:"));
        verify(account, never()).importHistory(any());
        assertThat(run("history", "anna", "import"), is("Anna: the past is being imported.\n"));
    }

    @Test
    void testsTheWebhook() {
        TestScheduler scheduler = new TestScheduler();
        SelfTest selfTest = new MadeUpSubject().selfTest(new HttpClient(), scheduler, scheduler.clock());
        when(account.selfTest()).thenReturn(selfTest);

        assertThat(run("check"), allOf(startsWith("""
                Our Withings:
                  Something is broken: Way, Consent. What to do stands below.
                  Way: Broken. Withings does not know how to reach openHAB, so"""),
                endsWith("Round trip: Not known. Not tested, because there is no address.\n")));
        assertThat(run("check", "home"), is(run("check")));
        assertThat(run("check", "office"), startsWith("There is no account office"));
    }

    @Test
    void testsNothingWithoutAConfiguration() {
        assertThat(run("check"), is("""
                Our Withings:
                  The account is not configured.
                """));
    }

    @Test
    void printsTheDiagnostics() {
        assertThat(run("diagnostics"), allOf(containsString("\"accounts\": ["), not(containsString("4711")),
                not(containsString("Anna"))));
    }

    @Test
    void finishesNoConsentThatWasNotAskedForHere() {
        assertThat(run("authorise", "home", "https://home.example.org/withings?code=made-up&state=made-up"),
                containsString("nobody asked for it here"));
        verify(account, never()).consent(any(), any());
        assertThat(run("authorise", "office"), startsWith("There is no account office"));
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run(), containsString("Usage: withings status - "));
        assertThat(run("dance"), is(run()));
        assertThat(run("status", "now"), is(run()));
        assertThat(run().lines().count(), is((long) command.getUsages().size()));
    }

    @Test
    void saysThatThereIsNoAccount() {
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
