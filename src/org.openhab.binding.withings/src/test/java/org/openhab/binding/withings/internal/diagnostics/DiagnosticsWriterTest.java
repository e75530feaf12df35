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
package org.openhab.binding.withings.internal.diagnostics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.feed.ServiceStatus;
import org.openhab.binding.withings.internal.notification.Subscriptions.Listed;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.selftest.Finding;
import org.openhab.binding.withings.internal.selftest.Link;
import org.openhab.binding.withings.internal.selftest.Outcome;
import org.openhab.binding.withings.internal.selftest.Reason;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;
import org.openhab.binding.withings.internal.token.Scope;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * What stands in the diagnostics, and what does not.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DiagnosticsWriterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
    private static final ThingDiagnostics THING = new ThingDiagnostics("person", ThingStatus.ONLINE,
            ThingStatusDetail.NONE, "status.account.polling", List.of("body#weight", "body#weight-time"));

    private final AccountConfiguration configuration = new AccountConfiguration();
    private @Nullable SelfTestReport selfTest;
    private List<PersonDiagnostics> people = List.of();
    private List<DeviceDiagnostics> devices = List.of();

    private String text() {
        return DiagnosticsWriter.json(new Diagnostics(NOW, "5.2.1", "5.2.1", "21",
                List.of(new AccountDiagnostics(THING, ConfigurationDiagnostics.of(configuration),
                        new RequestBudget.Usage(3, 116, 1, 2, true), 4, selfTest, people, devices,
                        Map.of(UnknownIds.Kind.MEASURE_TYPE, new TreeSet<>(Set.of("999")))))));
    }

    private JsonObject account() {
        return JsonParser.parseString(text()).getAsJsonObject().getAsJsonArray("accounts").get(0).getAsJsonObject();
    }

    private static JsonObject json(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void tellsOfVersionsAndOfTheAccount() {
        JsonObject diagnostics = JsonParser.parseString(text()).getAsJsonObject();
        assertThat(diagnostics.get("created").getAsString(), is("2026-03-02T07:00:00Z"));
        assertThat(diagnostics.get("addon").getAsString(), is("5.2.1"));
        assertThat(account().get("budget"),
                is(json("{inLastMinute: 3, limit: 116, underWay: 1, waiting: 2, paused: true}")));
        assertThat(account().get("queuedNotifications").getAsInt(), is(4));
        assertThat(account().get("unknownIds"), is(json("{MEASURE_TYPE: ['999']}")));
        assertThat(account().get("thing"), is(json("{type: person, status: ONLINE, detail: NONE, "
                + "reason: 'status.account.polling', channels: ['body#weight', 'body#weight-time']}")));
    }

    @Test
    void tellsOfTheConfigurationWithoutSecretsAndAddresses() {
        configuration.clientId = "made-up-client";
        configuration.clientSecret = "made-up-secret";
        configuration.publicUrl = "https://anna.example.org:8443/openhab";
        configuration.redirectUrl = "http://192.168.1.2/withings";

        assertThat(account().get("configuration"), is(json("{clientId: true, clientSecret: true, "
                + "redirectUrl: {scheme: http, standardPort: true, path: true, flaws: [NOT_HTTPS, NO_DOMAIN_NAME]}, "
                + "webhook: AUTOMATIC, "
                + "publicUrl: {scheme: https, standardPort: false, path: true, flaws: [OTHER_PORT]}, "
                + "pollingInterval: 10, historyDays: 0}")));
        for (String secret : List.of("made-up", "anna", "8443", "192")) {
            assertThat(text(), not(containsString(secret)));
        }
    }

    @Test
    void tellsNothingOfAUrlThatIsNone() {
        configuration.webhook = "my secret";
        configuration.publicUrl = "my secret";
        configuration.redirectUrl = "secret:thing";
        assertThat(text(), not(containsString("secret:")));
        assertThat(text(), not(containsString("my secret")));
    }

    @Test
    void tellsWhatTheSelfTestFoundOutButNotAboutWhomAndWhere() {
        selfTest = new SelfTestReport(NOW, "home.example.org",
                List.of(new Finding(Link.WAY, Outcome.OK, Reason.PUBLIC_URL, null, List.of(), null), new Finding(
                        Link.SCOPES, Outcome.BROKEN, Reason.CONSENT_ENDED, "Anna", List.of(), null)));

        assertThat(account().get("selfTest"), is(json("{time: '2026-03-02T07:00:00Z', verdict: BROKEN, findings: ["
                + "{link: WAY, outcome: OK, reason: PUBLIC_URL}, "
                + "{link: SCOPES, outcome: BROKEN, reason: CONSENT_ENDED}]}")));
        assertThat(text(), not(anyOf(containsString("example.org"), containsString("Anna"))));
    }

    @Test
    void tellsHowItGoesWithAPerson() {
        people = List.of(new PersonDiagnostics(true, EnumSet.of(Scope.METRICS), THING,
                new Push(true, true, Map.of(), Map.of(), NOW.minusSeconds(60)), Failure.INVALID_REQUEST,
                List.of(new Listed(1, true), new Listed(1, false), new Listed(44, true)),
                Map.of(Service.MEASURES,
                        new ServiceStatus(NOW, NOW.minusSeconds(10), NOW.minusSeconds(20), Failure.SERVICE_TROUBLE,
                                522)),
                Set.of(Service.SLEEP), Set.of(Service.GOALS),
                new HistoryProgress(Service.MEASURES, NOW.minusSeconds(1000), 0.456, null, null)));

        JsonObject person = account().getAsJsonArray("people").get(0).getAsJsonObject();

        assertThat(person.get("person").getAsString(), is("person-1"));
        assertThat(person.get("push"),
                is(json("{live: true, subscribed: true, lastNotified: '2026-03-02T06:59:00Z'}")));
        assertThat(person.get("refusal").getAsString(), is("INVALID_REQUEST"));
        assertThat(person.getAsJsonArray("subscriptions").get(0), is(json("{appli: 1, own: 1, others: 1}")));
        assertThat(person.getAsJsonObject("services").get("MEASURES"),
                is(json("{asked: '2026-03-02T07:00:00Z', answered: '2026-03-02T06:59:50Z', "
                        + "failed: '2026-03-02T06:59:40Z', failure: SERVICE_TROUBLE, status: 522}")));
        assertThat(person.get("pending"), is(JsonParser.parseString("[SLEEP]")));
        assertThat(person.get("denied"), is(JsonParser.parseString("[GOALS]")));
        assertThat(person.get("history"), is(json("{service: MEASURES, percent: 46}")));
    }

    @Test
    void tellsWhatKindOfDeviceThereIsWithoutItsIdentity() {
        devices = List.of(DeviceDiagnostics.of(
                new Device("0123456789abcdef", "Scale", "Body+", 5, Device.Battery.HIGH, ZoneId.of("Europe/Berlin"),
                        NOW.minusSeconds(1000), NOW, "1751", "00:24:e4:01:02:03"),
                null));

        assertThat(account().getAsJsonArray("devices").get(0),
                is(json("{type: Scale, model: 'Body+', modelNumber: 5, firmware: '1751', battery: HIGH}")));
        assertThat(text(), not(containsString("0123456789abcdef")));
        assertThat(text(), not(containsString("00:24")));
        assertThat(text(), not(containsString("Berlin")));
    }
}
