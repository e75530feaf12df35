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
package org.openhab.binding.withings.internal.diagnostics;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * The state of a thing, without its name and its states.
 *
 * @param type the id of its type
 * @param status its status
 * @param detail more about the status
 * @param reason the key of the text that explains the status, null if there is none
 * @param channels the ids of its channels
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ThingDiagnostics(String type, ThingStatus status, ThingStatusDetail detail, @Nullable String reason,
        List<String> channels) {

    private static final String TEXT = "@text/";

    public static ThingDiagnostics of(Thing thing) {
        ThingStatusInfo info = thing.getStatusInfo();
        String description = info.getDescription();
        // the arguments behind the key are left out
        String reason = description != null && description.startsWith(TEXT)
                ? description.substring(TEXT.length()).split(" ", 2)[0]
                : null;
        return new ThingDiagnostics(thing.getThingTypeUID().getId(), info.getStatus(), info.getStatusDetail(), reason,
                thing.getChannels().stream().map(channel -> channel.getUID().getId()).toList());
    }
}
