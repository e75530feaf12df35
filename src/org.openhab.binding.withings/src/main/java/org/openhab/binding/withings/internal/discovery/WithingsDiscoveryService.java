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
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.DeviceChannels;
import org.openhab.binding.withings.internal.consent.ConsentedPerson;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Puts people who have consented and their devices into the inbox.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(scope = ServiceScope.PROTOTYPE, service = WithingsDiscoveryService.class)
public class WithingsDiscoveryService extends AbstractThingHandlerDiscoveryService<AccountHandler> {
    private static final int SCAN_SECONDS = 20;

    /** Not the service itself: openHAB would offer it to OSGi under an interface's name that OSGi does not accept. */
    private final AccountHandler.Listener listener = this::discoverWhatIsKnown;

    private final Set<ThingUID> offered = new HashSet<>();

    public WithingsDiscoveryService() {
        super(AccountHandler.class, WithingsBindingConstants.DISCOVERABLE_THING_TYPES, SCAN_SECONDS);
    }

    @Override
    public void initialize() {
        thingHandler.addListener(listener);
        super.initialize();
        discoverWhatIsKnown();
    }

    @Override
    public void dispose() {
        super.dispose();
        thingHandler.removeListener(listener);
    }

    @Override
    protected void startScan() {
        discoverWhatIsKnown();
        thingHandler.askForDevices();
    }

    @Override
    protected synchronized void stopScan() {
        super.stopScan();
        removeOlderResults(getTimestampOfLastScan(), thingHandler.uid());
    }

    private synchronized void discoverWhatIsKnown() {
        Set<ThingUID> before = Set.copyOf(offered);
        offered.clear();
        List<ConsentedPerson> people = thingHandler.people();
        people.stream().filter(ConsentedPerson::valid).forEach(this::discovered);
        thingHandler.devices().forEach(this::discovered);
        before.stream().filter(uid -> !offered.contains(uid)).forEach(this::thingRemoved);
    }

    private void discovered(ConsentedPerson person) {
        discovered(WithingsBindingConstants.THING_TYPE_PERSON, person.userId(), WithingsBindingConstants.CONFIG_USER_ID,
                person.userId(),
                person.label());
    }

    /**
     * A device is offered as what somebody has it as already, for openHAB ignores what is there only if the type is the
     * same; it was offered as something else before its type was known here.
     */
    private void discovered(Device device) {
        ThingTypeUID type = thingHandler.thingTypeOf(device.id()).orElseGet(() -> DeviceChannels.thingType(device));
        WithingsBindingConstants.DEVICE_THING_TYPES.stream().filter(other -> !other.equals(type))
                .forEach(other -> thingRemoved(uid(other, device.id())));
        discovered(type, device.id(), WithingsBindingConstants.CONFIG_DEVICE_ID, device.id(),
                DeviceChannels.label(device));
    }

    private void discovered(ThingTypeUID type, String id, String property, String value, String label) {
        ThingUID uid = uid(type, id);
        offered.add(uid);
        thingDiscovered(DiscoveryResultBuilder.create(uid).withThingType(type).withBridge(thingHandler.uid())
                .withProperty(property, value).withRepresentationProperty(property).withLabel(label).build());
    }

    private ThingUID uid(ThingTypeUID type, String id) {
        return new ThingUID(type, thingHandler.uid(), id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "-"));
    }
}
