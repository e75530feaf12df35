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
package org.openhab.core.config.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;

/**
 * A thing that was found and could be added. Made by a {@link DiscoveryResultBuilder}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface DiscoveryResult {

    long TTL_UNLIMITED = -1;

    ThingUID getThingUID();

    ThingTypeUID getThingTypeUID();

    String getBindingId();

    /**
     * @return what will be the thing's configuration and properties
     */
    Map<String, Object> getProperties();

    /**
     * @return the name of the property that tells whether the thing is there already, null if only the id does
     */
    @Nullable
    String getRepresentationProperty();

    DiscoveryResultFlag getFlag();

    String getLabel();

    @Nullable
    ThingUID getBridgeUID();

    Instant getCreationTime();

    /**
     * @return how long after its creation the result is good for, in seconds; {@link #TTL_UNLIMITED} for ever
     */
    long getTimeToLive();

    /**
     * Makes texts of the named properties' values, as the description of the configuration wants them to be.
     */
    default void normalizePropertiesOnConfigDescription(List<String> configurationParameters) {
    }
}
