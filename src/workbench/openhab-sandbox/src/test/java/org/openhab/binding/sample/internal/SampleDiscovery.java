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
package org.openhab.binding.sample.internal;

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.config.discovery.AbstractThingHandlerDiscoveryService;
import org.openhab.core.config.discovery.DiscoveryResultBuilder;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Finds two sensors.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@Component(scope = ServiceScope.PROTOTYPE, service = SampleDiscovery.class)
@NonNullByDefault
public class SampleDiscovery extends AbstractThingHandlerDiscoveryService<SampleGatewayHandler> {

    private static final ThingTypeUID SENSOR = new ThingTypeUID("sample", "sensor");

    public SampleDiscovery() {
        super(SampleGatewayHandler.class, Set.of(SENSOR), 5, false);
    }

    @Override
    protected void startScan() {
        ThingUID bridge = thingHandler.getThing().getUID();
        for (String serial : new String[]{ "a1", "b2" }) {
            thingDiscovered(DiscoveryResultBuilder.create(new ThingUID(SENSOR, bridge, serial)).withBridge(bridge)
                    .withProperty("serial", serial).withProperty("modelId", "S-" + serial)
                    .withRepresentationProperty("serial").withLabel("Sensor " + serial).build());
        }
    }

    @Override
    protected void stopScan() {
        super.stopScan();
        removeOlderResults(getTimestampOfLastScan(), thingHandler.getThing().getUID());
    }
}
