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

import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What to do with a channel of things that were made with an earlier version of the add-on.
 *
 * @param kind what to do
 * @param version which version of its type a thing has afterwards
 * @param channelIds the channels within the thing, group and id joined by "#"
 * @param typeUID the type that the channel gets; null if it is removed
 * @param label the label that the channel gets instead of its type's
 * @param description the description that the channel gets instead of its type's
 * @param tags the tags that the channel gets; none for those of its type, or those that it had
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record UpdateInstruction(Kind kind, int version, List<String> channelIds, @Nullable String typeUID,
        @Nullable String label, @Nullable String description, Set<String> tags) {

    /** What there is to do. */
    public enum Kind {
        ADD,
        UPDATE,
        REMOVE
    }
}
