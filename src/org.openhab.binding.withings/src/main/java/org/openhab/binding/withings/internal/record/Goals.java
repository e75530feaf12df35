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
import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a person wants to reach (Withings reference, User v2 - Getgoals). Each goal may be missing.
 *
 * @param steps steps a day
 * @param sleep sleep a night
 * @param weight the weight to reach, in kilograms like every mass that Withings sends
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Goals(@Nullable Integer steps, @Nullable Duration sleep, @Nullable BigDecimal weight) {}
