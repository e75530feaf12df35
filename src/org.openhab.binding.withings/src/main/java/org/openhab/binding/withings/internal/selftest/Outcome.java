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
package org.openhab.binding.withings.internal.selftest;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * How a link of the chain is.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Outcome {
    OK,
    /** It holds, but not for everything. Somebody may want it that way. */
    LIMITED,
    BROKEN,
    /** It was not tested, or the test does not tell. */
    UNKNOWN
}
