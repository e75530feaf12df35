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
 * The channels of a bed; what happens there comes by notification and not from a record.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class BedChannels {

    /** Whether somebody is in bed. */
    public static final ChannelDefinition IN_BED = new ChannelDefinition(ChannelGroup.BED, "in-bed", StateType.IN_BED);
    /** When somebody last got into bed. */
    public static final ChannelDefinition LAST_IN = new ChannelDefinition(ChannelGroup.BED, "last-in", StateType.TIME);
    /** When somebody last got out of bed. */
    public static final ChannelDefinition LAST_OUT = new ChannelDefinition(ChannelGroup.BED, "last-out",
            StateType.TIME);
    /** When the mat last inflated itself. */
    public static final ChannelDefinition LAST_INFLATION = new ChannelDefinition(ChannelGroup.BED, "last-inflation",
            StateType.TIME);
    /** Fires when something happens; the events are the kinds of bed events. */
    public static final ChannelDefinition EVENT = new ChannelDefinition(ChannelGroup.BED, "event",
            StateType.BED_EVENT);

    private BedChannels() {
    }
}
