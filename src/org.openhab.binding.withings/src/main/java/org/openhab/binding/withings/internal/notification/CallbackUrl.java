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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;

/**
 * The rules for an address at which Withings can reach us (Withings reference, FAQ on callback URLs).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class CallbackUrl {
    private CallbackUrl() {
    }

    /**
     * @param publicUrl the address under which openHAB is reached from the internet
     * @param secret the webhook's secret
     * @return the address to give to Withings
     */
    public static URI of(String publicUrl, String secret) {
        return URI.create(publicUrl.strip().replaceAll("/+$", "") + Webhooks.PATH + secret);
    }

    /**
     * @param publicUrl what the user entered
     * @return what is wrong with it first of all, empty if Withings can be expected to accept it
     */
    public static Optional<UrlFlaw> flaw(String publicUrl) {
        URI url;
        try {
            url = new URI(publicUrl.strip());
        } catch (URISyntaxException e) {
            return Optional.of(UrlFlaw.NOT_A_URL);
        }
        if (url.getScheme() == null || url.getHost() == null || url.getQuery() != null || url.getFragment() != null
                || url.getUserInfo() != null) {
            return Optional.of(UrlFlaw.NOT_A_URL);
        }
        return UrlFlaw.of(of(publicUrl, Webhooks.newSecret())).stream().findFirst();
    }

    /**
     * Withings may list an address in another spelling than it was given in.
     *
     * @return whether both spell the same address
     */
    public static boolean same(String listed, URI own) {
        return normal(listed).equals(normal(own.toString()));
    }

    /**
     * @return whether an address leads to the webhook with the secret, under whatever public name; so does one that has
     *         been left over from a {@link Probe}
     */
    public static boolean leadsTo(String listed, String secret) {
        return normal(withoutQuery(listed)).endsWith(Webhooks.PATH + secret);
    }

    /**
     * @return whether two addresses lead to the same place, whatever the query adds
     */
    static boolean sameButForTheQuery(String listed, String own) {
        return normal(withoutQuery(listed)).equals(normal(withoutQuery(own)));
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static String normal(String url) {
        String plain = url.strip().replaceAll("/+$", "");
        int path = plain.indexOf('/', plain.indexOf("://") + 3);
        return path < 0
                ? plain.toLowerCase(Locale.ROOT)
                : plain.substring(0, path).toLowerCase(Locale.ROOT).replaceAll(":443$", "") + plain.substring(path);
    }
}
