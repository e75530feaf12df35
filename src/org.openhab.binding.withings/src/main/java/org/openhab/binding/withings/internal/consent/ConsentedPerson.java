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
package org.openhab.binding.withings.internal.consent;

import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A person who once gave the consent that an account may ask Withings for the person's data.
 *
 * @param userId Withings' number of the person; never shown on a page
 * @param label what the household calls the person; Withings' public API knows no names
 * @param scopes what the person granted, as Withings names it ("user.metrics"); may be less than was asked for
 * @param valid whether the consent still stands; false when Withings no longer accepts it
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ConsentedPerson(String userId, String label, Set<String> scopes, boolean valid) {

    public ConsentedPerson {
        scopes = Set.copyOf(scopes);
    }

    /** Leaves out the person's number, so that it can't slip into a log. */
    @Override
    public String toString() {
        return "ConsentedPerson[label=" + label + ", scopes=" + scopes + ", valid=" + valid + "]";
    }
}
