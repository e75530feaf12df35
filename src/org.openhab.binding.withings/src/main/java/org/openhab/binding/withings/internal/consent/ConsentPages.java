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

import static org.openhab.binding.withings.internal.consent.HtmlElement.element;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;
import org.openhab.binding.withings.internal.selftest.SelfTestTexts;
import org.openhab.binding.withings.internal.token.Scope;

/**
 * Writes the pages: what is connected, what is missing, one button per step. They work without JavaScript and hold
 * no secret, token or number of a person.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentPages {

    static final String FIELD_TOKEN = "form";
    static final String FIELD_ACCOUNT = "account";
    static final String FIELD_PERSON = "person";
    static final String FIELD_MODE = "mode";
    static final String FIELD_CONFIRMED = "confirmed";
    static final String FIELD_ADDRESS = "address";
    static final String MODE_DEMO = "demo";

    /** How soon a page that waits for something looks again. */
    private static final String REFRESH_SECONDS = "2";

    private static final String DEVELOPER_DASHBOARD = "https://developer.withings.com/dashboard/";
    private static final String INBOX = "/settings/things/inbox";
    private static final String THING = "/settings/things/";

    private final BrowserSessions sessions;
    private final String styleSheet;
    private final String styleHash;

    ConsentPages(BrowserSessions sessions) {
        this.sessions = sessions;
        styleSheet = resource("consent.css");
        styleHash = "sha256-" + Base64.getEncoder().encodeToString(sha256(styleSheet));
    }

    /** The hash under which the Content-Security-Policy lets the style sheet pass. */
    String styleHash() {
        return styleHash;
    }

    /**
     * The page that shows everything.
     *
     * @param browser whose page it is
     * @param pageAddress the address of this page as the browser knows it
     */
    String overview(PageTexts texts, String browser, URI pageAddress, List<ConsentingAccount> accounts,
            @Nullable Notice notice) {
        HtmlElement main = element("main");
        main.add(element("h1").text(texts.text("title")));
        if (notice != null) {
            main.add(notice(texts, notice));
        }
        if (accounts.isEmpty()) {
            main.add(element("section").add(element("h2").text(texts.text("no-account")))
                    .add(paragraph(texts.text("no-account.what-to-do"))));
        }
        for (ConsentingAccount account : accounts) {
            main.add(account(texts, browser, pageAddress, account));
        }
        if (accounts.stream().anyMatch(account -> account.clientId() != null)) {
            boolean comesBack = accounts.stream().allMatch(account -> comesBackHere(account, pageAddress));
            main.add(pasteBack(texts, browser, !comesBack));
        }
        return page(texts, main);
    }

    /** Asks whether the person's consent is really to end. */
    String confirmDisconnection(PageTexts texts, String browser, ConsentingAccount account, ConsentedPerson person) {
        HtmlElement form = form(ConsentServlet.DISCONNECT, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                .add(hidden(FIELD_PERSON, alias(account, person))).add(hidden(FIELD_CONFIRMED, "yes"))
                .add(element("button").with("class", "danger").text(texts.text("disconnect.confirm", person.label())));
        return page(texts,
                element("main").add(element("h1").text(texts.text("title")))
                        .add(element("section").add(element("h2").text(texts.text("disconnect.title", person.label())))
                                .add(paragraph(texts.text("disconnect.what-happens")))
                                .add(element("div").with("class", "actions").add(form)
                                        .add(element("a").with("class", "button").with("href", ConsentServlet.PATH)
                                                .text(texts.text("disconnect.keep"))))));
    }

    /** Shows the link to a calendar, once. */
    String calendarLink(PageTexts texts, ConsentedPerson person, URI link) {
        return page(texts, element("main").add(element("h1").text(texts.text("title"))).add(element("section")
                .add(element("h2").text(texts.text("calendar.title", person.label())))
                .add(element("h3").add(element("label").with("for", "link").text(texts.text("calendar.link"))))
                .add(element("input").with("id", "link").with("class", "copy").with("type", "text").with("readonly", "")
                        .with("value", link.toString()))
                .add(paragraph(texts.text("calendar.what-to-do"))).add(paragraph(texts.text("calendar.keep-secret")))
                .add(element("div").with("class", "actions").add(element("a").with("class", "button")
                        .with("href", ConsentServlet.PATH).text(texts.text("to-overview"))))));
    }

    /** Where the result of an account's self-test is shown. */
    String selfTestAddress(ConsentingAccount account) {
        return ConsentServlet.SELF_TEST + "?" + FIELD_ACCOUNT + "=" + alias(account);
    }

    /** The last result of an account's self-test. While it is running, the page loads itself again. */
    String selfTest(PageTexts texts, String browser, ConsentingAccount account, SelfTest selfTest,
            SelfTestTexts words, Instant now) {
        HtmlElement section = element("section").add(element("h2").text(account.label()));
        boolean running = selfTest.isRunning();
        SelfTestReport report = selfTest.last();
        if (running) {
            section.add(element("p").with("role", "status").text(texts.text("self-test.running")));
        } else if (report == null) {
            section.add(paragraph(texts.text("self-test.what-for")));
        } else {
            section.add(SelfTestPage.verdict(report, words)).add(SelfTestPage.findings(report, texts, words))
                    .add(element("p").with("class", "quiet").text(texts.text("self-test.tested",
                            words.age(Duration.between(report.time(), now)))));
        }
        HtmlElement actions = element("div").with("class", "actions");
        if (!running) {
            actions.add(form(ConsentServlet.SELF_TEST, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                    .add(element("button").with("class", "primary")
                            .text(texts.text(report == null ? "self-test" : "self-test.again"))));
        }
        section.add(actions.add(element("a").with("class", "button").with("href", ConsentServlet.PATH)
                .text(texts.text("to-overview"))));
        HtmlElement main = element("main").add(element("h1").text(texts.text("self-test.title"))).add(section);
        return running
                ? page(texts, main, element("meta").with("http-equiv", "refresh").with("content", REFRESH_SECONDS))
                : page(texts, main);
    }

    /** A page about nothing but the notice. */
    String message(PageTexts texts, Notice notice) {
        return page(texts,
                element("main").add(element("h1").text(texts.text("title"))).add(notice(texts, notice))
                        .add(element("p").add(element("a").with("class", "button").with("href", ConsentServlet.PATH)
                                .text(texts.text("to-overview")))));
    }

    /** The name that stands for the account in forms and addresses. */
    String alias(ConsentingAccount account) {
        return sessions.alias(account.uid().toString());
    }

    /** The name that stands for the person in forms and addresses. */
    String alias(ConsentingAccount account, ConsentedPerson person) {
        return sessions.alias(account.uid().toString(), person.userId());
    }

    /** The redirect URL to use with that account: the registered one, otherwise the page's own address. */
    static URI redirectUrl(ConsentingAccount account, URI pageAddress) {
        URI registered = account.redirectUrl();
        return registered != null ? registered : pageAddress;
    }

    private static boolean comesBackHere(ConsentingAccount account, URI pageAddress) {
        URI registered = account.redirectUrl();
        return registered == null || ConsentRequests.samePage(registered, pageAddress)
                || ConsentRequests.samePage(registered, URI.create(pageAddress + "/"));
    }

    /** Whether the URL looks like this page under another name of openHAB, so that it makes sense to go there. */
    private static boolean isConsentPage(URI url) {
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        return web && (ConsentServlet.PATH.equals(url.getPath()) || (ConsentServlet.PATH + "/").equals(url.getPath()));
    }

    /** @param more what else stands in the head */
    private String page(PageTexts texts, HtmlElement main, HtmlElement... more) {
        return "<!DOCTYPE html>\n" + element("html").with("lang", texts.text("language"))
                .add(element("head").add(element("meta").with("charset", "utf-8"))
                        .add(element("meta").with("name", "viewport").with("content",
                                "width=device-width, initial-scale=1"))
                        .add(element("meta").with("name", "robots").with("content", "noindex"))
                        .add(List.of(more)).add(element("title").text(texts.text("window-title")))
                        .add(HtmlElement.style(styleSheet)))
                .add(element("body").add(main));
    }

    private static HtmlElement notice(PageTexts texts, Notice notice) {
        boolean bad = notice.kind() == Notice.Kind.PROBLEM;
        HtmlElement box = element("div").with("class", bad ? "notice problem" : "notice success").with("role",
                bad ? "alert" : "status");
        box.add(paragraph(notice.text()));
        if (notice.kind() == Notice.Kind.CONNECTED) {
            box.add(element("p").add(element("a").with("href", INBOX).text(texts.text("to-inbox"))));
        }
        return box;
    }

    private HtmlElement account(PageTexts texts, String browser, URI pageAddress, ConsentingAccount account) {
        String heading = "account-" + alias(account).substring(0, 8);
        HtmlElement section = element("section").with("aria-labelledby", heading);
        section.add(element("h2").with("id", heading).text(account.label()));
        if (account.clientId() == null) {
            section.add(configuration(texts, account));
            section.add(redirectUrl(texts, account, pageAddress));
        } else {
            section.add(element("p").with("class", "quiet").text(account.statusText(texts.locale())));
            section.add(form(ConsentServlet.SELF_TEST, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                    .add(element("button").with("class", "small")
                            .with("aria-label", texts.text("self-test.for", account.label()))
                            .text(texts.text("self-test"))));
            section.add(people(texts, browser, account));
            section.add(connect(texts, browser, pageAddress, account));
            section.add(redirectUrl(texts, account, pageAddress));
        }
        return section.add(element("p").with("class", "quiet").text(texts.text("diagnostics.what-for")))
                .add(form(ConsentServlet.DIAGNOSTICS, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                        .add(element("button").with("class", "small").text(texts.text("diagnostics"))));
    }

    private static HtmlElement configuration(PageTexts texts, ConsentingAccount account) {
        return element("div").add(element("h3").text(texts.text("configuration.incomplete")))
                .add(element("ol")
                        .add(element("li").text(texts.text("configuration.create-application")).text(" ")
                                .add(element("a").with("href", DEVELOPER_DASHBOARD).with("rel", "noreferrer")
                                        .text(texts.text("configuration.to-dashboard"))))
                        .add(element("li").text(texts.text("configuration.register-url")))
                        .add(element("li").text(texts.text("configuration.enter-credentials")).text(" ").add(element(
                                "a").with("href", THING + account.uid()).text(texts.text("configuration.to-thing"))))
                        .add(element("li").text(texts.text("configuration.come-back"))));
    }

    private List<HtmlElement> people(PageTexts texts, String browser, ConsentingAccount account) {
        List<HtmlElement> parts = new ArrayList<>();
        parts.add(element("h3").text(texts.text("people")));
        List<ConsentedPerson> people = account.people();
        if (people.isEmpty()) {
            parts.add(paragraph(texts.text("people.none")));
            return parts;
        }
        HtmlElement list = element("ul").with("class", "people");
        for (ConsentedPerson person : people) {
            list.add(person(texts, browser, account, person));
        }
        parts.add(list);
        return parts;
    }

    private HtmlElement person(PageTexts texts, String browser, ConsentingAccount account, ConsentedPerson person) {
        HtmlElement item = element("li");
        item.add(element("h4").text(person.label()).text(" ")
                .add(element("span").with("class", person.valid() ? "badge good" : "badge bad")
                        .text(texts.text(person.valid() ? "person.valid" : "person.ended"))));
        if (person.valid()) {
            List<Scope> granted = Arrays.stream(Scope.values())
                    .filter(scope -> person.scopes().contains(scope.id())).toList();
            List<Scope> missing = Arrays.stream(Scope.values())
                    .filter(scope -> !granted.contains(scope)).toList();
            if (!granted.isEmpty()) {
                HtmlElement list = element("ul");
                granted.forEach(scope -> list.add(element("li").text(texts.text("scope." + scope.textKey()))));
                item.add(paragraph(texts.text("person.granted"))).add(list);
            }
            if (!missing.isEmpty()) {
                HtmlElement list = element("ul");
                missing.forEach(scope -> list.add(element("li").text(texts.text("scope." + scope.textKey())).text(": ")
                        .text(texts.text("scope." + scope.textKey() + ".what-for"))));
                item.add(paragraph(texts.text("person.missing"))).add(list)
                        .add(paragraph(texts.text("person.missing.what-to-do")));
            }
            if (account.canHaveCalendar(person.userId())) {
                calendar(texts, browser, account, person).forEach(item::add);
            }
        } else {
            item.add(paragraph(texts.text("person.ended.what-to-do")));
        }
        HistoryProgress history = account.historyProgress(person.userId());
        if (history != null) {
            item.add(history(texts, browser, account, person, history));
        }
        return item.add(form(ConsentServlet.DISCONNECT, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                .add(hidden(FIELD_PERSON, alias(account, person)))
                .add(element("button").with("class", "small").with("aria-label",
                        texts.text("disconnect.confirm", person.label())).text(texts.text("disconnect"))));
    }

    private List<HtmlElement> history(PageTexts texts, String browser, ConsentingAccount account,
            ConsentedPerson person, HistoryProgress history) {
        return List.of(element("p").with("class", "quiet").text(historyText(texts, history)),
                form(ConsentServlet.HISTORY, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                        .add(hidden(FIELD_PERSON, alias(account, person)))
                        .add(element("button").with("class", "small").with("aria-label",
                                texts.text("history.again-for", person.label())).text(texts.text("history.again"))));
    }

    private static String historyText(PageTexts texts, HistoryProgress history) {
        Service service = history.service();
        Instant finished = history.finished();
        if (finished != null || service == null) {
            return texts.text("history.finished");
        }
        int percent = (int) (history.share() * 100);
        if (history.failure() != null) {
            return texts.text("history.waiting", percent);
        }
        String what = texts.text("history." + service.textKey());
        Instant reached = history.reached();
        return reached == null
                ? texts.text("history.running", percent, what)
                : texts.text("history.running-year", percent, what,
                        Integer.toString(reached.atZone(ZoneOffset.UTC).getYear()));
    }

    private List<HtmlElement> calendar(PageTexts texts, String browser, ConsentingAccount account,
            ConsentedPerson person) {
        if (!account.hasCalendar(person.userId())) {
            return List.of(calendarButton(texts, browser, account, person, ConsentServlet.CALENDAR_LINK, "create"));
        }
        return List.of(paragraph(texts.text("calendar.exists")), element("div").with("class", "actions")
                .add(calendarButton(texts, browser, account, person, ConsentServlet.CALENDAR_LINK, "renew"))
                .add(calendarButton(texts, browser, account, person, ConsentServlet.CALENDAR_END, "remove")));
    }

    private HtmlElement calendarButton(PageTexts texts, String browser, ConsentingAccount account,
            ConsentedPerson person, String action, String what) {
        return form(action, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                .add(hidden(FIELD_PERSON, alias(account, person)))
                .add(element("button").with("class", "small")
                        .with("aria-label", texts.text("calendar." + what + "-for", person.label()))
                        .text(texts.text("calendar." + what)));
    }

    private List<HtmlElement> connect(PageTexts texts, String browser, URI pageAddress, ConsentingAccount account) {
        List<HtmlElement> parts = new ArrayList<>();
        URI registered = account.redirectUrl();
        if (registered != null && !comesBackHere(account, pageAddress)) {
            HtmlElement hint = element("div").with("class", "notice");
            if (isConsentPage(registered)) {
                hint.add(paragraph(texts.text("connect.elsewhere"))).add(
                        element("p").add(element("a").with("href", registered.toString()).text(registered.toString())));
            }
            hint.add(paragraph(texts.text("connect.paste-back")));
            parts.add(hint);
        }
        parts.add(element("div").with("class", "actions")
                .add(form(ConsentServlet.CONNECT, browser).add(hidden(FIELD_ACCOUNT, alias(account))).add(
                        element("button").with("class", "primary").text(texts.text("connect"))))
                .add(form(ConsentServlet.CONNECT, browser).add(hidden(FIELD_ACCOUNT, alias(account)))
                        .add(hidden(FIELD_MODE, MODE_DEMO)).add(element("button").text(texts.text("connect.demo")))));
        parts.add(element("p").with("class", "quiet").text(texts.text("connect.what-happens")));
        return parts;
    }

    private HtmlElement redirectUrl(PageTexts texts, ConsentingAccount account, URI pageAddress) {
        URI url = redirectUrl(account, pageAddress);
        String id = "url-" + alias(account).substring(0, 8);
        Set<UrlFlaw> flaws = UrlFlaw.of(url);
        HtmlElement block = element("div")
                .add(element("h3").add(element("label").with("for", id).text(texts.text("address"))))
                .add(element("input").with("id", id).with("class", "copy").with("type", "text").with("readonly", "")
                        .with("value", url.toString()));
        if (flaws.isEmpty()) {
            return block.add(element("p").with("class", "quiet").text(texts.text("address.exactly")));
        }
        if (UrlFlaw.isDevelopmentAddress(url)) {
            return block.add(element("p").with("class", "quiet").text(texts.text("address.development")));
        }
        HtmlElement list = element("ul");
        flaws.forEach(flaw -> list.add(element("li").text(texts.text("address.flaw." + flaw.textKey()))));
        return block.add(element("div").with("class", "notice").add(paragraph(texts.text("address.flaws"))).add(list)
                .add(paragraph(texts.text("address.remedy"))));
    }

    private HtmlElement pasteBack(PageTexts texts, String browser, boolean open) {
        HtmlElement details = element("details");
        if (open) {
            details.with("open", "");
        }
        return element("section").add(details.add(element("summary").text(texts.text("paste")))
                .add(paragraph(texts.text("paste.what-to-do")))
                .add(form(ConsentServlet.PASTE, browser)
                        .add(element("label").with("for", FIELD_ADDRESS).text(texts.text("paste.address")))
                        .add(element("input").with("id", FIELD_ADDRESS).with("name", FIELD_ADDRESS).with("type", "url")
                                .with("inputmode", "url").with("autocomplete", "off").with("spellcheck", "false")
                                .with("required", "").with("maxlength", "4096"))
                        .add(element("button").text(texts.text("paste.send")))));
    }

    private HtmlElement form(String action, String browser) {
        return element("form").with("method", "post").with("action", action)
                .add(hidden(FIELD_TOKEN, sessions.formToken(browser)));
    }

    private static HtmlElement hidden(String name, String value) {
        return element("input").with("type", "hidden").with("name", name).with("value", value);
    }

    private static HtmlElement paragraph(String text) {
        return element("p").text(text);
    }

    private static String resource(String name) {
        try (InputStream stream = ConsentPages.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("The add-on's jar lacks " + name);
            }
            // browsers take every line end as \n before they compare the hash
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
