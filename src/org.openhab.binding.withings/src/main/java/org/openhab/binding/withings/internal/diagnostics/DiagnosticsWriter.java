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
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.UrlFlaw;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Device;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.Subscriptions.Listed;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.binding.withings.internal.webhook.WebhookState;
import org.openhab.core.OpenHAB;
import org.osgi.framework.Version;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * Writes the state of accounts as JSON to attach to a support request. Fields are listed one by one, so that nothing
 * gets in by accident: no credentials, names, ids, addresses or health data.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DiagnosticsWriter {
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final Set<String> WEBHOOKS = Set.of(AccountConfiguration.WEBHOOK_OFF,
            AccountConfiguration.WEBHOOK_CLOUD, AccountConfiguration.WEBHOOK_PUBLIC_URL);

    private DiagnosticsWriter() {
    }

    /** @param version the version of the add-on */
    public static String json(Version version, Instant now, List<AccountSnapshot> accounts) {
        return GSON.toJson(new Fields().with("created", now).with("addon", version)
                .with("openHAB", OpenHAB.getVersion()).with("java", Runtime.version())
                .with("accounts", accounts.stream().map(DiagnosticsWriter::account).toList()));
    }

    private static Fields account(AccountSnapshot account) {
        List<Person> people = account.people();
        return new Fields().with("thing", thing(account.thing()))
                .with("configuration", configuration(account.configuration()))
                .with("requests", requests(account.requests()))
                .with("queuedNotifications", account.queuedNotifications())
                .with("webhook", webhook(account.webhook())).with("webhookCheck", check(account.check()))
                .with("people",
                        IntStream.range(0, people.size())
                                .mapToObj(i -> person("person-" + (i + 1), people.get(i), account.webhook())).toList())
                .with("devices", account.devices().stream().map(DiagnosticsWriter::device).toList())
                .with("unknownIds", new TreeMap<>(account.unknownIds()));
    }

    private static @Nullable Fields thing(@Nullable ThingState thing) {
        return thing == null
                ? null
                : new Fields().with("type", thing.type().getId()).with("status", thing.status())
                        .with("detail", thing.detail()).with("reason", thing.reason())
                        .with("channels", thing.channels());
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

    /** Describes a URL without saying where it leads. */
    private static @Nullable Fields url(String configured) {
        if (configured.isEmpty()) {
            return null;
        }
        try {
            URI url = new URI(configured);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            String path = url.getPath();
            return new Fields().with("scheme", Set.of("https", "http").contains(scheme) ? scheme : "other")
                    .with("standardPort", url.getPort() == -1 || url.getPort() == ("http".equals(scheme) ? 80 : 443))
                    .with("path", path != null && !path.isEmpty() && !"/".equals(path))
                    .with("flaws", UrlFlaw.of(url));
        } catch (URISyntaxException e) {
            return new Fields().with("flaws", List.of(UrlFlaw.NOT_A_URL));
        }
    }

    private static @Nullable Fields requests(RateLimiter.@Nullable Usage usage) {
        return usage == null
                ? null
                : new Fields().with("inLastMinute", usage.inWindow()).with("limit", usage.limit())
                        .with("waiting", usage.waiting())
                        .with("paused", usage.heldUntil() != null);
    }

    /** Without the host. */
    private static @Nullable Fields webhook(@Nullable WebhookState webhook) {
        return webhook == null
                ? null
                : new Fields().with("way", webhook.way()).with("flaw", webhook.flaw()).with("doubt", webhook.doubt());
    }

    /** Without the host and without the people that a finding is about. */
    private static @Nullable Fields check(WebhookCheck.@Nullable Result check) {
        return check == null
                ? null
                : new Fields().with("time", check.time()).with("outcome", check.account().outcome()).with("people",
                        check.people().stream().map(finding -> finding.outcome().name()).toList());
    }

    private static Fields person(String name, Person person, @Nullable WebhookState webhook) {
        WebhookState.Person notifications = webhook == null ? null : webhook.people().get(person.userId());
        Fields services = new Fields();
        new TreeMap<>(person.services()).forEach((service, status) -> services.with(service.name(), service(status)));
        return new Fields().with("person", name).with("connected", person.connected())
                .with("scopes", new TreeSet<>(person.scopes())).with("thing", thing(person.thing()))
                .with("notifications", notifications(notifications))
                .with("subscriptions", notifications == null ? null : subscriptions(notifications.listed()))
                .with("services", services)
                .with("pending", new TreeSet<>(person.pending())).with("denied", new TreeSet<>(person.denied()))
                .with("history", history(person.history()));
    }

    private static @Nullable Fields notifications(WebhookState.@Nullable Person notifications) {
        return notifications == null
                ? null
                : new Fields().with("wanted", notifications.wanted()).with("subscribed", notifications.subscribed())
                        .with("lastNotified", notifications.lastNotification())
                        .with("refusal", notifications.refusal());
    }

    /** The number of subscriptions by kind, as one person may have several of one kind. */
    private static List<Fields> subscriptions(List<Listed> listed) {
        Map<Integer, List<Listed>> byAppli = listed.stream()
                .collect(Collectors.groupingBy(Listed::appli, TreeMap::new, Collectors.toList()));
        return byAppli.entrySet().stream().map(entry -> {
            long own = entry.getValue().stream().filter(Listed::own).count();
            return new Fields().with("appli", entry.getKey()).with("own", own).with("others",
                    entry.getValue().size() - own);
        }).toList();
    }

    private static Fields service(ServiceStatus status) {
        return new Fields().with("asked", status.asked()).with("answered", status.answered())
                .with("failed", status.failed()).with("failure", status.failure()).with("status", status.status());
    }

    private static @Nullable Fields history(@Nullable HistoryProgress history) {
        return history == null
                ? null
                : new Fields().with("service", history.service()).with("percent", Math.round(history.share() * 100))
                        .with("finished", history.finished()).with("failure", history.failure());
    }

    private static Fields device(Device known) {
        var device = known.device();
        String firmware = device.firmware();
        return new Fields().with("type", known.type()).with("model", Texts.printable(device.model()))
                .with("modelNumber", device.modelId())
                .with("firmware", firmware == null ? null : Texts.printable(firmware))
                .with("battery", device.battery()).with("thing", thing(known.thing()));
    }

    /** A JSON object in the order of its fields. */
    private static final class Fields extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        /** Leaves out what is null, and writes enums, times and versions as text. */
        Fields with(String name, @Nullable Object value) {
            if (value != null) {
                boolean isJson = value instanceof Number || value instanceof Boolean || value instanceof Map
                        || value instanceof Collection;
                put(name, isJson ? value : value.toString());
            }
            return this;
        }
    }
}
