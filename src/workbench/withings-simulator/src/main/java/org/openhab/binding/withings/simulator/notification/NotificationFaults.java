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
package org.openhab.binding.withings.simulator.notification;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What goes wrong with notifications on their way.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface NotificationFaults {

    /**
     * How a notification travels.
     *
     * @param lost whether it never arrives
     * @param deliveries after which virtual time it arrives, once for each member
     */
    record Route(boolean lost, List<Duration> deliveries) {

        public Route {
            deliveries = List.copyOf(deliveries);
        }

        /**
         * @return the way without faults
         */
        public static Route straight() {
            return new Route(false, List.of(Duration.ZERO));
        }
    }

    /**
     * @return the way of this notification
     */
    Route route(Notification notification);

    /**
     * @return the fields to send instead of the right ones
     */
    Map<String, String> changed(Notification notification, Map<String, String> fields);
}
