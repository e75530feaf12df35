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
package org.openhab.binding.withings.internal.notification;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the cloud that passes requests on to this openHAB, if there is one at the moment.
 * <p>
 * The service is looked for by its name: a declared reference would need its class, which openHAB has since 5.2 only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = CloudRelays.class)
public class CloudRelays {
    private static final String SERVICE = "org.openhab.core.io.rest.WebhookService";

    private final Logger logger = LoggerFactory.getLogger(CloudRelays.class);
    private final List<Consumer<@Nullable CloudRelay>> listeners = new CopyOnWriteArrayList<>();
    private final ServiceTracker<Object, CloudRelay> tracker;
    private volatile @Nullable CloudRelay relay;

    @Activate
    public CloudRelays(BundleContext context) {
        tracker = new ServiceTracker<>(context, SERVICE, null) {
            @Override
            public @Nullable CloudRelay addingService(ServiceReference<Object> reference) {
                CloudRelay relay = relay(context.getService(reference));
                if (relay != null) {
                    offer(relay);
                }
                return relay;
            }

            @Override
            public void removedService(ServiceReference<Object> reference, CloudRelay relay) {
                context.ungetService(reference);
                offer(getService());
            }
        };
        tracker.open();
    }

    private @Nullable CloudRelay relay(@Nullable Object service) {
        try {
            return service == null ? null : new OpenHabCloudRelay(service);
        } catch (LinkageError e) {
            // the class has come to openHAB after this add-on had been resolved without it
            logger.debug("openHAB's cloud can be used after a restart of openHAB: {}", e.getClass().getSimpleName());
            return null;
        }
    }

    @Deactivate
    public void close() {
        tracker.close();
    }

    /**
     * @param listener is told at once, and whenever it changes, who passes requests on; null if nobody does
     */
    void listen(Consumer<@Nullable CloudRelay> listener) {
        listeners.add(listener);
        listener.accept(relay);
    }

    void forget(Consumer<@Nullable CloudRelay> listener) {
        listeners.remove(listener);
    }

    /**
     * @param current who passes requests on from now on, null if nobody does
     */
    void offer(@Nullable CloudRelay current) {
        relay = current;
        listeners.forEach(listener -> listener.accept(current));
    }
}
