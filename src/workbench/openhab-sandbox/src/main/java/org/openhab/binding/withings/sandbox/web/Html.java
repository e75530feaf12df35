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
package org.openhab.binding.withings.sandbox.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A page in the making. Everything that comes from outside is escaped here.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Html {

    /** The form that openHAB's user interface turns into a link to itself. */
    private static final Pattern LINK = Pattern
            .compile("http\\(s\\)://<YOUROPENHAB>:<YOURPORT>(/[A-Za-z0-9/_.?=&%#-]*[A-Za-z0-9/_=#-])");

    private final StringBuilder text = new StringBuilder();

    /** Appends markup as it is, with {@code %s} replaced by escaped values. */
    Html add(String markup, @Nullable Object... values) {
        Object[] escaped = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            escaped[i] = value instanceof Html html ? html.toString() : escape(value);
        }
        text.append(escaped.length == 0 ? markup : String.format(markup, escaped)).append('\n');
        return this;
    }

    static String escape(@Nullable Object value) {
        return value == null
                ? ""
                : value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                        .replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** A text in which addresses of openHAB itself can be clicked. */
    static Html withLinks(String description) {
        Html html = new Html();
        Matcher links = LINK.matcher(description);
        int end = 0;
        while (links.find()) {
            html.text.append(escape(description.substring(end, links.start())));
            html.text.append("<a href=\"").append(escape(links.group(1))).append("\">").append(escape(links.group(1)))
                    .append("</a>");
            end = links.end();
        }
        html.text.append(escape(description.substring(end)));
        return html;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
