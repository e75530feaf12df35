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
package org.openhab.binding.withings.internal.record;

import java.math.BigDecimal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * One value of a measure group.
 *
 * @param type the kind of measure by Withings' number (Withings reference, Measure - Getmeas, "meastype")
 * @param value the real value, that is the transmitted integer times ten to the power of the transmitted exponent, in
 *            the SI based unit that Withings defines for the type
 * @param position the part of the body by Withings' number, null when the value is not about a part
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Measure(int type, BigDecimal value, @Nullable Integer position) {}
