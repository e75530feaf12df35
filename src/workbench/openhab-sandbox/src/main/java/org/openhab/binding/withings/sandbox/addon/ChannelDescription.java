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

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A channel of a thing type or of a channel group type.
 *
 * @param id lower-case-hyphen, without the group
 * @param typeUID its channel type, e.g. {@code withings:weight} or {@code system:battery-level}
 * @param label instead of the channel type's
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelDescription(String id, String typeUID, @Nullable String label, @Nullable String description,
        Map<String, String> properties) {}
