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

import java.net.URI;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Where Withings is.
 *
 * @param api the address under which the services of the API lie
 * @param authorization the page on which a person consents
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record CloudEndpoints(URI api, URI authorization) {

    /** Withings' public cloud (Withings reference; the United States' medical cloud is another one). */
    public static final CloudEndpoints PUBLIC_CLOUD = new CloudEndpoints(URI.create("https://wbsapi.withings.net"),
            URI.create("https://account.withings.com/oauth2_user/authorize2"));
}
