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
package org.openhab.binding.withings.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.addon.AddonDescription;
import org.openhab.binding.withings.sandbox.addon.AddonReader;
import org.openhab.binding.withings.sandbox.item.SystemUnits;
import org.openhab.binding.withings.sandbox.osgi.BundleHost;
import org.openhab.binding.withings.sandbox.service.HttpClients;
import org.openhab.binding.withings.sandbox.service.Translations;
import org.openhab.binding.withings.sandbox.storage.AesCipher;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService;
import org.openhab.binding.withings.sandbox.web.WebServer;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.common.VirtualPools;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.io.net.http.HttpClientFactory;
import org.openhab.core.storage.StorageService;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sandbox.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Sandbox implements AutoCloseable {

    private final Logger logger = LoggerFactory.getLogger(Sandbox.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final JsonStorageService storage;
    private final Translations translations;
    private final WebServer web;

    private Sandbox(SandboxOptions options) {
        try {
            VirtualTime shared = options.time();
            VirtualTime time = shared == null ? closedAtEnd(VirtualTime.real()) : shared;
            storage = closedAtEnd(new JsonStorageService(options.userdata().resolve("jsondb")));
            closedAtEnd(new VirtualPools(time));
            HttpClients httpClients = closedAtEnd(new HttpClients());
            translations = new Translations(options.locale());
            BundleHost bundles = closedAtEnd(new BundleHost(options.userdata().resolve("cache")));
            options.configurations().forEach(bundles::configure);
            bundles.offer(StorageService.class, storage);
            bundles.offer(StorageCipher.class, new AesCipher(storage.getStorage("sandbox.StorageCipher")));
            bundles.offer(HttpClientFactory.class, httpClients);
            bundles.offer(TranslationProvider.class, translations);
            bundles.offer(LocaleProvider.class, translations);
            bundles.offer(TimeZoneProvider.class, options::timeZone);
            bundles.offer(UnitProvider.class, new SystemUnits(options.locale()));
            bundles.offer(Clock.class, time);
            web = closedAtEnd(new WebServer(options.host(), options.port(), Map.of(), bundles.context()));
            for (Path jar : options.bundles()) {
                Bundle bundle = bundles.install(jar);
                AddonDescription addon = AddonReader.read(filesOf(bundle));
                translations.add(bundle, addon.texts());
                bundles.check(bundle);
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a sandbox and the add-ons in it.
     *
     * @throws SandboxException when something it was given is wrong; nothing is left running then
     */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    private <T extends AutoCloseable> T closedAtEnd(T resource) {
        open.push(resource);
        return resource;
    }

    private static Map<String, byte[]> filesOf(Bundle bundle) {
        Map<String, byte[]> files = new HashMap<>();
        var urls = bundle.findEntries("OH-INF", "*", true);
        for (URL url : urls == null ? List.<URL>of() : Collections.list(urls)) {
            if (!url.getPath().endsWith("/")) {
                try (InputStream content = url.openStream()) {
                    files.put(url.getPath().substring(1), content.readAllBytes());
                } catch (IOException e) {
                    throw new SandboxException(url.getPath() + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return files;
    }

    /** Where the sandbox answers, e.g. {@code http://127.0.0.1:8080}. */
    public URI address() {
        return web.address();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                logger.warn("The sandbox does not end as it should: {}", e.toString());
            }
        }
    }
}
