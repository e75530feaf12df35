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
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The rules for an address at which Withings can reach us (Withings reference, FAQ on callback URLs).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class CallbackUrl {
    private static final int LENGTH_MAXIMUM = 255;
    private static final Pattern IP_ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]");

    private CallbackUrl() {
    }

    /**
     * What is wrong with an address. The names are part of the keys of the texts that tell the user.
     */
    public enum Flaw {
        NOT_A_URL,
        NOT_HTTPS,
        NO_DOMAIN_NAME,
        PORT,
        TOO_LONG
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
     * @return what is wrong with it, empty if Withings can be expected to accept it
     */
    public static Optional<Flaw> flaw(String publicUrl) {
        URI url;
        try {
            url = new URI(publicUrl.strip());
        } catch (URISyntaxException e) {
            return Optional.of(Flaw.NOT_A_URL);
        }
        String host = url.getHost();
        if (url.getScheme() == null || host == null || url.getQuery() != null || url.getFragment() != null
                || url.getUserInfo() != null) {
            return Optional.of(Flaw.NOT_A_URL);
        }
        if (!"https".equals(url.getScheme().toLowerCase(Locale.ROOT))) {
            return Optional.of(Flaw.NOT_HTTPS);
        }
        if (IP_ADDRESS.matcher(host).matches() || !host.contains(".")) {
            return Optional.of(Flaw.NO_DOMAIN_NAME);
        }
        if (url.getPort() != -1 && url.getPort() != 443) {
            return Optional.of(Flaw.PORT);
        }
        int length = publicUrl.strip().length() + Webhooks.PATH.length() + Webhooks.newSecret().length();
        return length > LENGTH_MAXIMUM ? Optional.of(Flaw.TOO_LONG) : Optional.empty();
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
     * @return whether an address leads to the webhook with the secret, under whatever public name
     */
    public static boolean leadsTo(String listed, String secret) {
        return normal(listed).endsWith(Webhooks.PATH + secret);
    }

    private static String normal(String url) {
        String plain = url.strip().replaceAll("/+$", "");
        int path = plain.indexOf('/', plain.indexOf("://") + 3);
        return path < 0
                ? plain.toLowerCase(Locale.ROOT)
                : plain.substring(0, path).toLowerCase(Locale.ROOT).replaceAll(":443$", "") + plain.substring(path);
    }
}
