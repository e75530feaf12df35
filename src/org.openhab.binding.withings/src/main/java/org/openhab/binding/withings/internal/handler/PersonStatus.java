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
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * The status of a person as it follows from the consent and the requests.
 *
 * @param known whether the person has ever given consent
 * @param consents whether the consent is valid
 * @param missing the scopes that the consent does not cover
 * @param services the outcome of the requests to each service
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record PersonStatus(boolean known, boolean consents, Set<Scope> missing, Map<Service, ServiceStatus> services) {

    ThingStatusInfo info() {
        if (!known) {
            return AccountStatus.offline(ThingStatusDetail.CONFIGURATION_PENDING, "status.person.not-consented");
        }
        if (!consents) {
            return AccountStatus.offline(ThingStatusDetail.CONFIGURATION_ERROR, "status.person.consent-ended");
        }
        return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, note());
    }

    /**
     * @return missing scopes, otherwise a service that fails; null if all is well
     */
    private @Nullable String note() {
        if (missing.size() == 1) {
            return new StatusText("status.person.scope-missing",
                    "@text/page.scope." + missing.iterator().next().textKey()).reference();
        }
        if (!missing.isEmpty()) {
            return new StatusText("status.person.scopes-missing").reference();
        }
        return services.entrySet().stream().filter(entry -> entry.getValue().isFailing()).map(Map.Entry::getKey)
                .sorted().findFirst()
                .map(service -> new StatusText("status.person.service-trouble", "@text/service." + service.textKey())
                        .reference())
                .orElse(null);
    }
}
