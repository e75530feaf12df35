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

import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * Computes the statuses of accounts and people from their state.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Statuses {

    static final ThingStatusInfo UNKNOWN = new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);

    private Statuses() {
    }

    /**
     * The status of an account.
     *
     * @param verified whether Withings has answered since the start
     * @param trouble why Withings cannot be reached at the moment, null if it can
     * @param updates how new data arrives
     */
    static ThingStatusInfo account(boolean verified, @Nullable Failure trouble, boolean hasPeople, StatusText updates) {
        if (trouble == Failure.CLIENT_CREDENTIALS) {
            return offline(ThingStatusDetail.CONFIGURATION_ERROR, "status.account.credentials-wrong");
        }
        if (trouble != null) {
            return offline(ThingStatusDetail.COMMUNICATION_ERROR,
                    "status.account." + (trouble.mayPass() ? trouble : Failure.SERVICE_TROUBLE).textKey());
        }
        if (!verified) {
            return UNKNOWN;
        }
        return hasPeople
                ? online(updates)
                : offline(ThingStatusDetail.CONFIGURATION_PENDING, "status.account.no-person-connected");
    }

    /** The status of a person who has given consent: online with the most important trouble, if there is any. */
    static ThingStatusInfo person(boolean consents, Set<Scope> missing, Map<Service, ServiceStatus> services) {
        if (!consents) {
            return offline(ThingStatusDetail.CONFIGURATION_ERROR, "status.person.consent-ended");
        }
        if (missing.size() == 1) {
            return online(new StatusText("status.person.scope-missing",
                    "@text/page.scope." + missing.iterator().next().textKey()));
        }
        if (!missing.isEmpty()) {
            return online(new StatusText("status.person.scopes-missing"));
        }
        return online(services.keySet().stream().filter(service -> services.get(service).isFailing()).sorted()
                .findFirst()
                .map(service -> new StatusText("status.person.service-trouble", "@text/service." + service.textKey()))
                .orElse(null));
    }

    static ThingStatusInfo online(@Nullable StatusText note) {
        return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, note == null ? null : note.reference());
    }

    static ThingStatusInfo offline(ThingStatusDetail detail, String key) {
        return new ThingStatusInfo(ThingStatus.OFFLINE, detail, new StatusText(key).reference());
    }
}
