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
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads subscriptions (Withings reference, Notify - List).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class SubscriptionReader extends PageReader<Subscription> {

    SubscriptionReader() {
        super("profiles");
    }

    @Override
    @Nullable
    Subscription row(AnswerReader in) throws IOException {
        Integer appli = null;
        String callbackUrl = null;
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "appli" -> appli = in.smallInteger();
                case "callbackurl" -> callbackUrl = in.text();
                default -> in.skip();
            }
        }
        return appli == null || callbackUrl == null ? null : new Subscription(appli, callbackUrl);
    }
}
