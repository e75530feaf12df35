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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads a body that has a list of rows. "more" and "offset" are often missing on the last or only page.
 *
 * @param <R> the kind of row
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
abstract class PageReader<R> implements BodyReader<Page<R>> {
    /** Many times the rows of the longest page seen; a page that has more is not held in memory. */
    private static final int ROW_LIMIT = 50_000;

    private final String listName;
    private final List<R> rows = new ArrayList<>();
    private int skipped;
    private boolean more;
    private @Nullable Long offset;

    /**
     * @param listName the name of the field that has the rows
     */
    PageReader(String listName) {
        this.listName = listName;
    }

    /**
     * Reads one row, to its end in any case.
     *
     * @return the row, null when it makes no sense, because something that cannot be done without is missing
     */
    abstract @Nullable R row(AnswerReader in) throws IOException;

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        if (name.equals(listName)) {
            in.list();
            while (in.nextElement()) {
                R row = row(in);
                if (row == null) {
                    skipped++;
                } else if (rows.size() < ROW_LIMIT) {
                    rows.add(row);
                } else {
                    throw new IOException("More than " + ROW_LIMIT + " rows in one answer");
                }
            }
        } else {
            switch (name) {
                case "more" -> more = Boolean.TRUE.equals(in.flag());
                case "offset" -> offset = in.integer();
                default -> in.skip();
            }
        }
    }

    @Override
    public Page<R> result() {
        return new Page<>(rows, skipped, more, offset);
    }
}
