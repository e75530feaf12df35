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

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Device;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.Subscriptions.Listed;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.binding.withings.internal.webhook.WebhookState;
import org.openhab.core.OpenHAB;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;

/**
 * Writes the state of accounts as JSON to attach to a support request. Fields are listed one by one, so that
 * credentials, names, IDs, addresses and health data are not included by accident.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DiagnosticsWriter {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
            .registerTypeAdapter(Instant.class,
                    (JsonSerializer<Instant>) (time, type, context) -> new JsonPrimitive(time.toString()))
            .create();
    private static final Set<String> WEBHOOKS = Set.of(AccountConfiguration.WEBHOOK_OFF,
            AccountConfiguration.WEBHOOK_CLOUD, AccountConfiguration.WEBHOOK_PUBLIC_URL);

    private DiagnosticsWriter() {
    }

    public static String json(Instant now, List<AccountSnapshot> accounts) {
        Bundle addon = FrameworkUtil.getBundle(DiagnosticsWriter.class);
        return GSON.toJson(new Fields().with("created", now).with("addon", addon, it -> it.getVersion().toString())
                .with("openHAB", OpenHAB.getVersion()).with("java", Runtime.version().toString())
                .with("accounts", accounts.stream().map(DiagnosticsWriter::account).toList()));
    }

    private static Fields account(AccountSnapshot account) {
        List<Person> people = account.people();
        return new Fields().with("thing", thing(account.thing()))
                .with("configuration", configuration(account.configuration()))
                .with("requests", account.requests(),
                        usage -> new Fields().with("inLastMinute", usage.inWindow()).with("limit", usage.limit())
                                .with("waiting", usage.waiting()).with("paused", usage.heldUntil() != null))
                .with("queuedNotifications", account.queuedNotifications())
                .with("webhook", account.webhook(),
                        webhook -> new Fields().with("way", webhook.way()).with("flaw", webhook.flaw())
                                .with("unreliableReason", webhook.unreliableReason()))
                .with("webhookCheck", account.check(),
                        check -> new Fields().with("time", check.time()).with("outcome", check.account().outcome())
                                .with("people", check.people().stream().map(WebhookCheck.Finding::outcome).toList()))
                .with("people",
                        IntStream.range(0, people.size())
                                .mapToObj(i -> person("person-" + (i + 1), people.get(i), account.webhook())).toList())
                .with("devices", account.devices().stream().map(DiagnosticsWriter::device).toList())
                .with("unknownIds", new TreeMap<>(account.unknownIds()));
    }

    private static Fields thing(ThingState thing) {
        return new Fields().with("type", thing.type().getId()).with("status", thing.status())
                .with("detail", thing.detail()).with("reason", thing.reason()).with("channels", thing.channels());
    }

    private static Fields configuration(AccountConfiguration configuration) {
        return new Fields().with("clientId", !configuration.clientId.isBlank())
                .with("clientSecret", !configuration.clientSecret.isBlank())
                .with("redirectUrl", url(configuration.redirectUrl.strip()))
                .with("webhook", WEBHOOKS.contains(configuration.webhook)
                        ? configuration.webhook
                        : AccountConfiguration.WEBHOOK_AUTOMATIC)
                .with("publicUrl", url(configuration.publicUrl.strip()))
                .with("pollingInterval", configuration.pollingInterval).with("historyDays", configuration.historyDays);
    }

    /** Returns the problems of a URL without the URL itself. */
    private static @Nullable Fields url(String url) {
        return url.isEmpty()
                ? null
                : new Fields().with("flaws",
                        UrlFlaw.unusable(url).map(Set::of).orElseGet(() -> UrlFlaw.of(URI.create(url))));
    }

    private static Fields person(String name, Person person, @Nullable WebhookState webhook) {
        WebhookState.Person notifications = webhook == null ? null : webhook.people().get(person.userId());
        Fields services = new Fields();
        new TreeMap<>(person.services()).forEach((service, status) -> services.with(service.name(), service(status)));
        return new Fields().with("person", name).with("connected", person.connected())
                .with("scopes", new TreeSet<>(person.scopes()))
                .with("thing", person.thing(), DiagnosticsWriter::thing)
                .with("notifications", notifications,
                        known -> new Fields().with("wanted", known.wanted()).with("subscribed", known.subscribed())
                                .with("lastNotified", known.lastNotification()).with("refusal", known.refusal()))
                .with("subscriptions", notifications, known -> subscriptions(known.listed()))
                .with("services", services).with("pending", new TreeSet<>(person.pending()))
                .with("denied", new TreeSet<>(person.denied()))
                .with("history", person.history(),
                        history -> new Fields().with("service", history.service())
                                .with("percent", Math.round(history.share() * 100))
                                .with("finished", history.finished()).with("failure", history.failure()));
    }

    /** The number of subscriptions by kind, as one person may have several of one kind. */
    private static List<Fields> subscriptions(List<Listed> listed) {
        return listed.stream().collect(Collectors.groupingBy(Listed::appli, TreeMap::new, Collectors.toList()))
                .entrySet().stream().map(entry -> {
                    long own = entry.getValue().stream().filter(Listed::own).count();
                    return new Fields().with("appli", entry.getKey()).with("own", own).with("others",
                            entry.getValue().size() - own);
                }).toList();
    }

    private static Fields service(ServiceStatus status) {
        return new Fields().with("asked", status.asked()).with("answered", status.answered())
                .with("failed", status.failed()).with("failure", status.failure()).with("status", status.status());
    }

    private static Fields device(Device known) {
        var device = known.device();
        return new Fields().with("type", device.type()).with("model", device.model())
                .with("modelNumber", device.modelId()).with("firmware", device.firmware())
                .with("battery", device.battery()).with("thing", known.thing(), DiagnosticsWriter::thing);
    }

    /** A JSON object with fields in the order of insertion; Gson omits those that are null. */
    private static final class Fields extends LinkedHashMap<String, @Nullable Object> {
        private static final long serialVersionUID = 1L;

        Fields with(String name, @Nullable Object value) {
            put(name, value);
            return this;
        }

        <T> Fields with(String name, @Nullable T value, Function<T, Object> describe) {
            return with(name, value == null ? null : describe.apply(value));
        }
    }
}
