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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.HostileInput;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.osgi.framework.Bundle;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever somebody is called, enters or pastes: the pages stay what they are.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostilePagesTest {
    private static final String CONTENT = "content";

    private final BrowserSessions sessions = new BrowserSessions(new SecureRandom());
    private final ConsentPages pages = new ConsentPages(sessions);
    private final PageTexts texts = new PageTexts(new PropertiesTranslations(), mock(Bundle.class), Locale.ENGLISH);
    private final URI page = URI.create("http://openhab.local:8080/withings");

    @Provide
    Arbitrary<String> contents() {
        Arbitrary<String> markup = Arbitraries
                .of("<", ">", "\"", "'", "&", "&lt;", "</", "/>", "<!--", "-->", "<script>", "</script>", "</title>",
                        "</style>", "<![CDATA[", "]]>", "javascript:", "onerror=", "=", "`", "\u0000", "\n", "\r", "\t",
                        "\u0085", "\u2028", "\ud800", "{0}", "{", "}", "''", "%", "x", " ")
                .list().ofMinSize(1).ofMaxSize(8).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(markup, Arbitraries.strings().ofMinLength(1).ofMaxLength(20));
    }

    @HostileInput
    void anyTextStaysATextInsideAnElement(@ForAll("contents") String content) {
        String html = HtmlElement.element("p").text(content).toString();

        assertThat(html, allOf(startsWith("<p>"), endsWith("</p>")));
        assertIsTextOnly(html.substring(3, html.length() - 4), content);
    }

    @HostileInput
    void anyTextStaysTheValueOfAnAttribute(@ForAll("contents") String content) {
        String html = HtmlElement.element("input").with("value", content).toString();

        assertThat(html, allOf(startsWith("<input value=\""), endsWith("\">")));
        assertIsTextOnly(html.substring(14, html.length() - 2), content);
    }

    private static void assertIsTextOnly(String escaped, String content) {
        assertThat(escaped, not(matchesPattern("(?s).*[<>\"'].*")));
        String read = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
                .replace("&amp;", "&");
        assertThat(read, is(content.replaceAll("[\\p{Cc}&&[^\n\t]]", "\uFFFD")));
    }

    /** Every try writes every page, so there are not that many. */
    @Property(seed = "20260520", tries = 200)
    void noPageChangesWithWhatPeopleAreCalled(@ForAll("contents") String content) {
        // given: a page is the same if it has the same elements with the same attributes
        String usual = structure(everyPage(CONTENT));

        assertThat(structure(everyPage(content)), is(usual));
    }

    private String everyPage(String content) {
        MadeUpAccount account = new MadeUpAccount("home");
        account.label = content;
        account.status = content;
        ConsentedPerson person = new ConsentedPerson("1", content, Set.of("user.metrics", content), true);
        account.people.add(person);
        account.people.add(new ConsentedPerson("2", content, Set.of(), false));
        MadeUpAccount incomplete = new MadeUpAccount("other");
        incomplete.clientId = null;
        incomplete.label = content;
        return String.join("\n",
                pages.overview(texts, CONTENT, page, List.of(account, incomplete),
                        new Notice(Notice.Kind.CONNECTED, content)),
                pages.confirmDisconnection(texts, CONTENT, account, person),
                pages.calendarLink(texts, person, page),
                pages.message(texts, new Notice(Notice.Kind.PROBLEM, content)));
    }

    /** What a browser makes elements of: all tags, without the values of their attributes. */
    private static String structure(String html) {
        StringBuilder tags = new StringBuilder();
        Matcher tag = Pattern.compile("<[^>]*>").matcher(html);
        while (tag.find()) {
            tags.append(tag.group().replaceAll("\"[^\"]*\"", "\"\""));
        }
        return tags.toString();
    }

    @Provide
    Arbitrary<String> addresses() {
        return Hostile.text("https://home.example.org/withings?code=6b7b45a8&state=c0ffee",
                "http://openhab.local:8080/withings?state=c0ffee&error=access_denied",
                "http://[::1]:8080/withings?code=1&state=2", "https://home.example.org/withings");
    }

    @HostileInput
    void aPastedAddressIsReadOrAProblem(@ForAll("addresses") String pasted) throws ProblemException {
        ConsentFlow flow = new ConsentFlow(new AccountRegistry(), Clock.systemUTC(), new SecureRandom());
        try {
            URI address = ConsentFlow.pasted(pasted);
            flow.accept(FormFields.parse(address.getRawQuery()), "browser", address);
        } catch (ProblemException e) {
            // the only way in which it may fail
            return;
        }
        throw new AssertionError("Nobody asked for a consent, but this was taken for an answer: " + pasted);
    }

    @HostileInput
    void aStateIsTakenFromOurRedirectUrlOnly(@ForAll("addresses") String pasted) throws ProblemException {
        ConsentRequests requests = new ConsentRequests(Clock.systemUTC(), new SecureRandom());
        URI redirectUrl = URI.create("https://home.example.org/withings");
        String state = requests.open("browser", new MadeUpAccount("home").uid, redirectUrl);
        URI address;
        try {
            address = ConsentFlow.pasted(pasted);
        } catch (ProblemException e) {
            return;
        }
        Assume.that(!pasted.strip().split("[?#]", 2)[0].equals(redirectUrl.toString()));

        try {
            requests.take(state, "browser", address);
        } catch (ProblemException e) {
            assertThat(e.problem(), is(Problem.PASTE_OTHER_ADDRESS));
            return;
        }
        assertThat("the same page in another spelling", pasted.strip().toLowerCase(Locale.ROOT),
                matchesPattern("https://home\\.example\\.org(:443)?/withings([?#].*)?"));
    }

    @HostileInput
    void aFormIsReadOrAProblem(@ForAll("forms") String form) {
        try {
            FormFields fields = FormFields.parse(form);
            fields.value("account");
        } catch (ProblemException e) {
            assertThat(e.problem(), is(Problem.FORM_MALFORMED));
        }
    }

    @Provide
    Arbitrary<String> forms() {
        return Hostile.text("form=c0ffee&account=abc&person=def&confirmed=yes", "address=https%3A%2F%2Fx%2Fwithings");
    }

    @HostileInput
    void aLanguageIsKnownOrThatOfOpenHAB(@ForAll("languages") String acceptLanguage) {
        assertThat(PageTexts.locale(acceptLanguage, () -> Locale.ENGLISH), is(notNullValue()));
    }

    @Provide
    Arbitrary<String> languages() {
        return Hostile.text("de-CH,de;q=0.9,en;q=0.8,*;q=0.5", "en", "zh-Hant-TW, i-klingon;q=0.1");
    }
}
