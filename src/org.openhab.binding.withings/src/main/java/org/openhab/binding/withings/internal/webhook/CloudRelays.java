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

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.core.io.rest.WebhookService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks openHAB's WebhookService, through which openHAB Cloud forwards requests to this openHAB. It is looked up by
 * name, because its class exists only since openHAB 5.2 (optional import).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = CloudRelays.class)
public class CloudRelays {
    /** The default URL of the openHAB Cloud Connector. */
    public static final URI DEFAULT_ADDRESS = URI.create("https://myopenhab.org");
    private static final String SERVICE = "org.openhab.core.io.rest.WebhookService";

    private final Logger logger = LoggerFactory.getLogger(CloudRelays.class);
    private final List<Consumer<@Nullable CloudRelay>> listeners = new CopyOnWriteArrayList<>();
    private final ServiceTracker<Object, CloudRelay> tracker;
    private volatile @Nullable CloudRelay relay;
    /** The configured URL of the openHAB Cloud Connector, which provides the service. */
    private volatile @Nullable Object baseUrl;

    /** The only class that uses the service's class, which is loaded only if there is a service. */
    static final class CloudRelay {
        private final WebhookService service;

        CloudRelay(Object service) {
            this.service = (WebhookService) service;
        }

        /** Leases a public URL for a path or extends its lease; may not complete while the cloud is not connected. */
        CompletableFuture<Lease> request(String path) {
            return service.requestWebhook(path)
                    .thenApply(webhook -> new Lease(URI.create(webhook.url().toString()), webhook.expiresAt()));
        }

        CompletableFuture<Void> remove(String path) {
            return service.removeWebhook(path);
        }
    }

    /** A public URL that openHAB Cloud forwards to this openHAB, and when the lease ends. */
    record Lease(URI url, Instant expires) {}

    @Activate
    public CloudRelays(BundleContext context) {
        tracker = new ServiceTracker<>(context, SERVICE, null) {
            @Override
            public @Nullable CloudRelay addingService(ServiceReference<Object> reference) {
                try {
                    Object service = context.getService(reference);
                    CloudRelay added = service == null ? null : new CloudRelay(service);
                    baseUrl = reference.getProperty("baseURL");
                    offer(added);
                    return added;
                } catch (LinkageError e) {
                    // the add-on was resolved before the class was available
                    logger.debug("openHAB Cloud can be used after a restart of openHAB: {}",
                            e.getClass().getSimpleName());
                    return null;
                }
            }

            @Override
            public void removedService(ServiceReference<Object> reference, CloudRelay removed) {
                context.ungetService(reference);
                offer(getService());
            }
        };
        tracker.open();
    }

    @Deactivate
    public void close() {
        tracker.close();
    }

    /** Returns the URL of openHAB Cloud, null without its connector. */
    public @Nullable URI address() {
        String configured = baseUrl instanceof String url ? url.strip() : "";
        return relay == null
                ? null
                : configured.isEmpty() || UrlFlaw.unusable(configured).isPresent()
                        ? DEFAULT_ADDRESS
                        : URI.create(configured);
    }

    /** @param listener called at once and on every change, on any thread, with null if there is no service */
    void listen(Consumer<@Nullable CloudRelay> listener) {
        listeners.add(listener);
        listener.accept(relay);
    }

    void forget(Consumer<@Nullable CloudRelay> listener) {
        listeners.remove(listener);
    }

    void offer(@Nullable CloudRelay current) {
        relay = current;
        listeners.forEach(listener -> listener.accept(current));
    }
}
