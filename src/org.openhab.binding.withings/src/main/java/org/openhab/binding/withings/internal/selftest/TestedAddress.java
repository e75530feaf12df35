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

import java.net.URI;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.notification.WebhookAddress;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;

/**
 * Where Withings reaches us, or why it does not.
 *
 * @param url the address, null if there is none that Withings would take. It is a secret
 * @param flaw what is wrong with the public URL that was entered, null if nothing is or there is none
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record TestedAddress(Way way, @Nullable URI url, @Nullable UrlFlaw flaw) {

    public static TestedAddress of(WebhookAddress address) {
        return new TestedAddress(address.way(), address.url(), address.publicUrlFlaw().orElse(null));
    }

    /**
     * @return the public name in the address, null if there is none
     */
    @Nullable
    String host() {
        URI address = url;
        return address == null ? null : address.getHost();
    }

    /** The address is a secret: it stays out of logs. */
    @Override
    public String toString() {
        return "TestedAddress[way=" + way + ", flaw=" + flaw + "]";
    }
}
