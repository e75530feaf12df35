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

import static org.junit.jupiter.api.Assertions.*;
import static org.openhab.binding.withings.internal.consent.HtmlElement.element;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HtmlElementTest {

    @Test
    void writesElementsWithAttributesAndContent() {
        assertEquals("<p class=\"quiet\">one <a href=\"/withings\">two</a> three<br></p>",
                element("p").with("class", "quiet").text("one ").add(element("a").with("href", "/withings").text("two"))
                        .text(" three").add(element("br")).toString());
    }

    @Test
    void escapesText() {
        assertEquals("<p>&lt;b&gt; &amp;amp; &quot;a&quot; &#39;b&#39; ü \uD83D\uDE34</p>",
                element("p").text("<b> &amp; \"a\" 'b' ü \uD83D\uDE34").toString());
    }

    @Test
    void escapesAttributes() {
        assertEquals("<input value=\"&quot;&#39;&gt;&lt;&amp;\">", element("input").with("value", "\"'><&").toString());
    }

    @Test
    void replacesControlCharacters() {
        assertEquals("<p>a\uFFFDb\n\uFFFDc\uFFFD</p>", element("p").text("a\u0000b\n\rc\u0085").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x",
            "JAVASCRIPT:alert(1)", "",
            "withings", " /withings", "ftp://example.org" })
    void refusesAddressesThatAreNoPages(String address) {
        assertThrows(IllegalArgumentException.class, () -> element("a").with("href", address));
        assertThrows(IllegalArgumentException.class, () -> element("form").with("action", address));
    }

    @ParameterizedTest
    @ValueSource(strings = { "/withings?a=b", "https://home.example.org", "HTTP://localhost:8080/" })
    void takesAddressesOfPages(String address) {
        assertEquals("<a href=\"" + address + "\"></a>", element("a").with("href", address).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = { "script", "style", "iframe", "p>", "", "P", "a b" })
    void refusesElementsThatCouldRunSomething(String name) {
        assertThrows(IllegalArgumentException.class, () -> element(name));
    }

    @ParameterizedTest
    @ValueSource(strings = { "onclick", "style", "a=b", "x y", "" })
    void refusesAttributesThatCouldRunSomething(String name) {
        assertThrows(IllegalArgumentException.class, () -> element("p").with(name, "x"));
    }

    @Test
    void refusesAStyleSheetThatCouldEndItself() {
        assertThrows(IllegalArgumentException.class, () -> HtmlElement.style("</style><script>"));
    }
}
