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
package org.openhab.binding.withings.internal.setup;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Secrets;

/**
 * Identifies browsers by a random cookie and derives their form tokens (CSRF tokens) from it, without storing sessions.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BrowserSessions {
    private static final String COOKIE = "withings-browser";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final String MAC = "HmacSHA256";

    /** Changes with every start of the add-on, which invalidates older forms. */
    private final SecretKeySpec key = new SecretKeySpec(Secrets.bytes(), MAC);

    /** Returns the ID of the browser that sent the request; sets the cookie if there is none. */
    String id(HttpServletRequest request, HttpServletResponse response) {
        Cookie[] cookies = request.getCookies();
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            String value = cookie.getValue();
            if (COOKIE.equals(cookie.getName()) && value != null && ID.matcher(value).matches()) {
                return value;
            }
        }
        String id = secret();
        // the servlet API of openHAB's version has no method for SameSite
        response.addHeader("Set-Cookie", COOKIE + "=" + id + "; Path=" + SetupServlet.PATH + "; HttpOnly; SameSite=Lax"
                + (request.isSecure() ? "; Secure" : ""));
        return id;
    }

    String formToken(String browser) {
        return sign("form", browser);
    }

    boolean isFormToken(@Nullable String formToken, String browser) {
        return formToken != null && Secrets.equal(formToken, formToken(browser));
    }

    /** Returns a key that replaces the user ID, which is not shown, in forms and URLs. */
    String personKey(String userId) {
        return sign("person", userId);
    }

    static String secret() {
        return encode(Secrets.bytes());
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String sign(String purpose, String value) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return encode(mac.doFinal((purpose + "\n" + value).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has " + MAC, e);
        }
    }
}
