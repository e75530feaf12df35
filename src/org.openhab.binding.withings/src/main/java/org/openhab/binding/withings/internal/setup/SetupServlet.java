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

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Servlets;
import org.openhab.binding.withings.internal.Servlets.FormBody;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.DiagnosticsWriter;
import org.openhab.binding.withings.internal.setup.ConsentFlow.FormFields;
import org.openhab.binding.withings.internal.setup.ConsentFlow.Problem;
import org.openhab.binding.withings.internal.setup.ConsentFlow.ProblemException;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.setup.SetupPages.SetupStep;
import org.openhab.binding.withings.internal.setup.SetupPages.Values;
import org.openhab.binding.withings.internal.webhook.CloudRelays;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages at <code>/withings</code>, which show the accounts, redirect people to Withings for their consent and
 * receive the code. The URL of the overview is also the redirect URL.
 * <p>
 * Any client in the local network can open these pages, and Withings probes their URL with HEAD and GET. Only a POST
 * from our own page, or the response to an authorization request of the same browser, changes anything.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Servlet.class)
@HttpWhiteboardServletName("org.openhab.binding.withings.setup")
@HttpWhiteboardServletPattern({ SetupServlet.PATH, SetupServlet.PATH + "/*" })
public class SetupServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/withings";
    static final String CONNECT = PATH + "/connect";
    static final String DISCONNECT = PATH + "/disconnect";
    static final String HISTORY = PATH + "/history";
    static final String WEBHOOK_CHECK = PATH + "/webhook-check";
    static final String PASTE = PATH + "/paste";
    static final String DIAGNOSTICS = PATH + "/diagnostics";
    static final String CALENDAR_LINK = PATH + "/calendar-link";
    static final String CALENDAR_END = PATH + "/calendar-end";
    static final String STYLE = PATH + "/style.css";
    static final String SCRIPT = PATH + "/page.js";
    /** The HTML of the overview's parts that are refreshed automatically. */
    static final String LIVE = PATH + "/live";

    /** Longer than a request to Withings may take, shorter than a browser's timeout. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(40);
    /** Limits the server threads that wait for Withings. */
    static final int WAITING_THREADS = 8;
    /** Browsers apply form-action to redirects too, which lead to Withings and back to the redirect URL. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "form-action 'self' http: https:; base-uri 'none'; frame-ancestors 'none'";

    private final transient Logger logger = LoggerFactory.getLogger(SetupServlet.class);
    private final transient AccountRegistry registry;
    private final transient Texts texts;
    private final transient CloudRelays cloud;
    private final transient Duration timeLimit;
    private final transient FormBody formBody;
    private final transient ConsentFlow flow;
    private final transient BrowserSessions sessions = new BrowserSessions();
    private final transient Templates templates = new Templates();
    private final transient Semaphore consents = new Semaphore(WAITING_THREADS);
    /** Separate, so that a flood of consents does not prevent disconnecting. */
    private final transient Semaphore disconnections = new Semaphore(WAITING_THREADS);

    /** A request to Withings, made only if there is room to wait for its answer. */
    private interface Request<T> {
        CompletableFuture<T> send() throws ProblemException;
    }

    /** A request and its response; "browser" is the browser's ID. */
    private record Exchange(HttpServletRequest request, HttpServletResponse response, String browser, URI address,
            SetupPages pages) {
        void show(String page) {
            write("text/html", page);
        }

        /** Does nothing if the browser has closed the connection. */
        void write(String contentType, String content) {
            try {
                Servlets.write(response, contentType, content);
            } catch (IOException e) {
                // nothing left to do
            }
        }

        /** Uses 303, so that the browser continues with GET, without code and state in its address bar. */
        void redirect(String location) {
            response.setHeader("Location", location);
            Servlets.answer(response, HttpServletResponse.SC_SEE_OTHER);
        }
    }

    @Activate
    public SetupServlet(@Reference AccountRegistry registry, @Reference Texts texts,
            @Reference CloudRelays cloud) {
        this(registry, texts, cloud, TIME_LIMIT, FormBody.DEADLINE);
    }

    /** @param timeLimit how long a browser waits for Withings */
    SetupServlet(AccountRegistry registry, Texts texts, CloudRelays cloud, Duration timeLimit, Duration bodyDeadline) {
        this.registry = registry;
        this.texts = texts;
        this.cloud = cloud;
        this.timeLimit = timeLimit;
        this.formBody = new FormBody(bodyDeadline);
        flow = new ConsentFlow(registry);
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) {
        Servlets.protect(response);
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        String path = request.getRequestURI();
        if ("HEAD".equals(request.getMethod()) && isOverview(path)) {
            // Withings probes the URL when the application is saved in the dashboard
            response.setContentType("text/html;charset=UTF-8");
            return;
        }
        URI address = address(request);
        if (address == null) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        String browser = sessions.id(request, response);
        Exchange exchange = new Exchange(request, response, browser, address,
                new SetupPages(templates, texts, locale(request.getHeader("Accept-Language"), texts),
                        sessions.formToken(browser), sessions::personKey, address, request.getLocalPort(),
                        cloud.address(), registry.clock().instant()));
        try {
            handle(isOverview(path) ? PATH : path, exchange);
        } catch (IOException e) {
            logger.trace("The browser has closed the connection before the form was complete");
        } catch (ProblemException e) {
            response.setStatus(e.status());
            exchange.show(exchange.pages().overview(accounts(), exchange.pages().notice(e.problem()), null));
        } catch (RuntimeException e) {
            UnexpectedErrors.log(logger, "A page", e);
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            exchange.show(exchange.pages().internalError());
        }
    }

    /** Includes the trailing slash, with which a redirect URL may be registered. */
    private static boolean isOverview(String path) {
        return PATH.equals(path) || (PATH + "/").equals(path);
    }

    /** Returns the URL of the overview as seen by the browser; null if its Host header is invalid. */
    private static @Nullable URI address(HttpServletRequest request) {
        int port = request.getServerPort();
        boolean usual = port <= 0 || port == ("https".equals(request.getScheme()) ? 443 : 80);
        try {
            return new URI(request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port) + PATH);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** Returns the supported language that the browser prefers, otherwise openHAB's. */
    static Locale locale(@Nullable String acceptLanguage, Texts texts) {
        List<LanguageRange> ranges = List.of();
        try {
            ranges = acceptLanguage == null ? ranges : LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // not a list of languages; Java throws the second exception for "-"
        }
        return texts.locale(ranges.stream().filter(range -> range.getWeight() > 0)
                .map(range -> Locale.forLanguageTag(range.getRange())));
    }

    private void handle(String path, Exchange exchange) throws ProblemException, IOException {
        String allowed = switch (path) {
            case PATH -> "GET, HEAD";
            case STYLE, SCRIPT, LIVE -> "GET";
            case WEBHOOK_CHECK -> "GET, POST";
            case CONNECT, DISCONNECT, HISTORY, PASTE, DIAGNOSTICS, CALENDAR_LINK, CALENDAR_END -> "POST";
            default -> throw new ProblemException(Problem.PAGE_UNKNOWN);
        };
        String method = exchange.request().getMethod();
        if (!List.of(allowed.split(", ")).contains(method)) {
            exchange.response().setHeader("Allow", allowed);
            throw new ProblemException(Problem.METHOD_NOT_ALLOWED);
        } else if ("GET".equals(method)) {
            get(path, exchange);
        } else {
            post(path, exchange);
        }
    }

    private void get(String path, Exchange exchange) throws ProblemException {
        FormFields query = FormFields.parse(exchange.request().getQueryString());
        if (STYLE.equals(path)) {
            exchange.write("text/css", Templates.resource("style.css"));
        } else if (SCRIPT.equals(path)) {
            exchange.write("text/javascript", Templates.resource("page.js"));
        } else if (LIVE.equals(path)) {
            exchange.show(exchange.pages().live(accounts()));
        } else if (WEBHOOK_CHECK.equals(path)) {
            SetupAccount account = account(query);
            exchange.show(exchange.pages().webhookCheck(account.snapshot(), webhookCheck(account)));
        } else if (ConsentFlow.isAnswer(query)) {
            handleRedirect(exchange, query);
        } else {
            List<AccountSnapshot> accounts = accounts();
            exchange.show(exchange.pages().overview(accounts, notice(exchange.pages(), accounts, query),
                    SetupStep.of(query.value("step"))));
        }
    }

    /** Handles the redirect from Withings. */
    private void handleRedirect(Exchange exchange, FormFields query) throws ProblemException {
        try {
            finishConsent(exchange, () -> flow.accept(query, exchange.browser(), null));
        } catch (ProblemException e) {
            if (e.problem() == Problem.FOREIGN_BROWSER) {
                // no redirect: the user can paste the URL into the browser that started the consent
                throw e;
            }
            exchange.redirect(PATH + "?problem=" + e.problem().id());
        }
    }

    private void post(String path, Exchange exchange) throws ProblemException, IOException {
        FormFields form;
        try {
            form = FormFields.parse(formBody.read(exchange.request()));
        } catch (Servlets.RefusedException e) {
            // the rest of the body is not read
            exchange.response().setHeader("Connection", "close");
            throw new ProblemException(Problem.FORM_REFUSED, e.status());
        }
        if (!sessions.isFormToken(form.value("form"), exchange.browser())) {
            throw new ProblemException(Problem.FORM_NOT_OURS);
        }
        if (PASTE.equals(path)) {
            finishConsent(exchange, () -> flow.acceptPasted(form.value("address"), exchange.browser()));
            return;
        }
        SetupAccount account = account(form);
        AccountSnapshot snapshot = account.snapshot();
        switch (path) {
            case CONNECT -> exchange.redirect(flow.begin(exchange.browser(), snapshot,
                    SetupPages.redirectUrl(snapshot, exchange.address()), form.value("name"),
                    "demo".equals(form.value("mode"))));
            case WEBHOOK_CHECK -> {
                webhookCheck(account).run();
                exchange.redirect(WEBHOOK_CHECK + "?account="
                        + URLEncoder.encode(account.uid().toString(), StandardCharsets.UTF_8));
            }
            case DIAGNOSTICS -> {
                exchange.response().setHeader("Content-Disposition",
                        "attachment; filename=\"withings-diagnostics.json\"");
                exchange.write("application/json",
                        DiagnosticsWriter.json(registry.clock().instant(), List.of(snapshot)));
            }
            default -> post(path, exchange, account, person(snapshot, form), form.has("confirmed"));
        }
    }

    private void post(String path, Exchange exchange, SetupAccount account, Person person, boolean confirmed)
            throws ProblemException {
        String userId = person.userId();
        switch (path) {
            case HISTORY -> {
                if (!account.importHistory(userId)) {
                    throw new ProblemException(Problem.NO_HISTORY);
                }
                exchange.redirect(PATH + "?history=" + sessions.personKey(userId));
            }
            case CALENDAR_LINK -> {
                if (person.thing() == null) {
                    throw new ProblemException(Problem.PERSON_GONE);
                }
                exchange.show(exchange.pages().calendarLink(person, account.renewCalendar(userId)));
            }
            case CALENDAR_END -> {
                account.removeCalendar(userId);
                exchange.redirect(PATH + "?calendar-ended=yes");
            }
            default -> {
                if (!confirmed) {
                    exchange.show(exchange.pages().confirmDisconnection(account.snapshot(), person));
                    return;
                }
                await(() -> account.disconnect(userId), disconnections, Problem.UNEXPECTED);
                exchange.redirect(PATH + "?disconnected=yes");
            }
        }
    }

    private void finishConsent(Exchange exchange, Request<Person> consent) throws ProblemException {
        Person person = await(consent, consents, Problem.CODE_NOT_ACCEPTED);
        exchange.redirect(PATH + "?connected=" + sessions.personKey(person.userId()));
    }

    /** @param refused the problem if Withings refuses the request */
    private <T> T await(Request<T> request, Semaphore waiting, Problem refused) throws ProblemException {
        if (!waiting.tryAcquire()) {
            throw new ProblemException(Problem.NO_ANSWER);
        }
        try {
            return request.send().get(timeLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ProblemException(Problem.of(WithingsException.of(e).failure(), refused));
        } catch (TimeoutException e) {
            throw new ProblemException(Problem.NO_ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.NO_ANSWER);
        } finally {
            waiting.release();
        }
    }

    private static WebhookCheck webhookCheck(SetupAccount account) throws ProblemException {
        return Optional.ofNullable(account.webhookCheck())
                .orElseThrow(() -> new ProblemException(Problem.NOT_CONFIGURED));
    }

    private List<AccountSnapshot> accounts() {
        return registry.accounts().stream().map(SetupAccount::snapshot).toList();
    }

    private SetupAccount account(FormFields fields) throws ProblemException {
        String uid = fields.value("account");
        return registry.accounts().stream().filter(account -> account.uid().toString().equals(uid)).findFirst()
                .orElseThrow(() -> new ProblemException(Problem.ACCOUNT_GONE));
    }

    private Person person(AccountSnapshot account, FormFields form) throws ProblemException {
        return account.people().stream().filter(person -> isKey(form.value("person"), person)).findFirst()
                .orElseThrow(() -> new ProblemException(Problem.PERSON_GONE));
    }

    private boolean isKey(@Nullable String key, Person person) {
        return sessions.personKey(person.userId()).equals(key);
    }

    /** Returns the notice for the result that a redirect has put into the query, null if there is none. */
    private @Nullable Values notice(SetupPages pages, List<AccountSnapshot> accounts, FormFields query) {
        Problem problem = Problem.of(query.value("problem"));
        if (problem != null) {
            return pages.notice(problem);
        }
        if (query.has("disconnected")) {
            return pages.done("disconnected", "");
        }
        if (query.has("calendar-ended")) {
            return pages.done("calendar.removed", "");
        }
        for (Person person : accounts.stream().flatMap(account -> account.people().stream()).toList()) {
            if (isKey(query.value("connected"), person)) {
                return pages.connected(person);
            }
            if (isKey(query.value("history"), person)) {
                return pages.done("history.begun", person.label());
            }
        }
        return null;
    }
}
