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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.config.AccountConfiguration.UrlFlaw;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.setup.ConsentFlow.Problem;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.CloudRelays;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.binding.withings.internal.webhook.WebhookState;
import org.openhab.binding.withings.internal.webhook.WebhookState.Way;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingUID;

/**
 * Renders the pages for one request. They work without JavaScript and contain no secrets, tokens or user IDs, except a
 * new calendar link, on the page that answers the request for it.
 *
 * @param formToken the form token of the browser
 * @param personKeys maps a user ID to the key that replaces it in forms
 * @param address the URL of the overview as seen by the browser
 * @param localPort the port of this openHAB
 * @param cloud the URL of openHAB Cloud, null if openHAB is not connected to it
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record SetupPages(Templates templates, Texts texts, Locale locale, String formToken, UnaryOperator<String> personKeys,
        URI address, int localPort, @Nullable URI cloud, Instant now) {

    /** Placeholder for the account that has to be added first. */
    private static final ThingUID NEW_ACCOUNT = new ThingUID(WithingsBindingConstants.THING_TYPE_ACCOUNT, "new");
    private static final int CHART_MINUTES = 60;
    private static final int CHART_HEIGHT = 60;

    /** The steps of the guided setup in their order. */
    enum SetupStep {
        APPLICATION,
        REDIRECT_URL,
        CREDENTIALS,
        PEOPLE,
        INBOX,
        /** The setup is complete: the dashboard replaces the steps. */
        DONE;

        static @Nullable SetupStep of(@Nullable String key) {
            return Stream.of(values()).filter(step -> Texts.key(step).equals(key)).findAny().orElse(null);
        }

        /**
         * Returns the first step that is not complete; without credentials, the step that the user has opened, because
         * openHAB cannot know what has been done in the Withings developer dashboard.
         */
        static SetupStep of(AccountSnapshot account, @Nullable SetupStep shown) {
            SetupStep known = of(account);
            return shown != null && known == APPLICATION && shown.compareTo(CREDENTIALS) <= 0 ? shown : known;
        }

        static SetupStep of(AccountSnapshot account) {
            AccountConfiguration configuration = account.configuration();
            boolean redirects = !configuration.redirectUrl.isBlank();
            if (account.people().stream().anyMatch(person -> person.thing() != null)) {
                return DONE;
            } else if (redirects && account.redirectUrl() == null) {
                return REDIRECT_URL;
            } else if (configuration.clientId.isBlank() && configuration.clientSecret.isBlank()) {
                return redirects || !account.things().isEmpty() ? CREDENTIALS : APPLICATION;
            } else if (configuration.flaw() != null
                    || "status.account.credentials-wrong".equals(account.thing().reason())) {
                return CREDENTIALS;
            }
            return account.people().stream().anyMatch(AccountSnapshot.Person::connected) ? INBOX : PEOPLE;
        }
    }

    /** The values of a fragment by name. */
    static final class Values extends HashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        Values with(String name, Object value) {
            put(name, value);
            return this;
        }

        Values with(Values values) {
            putAll(values);
            return this;
        }

        Values with(String name, Stream<String> lines) {
            return with(name, lines.map(line -> new Values().with("text", line)).toList());
        }
    }

    /** @param shown the step of the setup to open, null for the current one */
    String overview(List<AccountSnapshot> accounts, @Nullable Values notice, @Nullable SetupStep shown) {
        return page("title", "overview", new Values().with("notices", notice == null ? List.of() : List.of(notice))
                .with("accounts", orNew(accounts).map(account -> account(account, shown)).toList()));
    }

    /** Renders the parts of the overview that are refreshed automatically. */
    String live(List<AccountSnapshot> accounts) {
        return fill("live", new Values().with("live-accounts",
                orNew(accounts).map(account -> live(account, people(account))).toList()));
    }

    private Stream<AccountSnapshot> orNew(List<AccountSnapshot> accounts) {
        return accounts.isEmpty()
                ? Stream.of(new AccountSnapshot(
                        new ThingState(NEW_ACCOUNT, WithingsBindingConstants.THING_TYPE_ACCOUNT, text("no-account"),
                                ThingStatus.UNINITIALIZED, ThingStatusDetail.NONE, null, List.of()),
                        List.of(), new AccountConfiguration(), address, new StatusText("page.no-account"), null, null,
                        0, null, List.of(), List.of(), Map.of()))
                : accounts.stream();
    }

    /** Renders the confirmation before a person is disconnected. */
    String confirmDisconnection(AccountSnapshot account, Person person) {
        return page("title", "disconnect", person(person).with("account", account.thing().uid()));
    }

    String calendarLink(Person person, String path) {
        return page("title", "calendar-link",
                new Values().with("label", person.label()).with("url", address.resolve(path)));
    }

    /** Renders the webhook check; the page reloads while the check is running. */
    String webhookCheck(AccountSnapshot account, WebhookCheck check) {
        WebhookCheck.Result last = check.last();
        return page("webhook-check.title", "check",
                check(last).with("account", account.thing().uid()).with("label", account.thing().label())
                        .with("running", check.isRunning())
                        .with("again", text(last == null ? "webhook-check" : "webhook-check.again")));
    }

    private Values check(WebhookCheck.@Nullable Result result) {
        if (result == null) {
            return new Values().with("checked", false);
        }
        List<String> lines = result.lines(texts, locale);
        Stream<String> host = Stream.ofNullable(result.host()).map(name -> text("webhook-check.host", name));
        return new Values().with("checked", true).with("verdict", lines.get(0))
                .with("findings", Stream.concat(lines.stream().skip(1), host))
                .with("tested", text("webhook-check.tested", time(result.time())));
    }

    /** Renders an error page without account data, which may have caused the error. */
    String internalError() {
        return page("title", "overview", new Values().with("notices", List.of(notice(Problem.UNEXPECTED)))
                .with("accounts", List.of()).with("broken", true));
    }

    Values notice(Problem problem) {
        return new Values().with("style", "problem").with("role", "alert").with("text",
                texts.get(problem.textKey(), locale));
    }

    /** @param key the text key without its prefix */
    Values done(String key, String label) {
        return new Values().with("style", "success").with("role", "status").with("text", text(key, label));
    }

    Values connected(Person person) {
        return done(person.thing() == null ? "connected" : "connected-again", person.label());
    }

    /** Returns the redirect URL to use: the configured one, otherwise the page's own URL. */
    static URI redirectUrl(AccountSnapshot account, URI pageAddress) {
        URI registered = account.redirectUrl();
        return registered != null ? registered : pageAddress;
    }

    private Values account(AccountSnapshot account, @Nullable SetupStep shown) {
        ThingState thing = account.thing();
        SetupStep current = SetupStep.of(account, shown);
        boolean done = current == SetupStep.DONE;
        EnumSet<SetupStep> steps = EnumSet.range(SetupStep.APPLICATION, done ? SetupStep.CREDENTIALS : SetupStep.INBOX);
        List<Values> people = people(account);
        return live(account, people).with(addresses(account)).with(check(account.check()))
                .with("isNew", NEW_ACCOUNT.equals(thing.uid()))
                .with("configured", account.configuration().flaw() == null)
                .with("accepted", current.compareTo(SetupStep.CREDENTIALS) > 0 && thing.status() != ThingStatus.UNKNOWN)
                .with("setup", !done)
                .with("position", text("step.position", current.ordinal() + 1, SetupStep.DONE.ordinal()))
                .with("stepTitle", done ? "" : text("step." + Texts.key(current)))
                .with("steps", steps.stream().map(step -> step(step, current, shown)).toList())
                .with("connected", !people.isEmpty()).with("people", people)
                .with("unknown", !account.unknownIds().isEmpty())
                .with("unknown-ids", account.unknownIds().entrySet().stream().map(
                        ids -> Texts.key(ids.getKey()).replace('-', ' ') + ": " + String.join(", ", ids.getValue())));
    }

    private List<Values> people(AccountSnapshot account) {
        // during the setup, the step of the inbox shows the button
        boolean done = SetupStep.of(account) == SetupStep.DONE;
        return account.people().stream().map(person -> person(person).with("waiting",
                done && person.connected() && person.thing() == null)).toList();
    }

    private Values live(AccountSnapshot account, List<Values> people) {
        WebhookState webhook = account.webhook();
        Instant notified = webhook == null
                ? null
                : webhook.people().values().stream().map(WebhookState.Person::lastNotification)
                        .filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
        return status(account).with(usage(account.requests())).with("account", account.thing().uid())
                .with("label", account.thing().label()).with("step", Texts.key(SetupStep.of(account)))
                .with("live-people", people).with("notified",
                        notified == null ? text("webhook.not-notified") : text("webhook.notified", time(notified)));
    }

    private Values status(AccountSnapshot account) {
        ThingState thing = account.thing();
        boolean begins = SetupStep.of(account) == SetupStep.APPLICATION;
        String flaw = begins ? null : account.configuration().flaw();
        boolean fails = thing.status() == ThingStatus.OFFLINE
                && thing.detail() != ThingStatusDetail.CONFIGURATION_PENDING;
        String problem = flaw != null ? flaw : fails ? thing.reason() : null;
        String status;
        if (problem != null) {
            status = texts.get(problem, locale);
        } else if (begins) {
            status = text("application.begin");
        } else {
            status = thing.status() == ThingStatus.UNKNOWN
                    ? text("checking")
                    : account.updates().translated(texts, locale);
        }
        return new Values().with("style", problem == null ? "fine" : "problem").with("status", status);
    }

    private Values step(SetupStep step, SetupStep current, @Nullable SetupStep shown) {
        String key = Texts.key(step);
        String state = step == current ? "current" : step.compareTo(current) < 0 ? "complete" : "later";
        return new Values().with("step", key).with("is-" + key, true).with("title", text("step." + key))
                .with("state", state).with("stateText", text("step." + state))
                .with("current", step == current ? "step" : "false")
                .with("opened", step == (shown == null ? current : shown) ? " open" : "");
    }

    /** The redirect URL in use and the proposed alternatives. */
    private Values addresses(AccountSnapshot account) {
        URI url = redirectUrl(account, address);
        Set<UrlFlaw> flaws = UrlFlaw.of(url);
        boolean development = UrlFlaw.isDevelopmentAddress(url);
        boolean here = Stream.of(address, URI.create(address + "/"))
                .anyMatch(page -> ConsentFlow.isSamePage(url, page));
        URI registered = account.redirectUrl();
        Way proposed = proposed(account.configuration());
        List<Values> ways = Stream.of(Way.CLOUD, Way.PUBLIC_URL, Way.NONE)
                .sorted((one, other) -> Boolean.compare(other == proposed, one == proposed))
                .map(way -> new Values().with("is-" + Texts.key(way), true).with("proposed", way == proposed)
                        .with("open", way == proposed ? " open" : "").with("redirect", redirect(account, way))
                        .with("host", host(account, way)))
                .toList();
        return new Values().with("url", url).with("fits", flaws.isEmpty()).with("development", development)
                .with("flawed", !flaws.isEmpty() && !development)
                .with("flaws", flaws.stream().map(flaw -> text("address.flaw." + Texts.key(flaw))))
                .with("here", here).with("open", here ? "" : " open")
                .with("page", String.valueOf(url.getPath()).matches(SetupServlet.PATH + "/?"))
                .with("local", "http://localhost:" + localPort + SetupServlet.PATH).with("ways", ways)
                .with("redirect", registered == null ? redirect(account, proposed) : registered)
                .with("hasRedirect", registered != null || proposed != Way.NONE)
                .with("host", host(account, proposed)).with("hasHost", proposed != Way.NONE);
    }

    private Way proposed(AccountConfiguration configuration) {
        boolean wanted = AccountConfiguration.WEBHOOK_CLOUD.equals(configuration.webhook);
        return !configuration.publicUrl.isBlank() && !wanted
                ? Way.PUBLIC_URL
                : wanted || cloud != null ? Way.CLOUD : Way.NONE;
    }

    /** Returns the public URL of openHAB, to which Withings sends notifications. */
    private String host(AccountSnapshot account, Way way) {
        WebhookState webhook = account.webhook();
        String known = webhook == null || webhook.way() != way ? null : webhook.host();
        String entered = account.configuration().publicUrl.strip();
        String host = way == Way.CLOUD
                ? Objects.requireNonNullElse(cloud, CloudRelays.DEFAULT_ADDRESS).toString()
                : entered.isEmpty() ? "https://openhab.example.org" : entered;
        return (known != null ? known : host).replaceAll("/+$", "");
    }

    private String redirect(AccountSnapshot account, Way way) {
        String host = host(account, way);
        return (host.equals(CloudRelays.DEFAULT_ADDRESS.toString()) ? "https://home.myopenhab.org" : host)
                + SetupServlet.PATH;
    }

    private Values person(Person person) {
        boolean connected = person.connected();
        boolean approved = person.thing() != null;
        EnumSet<Scope> lacks = EnumSet.allOf(Scope.class);
        lacks.removeAll(person.scopes());
        EnumSet<Scope> has = EnumSet.complementOf(lacks);
        Instant issued = person.tokensIssued();
        Duration age = issued == null ? Duration.ZERO : Duration.between(issued, now);
        boolean showsAge = connected && issued != null && !age.isNegative();
        return history(person.history()).with("history", person.history() != null)
                .with("person", personKeys.apply(person.userId())).with("label", person.label())
                .with("style", connected ? "good" : "bad")
                .with("state", text(connected ? "person.valid" : "person.ended")).with("ended", !connected)
                .with("shares", connected && approved)
                .with("calendar", person.hasCalendar())
                .with("services", Stream.of(Service.values()).filter(service -> !service.changesRarely())
                        .map(service -> new Values().with("name", text("service." + Texts.key(service))).with("when",
                                lastData(person, service)))
                        .toList())
                .with("token", !showsAge ? "" : text("token", Long.toString(age.toHours()), age.toMinutesPart()))
                .with("granted", connected && !has.isEmpty()).with("lacking", connected && !lacks.isEmpty())
                .with("scopes", has.stream().map(scope -> text("scope." + Texts.key(scope))))
                .with("missing-scopes", lacks.stream().map(scope -> text("scope." + Texts.key(scope))));
    }

    private String lastData(Person person, Service service) {
        ServiceStatus status = person.services().get(service);
        if (person.denied().contains(service) || !person.scopes().contains(service.scope())) {
            return text("service.denied");
        } else if (status == null) {
            return text("service.waiting");
        }
        Instant newest = status.newest();
        Instant failed = status.failed();
        Instant answered = status.answered();
        if (failed != null && (answered == null || failed.isAfter(answered))) {
            return text("service.failing");
        }
        return newest != null ? time(newest) : text(answered == null ? "service.waiting" : "service.none");
    }

    private Values history(@Nullable HistoryProgress history) {
        Service service = history == null ? null : history.service();
        if (history == null || service == null) {
            return new Values().with("imported", history != null);
        }
        int percent = (int) (history.share() * 100);
        Instant reached = history.reached();
        String what = texts.get("service." + Texts.key(service), locale);
        String progress;
        if (history.failure() != null) {
            progress = text("history.waiting", percent);
        } else if (reached == null) {
            progress = text("history.running", percent, what);
        } else {
            progress = text("history.running-year", percent, what,
                    Integer.toString(reached.atZone(ZoneOffset.UTC).getYear()));
        }
        return new Values().with("importing", true).with("percent", percent).with("progress", progress);
    }

    /** The calls of the last hour as an SVG path with a bar per minute, scaled to the limit. */
    private Values usage(RateLimiter.@Nullable Usage usage) {
        int limit = usage == null ? 1 : usage.limit();
        long first = now.getEpochSecond() / 60 - CHART_MINUTES + 1;
        StringBuilder bars = new StringBuilder();
        int sum = 0;
        int most = 0;
        for (int i = 0; usage != null && i < CHART_MINUTES; i++) {
            int count = usage.lastHour().getOrDefault(first + i, 0);
            sum += count;
            most = Math.max(most, count);
            if (count > 0) {
                bars.append("M%d %dv-%d".formatted(4 * i + 2, CHART_HEIGHT, Math.max(2, CHART_HEIGHT * count / limit)));
            }
        }
        Instant held = usage == null ? null : usage.heldUntil();
        return new Values().with("bars", bars).with("calls", text("usage.text", Integer.toString(sum), most, limit))
                .with("held", held == null ? "" : text("usage.held", time(held)));
    }

    private String time(Instant time) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT).withLocale(locale)
                .withZone(ZoneId.systemDefault()).format(time);
    }

    private String page(String title, String fragment, Values values) {
        return fill(fragment, values.with("title", text(title)).with("language", locale.toLanguageTag()));
    }

    /** Passes label, local URL and port to the texts of templates as {0}, {1} and {2}. */
    private String fill(String fragment, Values values) {
        return templates.fill(fragment, (key, all) -> texts.get(key, locale, all.get("label"), all.get("local"),
                Integer.toString(localPort)), values.with("form", formToken));
    }

    private String text(String key, @Nullable Object... arguments) {
        return texts.get("page." + key, locale, arguments);
    }
}
