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
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Why Withings does not take a URL as a registered one (Withings developer documentation, Registered URLs).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum UrlFlaw {
    /** Not even an address on the web. */
    NOT_A_URL,
    NOT_HTTPS,
    /** An IP address, a name without a dot, or a name that is only known at home. */
    NO_DOMAIN_NAME,
    OTHER_PORT,
    TOO_LONG;

    private static final int LONGEST = 255;
    private static final int HTTPS_PORT = 443;
    private static final Pattern NUMBERS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern AT_HOME = Pattern.compile("(.*\\.)?(localhost|local|lan|home|internal|home\\.arpa)");

    /** All that is wrong with the URL; empty when Withings takes it. */
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

    /**
     * Whether the URL is the exception that Withings makes for applications whose target environment is "Development":
     * plain http to the computer on which the browser runs.
     */
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

    /** The last part of the key of the text about this flaw. */
    public String textKey() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
