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
package org.openhab.binding.withings.simulator.page;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The frame that all pages share.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Html {
    private static final String STYLE = """
            body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#222;background:#fff}
            h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}label{display:block;padding:.3rem 0}
            button{font:inherit;padding:.5rem .9rem;margin:.15rem;min-height:2.75rem}
            input[type=text],input[type=number],select{font:inherit;padding:.4rem;max-width:100%}
            input[type=number]{width:6rem}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.2rem .5rem .2rem 0;vertical-align:top;
            border-bottom:1px solid #ddd;overflow-wrap:anywhere}
            .note{background:#fff6d5;padding:.6rem}.bad{background:#fde2e0;padding:.6rem}.wide{overflow-x:auto}
            form.line{display:inline-block}fieldset{margin:.5rem 0;border:1px solid #ccc}
            """;

    private Html() {
    }

    public static String page(String title, String content) {
        return "<!DOCTYPE html><html lang=en><head><meta charset=utf-8>"
                + "<meta name=viewport content=\"width=device-width,initial-scale=1\"><title>" + escape(title)
                + "</title><style>" + STYLE + "</style></head><body><h1>" + escape(title) + "</h1>" + content
                + "</body></html>";
    }

    /** The text with nothing left that HTML would read. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
