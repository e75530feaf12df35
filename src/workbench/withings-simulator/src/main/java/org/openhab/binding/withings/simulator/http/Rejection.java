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

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * A request is answered with an error; the answer says which.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    /**
     * @param answer what the client gets instead of data
     */
    public Rejection(Answer answer) {
        super(answer.summary(), null, false, false);
        this.answer = answer;
    }

    /**
     * @param status one of {@link Status}
     * @param error what is wrong, in words, without secrets
     */
    public Rejection(int status, String error) {
        this(Answer.error(status, error));
    }

    /**
     * @return an "Invalid Params" error that says what is wrong
     */
    public static Rejection invalidParams(String detail) {
        return new Rejection(Status.INVALID_PARAMS, "Invalid Params: " + detail);
    }

    /**
     * @return what the client gets
     */
    public Answer answer() {
        return answer;
    }
}
