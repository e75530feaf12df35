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
package org.openhab.binding.withings.internal.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the undocumented types, categories and models that Withings sends, and logs each once. They are no health
 * data and identify no person.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class UnknownIds {
    public enum Kind {
        MEASURE_TYPE, ATTRIB, APPLI, WORKOUT_CATEGORY, DEVICE_TYPE, DEVICE_MODEL, SLEEP_STATE, AFIB_RESULT,
        NIGHT_EVENT
    }

    /** Limits memory and log; far more than Withings will ever add. */
    private static final int LIMIT_PER_KIND = 100;
    private static final int LONGEST_ID = 64;

    private final Logger logger = LoggerFactory.getLogger(UnknownIds.class);
    private final Map<Kind, SortedSet<String>> seen = new EnumMap<>(Kind.class);

    public void seen(Kind kind, String id) {
        String shortened = id.length() > LONGEST_ID ? id.substring(0, LONGEST_ID) : id;
        synchronized (seen) {
            SortedSet<String> known = seen.computeIfAbsent(kind, k -> new TreeSet<>());
            if (known.size() >= LIMIT_PER_KIND || !known.add(shortened)) {
                return;
            }
        }
        logger.debug("Withings uses {} {}, which is not known here", kind, shortened);
    }

    public void seen(Kind kind, int id) {
        seen(kind, Integer.toString(id));
    }

    public void seenModel(@Nullable Integer model) {
        if (model != null && !Device.isKnownModel(model)) {
            seen(Kind.DEVICE_MODEL, model);
        }
    }

    public Map<Kind, SortedSet<String>> all() {
        Map<Kind, SortedSet<String>> all = new EnumMap<>(Kind.class);
        synchronized (seen) {
            seen.forEach((kind, ids) -> all.put(kind, new TreeSet<>(ids)));
        }
        return all;
    }
}
