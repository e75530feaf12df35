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
/**
 * A person's workouts as an iCalendar feed, for openHAB's iCalendar binding and any other calendar. It stands at an
 * address that nobody knows but those to whom the person gave it, and there is none before somebody asks for it.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.internal.calendar;
