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
package org.openhab.core.thing.binding;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/** A service that belongs to one handler and lives as long as it. */
@NonNullByDefault
public interface ThingHandlerService {
    void setThingHandler(ThingHandler handler);

    @Nullable
    ThingHandler getThingHandler();

    /** Called by the component runtime when it creates the service, which does not know its handler yet. */
    default void activate() {
    }

    /** Called by the component runtime when it lets go of the service. */
    default void deactivate() {
    }

    /** Called when the service knows its handler and others can find it. */
    default void initialize() {
    }

    /** Called when the handler ends, while others can still find the service. */
    default void dispose() {
    }
}
