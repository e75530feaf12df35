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

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A kind of channel.
 *
 * @param uid e.g. {@code withings:weight}
 * @param itemType e.g. {@code Number:Mass}; null for a trigger channel
 * @param unitHint the unit an item made for such a channel is to show
 * @param tags semantic tags
 * @param min smallest value of the state
 * @param max largest value of the state
 * @param pattern how the state is to be shown
 * @param options the values of a state, or the events of a trigger channel
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelTypeDescription(String uid, boolean advanced, @Nullable String itemType,
        @Nullable String unitHint, String label, @Nullable String description, @Nullable String category,
        Set<String> tags, @Nullable BigDecimal min, @Nullable BigDecimal max, @Nullable BigDecimal step,
        @Nullable String pattern, boolean readOnly, List<Option> options, List<ParameterDescription> parameters) {

    public boolean isTrigger() {
        return itemType == null;
    }
}
