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

import java.util.Arrays;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What was found out about a link of the chain.
 *
 * @param person the name of the person it is about, null if it is about all
 * @param words what is put into the text of the reason
 * @param remark what is to be said besides, null for nothing
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Finding(Link link, Outcome outcome, Reason reason, @Nullable String person, List<Word> words,
        @Nullable Remark remark) {

    /**
     * How far a failure from here matters, seeing that some routers don't let one reach oneself by one's public name.
     */
    public enum Remark {
        /** Withings gets through all the same. */
        HARMLESS,
        /** It is not known whether Withings gets through. */
        MAY_BE_HARMLESS
    }

    static Finding of(Link link, Reason reason, Word... words) {
        return new Finding(link, reason.outcome(), reason, null, Arrays.asList(words), null);
    }

    Finding about(String name) {
        return new Finding(link, outcome, reason, name, words, remark);
    }

    Finding with(Remark remarked) {
        return new Finding(link, remarked == Remark.HARMLESS ? Outcome.UNKNOWN : outcome, reason, person, words,
                remarked);
    }
}
