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
package org.openhab.binding.withings.internal.discovery;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Device;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Discovers the connected people of an account and their devices.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(scope = ServiceScope.PROTOTYPE, service = WithingsDiscoveryService.class)
public class WithingsDiscoveryService extends AbstractThingHandlerDiscoveryService<AccountHandler> {
    private static final int SCAN_SECONDS = 20;

    /** A field, because an interface of the class would become part of its OSGi registration. */
    private final Runnable listener = this::discover;

    private final Set<ThingUID> offered = new HashSet<>();

    public WithingsDiscoveryService() {
        super(AccountHandler.class, WithingsBindingConstants.DISCOVERABLE_THING_TYPES, SCAN_SECONDS);
    }

    @Override
    public void initialize() {
        thingHandler.addListener(listener);
        super.initialize();
        discover();
    }

    @Override
    public void dispose() {
        super.dispose();
        thingHandler.removeListener(listener);
    }

    @Override
    protected void startScan() {
        discover();
        thingHandler.readAll();
    }

    @Override
    protected synchronized void stopScan() {
        super.stopScan();
        removeOlderResults(getTimestampOfLastScan(), thingHandler.uid());
    }

    private synchronized void discover() {
        Set<ThingUID> before = Set.copyOf(offered);
        offered.clear();
        AccountSnapshot account = thingHandler.snapshot();
        account.people().stream().filter(Person::connected)
                .forEach(person -> discovered(WithingsBindingConstants.THING_TYPE_PERSON, person.userId(),
                        WithingsBindingConstants.CONFIG_USER_ID, person.label()));
        account.devices().forEach(this::discovered);
        before.stream().filter(uid -> !offered.contains(uid)).forEach(this::thingRemoved);
    }

    /**
     * A device that already has a thing, of any type and with either form of its identifier, is not added to the inbox.
     * Results of other thing types are removed: they are from before the device's type was known.
     */
    private void discovered(Device known) {
        var device = known.device();
        ThingTypeUID type = DeviceChannels.thingType(device);
        boolean isNew = known.thing() == null;
        WithingsBindingConstants.DEVICE_THING_TYPES.stream().filter(other -> !isNew || !other.equals(type))
                .forEach(other -> thingRemoved(uid(other, device.id())));
        if (isNew) {
            discovered(type, device.id(), WithingsBindingConstants.CONFIG_DEVICE_ID, known.label());
        }
    }

    private void discovered(ThingTypeUID type, String id, String property, String label) {
        ThingUID uid = uid(type, id);
        offered.add(uid);
        thingDiscovered(DiscoveryResultBuilder.create(uid).withThingType(type).withBridge(thingHandler.uid())
                .withProperty(property, id).withRepresentationProperty(property).withLabel(label).build());
    }

    private ThingUID uid(ThingTypeUID type, String id) {
        return new ThingUID(type, thingHandler.uid(), id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-"));
    }
}
