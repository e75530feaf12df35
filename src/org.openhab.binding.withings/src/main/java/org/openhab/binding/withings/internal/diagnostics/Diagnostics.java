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
package org.openhab.binding.withings.internal.diagnostics;

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.OpenHAB;
import org.osgi.framework.Bundle;

/**
 * The state of the add-on.
 *
 * @param created the present
 * @param addon the version of the add-on
 * @param openHAB the version of openHAB
 * @param java the version of Java
 * @param accounts the accounts in question
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Diagnostics(Instant created, String addon, String openHAB, String java,
        List<AccountDiagnostics> accounts) {

    /**
     * @param bundle the add-on
     */
    public static Diagnostics of(Bundle bundle, Instant now, List<AccountDiagnostics> accounts) {
        return new Diagnostics(now, String.valueOf(bundle.getVersion()), OpenHAB.getVersion(),
                String.valueOf(Runtime.version()), accounts);
    }
}
