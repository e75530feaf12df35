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

import static org.openhab.binding.withings.internal.Futures.resultOf;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;

/**
 * Asks a source until nothing is left to ask.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Asked {

    private Asked() {
    }

    static Instant forEverything(DataSource source, Instant since, Consumer<List<ChannelUpdate>> sink)
            throws Exception {
        Instant newest = resultOf(source.changes(since, sink));
        while (source.followUps() > 0) {
            resultOf(source.followUp(sink));
        }
        return newest;
    }
}
