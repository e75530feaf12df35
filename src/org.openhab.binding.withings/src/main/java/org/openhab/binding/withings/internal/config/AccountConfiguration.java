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
package org.openhab.binding.withings.internal.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;

/**
 * The configuration of an account thing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class AccountConfiguration {
    /** Uses the public URL if configured, otherwise openHAB Cloud if available. */
    public static final String WEBHOOK_AUTOMATIC = "AUTOMATIC";
    public static final String WEBHOOK_CLOUD = "CLOUD";
    public static final String WEBHOOK_PUBLIC_URL = "PUBLIC_URL";
    public static final String WEBHOOK_OFF = "OFF";

    public String clientId = "";
    public String clientSecret = "";
    /** Redirect URL, exactly as registered in the Withings developer dashboard; empty for the setup page's address. */
    public String redirectUrl = "";
    public String webhook = WEBHOOK_AUTOMATIC;
    /** The public URL of openHAB; empty if there is none. */
    public String publicUrl = "";
    /** Polling interval while no webhook is available, in minutes. */
    public int pollingInterval = 10;
    /** Days of history to import; 0 imports everything. */
    public int historyDays = 0;

    /** Withings' client IDs have 64 characters. */
    private static final int LONGEST_CREDENTIAL = 512;

    /** Returns the key of the status text if the configuration is invalid, null if it is valid. */
    public @Nullable String flaw() {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            return "status.account.credentials-missing";
        }
        if (clientId.length() > LONGEST_CREDENTIAL || clientSecret.length() > LONGEST_CREDENTIAL) {
            return "status.account.credentials-too-long";
        }
        return redirectUrl.isBlank()
                ? null
                : UrlFlaw.unusable(redirectUrl).map(flaw -> "status.account.redirect-url." + Texts.key(flaw))
                        .orElse(null);
    }

    /**
     * The problem of a configured URL: it cannot be used at all, or Withings does not accept it as a registered URL
     * (Withings developer documentation, Registered URLs).
     */
    public enum UrlFlaw {
        /** Cannot be parsed, or begins with neither http nor https. */
        NOT_A_URL,
        /** Has a user name, so it requires a login. */
        HAS_USER_NAME,
        NOT_HTTPS,
        /** An IP address, a name without a dot, or a name that exists in local networks only. */
        NO_DOMAIN_NAME,
        OTHER_PORT,
        TOO_LONG;

        private static final int LONGEST = 255;
        private static final int HTTPS_PORT = 443;
        private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
        /** More lenient than {@link URI#getHost()}, which rejects names with an underscore. */
        private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^]]+]|[^:\\[\\]]+)(:\\d{1,5})?");
        private static final Pattern AT_HOME = Pattern
                .compile("(.*\\.)?(localhost|local|lan|home|internal|home\\.arpa)");

        /** Returns why a configured URL cannot be used at all (one of the first two constants); empty if it can. */
        public static Optional<UrlFlaw> unusable(String url) {
            try {
                URI parsed = new URI(url.strip());
                String authority = parsed.getRawAuthority();
                if (authority == null
                        || !"https".equalsIgnoreCase(parsed.getScheme())
                                && !"http".equalsIgnoreCase(parsed.getScheme())) {
                    return Optional.of(NOT_A_URL);
                }
                if (authority.contains("@")) {
                    return Optional.of(HAS_USER_NAME);
                }
                return HOST_AND_PORT.matcher(authority).matches() ? Optional.empty() : Optional.of(NOT_A_URL);
            } catch (URISyntaxException e) {
                return Optional.of(NOT_A_URL);
            }
        }

        /** Returns why Withings does not accept a usable URL; empty if it does. */
        public static Set<UrlFlaw> of(URI url) {
            Set<UrlFlaw> flaws = EnumSet.noneOf(UrlFlaw.class);
            if (!"https".equalsIgnoreCase(url.getScheme())) {
                flaws.add(NOT_HTTPS);
            }
            if (!isDomainName(url.getHost())) {
                flaws.add(NO_DOMAIN_NAME);
            }
            if (url.getPort() != -1 && url.getPort() != HTTPS_PORT) {
                flaws.add(OTHER_PORT);
            }
            if (url.toString().length() > LONGEST) {
                flaws.add(TOO_LONG);
            }
            return flaws;
        }

        /** Returns whether it is http on localhost, which Withings accepts for applications in "Development". */
        public static boolean isDevelopmentAddress(URI url) {
            return "http".equalsIgnoreCase(url.getScheme()) && "localhost".equalsIgnoreCase(url.getHost());
        }

        private static boolean isDomainName(@Nullable String host) {
            if (host == null || host.startsWith("[") || !host.contains(".")) {
                return false;
            }
            String name = host.toLowerCase(Locale.ROOT);
            return !NUMBERS_AND_DOTS.matcher(name).matches() && !AT_HOME.matcher(name).matches();
        }
    }
}
