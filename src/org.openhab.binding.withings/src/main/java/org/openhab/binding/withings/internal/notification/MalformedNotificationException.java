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
package org.openhab.binding.withings.internal.notification;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * What was posted to the webhook is not a notification. The message names the field, never its value.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MalformedNotificationException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedNotificationException(String message) {
        super(message);
    }
}
