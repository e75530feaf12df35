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

/**
 * A service that belongs to one handler and lives as long as it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface ThingHandlerService {

    void setThingHandler(ThingHandler handler);

    @Nullable
    ThingHandler getThingHandler();

    /**
     * Called when the service is created, before it knows its handler.
     */
    default void activate() {
    }

    default void deactivate() {
    }

    /**
     * Called when the service knows its handler and before others can find it.
     */
    default void initialize() {
    }

    /**
     * Called when the service can no longer be found.
     */
    default void dispose() {
    }
}
