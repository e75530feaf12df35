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
package org.openhab.binding.withings.simulator.http;

import java.io.IOException;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The ways in which a request can end, the bad ones included.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface Exchange {

    /**
     * Answers as a server should.
     */
    void send(Answer answer) throws IOException;

    /**
     * Answers with other bytes than the answer has, under added header fields.
     */
    void send(Answer answer, Map<String, String> headers, byte[] bytes) throws IOException;

    /**
     * Announces the whole answer, sends the first half of it and closes the connection.
     */
    void sendHalf(Answer answer) throws IOException;

    /**
     * Resets the connection without an answer.
     */
    void reset() throws IOException;

    /**
     * Never answers, and keeps the connection open until the server stops.
     */
    void hang();
}
