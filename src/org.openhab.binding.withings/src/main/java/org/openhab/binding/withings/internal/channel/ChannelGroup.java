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

import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.ChannelUID;

/**
 * The channel groups of our things; a group and its group type have the same id.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum ChannelGroup {
    BODY("body"),
    SEGMENTS("segments"),
    HEART("heart"),
    ECG("ecg"),
    TEMPERATURE("temperature"),
    SLEEP("sleep"),
    NAP("nap"),
    BED("bed"),
    ACTIVITY("activity"),
    LAST_DAY("last-day"),
    INTRADAY("intraday"),
    WORKOUT("workout"),
    GOALS("goals"),
    DEVICE("device");

    private final String id;

    ChannelGroup(String id) {
        this.id = id;
    }

    /**
     * @param channelId a channel within its thing
     * @return the group it is in, empty for a group that there is no more
     */
    static Optional<ChannelGroup> of(String channelId) {
        return Stream.of(values()).filter(group -> channelId.startsWith(group.id + ChannelUID.CHANNEL_GROUP_SEPARATOR))
                .findFirst();
    }

    /**
     * @return the id of the group within its thing, and of its channel group type
     */
    public String id() {
        return id;
    }
}
