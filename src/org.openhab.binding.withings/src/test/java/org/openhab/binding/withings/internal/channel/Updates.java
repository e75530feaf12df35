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
package org.openhab.binding.withings.internal.channel;

import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.NoSuchElementException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.types.State;

/**
 * Channel updates by channel ID.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Updates(Collection<ChannelUpdate> all) {

    ChannelUpdate of(String channelId) {
        return all.stream().filter(update -> update.channelId().equals(channelId)).findAny()
                .orElseThrow(() -> new NoSuchElementException("No update of " + channelId));
    }

    State state(String channelId) {
        return of(channelId).state();
    }

    NavigableMap<Instant, State> states(String channelId) {
        return of(channelId).states();
    }

    boolean have(String channelId) {
        return all.stream().anyMatch(update -> update.channelId().equals(channelId));
    }
}
