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
package org.openhab.binding.withings.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.slf4j.Logger;

/**
 * Logs unexpected exceptions: class names and stack traces at WARN, messages at TRACE only, because they can contain
 * health values or secrets.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class UnexpectedErrors {
    /** Causes can be circular. */
    private static final int CAUSES_LIMIT = 10;

    private UnexpectedErrors() {
    }

    /** @param what the activity that failed, for example "Reading sleep" */
    public static void log(Logger logger, String what, Throwable error) {
        logger.warn("{} failed because of an internal error", what, withoutMessage(error, CAUSES_LIMIT));
        logger.trace("{} failed", what, error);
    }

    private static Throwable withoutMessage(Throwable error, int causes) {
        Throwable cause = causes == 0 ? null : error.getCause();
        Throwable copy = new Throwable(error.getClass().getName(),
                cause == null ? null : withoutMessage(cause, causes - 1));
        copy.setStackTrace(error.getStackTrace());
        return copy;
    }
}
