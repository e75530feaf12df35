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
package org.openhab.binding.withings.internal.feed;

import java.time.Instant;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;

/**
 * How it went to ask a service for the data of a person. Tells nothing of the data.
 *
 * @param asked when the service was asked last, null if never since the start
 * @param answered when it answered last, null if never since the start
 * @param failed when it failed last, null if never since the start
 * @param failure how it failed last, null if never since the start
 * @param status Withings' status number of that failure, null if there was none
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ServiceStatus(@Nullable Instant asked, @Nullable Instant answered, @Nullable Instant failed,
        @Nullable Failure failure, @Nullable Integer status) {

    static final ServiceStatus NEVER_ASKED = new ServiceStatus(null, null, null, null, null);

    ServiceStatus withAsked(Instant now) {
        return new ServiceStatus(now, answered, failed, failure, status);
    }

    ServiceStatus withAnswered(Instant now) {
        return new ServiceStatus(asked, now, failed, failure, status);
    }

    ServiceStatus withFailed(Instant now, WithingsException how) {
        return new ServiceStatus(asked, answered, now, how.failure(), how.status());
    }
}
