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
package org.openhab.binding.withings.sandbox.item;

import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * What an item is, apart from its state.
 *
 * @param type e.g. {@code Number:Mass}
 * @param category the icon
 * @param unit the unit its state is kept in; null for the default of its dimension
 * @param pattern how its state is shown; null for the pattern of its channel
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ItemDefinition(String name, String type, @Nullable String label, @Nullable String category,
        List<String> groupNames, List<String> tags, @Nullable String unit, @Nullable String pattern) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** @throws SandboxException when name, type or unit is not one openHAB would accept */
    public ItemDefinition {
        if (!NAME.matcher(name).matches()) {
            throw new SandboxException("'" + name + "' is no name of an item (letters, digits and _)");
        }
        if (!type.equals("Group") && !type.startsWith("Group:") && !ItemTypes.isKnown(type)) {
            throw new SandboxException("'" + type + "' is no type of an item");
        }
        String problem = unit == null ? null : ItemTypes.problemOfUnit(type, unit);
        if (problem != null) {
            throw new SandboxException(problem);
        }
    }
}
