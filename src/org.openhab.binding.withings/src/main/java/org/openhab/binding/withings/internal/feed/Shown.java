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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;

/**
 * What the person's thing shows at present.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@FunctionalInterface
public interface Shown {

    /**
     * @param channelId the channel within the thing, group and id joined by "#"
     * @return the state with the time from which it is true, null if nothing has been shown there yet
     */
    @Nullable
    TimedState of(String channelId);
}
