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
package org.openhab.binding.withings.simulator.oauth;

import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The applications registered at the simulated Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Applications {

    private final List<ClientApplication> applications;

    /**
     * @param applications all applications
     * @param restrictedMode whether they are development applications, which may redirect to this machine
     * @throws IllegalArgumentException if Withings would not take one of their URLs
     */
    public Applications(List<ClientApplication> applications, boolean restrictedMode) {
        this.applications = List.copyOf(applications);
        for (ClientApplication application : applications) {
            for (String url : application.registeredUrls()) {
                if (!ClientApplication.isPublic(url) && !(restrictedMode && ClientApplication.isLocal(url))) {
                    throw new IllegalArgumentException("Withings would not take the URL " + url + " of "
                            + application.clientId() + ": https, a domain name and port 80 or 443 are needed"
                            + (restrictedMode ? ", or http on localhost" : ""));
                }
            }
        }
    }

    /**
     * @return the application with that id
     */
    public Optional<ClientApplication> find(String clientId) {
        return applications.stream().filter(application -> application.clientId().equals(clientId)).findFirst();
    }

    /**
     * @return all of them
     */
    public List<ClientApplication> all() {
        return applications;
    }
}
