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

import java.util.List;
import java.util.Map;
import java.util.SortedSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;

/**
 * The state of an account.
 *
 * @param thing its thing
 * @param configuration how it is configured
 * @param budget how much of the requests that Withings allows is used, null while the account is not configured
 * @param queuedNotifications how many notifications have not been worked on yet
 * @param selfTest what the last self-test has found out, null if there was none since the start
 * @param people the people who consented, in a stable order
 * @param devices the devices that Withings told of, in a stable order
 * @param unknownIds identifiers of Withings that are not known here
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record AccountDiagnostics(ThingDiagnostics thing, ConfigurationDiagnostics configuration,
        RequestBudget.@Nullable Usage budget, int queuedNotifications, @Nullable SelfTestReport selfTest,
        List<PersonDiagnostics> people,
        List<DeviceDiagnostics> devices, Map<UnknownIds.Kind, SortedSet<String>> unknownIds) {}
