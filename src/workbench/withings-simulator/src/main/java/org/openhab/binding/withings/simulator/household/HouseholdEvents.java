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
package org.openhab.binding.withings.simulator.household;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.notification.Notification;

/**
 * What Withings gets to know from a household.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface HouseholdEvents {

    /**
     * Something happened that subscribers are told of.
     */
    void happened(Notification notification);

    /**
     * A person took back all consents.
     */
    void consentWithdrawn(Person person);
}
