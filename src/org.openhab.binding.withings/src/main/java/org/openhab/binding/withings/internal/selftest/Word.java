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

import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What is put into the text of a reason.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public sealed interface Word {

    /**
     * A number that counts nothing or of which no plural is needed.
     */
    record Number(int number) implements Word {}

    /**
     * How long ago something was.
     */
    record Age(Duration age) implements Word {}

    /**
     * Other texts, to be listed.
     *
     * @param keys the keys of the texts
     */
    record Texts(List<String> keys) implements Word {

        static Texts of(String key) {
            return new Texts(List.of(key));
        }
    }
}
