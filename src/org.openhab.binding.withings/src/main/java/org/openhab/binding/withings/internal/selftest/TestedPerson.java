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

import java.time.Instant;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.notification.Appli;

/**
 * Somebody whose notifications are tested.
 *
 * @param name what the household calls the person
 * @param consents whether the consent has not ended
 * @param scopes Withings' names of what the person granted
 * @param wanted what Withings should notify of
 * @param subscribing whether openHAB is at it, so that something may still be missing
 * @param notified when the last notification was seen, null if none was since the start
 * @param missed when data was found that Withings should have notified of, null if that never happened
 * @param cloud the person's way to Withings
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record TestedPerson(String name, boolean consents, Set<String> scopes, Set<Appli> wanted,
        boolean subscribing, @Nullable Instant notified, @Nullable Instant missed, PersonCloud cloud) {}
