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

import java.time.Clock;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.io.net.http.HttpClientFactory;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.BaseThingHandlerFactory;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/**
 * Makes the handlers of the sample add-on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@Component(configurationPid = "binding.sample", service = ThingHandlerFactory.class)
@NonNullByDefault
public class SampleHandlerFactory extends BaseThingHandlerFactory {

    private final StorageService storage;
    private final Clock clock;

    @Activate
    public SampleHandlerFactory(@Reference StorageService storage, @Reference HttpClientFactory httpClients,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable Clock clock) {
        this.storage = storage;
        this.clock = clock == null ? Clock.systemUTC() : clock;
        httpClients.getCommonHttpClient();
    }

    @Override
    public boolean supportsThingType(ThingTypeUID thingTypeUID) {
        return "sample".equals(thingTypeUID.getBindingId());
    }

    @Override
    protected @Nullable ThingHandler createHandler(Thing thing) {
        return thing instanceof Bridge bridge
                ? new SampleGatewayHandler(bridge)
                : new SampleSensorHandler(thing, storage.getStorage("sample"), clock);
    }
}
