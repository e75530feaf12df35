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
import org.openhab.binding.withings.internal.plan.Service;

/**
 * How far the import of a person's past has come. Tells nothing of what has been measured.
 *
 * @param service what is being read, null when the import has finished
 * @param reached up to where the service's past has been read, null when the import has finished
 * @param share how much of the whole is done, from 0 to 1
 * @param finished when the import was finished, null while it is not
 * @param failure why it does not go on at the moment, null if it does. It will by itself, except when the consent has
 *            ended
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record HistoryProgress(@Nullable Service service, @Nullable Instant reached, double share,
        @Nullable Instant finished, @Nullable Failure failure) {

    public boolean isFinished() {
        return finished != null;
    }
}
