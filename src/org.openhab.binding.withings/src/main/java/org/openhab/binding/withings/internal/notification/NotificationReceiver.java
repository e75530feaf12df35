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
package org.openhab.binding.withings.internal.notification;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Whoever wants to hear of what arrives at a webhook.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface NotificationReceiver {

    /**
     * What became of a notification.
     */
    enum Reception {
        /** It will be worked on; what comes of it does not concern the sender. */
        ACCEPTED,
        /** Nobody here knows the person. */
        UNKNOWN_PERSON,
        /** There is no room for it now; the sender should try again later. */
        BUSY
    }

    /**
     * Takes a notification without doing the work that it means: the sender wants its answer within two seconds.
     */
    Reception receive(Notification notification);
}
