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

/** A service of a handler, with the same lifetime. */
@NonNullByDefault
public interface ThingHandlerService {
    void setThingHandler(ThingHandler handler);

    @Nullable
    ThingHandler getThingHandler();

    /** Called by the component runtime when it creates the service, before the handler is set. */
    default void activate() {
    }

    /** Called by the component runtime when it releases the service. */
    default void deactivate() {
    }

    /** Called after the handler was set and the service was registered. */
    default void initialize() {
    }

    /** Called when the handler is removed, while the service is still registered. */
    default void dispose() {
    }
}
