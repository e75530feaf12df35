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
package org.openhab.binding.withings.internal.consent;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Tells browsers apart by a random cookie, and derives from it what a form must carry to prove that it was sent from
 * our own page in that browser. Nothing is remembered here, so there is nothing that a flood could fill.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BrowserSessions {

    static final String COOKIE = "withings-browser";

    private static final int RANDOM_BYTES = 32;
    private static final Pattern COOKIE_VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String MAC = "HmacSHA256";

    private final SecureRandom random;
    /** Lives as long as the add-on: a form from before a restart is refused, and its page asks to try again. */
    private final SecretKeySpec key;

    BrowserSessions(SecureRandom random) {
        this.random = random;
        byte[] keyBytes = new byte[RANDOM_BYTES];
        random.nextBytes(keyBytes);
        key = new SecretKeySpec(keyBytes, MAC);
    }

    /** What tells this browser from others, or null if it was never here. */
    @Nullable
    String known(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            String value = cookie.getValue();
            if (COOKIE.equals(cookie.getName()) && value != null && COOKIE_VALUE.matcher(value).matches()) {
                return value;
            }
        }
        return null;
    }

    /** As {@link #known(HttpServletRequest)}; a browser that was never here gets its cookie with the response. */
    String knownOrNew(HttpServletRequest request, HttpServletResponse response) {
        String known = known(request);
        if (known != null) {
            return known;
        }
        byte[] value = new byte[RANDOM_BYTES];
        random.nextBytes(value);
        String created = Base64.getUrlEncoder().withoutPadding().encodeToString(value);
        // written by hand, because the servlet API of openHAB's version doesn't know SameSite
        response.addHeader("Set-Cookie", COOKIE + "=" + created + "; Path=" + ConsentServlet.PATH
                + "; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : ""));
        return created;
    }

    /** What a form of this browser has to carry. */
    String formToken(String browser) {
        return sign("form", browser);
    }

    boolean isFormToken(@Nullable String formToken, String browser) {
        return formToken != null && same(formToken, formToken(browser));
    }

    /** A name for use in forms and addresses that gives away nothing of what it stands for. */
    String alias(String... parts) {
        return sign("alias", String.join("\n", parts));
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            byte[] signature = mac.doFinal((purpose + "\n" + value).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has " + MAC, e);
        }
    }
}
