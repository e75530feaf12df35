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
package org.openhab.binding.withings.sandbox.addon;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A kind of thing or bridge.
 *
 * @param uid e.g. {@code withings:person}
 * @param supportedBridges the bridge types it may stand under, e.g. {@code withings:account}
 * @param channels channels outside of groups; empty when there are groups
 * @param representationProperty the property or parameter that tells two things of this type apart
 * @param listed whether a user interface offers it to be added by hand
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ThingTypeDescription(String uid, boolean bridge, List<String> supportedBridges, String label,
        @Nullable String description, @Nullable String category, @Nullable String semanticEquipmentTag,
        List<ChannelDescription> channels, List<ChannelGroupDescription> groups, Map<String, String> properties,
        @Nullable String representationProperty, List<ParameterDescription> parameters, boolean listed) {}
