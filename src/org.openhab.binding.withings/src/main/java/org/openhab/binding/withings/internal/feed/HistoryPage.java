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
package org.openhab.binding.withings.internal.feed;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;

/**
 * A piece of the past.
 *
 * @param updates what the channels get
 * @param next where the next page begins, in the source's own counting, which only grows; null after the last page
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HistoryPage(List<ChannelUpdate> updates, @Nullable Long next) {

    /** Nothing, and nothing to follow. */
    static final HistoryPage EMPTY = new HistoryPage(List.of(), null);

    public HistoryPage {
        updates = List.copyOf(updates);
    }
}
