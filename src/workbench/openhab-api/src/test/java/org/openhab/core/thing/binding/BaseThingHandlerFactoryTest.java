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

import static org.junit.jupiter.api.Assertions.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InOrder;
import org.mockito.Mock;
import org.mockito.Mockito;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.BridgeBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;

/**
 * Handlers and their services.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class BaseThingHandlerFactoryTest {

    private static final ThingTypeUID PERSON = new ThingTypeUID("withings", "person");

    private final Thing thing = ThingBuilder.create(PERSON, new ThingUID("withings:person:anna")).build();

    private @Mock @NonNullByDefault({}) BundleContext bundleContext;
    private @Mock @NonNullByDefault({}) ComponentContext componentContext;
    private @Mock @NonNullByDefault({}) ThingHandler handler;
    private @Mock @NonNullByDefault({}) ServiceRegistration<Object> registration;

    @Test
    void refusesAThingItHasNoHandlerFor() {
        assertThrows(IllegalStateException.class, () -> new Factory(null).registerHandler(thing));
    }

    @Test
    void refusesABridgeWhoseHandlerIsNoneOfABridge() {
        Bridge bridge = BridgeBuilder
                .create(new ThingTypeUID("withings", "account"), new ThingUID("withings:account:home")).build();

        assertThrows(IllegalStateException.class, () -> new Factory(handler).registerHandler(bridge));
    }

    @Test
    void makesAServiceThatIsNoComponentByItsConstructor() {
        handlerHas(Service.class);
        registers();

        new Factory(handler).active(componentContext).registerHandler(thing);

        verify(bundleContext).registerService(eq(new String[]{ Runnable.class.getName() }), any(Service.class),
                isNull());
    }

    @Test
    void takesAComponentFromTheComponentRuntime() {
        handlerHas(Service.class);
        Service service = Mockito.spy(new Service());
        ServiceObjects<Service> objects = component(service);
        registers();
        thing.setHandler(handler);
        Factory factory = new Factory(handler).active(componentContext);

        factory.registerHandler(thing);
        factory.unregisterHandler(thing);

        InOrder order = inOrder(service, bundleContext, registration, objects);
        order.verify(service).setThingHandler(handler);
        order.verify(bundleContext).registerService(any(String[].class), same(service), isNull());
        order.verify(service).initialize();
        order.verify(service).dispose();
        order.verify(registration).unregister();
        order.verify(objects).ungetService(service);
        assertEquals(List.of(handler), factory.removed);
    }

    @Test
    void endsAllServicesWhenItEndsItself() {
        handlerHas(Service.class);
        Service service = Mockito.spy(new Service());
        component(service);
        registers();
        Factory factory = new Factory(handler).active(componentContext);

        factory.registerHandler(thing);
        factory.deactivate(componentContext);

        verify(service).dispose();
        verify(registration).unregister();
    }

    private void handlerHas(Class<? extends ThingHandlerService> service) {
        when(handler.getThing()).thenReturn(thing);
        when(handler.getServices()).thenReturn(List.of(service));
        when(componentContext.getBundleContext()).thenReturn(bundleContext);
    }

    private void registers() {
        doReturn(registration).when(bundleContext).registerService(any(String[].class), any(), isNull());
    }

    @SuppressWarnings("unchecked")
    private ServiceObjects<Service> component(Service service) {
        ServiceReference<Service> reference = mock(ServiceReference.class);
        ServiceObjects<Service> objects = mock(ServiceObjects.class);
        when(bundleContext.getServiceReference(Service.class)).thenReturn(reference);
        when(bundleContext.getServiceObjects(reference)).thenReturn(objects);
        when(objects.getService()).thenReturn(service);
        return objects;
    }

    /** A service that others look for as a {@code Runnable}. */
    public static class Service implements ThingHandlerService, Runnable {

        private @Nullable ThingHandler handler;

        @Override
        public void setThingHandler(ThingHandler handler) {
            this.handler = handler;
        }

        @Override
        public @Nullable ThingHandler getThingHandler() {
            return handler;
        }

        @Override
        public void run() {
            throw new UnsupportedOperationException();
        }
    }

    private static class Factory extends BaseThingHandlerFactory {

        private final @Nullable ThingHandler handler;
        final List<ThingHandler> removed = new ArrayList<>();

        Factory(@Nullable ThingHandler handler) {
            this.handler = handler;
        }

        Factory active(ComponentContext context) {
            activate(context);
            return this;
        }

        @Override
        public boolean supportsThingType(ThingTypeUID thingTypeUID) {
            return PERSON.equals(thingTypeUID);
        }

        @Override
        protected @Nullable ThingHandler createHandler(Thing thing) {
            return handler;
        }

        @Override
        protected void removeHandler(ThingHandler thingHandler) {
            removed.add(thingHandler);
        }
    }
}
