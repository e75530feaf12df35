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
package org.openhab.binding.withings.simulator.notification;

import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;

/**
 * A callback URL as Withings handles it: URLs that differ in a trailing slash or in the order of parameters
 * only are the same.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class CallbackUrl {

    private final String text;

    CallbackUrl(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    URI uri() {
        return URI.create(text);
    }

    /** Tells whether the URL is one Withings calls and lies within what the application registered. */
    boolean isCoveredBy(ClientApplication application, boolean hostIsEnough) {
        return ClientApplication.isPublic(text) && application.registeredUrls().stream()
                .filter(ClientApplication::isPublic).map(URI::create).anyMatch(url -> covers(url, hostIsEnough));
    }

    private boolean covers(URI registered, boolean hostIsEnough) {
        URI uri = uri();
        if (!registered.getHost().equalsIgnoreCase(uri.getHost()) || port(registered) != port(uri)) {
            return false;
        }
        String base = withoutSlash(registered.getPath());
        return hostIsEnough || uri.getPath().equals(base) || uri.getPath().startsWith(base + "/");
    }

    private static int port(URI uri) {
        return uri.getPort() == -1 ? 443 : uri.getPort();
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    boolean isSameAs(String other) {
        return normalised(text).equals(normalised(other));
    }

    private static String normalised(String url) {
        int mark = url.indexOf('?');
        String path = withoutSlash(mark < 0 ? url : url.substring(0, mark));
        String query = mark < 0 ? "" : url.substring(mark + 1);
        return path + "?" + Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&"));
    }

    /** The same URL in other characters. */
    String echoedDifferently() {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        String other = path.endsWith("/") ? withoutSlash(path) : path + "/";
        if (mark < 0) {
            return other;
        }
        return other + "?" + Arrays.stream(text.substring(mark + 1).split("&"))
                .sorted((one, two) -> two.compareTo(one)).collect(Collectors.joining("&"));
    }

    /** The URL without what may be secret in it. */
    String shown() {
        URI uri = uri();
        return uri.getScheme() + "://" + uri.getAuthority() + "/…";
    }
}
