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

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.diagnostics.ConfigurationDiagnostics.UrlShape;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.feed.ServiceStatus;
import org.openhab.binding.withings.internal.notification.Subscriptions.Listed;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.selftest.Finding;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;

import com.google.gson.stream.JsonWriter;

/**
 * Writes diagnostics as JSON. Every field is named here, so that nothing gets in that nobody thought about.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class DiagnosticsWriter {
    private final StringWriter text = new StringWriter();
    private final JsonWriter json = new JsonWriter(text);

    private DiagnosticsWriter() {
        json.setIndent("  ");
    }

    /**
     * @return the diagnostics as JSON, for people to read
     */
    public static String json(Diagnostics diagnostics) {
        DiagnosticsWriter writer = new DiagnosticsWriter();
        try {
            writer.write(diagnostics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return writer.text.toString();
    }

    private void write(Diagnostics diagnostics) throws IOException {
        json.beginObject();
        field("created", diagnostics.created());
        field("addon", diagnostics.addon());
        field("openHAB", diagnostics.openHAB());
        field("java", diagnostics.java());
        json.name("accounts").beginArray();
        for (AccountDiagnostics account : diagnostics.accounts()) {
            write(account);
        }
        json.endArray().endObject();
    }

    private void write(AccountDiagnostics account) throws IOException {
        json.beginObject();
        write("thing", account.thing());
        write(account.configuration());
        write(account.budget());
        json.name("queuedNotifications").value(account.queuedNotifications());
        write(account.selfTest());
        json.name("people").beginArray();
        int number = 0;
        for (PersonDiagnostics person : account.people()) {
            number++;
            json.beginObject().name("person").value("person-" + number);
            write(person);
            json.endObject();
        }
        json.endArray().name("devices").beginArray();
        for (DeviceDiagnostics device : account.devices()) {
            write(device);
        }
        json.endArray().name("unknownIds").beginObject();
        for (var unknown : new TreeMap<>(account.unknownIds()).entrySet()) {
            list(unknown.getKey().name(), unknown.getValue());
        }
        json.endObject().endObject();
    }

    private void write(ConfigurationDiagnostics configuration) throws IOException {
        json.name("configuration").beginObject();
        json.name("clientId").value(configuration.clientId());
        json.name("clientSecret").value(configuration.clientSecret());
        write("redirectUrl", configuration.redirectUrl());
        field("webhook", configuration.webhook());
        write("publicUrl", configuration.publicUrl());
        json.name("pollingInterval").value(configuration.pollingInterval());
        json.name("historyDays").value(configuration.historyDays());
        json.endObject();
    }

    private void write(String name, @Nullable UrlShape url) throws IOException {
        if (url != null) {
            json.name(name).beginObject();
            field("scheme", url.scheme());
            json.name("standardPort").value(url.standardPort());
            json.name("path").value(url.path());
            list("flaws", url.flaws());
            json.endObject();
        }
    }

    private void write(RequestBudget.@Nullable Usage budget) throws IOException {
        if (budget != null) {
            json.name("budget").beginObject();
            json.name("inLastMinute").value(budget.inWindow());
            json.name("limit").value(budget.limit());
            json.name("underWay").value(budget.underWay());
            json.name("waiting").value(budget.waiting());
            json.name("paused").value(budget.paused());
            json.endObject();
        }
    }

    /**
     * Without the public name of the address, and without saying whom a finding is about.
     */
    private void write(@Nullable SelfTestReport selfTest) throws IOException {
        if (selfTest != null) {
            json.name("selfTest").beginObject();
            field("time", selfTest.time());
            field("verdict", selfTest.verdict());
            json.name("findings").beginArray();
            for (Finding finding : selfTest.findings()) {
                json.beginObject();
                field("link", finding.link());
                field("outcome", finding.outcome());
                field("reason", finding.reason());
                json.endObject();
            }
            json.endArray().endObject();
        }
    }

    private void write(String name, @Nullable ThingDiagnostics thing) throws IOException {
        if (thing != null) {
            json.name(name).beginObject();
            field("type", thing.type());
            field("status", thing.status());
            field("detail", thing.detail());
            field("reason", thing.reason());
            list("channels", thing.channels());
            json.endObject();
        }
    }

    private void write(PersonDiagnostics person) throws IOException {
        json.name("connected").value(person.connected());
        list("scopes", person.scopes());
        write("thing", person.thing());
        write(person.push());
        field("refusal", person.refusal());
        write(person.subscriptions());
        json.name("services").beginObject();
        for (var service : new TreeMap<>(person.services()).entrySet()) {
            write(service.getKey().name(), service.getValue());
        }
        json.endObject();
        list("pending", person.pending());
        list("denied", person.denied());
        write(person.history());
    }

    private void write(Push push) throws IOException {
        json.name("push").beginObject();
        json.name("live").value(push.live());
        json.name("subscribed").value(push.subscribed());
        field("lastNotified", push.notified());
        field("lastMissed", push.lastMissed());
        json.endObject();
    }

    private void write(Collection<Listed> subscriptions) throws IOException {
        Map<Integer, int[]> counts = new TreeMap<>();
        for (Listed listed : subscriptions) {
            counts.computeIfAbsent(listed.appli(), appli -> new int[2])[listed.own() ? 0 : 1]++;
        }
        json.name("subscriptions").beginArray();
        for (var count : counts.entrySet()) {
            json.beginObject().name("appli").value(count.getKey()).name("own").value(count.getValue()[0]).name("others")
                    .value(count.getValue()[1]).endObject();
        }
        json.endArray();
    }

    private void write(String name, ServiceStatus status) throws IOException {
        json.name(name).beginObject();
        field("asked", status.asked());
        field("answered", status.answered());
        field("failed", status.failed());
        field("failure", status.failure());
        field("status", status.status());
        json.endObject();
    }

    private void write(@Nullable HistoryProgress history) throws IOException {
        if (history != null) {
            json.name("history").beginObject();
            field("service", history.service());
            json.name("percent").value(Math.round(history.share() * 100));
            field("finished", history.finished());
            field("failure", history.failure());
            json.endObject();
        }
    }

    private void write(DeviceDiagnostics device) throws IOException {
        json.beginObject();
        field("type", device.type());
        field("model", device.model());
        field("modelNumber", device.modelNumber());
        field("firmware", device.firmware());
        field("battery", device.battery());
        write("thing", device.thing());
        json.endObject();
    }

    private void field(String name, @Nullable Object value) throws IOException {
        if (value instanceof Integer number) {
            json.name(name).value(number);
        } else if (value instanceof Instant || value instanceof String || value instanceof Enum<?>) {
            json.name(name).value(value.toString());
        }
    }

    private void list(String name, Collection<?> values) throws IOException {
        json.name(name).beginArray();
        for (Object value : values) {
            json.value(value.toString());
        }
        json.endArray();
    }
}
