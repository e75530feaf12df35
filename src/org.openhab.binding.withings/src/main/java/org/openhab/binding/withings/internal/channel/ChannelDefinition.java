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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A channel that one of the tables of this package defines.
 *
 * @param group the group that it belongs to
 * @param id its id within the group
 * @param type what its states are
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelDefinition(ChannelGroup group, String id, StateType type) {

    /**
     * @return the id of the channel within its thing, group and id joined by "#"
     */
    public String channelId() {
        return group.id() + "#" + id;
    }
}
