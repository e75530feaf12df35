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
package org.openhab.core.thing.binding;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The base class of handler factories; manages the {@link ThingHandlerService services} of the handlers. */
@NonNullByDefault
public abstract class BaseThingHandlerFactory implements ThingHandlerFactory {
    private final Logger logger = LoggerFactory.getLogger(BaseThingHandlerFactory.class);

    private final Map<ThingUID, List<Runnable>> services = new ConcurrentHashMap<>();

    protected @NonNullByDefault({}) BundleContext bundleContext;

    protected void activate(ComponentContext componentContext) {
        bundleContext = componentContext.getBundleContext();
    }

    protected void deactivate(ComponentContext componentContext) {
        List.copyOf(services.keySet()).forEach(this::endServices);
    }

    protected BundleContext getBundleContext() {
        BundleContext bundleContext = this.bundleContext;
        if (bundleContext == null) {
            throw new IllegalStateException(getClass().getName() + " is not active");
        }
        return bundleContext;
    }

    @Override
    public ThingHandler registerHandler(Thing thing) {
        ThingHandler handler = createHandler(thing);
        if (handler == null) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + " could not create a handler for the thing '" + thing.getUID() + "'.");
        }
        if (thing instanceof Bridge && !(handler instanceof BridgeHandler)) {
            throw new IllegalStateException(
                    "Created handler of bridge '" + thing.getUID() + "' must implement the BridgeHandler interface.");
        }
        for (Class<? extends ThingHandlerService> serviceClass : handler.getServices()) {
            registerService(handler, serviceClass);
        }
        return handler;
    }

    /** Creates a service of the given class with the lifetime of the handler. */
    public void registerService(ThingHandler handler, Class<? extends ThingHandlerService> serviceClass) {
        registerServiceOf(handler, serviceClass);
    }

    private <T extends ThingHandlerService> void registerServiceOf(ThingHandler handler, Class<T> serviceClass) {
        BundleContext bundleContext = getBundleContext();
        T service;
        Runnable release;
        ServiceReference<T> reference = bundleContext.getServiceReference(serviceClass);
        if (reference != null) {
            ServiceObjects<T> objects = bundleContext.getServiceObjects(reference);
            T created = objects.getService();
            if (created == null) {
                logger.warn("Service {} of thing {} is gone", serviceClass.getName(), handler.getThing().getUID());
                return;
            }
            service = created;
            release = () -> objects.ungetService(created);
        } else {
            try {
                service = serviceClass.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                logger.warn("Could not create service {} of thing {}", serviceClass.getName(),
                        handler.getThing().getUID(), e);
                return;
            }
            release = () -> {
            };
        }
        service.setThingHandler(handler);
        String[] names = interfacesOf(serviceClass);
        ServiceRegistration<?> registration = names.length == 0
                ? null
                : bundleContext.registerService(names, service, null);
        service.initialize();
        services.computeIfAbsent(handler.getThing().getUID(), uid -> new CopyOnWriteArrayList<>()).add(() -> {
            service.dispose();
            if (registration != null) {
                registration.unregister();
            }
            release.run();
        });
    }

    private void endServices(ThingUID thingUID) {
        List<Runnable> ends = services.remove(thingUID);
        if (ends != null) {
            ends.forEach(Runnable::run);
        }
    }

    /**
     * openHAB takes the canonical names, which OSGi does not accept for a nested interface, and leaves out interfaces
     * that only other interfaces extend.
     */
    private static String[] interfacesOf(Class<?> serviceClass) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> type = serviceClass; type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                if (implemented != ThingHandlerService.class) {
                    names.add(implemented.getCanonicalName());
                }
            }
        }
        return names.toArray(String[]::new);
    }

    protected abstract @Nullable ThingHandler createHandler(Thing thing);

    @Override
    public void unregisterHandler(Thing thing) {
        endServices(thing.getUID());
        ThingHandler handler = thing.getHandler();
        if (handler != null) {
            removeHandler(handler);
        }
    }

    /** Called when the handler is no longer needed. */
    protected void removeHandler(ThingHandler thingHandler) {
    }

    @Override
    public void removeThing(ThingUID thingUID) {
    }

    @Override
    public @Nullable Thing createThing(ThingTypeUID thingTypeUID, Configuration configuration,
            @Nullable ThingUID thingUID, @Nullable ThingUID bridgeUID) {
        return null;
    }
}
