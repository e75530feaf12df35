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
package org.openhab.binding.withings.sandbox.addon;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A value to choose, of a parameter, a state or an event.
 *
 * @param value what is stored or sent
 * @param label what people see
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Option(String value, String label) {}
