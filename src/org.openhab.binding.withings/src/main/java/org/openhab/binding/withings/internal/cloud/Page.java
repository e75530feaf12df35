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
package org.openhab.binding.withings.internal.cloud;

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The rows of one answer.
 *
 * @param <R> the kind of row
 * @param rows the rows that make sense, in the order in which they came
 * @param skipped how many rows made no sense
 * @param more whether Withings has more rows
 * @param offset what to ask for to get them
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Page<R> (List<R> rows, int skipped, boolean more, @Nullable Long offset) {

    public Page {
        rows = List.copyOf(rows);
    }

    /**
     * @return the offset of the next page, null if there is none
     */
    public @Nullable Long next() {
        return more ? offset : null;
    }
}
