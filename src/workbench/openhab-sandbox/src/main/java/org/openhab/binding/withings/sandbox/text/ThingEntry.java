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
package org.openhab.binding.withings.sandbox.text;

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A thing or bridge from a text file.
 *
 * @param place file and line, e.g. {@code things/home.things:3}
 * @param uid e.g. {@code withings:person:home:anna}
 * @param typeUID e.g. {@code withings:person}
 * @param configuration strings, {@link java.math.BigDecimal}s, booleans and lists of them
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ThingEntry(String place, String uid, String typeUID, boolean bridge, @Nullable String label,
        @Nullable String location, @Nullable String bridgeUID, Map<String, Object> configuration) {}
