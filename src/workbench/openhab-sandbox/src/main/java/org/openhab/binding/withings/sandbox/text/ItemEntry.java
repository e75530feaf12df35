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
package org.openhab.binding.withings.sandbox.text;

import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * An item from a text file.
 *
 * @param place file and line, e.g. {@code items/home.items:3}
 * @param type e.g. {@code Number:Mass} or {@code Group}
 * @param label without the pattern
 * @param pattern from the square brackets in the label, e.g. {@code %.1f %unit%}
 * @param channels the channels it is linked to, as UIDs
 * @param metadata values by name space, e.g. {@code unit} to {@code kg}
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ItemEntry(String place, String type, String name, @Nullable String label, @Nullable String pattern,
        @Nullable String icon, List<String> groups, List<String> tags, List<String> channels,
        Map<String, String> metadata) {}
