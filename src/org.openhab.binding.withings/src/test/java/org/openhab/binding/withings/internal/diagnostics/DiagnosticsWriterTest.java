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

import java.net.URI;
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
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Device;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.UnknownIds;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.Subscriptions.Listed;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.binding.withings.internal.webhook.WebhookCheck.Finding;
import org.openhab.binding.withings.internal.webhook.WebhookState;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingUID;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The content of the diagnostics file.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DiagnosticsWriterTest {
    private static final Instant NOW = Instant.parse("2026-03-02T07:00:00Z");
    private static final ThingState THING = new ThingState(new ThingUID("withings:person:home:4711"),
            WithingsBindingConstants.THING_TYPE_PERSON, "Anna", ThingStatus.ONLINE, ThingStatusDetail.NONE,
            "status.account.polling", List.of("body#weight"));

    private final AccountConfiguration configuration = new AccountConfiguration();
    private WebhookCheck.@Nullable Result check;
    private @Nullable WebhookState webhook;
    private List<Person> people = List.of();
    private List<AccountSnapshot.Device> devices = List.of();

    private String text() {
        return DiagnosticsWriter.json(NOW,
                List.of(new AccountSnapshot(THING, List.of(THING), configuration,
                        URI.create("https://account.withings.example"),
                        new StatusText("status.account.polling", "10"), new RateLimiter.Usage(3, 116, 2, NOW, Map.of()),
                        webhook, 4, check, people, devices,
                        Map.of(UnknownIds.Kind.MEASURE_TYPE, new TreeSet<>(Set.of("999"))))));
    }

    private JsonObject account() {
        return json(text()).getAsJsonObject().getAsJsonArray("accounts").get(0).getAsJsonObject();
    }

    private static JsonElement json(String json) {
        return JsonParser.parseString(json);
    }

    @Test
    void containsTheStateOfTheAccount() {
        assertThat(json(text()).getAsJsonObject().get("created").getAsString(), is("2026-03-02T07:00:00Z"));
        assertThat(account().get("requests"), is(json("{inLastMinute: 3, limit: 116, waiting: 2, paused: true}")));
        assertThat(account().get("queuedNotifications").getAsInt(), is(4));
        assertThat(account().get("unknownIds"), is(json("{MEASURE_TYPE: ['999']}")));
        assertThat(account().get("thing"), is(json("{type: person, status: ONLINE, detail: NONE, "
                + "reason: 'status.account.polling', channels: ['body#weight']}")));
    }

    @Test
    void containsTheConfigurationWithoutSecretsAndUrls() {
        configuration.clientId = "made-up-client";
        configuration.clientSecret = "made-up-secret";
        configuration.publicUrl = "https://anna.example.org:8443/openhab";
        configuration.redirectUrl = "http://192.168.1.2/withings";

        assertThat(account().get("configuration"), is(json("{clientId: true, clientSecret: true, "
                + "redirectUrl: {flaws: [NOT_HTTPS, NO_DOMAIN_NAME]}, webhook: AUTOMATIC, "
                + "publicUrl: {flaws: [OTHER_PORT]}, "
                + "pollingInterval: 10, historyDays: 0}")));
        assertThat(text(), not(anyOf(containsString("made-up"), containsString("anna"), containsString("8443"),
                containsString("192"))));
    }

    @Test
    void doesNotContainAnInvalidUrl() {
        configuration.webhook = "my secret";
        configuration.publicUrl = "my secret";
        configuration.redirectUrl = "secret:thing";
        assertThat(text(), allOf(containsString("NOT_A_URL"), not(containsString("secret:")),
                not(containsString("my secret"))));
    }

    @Test
    void containsTheWebhookCheckWithoutHostAndNames() {
        check = new WebhookCheck.Result(NOW, "home.example.org",
                new Finding(null, WebhookCheck.Outcome.WORKS, List.of()),
                List.of(new Finding("Anna", WebhookCheck.Outcome.SUBSCRIPTION_MISSING, List.of("1", "2"))));

        assertThat(account().get("webhookCheck"), is(json(
                "{time: '2026-03-02T07:00:00Z', outcome: WORKS, people: [SUBSCRIPTION_MISSING]}")));
        assertThat(text(), not(anyOf(containsString("example.org"), containsString("Anna"))));
    }

    @Test
    void containsTheStateOfAPersonWithoutNameAndId() {
        webhook = new WebhookState(WebhookState.Way.CLOUD, "home.example.org", null, null,
                Map.of("4711", new WebhookState.Person(true, true, Failure.INVALID_REQUEST, false,
                        List.of(new Listed(1, true), new Listed(1, false), new Listed(44, true)),
                        NOW.minusSeconds(60))));
        people = List.of(new Person("4711", "Anna", true, EnumSet.of(Scope.METRICS), false, THING,
                Map.of(Service.MEASURES,
                        new ServiceStatus(NOW, NOW.minusSeconds(10), NOW.minusSeconds(20), Failure.SERVICE_TROUBLE,
                                522, NOW)),
                Set.of(Service.SLEEP), Set.of(Service.GOALS),
                new HistoryProgress(Service.MEASURES, NOW.minusSeconds(1000), 0.456, null, null), NOW));

        JsonObject person = account().getAsJsonArray("people").get(0).getAsJsonObject();

        assertThat(person.get("person").getAsString(), is("person-1"));
        assertThat(person.get("notifications"), is(json("{wanted: true, subscribed: true, "
                + "lastNotified: '2026-03-02T06:59:00Z', refusal: INVALID_REQUEST}")));
        assertThat(person.get("subscriptions"),
                is(json("[{appli: 1, own: 1, others: 1}, {appli: 44, own: 1, others: 0}]")));
        assertThat(person.getAsJsonObject("services").get("MEASURES"),
                is(json("{asked: '2026-03-02T07:00:00Z', answered: '2026-03-02T06:59:50Z', "
                        + "failed: '2026-03-02T06:59:40Z', failure: SERVICE_TROUBLE, status: 522}")));
        assertThat(person.get("pending"), is(json("[SLEEP]")));
        assertThat(person.get("denied"), is(json("[GOALS]")));
        assertThat(person.get("history"), is(json("{service: MEASURES, percent: 46}")));
        assertThat(text(), not(anyOf(containsString("4711"), containsString("Anna"))));
    }

    @Test
    void containsTypeAndModelOfADeviceWithoutItsId() {
        devices = List.of(new AccountSnapshot.Device(
                new Device("0123456789abcdef", null, "Scale", "Body+", 5, Device.Battery.HIGH,
                        ZoneId.of("Europe/Berlin"), NOW.minusSeconds(1000), NOW, "1751", "00:24:e4:01:02:03"),
                null));

        assertThat(account().getAsJsonArray("devices").get(0),
                is(json("{type: 'Scale', model: 'Body+', modelNumber: 5, firmware: '1751', battery: HIGH}")));
        assertThat(text(), not(anyOf(containsString("0123456789abcdef"), containsString("00:24"),
                containsString("Berlin"))));
    }
}
