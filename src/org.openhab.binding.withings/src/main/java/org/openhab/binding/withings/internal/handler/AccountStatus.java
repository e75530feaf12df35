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
package org.openhab.binding.withings.internal.handler;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * The status of an account as it follows from its state.
 *
 * @param verified whether Withings has answered since the start
 * @param trouble why Withings cannot be reached at the moment, null if it can
 * @param connected whether a person has connected
 * @param updates how new data arrives
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record AccountStatus(boolean verified, @Nullable Failure trouble, boolean connected, StatusText updates) {

    ThingStatusInfo info() {
        Failure current = trouble;
        if (current == Failure.CLIENT_CREDENTIALS) {
            return offline(ThingStatusDetail.CONFIGURATION_ERROR, "status.account.credentials-wrong");
        }
        if (current != null) {
            return offline(ThingStatusDetail.COMMUNICATION_ERROR,
                    "status.account." + (current.mayPass() ? current : Failure.SERVICE_TROUBLE).textKey());
        }
        if (!verified) {
            return new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);
        }
        if (!connected) {
            return offline(ThingStatusDetail.CONFIGURATION_PENDING, "status.account.no-person-connected");
        }
        return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, updates.reference());
    }

    static ThingStatusInfo offline(ThingStatusDetail detail, String key) {
        return new ThingStatusInfo(ThingStatus.OFFLINE, detail, new StatusText(key).reference());
    }
}
