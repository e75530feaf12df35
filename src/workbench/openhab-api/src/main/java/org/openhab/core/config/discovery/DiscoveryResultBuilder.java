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
import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a {@link DiscoveryResult}. */
@NonNullByDefault
public class DiscoveryResultBuilder {
    private final Logger logger = LoggerFactory.getLogger(DiscoveryResultBuilder.class);

    private final ThingUID thingUID;
    private final Map<String, Object> properties = new HashMap<>();
    private @Nullable ThingTypeUID thingTypeUID;
    private @Nullable String representationProperty;
    private @Nullable ThingUID bridgeUID;
    private @Nullable String label;
    private long ttl = DiscoveryResult.TTL_UNLIMITED;

    private DiscoveryResultBuilder(ThingUID thingUID) {
        this.thingUID = thingUID;
    }

    public static DiscoveryResultBuilder create(ThingUID thingUID) {
        return new DiscoveryResultBuilder(thingUID);
    }

    public static DiscoveryResultBuilder create(DiscoveryResult discoveryResult) {
        DiscoveryResultBuilder builder = create(discoveryResult.getThingUID())
                .withThingType(discoveryResult.getThingTypeUID()).withProperties(discoveryResult.getProperties())
                .withRepresentationProperty(discoveryResult.getRepresentationProperty())
                .withLabel(discoveryResult.getLabel()).withTTL(discoveryResult.getTimeToLive());
        builder.bridgeUID = discoveryResult.getBridgeUID();
        return builder;
    }

    public DiscoveryResultBuilder withThingType(@Nullable ThingTypeUID thingTypeUID) {
        this.thingTypeUID = thingTypeUID;
        return this;
    }

    /** Adds properties. */
    public DiscoveryResultBuilder withProperties(@Nullable Map<String, Object> properties) {
        if (properties != null) {
            this.properties.putAll(properties);
        }
        return this;
    }

    public DiscoveryResultBuilder withProperty(String key, Object value) {
        properties.put(key, value);
        return this;
    }

    public DiscoveryResultBuilder withRepresentationProperty(@Nullable String representationProperty) {
        this.representationProperty = representationProperty;
        return this;
    }

    public DiscoveryResultBuilder withBridge(@Nullable ThingUID bridgeUID) {
        if (bridgeUID != null && !bridgeUID.getBindingId().equals(thingUID.getBindingId())) {
            throw new IllegalArgumentException(
                    "The thing '" + thingUID + "' must be of the same binding as its bridge '" + bridgeUID + "'");
        }
        this.bridgeUID = bridgeUID;
        return this;
    }

    public DiscoveryResultBuilder withLabel(@Nullable String label) {
        this.label = label;
        return this;
    }

    public DiscoveryResultBuilder withTTL(long ttl) {
        this.ttl = ttl;
        return this;
    }

    public DiscoveryResult build() {
        String representation = representationProperty;
        if (representation != null && !properties.containsKey(representation)) {
            logger.warn("Representation property '{}' of discovery result for thing '{}' is missing in its properties",
                    representation, thingUID);
        }
        ThingTypeUID type = thingTypeUID != null
                ? thingTypeUID
                : new ThingTypeUID(thingUID.getBindingId(), thingUID.getAsString().split(":")[1]);
        Map<String, Object> all = Map.copyOf(properties);
        ThingUID bridge = bridgeUID;
        String name = label == null ? "" : label;
        long life = ttl;
        Instant creationTime = Instant.now();
        return new DiscoveryResult() {

            @Override
            public ThingUID getThingUID() {
                return thingUID;
            }

            @Override
            public ThingTypeUID getThingTypeUID() {
                return type;
            }

            @Override
            public String getBindingId() {
                return thingUID.getBindingId();
            }

            @Override
            public Map<String, Object> getProperties() {
                return all;
            }

            @Override
            public @Nullable String getRepresentationProperty() {
                return representation;
            }

            @Override
            public DiscoveryResultFlag getFlag() {
                return DiscoveryResultFlag.NEW;
            }

            @Override
            public String getLabel() {
                return name;
            }

            @Override
            public @Nullable ThingUID getBridgeUID() {
                return bridge;
            }

            @Override
            public Instant getCreationTime() {
                return creationTime;
            }

            @Override
            public long getTimeToLive() {
                return life;
            }
        };
    }
}
