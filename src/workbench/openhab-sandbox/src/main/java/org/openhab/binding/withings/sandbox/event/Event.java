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
package org.openhab.binding.withings.sandbox.event;

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Something that happened, in the words of openHAB.
 *
 * @param time when, on the clock of the sandbox
 * @param topic e.g. {@code openhab/items/Weight/statechanged}
 * @param type e.g. {@code ItemStateChangedEvent}
 * @param payload JSON
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Event(Instant time, String topic, String type, String payload) {}
