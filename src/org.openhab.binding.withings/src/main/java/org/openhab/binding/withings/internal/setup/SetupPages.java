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

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Scope;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.config.UrlFlaw;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.setup.Templates.Html;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;

/**
 * Fills the templates of the pages for one browser. The pages work without JavaScript and contain no secret, token or
 * user ID, except the link to a calendar, on the page that answers the request for it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SetupPages {
    private final Templates templates;
    private final Texts texts;
    private final Locale locale;
    private final String formToken;
    private final UnaryOperator<String> personKeys;
    private final URI address;

    /**
     * @param formToken the form token of the browser
     * @param personKeys what stands for a user ID in forms
     * @param address the address of the overview as the browser knows it
     */
    SetupPages(Templates templates, Texts texts, Locale locale, String formToken, UnaryOperator<String> personKeys,
            URI address) {
        this.templates = templates;
        this.texts = texts;
        this.locale = locale;
        this.formToken = formToken;
        this.personKeys = personKeys;
        this.address = address;
    }

    /** The page that shows all accounts and people. */
    String overview(List<AccountSnapshot> accounts, Html notice) {
        List<Html> content = new ArrayList<>(List.of(notice));
        if (accounts.isEmpty()) {
            content.add(fill("no-account"));
        }
        for (int i = 0; i < accounts.size(); i++) {
            content.add(account(accounts.get(i), i));
        }
        if (accounts.stream().anyMatch(account -> account.configuration().flaw() == null)) {
            content.add(fill("paste", "open", accounts.stream().allMatch(this::redirectsHere) ? "" : " open"));
        }
        return page("title", Html.NONE, content);
    }

    /** Asks for confirmation before a person is disconnected. */
    String confirmDisconnection(AccountSnapshot account, Person person) {
        return page("title", Html.NONE, List.of(personal("disconnect", account, person)));
    }

    String calendarLink(Person person, String path) {
        return page("title", Html.NONE, List.of(
                fill("calendar-link", "label", person.label(), "url", address.resolve(path)), fill("to-overview")));
    }

    /** Shows the check of the webhook; loads itself again while the check is running. */
    String webhookCheck(AccountSnapshot account, WebhookCheck check) {
        boolean running = check.isRunning();
        WebhookCheck.Result last = check.last();
        Html result;
        if (running) {
            result = fill("check-running");
        } else {
            result = last == null ? fill("check-none") : checkResult(last);
        }
        Html again = running
                ? Html.NONE
                : fill("check-again", "account", account.thing().uid(), "text",
                        text(last == null ? "self-test" : "self-test.again"));
        return page("self-test.title", running ? fill("refresh") : Html.NONE, List
                .of(fill("check", "label", account.thing().label(), "result", result), again, fill("to-overview")));
    }

    private Html checkResult(WebhookCheck.Result result) {
        List<String> lines = result.lines(texts, locale);
        List<String> details = new ArrayList<>(lines.subList(1, lines.size()));
        if (result.host() != null) {
            details.add(text("self-test.host", result.host()));
        }
        String time = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(locale)
                .withZone(ZoneId.systemDefault()).format(result.time());
        return fill("check-result", "verdict", lines.get(0), "items", items(details), "tested",
                text("self-test.tested", time));
    }

    /** A page that depends on nothing that could fail. */
    String internalError() {
        return page("title", Html.NONE, List.of(notice(Problem.UNEXPECTED), fill("to-overview")));
    }

    Html notice(Problem problem) {
        return fill("problem", "text", texts.get(problem.textKey(), locale));
    }

    /**
     * @param key of the text without its prefix
     */
    Html done(String key, String label) {
        return fill("done", "text", text(key, label), "more", Html.NONE);
    }

    /** A person whose thing exists is not in the inbox any more. */
    Html connected(Person person) {
        return person.thing() != null
                ? done("connected-again", person.label())
                : fill("done", "text", text("connected", person.label()), "more", fill("to-inbox"));
    }

    /** The redirect URL to use with that account: the registered one, otherwise the page's own address. */
    static URI redirectUrl(AccountSnapshot account, URI pageAddress) {
        URI registered = account.redirectUrl();
        return registered != null ? registered : pageAddress;
    }

    private Html account(AccountSnapshot account, int number) {
        String flaw = account.configuration().flaw();
        Html body = flaw == null
                ? configured(account)
                : Html.join(List.of(fill("problem", "text", texts.get(flaw, locale)),
                        fill("configuration", "account", account.thing().uid())));
        URI url = redirectUrl(account, address);
        return fill("account", "number", number, "label", account.thing().label(), "account", account.thing().uid(),
                "body", body, "url", url, "urlHint", urlHint(url));
    }

    private Html configured(AccountSnapshot account) {
        List<Html> people = account.people().stream().map(person -> person(account, person)).toList();
        return fill("configured", "label", account.thing().label(), "account", account.thing().uid(), "status",
                account.updates().translated(texts, locale), "people",
                people.isEmpty() ? fill("no-people") : fill("people", "people", Html.join(people)), "elsewhere",
                redirectsHere(account) ? Html.NONE : elsewhere(redirectUrl(account, address)));
    }

    private Html person(AccountSnapshot account, Person person) {
        HistoryProgress history = person.history();
        Html calendar = person.connected() && person.thing() != null
                ? personal(person.hasCalendar() ? "calendar-exists" : "calendar-create", account, person)
                : Html.NONE;
        return personal("person", account, person, "style", person.connected() ? "good" : "bad", "state",
                text(person.connected() ? "person.valid" : "person.ended"), "scopes",
                person.connected() ? scopes(person) : fill("ended"), "calendar", calendar, "history",
                history == null ? Html.NONE : personal("history", account, person, "text", historyText(history)));
    }

    private Html scopes(Person person) {
        Set<Scope> missing = EnumSet.allOf(Scope.class);
        missing.removeAll(person.scopes());
        List<String> has = Arrays.stream(Scope.values()).filter(scope -> !missing.contains(scope))
                .map(scope -> text("scope." + scope.textKey())).toList();
        List<String> lacks = missing.stream().map(scope -> text("scope." + scope.textKey()) + ": "
                + text("scope." + scope.textKey() + ".what-for")).toList();
        return Html.join(List.of(has.isEmpty() ? Html.NONE : fill("granted", "items", items(has)),
                lacks.isEmpty() ? Html.NONE : fill("missing", "items", items(lacks))));
    }

    private String historyText(HistoryProgress history) {
        Service service = history.service();
        if (history.finished() != null || service == null) {
            return text("history.finished");
        }
        int percent = (int) (history.share() * 100);
        if (history.failure() != null) {
            return text("history.waiting", percent);
        }
        String what = text("history." + service.textKey());
        Instant reached = history.reached();
        return reached == null
                ? text("history.running", percent, what)
                : text("history.running-year", percent, what,
                        Integer.toString(reached.atZone(ZoneOffset.UTC).getYear()));
    }

    private boolean redirectsHere(AccountSnapshot account) {
        URI registered = account.redirectUrl();
        return registered == null || ConsentFlow.isSamePage(registered, address)
                || ConsentFlow.isSamePage(registered, URI.create(address + "/"));
    }

    private Html elsewhere(URI registered) {
        boolean isSetupPage = String.valueOf(registered.getPath()).matches(SetupServlet.PATH + "/?");
        return fill("elsewhere", "link",
                isSetupPage ? fill("elsewhere-link", "url", registered) : Html.NONE);
    }

    private Html urlHint(URI url) {
        Set<UrlFlaw> flaws = UrlFlaw.of(url);
        if (flaws.isEmpty()) {
            return fill("url-hint", "text", text("address.exactly"));
        }
        return UrlFlaw.isDevelopmentAddress(url)
                ? fill("url-hint", "text", text("address.development"))
                : fill("url-flaws", "items",
                        items(flaws.stream().map(flaw -> text("address.flaw." + Texts.key(flaw))).toList()));
    }

    private Html items(Collection<String> lines) {
        return Html.join(lines.stream().map(line -> fill("item", "text", line)).toList());
    }

    /** A fragment about a person, whose forms name account and person. */
    private Html personal(String fragment, AccountSnapshot account, Person person, Object... namesAndValues) {
        List<Object> all = new ArrayList<>(List.of("account", account.thing().uid(), "person",
                personKeys.apply(person.userId()), "label", person.label()));
        all.addAll(Arrays.asList(namesAndValues));
        return fill(fragment, all.toArray());
    }

    private String page(String title, Html refresh, List<Html> content) {
        return fill("page", "title", text(title), "refresh", refresh, "content", Html.join(content)).markup();
    }

    /** Fills a fragment. Its texts take the value of <code>label</code> for their {0}. */
    private Html fill(String fragment, Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>(Map.of("form", formToken));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        Object label = values.getOrDefault("label", "");
        return templates.fill(fragment, key -> texts.get(key, locale, label), values);
    }

    private String text(String key, @Nullable Object... arguments) {
        return texts.get("page." + key, locale, arguments);
    }
}
