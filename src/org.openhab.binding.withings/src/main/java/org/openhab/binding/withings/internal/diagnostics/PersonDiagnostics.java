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
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.feed.ServiceStatus;
import org.openhab.binding.withings.internal.notification.Subscriptions;
import org.openhab.binding.withings.internal.plan.Push;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.token.Scope;

/**
 * The state of somebody who consented.
 *
 * @param connected whether the consent has not ended
 * @param scopes what the consent covers
 * @param thing the person's thing, null if there is none
 * @param push whether Withings notifies
 * @param refusal why Withings did not take the subscriptions, null if it did or was not asked
 * @param subscriptions what Withings listed last
 * @param services how it went to ask each service
 * @param pending the services that are asked next
 * @param denied the services that Withings did not let us ask
 * @param history how far the import of the past has come, null if none has begun
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record PersonDiagnostics(boolean connected, Set<Scope> scopes, @Nullable ThingDiagnostics thing, Push push,
        @Nullable Failure refusal, List<Subscriptions.Listed> subscriptions, Map<Service, ServiceStatus> services,
        Set<Service> pending, Set<Service> denied, @Nullable HistoryProgress history) {}
