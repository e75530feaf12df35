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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Hostile;
import org.openhab.binding.withings.internal.Hostile.HostileInput;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.setup.ConsentFlow.FormFields;
import org.openhab.binding.withings.internal.setup.ConsentFlow.Problem;
import org.openhab.binding.withings.internal.setup.ConsentFlow.ProblemException;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Hostile names and input do not change the structure of the pages.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class HostilePagesTest {
    private static final String CONTENT = "content";

    private final SetupPages pages = new SetupPages(new Templates(),
            new PropertiesTranslations().texts(), Locale.ENGLISH, "token", userId -> "key",
            URI.create("http://openhab.local:8080/withings"), 8080, null, Instant.EPOCH);

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
    void anyTextIsEscaped(@ForAll("contents") String content) {
        String escaped = Templates.escape(content);

        assertThat(escaped, not(matchesPattern("(?s).*[<>\"'].*")));
        String read = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'")
                .replace("&amp;", "&");
        assertThat(read, is(content.replaceAll("[\\p{Cc}&&[^\n\t]]", "\uFFFD")));
    }

    @HostileInput
    void noLabelHasControlCharacters(@ForAll("contents") String content) {
        assertThat(FakeAccount.person("1", content).label(), not(matchesPattern("(?s).*[\\p{Cc}\u2028\u202e].*")));
    }

    /** Fewer tries, because each of them renders all pages. */
    @Property(seed = "20260520", tries = 200)
    void namesDoNotChangeTheStructureOfAPage(@ForAll("contents") String content) {
        // given: the elements and attribute names of the pages
        String usual = structure(everyPage(CONTENT));

        assertThat(structure(everyPage(content)), is(usual));
    }

    private String everyPage(String content) {
        FakeAccount account = new FakeAccount("home");
        account.label = content;
        Person person = FakeAccount.withThing("1", content, new HistoryProgress(null, null, 1, null, null));
        account.people.add(person);
        account.people.add(FakeAccount.person("2", content, Set.of(), false, null, null));
        FakeAccount incomplete = new FakeAccount("other");
        incomplete.configuration.clientId = "";
        incomplete.label = content;
        return String.join("\n", pages.overview(List.of(account.snapshot(), incomplete.snapshot()),
                pages.connected(person), null), pages.live(List.of(account.snapshot())),
                pages.confirmDisconnection(account.snapshot(), person),
                pages.calendarLink(person, "/withings/calendar/secret.ics"), pages.internalError());
    }

    /** Returns all tags without the values of their attributes. */
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
    void onlyTheRedirectUrlIsAcceptedWhenPasted(@ForAll("addresses") String pasted) throws ProblemException {
        // given
        AccountRegistry registry = new AccountRegistry(null);
        FakeAccount account = new FakeAccount("home");
        registry.add(account);
        ConsentFlow flow = new ConsentFlow(registry);
        String state = Browser.query(flow.begin("browser", account.snapshot(),
                URI.create("https://home.example.org/withings"), null, false)).get("state");
        try {
            // when
            flow.acceptPasted(pasted.replace("c0ffee", state), "browser");
        } catch (ProblemException e) {
            assertThat(account.exchanges, is(empty()));
            return;
        }

        // then
        assertThat("the same page in another spelling", pasted.strip().toLowerCase(Locale.ROOT),
                matchesPattern("https://home\\.example\\.org(:443)?/withings([?#].*)?"));
    }

    @HostileInput
    void aFormIsParsedOrRefused(@ForAll("forms") String form) {
        try {
            FormFields fields = FormFields.parse(form);
            fields.value("account");
        } catch (ProblemException e) {
            assertThat(e.problem(), is(Problem.FORM_REFUSED));
        }
    }

    @Provide
    Arbitrary<String> forms() {
        return Hostile.text("form=c0ffee&account=abc&person=def&confirmed=yes", "address=https%3A%2F%2Fx%2Fwithings");
    }

    @HostileInput
    void aLanguageIsKnownOrThatOfOpenHAB(@ForAll("languages") String acceptLanguage) {
        assertThat(SetupServlet.locale(acceptLanguage, new PropertiesTranslations().texts()), is(notNullValue()));
    }

    @Provide
    Arbitrary<String> languages() {
        return Hostile.text("de-CH,de;q=0.9,en;q=0.8,*;q=0.5", "en", "zh-Hant-TW, i-klingon;q=0.1");
    }
}
