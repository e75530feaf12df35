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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What just happened, to be told at the top of the page.
 *
 * @param text in the reader's language
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Notice(Kind kind, String text) {

    enum Kind {
        /** Somebody was connected, so that new people and devices wait in the inbox. */
        CONNECTED,
        DONE,
        PROBLEM
    }
}
