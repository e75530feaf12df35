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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Reads the "body" of one answer of one kind. Each answer needs a reader of its own.
 *
 * @param <T> what the body becomes
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface BodyReader<T> {

    /**
     * Called for each field of the body, in the order in which they come.
     *
     * @param name the name of the field
     * @param in stands before the value of the field, which has to be taken or skipped
     * @throws IOException when the answer is not JSON or ends too early
     */
    void field(String name, AnswerReader in) throws IOException;

    /**
     * Called after the last field of the answer of a successful call; the body may have had no field at all.
     *
     * @throws WithingsException when something that cannot be done without was missing
     */
    T result() throws WithingsException;
}
