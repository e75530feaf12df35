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

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.diagnostics.Diagnostics;
import org.openhab.binding.withings.internal.diagnostics.DiagnosticsWriter;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.binding.withings.internal.selftest.SelfTestTexts;
import org.openhab.binding.withings.internal.web.ProtectiveHeaders;
import org.openhab.binding.withings.internal.web.WholeBody;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.ThingUID;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages at <code>/withings</code>: they show what is connected, send people to Withings for their consent and take
 * them back with the code. The address of the overview is the redirect URL as well.
 * <p>
 * Everyone in the local network can open these pages, and Withings probes their address with HEAD and GET: only a POST
 * from our own page, or an answer to a consent that the same browser asked for, changes anything. What waits for
 * Withings or for a slow browser holds no thread.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Servlet.class)
@HttpWhiteboardServletName("org.openhab.binding.withings.consent")
@HttpWhiteboardServletPattern({ ConsentServlet.PATH, ConsentServlet.PATH + "/*" })
@HttpWhiteboardServletAsyncSupported
public class ConsentServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/withings";
    static final String CONNECT = PATH + "/connect";
    static final String DISCONNECT = PATH + "/disconnect";
    static final String HISTORY = PATH + "/history";
    static final String SELF_TEST = PATH + "/self-test";
    static final String PASTE = PATH + "/paste";
    static final String DIAGNOSTICS = PATH + "/diagnostics";
    static final String CALENDAR_LINK = PATH + "/calendar-link";
    static final String CALENDAR_END = PATH + "/calendar-end";

    /** Longer than a request to Withings may take, shorter than a browser's patience. */
    private static final Duration TIME_LIMIT = Duration.ofSeconds(40);
    /** More than a household does at once; a flood can't make more requests to Withings than that at a time. */
    private static final int MOST_EXCHANGES = 8;
    private static final String CONNECTED = "connected";
    private static final String DISCONNECTED = "disconnected";
    private static final String HISTORY_BEGUN = "history";
    private static final String CALENDAR_ENDED = "calendar-ended";
    private static final String PROBLEM = "problem";
    private static final String LINK = "link";

    private final Logger logger = LoggerFactory.getLogger(ConsentServlet.class);
    private final AccountRegistry registry;
    private final TranslationProvider translations;
    private final LocaleProvider localeProvider;
    private final Bundle bundle;
    private final Clock clock;
    private final Duration timeLimit;
    private final ConsentFlow flow;
    private final BrowserSessions sessions;
    private final OneTimeSecrets<ThingUID> diagnosticsLinks;
    private final ConsentPages pages;
    private final Semaphore exchanges = new Semaphore(MOST_EXCHANGES);

    @Activate
    public ConsentServlet(@Reference AccountRegistry registry, @Reference TranslationProvider translations,
            @Reference LocaleProvider localeProvider,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) @Nullable Clock clock,
            BundleContext context) {
        this(registry, translations, localeProvider, clock != null ? clock : Clock.systemUTC(), context.getBundle(),
                TIME_LIMIT);
    }

    /** @param timeLimit after which a browser is told that no answer came */
    ConsentServlet(AccountRegistry registry, TranslationProvider translations, LocaleProvider localeProvider,
            Clock clock, Bundle bundle, Duration timeLimit) {
        this.registry = registry;
        this.translations = translations;
        this.localeProvider = localeProvider;
        this.bundle = bundle;
        this.timeLimit = timeLimit;
        SecureRandom random = new SecureRandom();
        flow = new ConsentFlow(registry, clock, random);
        this.clock = clock;
        sessions = new BrowserSessions(random);
        diagnosticsLinks = new OneTimeSecrets<>(clock, random);
        pages = new ConsentPages(sessions);
    }

    /** The consents that were asked for and not answered. */
    ConsentRequests requests() {
        return flow.requests();
    }

    @Override
    protected void service(@NonNullByDefault({}) HttpServletRequest request,
            @NonNullByDefault({}) HttpServletResponse response) throws IOException {
        ProtectiveHeaders.set(response);
        response.setHeader("Content-Security-Policy", contentSecurityPolicy(List.of()));
        PageTexts texts = new PageTexts(translations, bundle,
                PageTexts.locale(request.getHeader("Accept-Language"), localeProvider));
        try {
            String path = path(request);
            String allowed = switch (path) {
                case PATH -> "GET, HEAD";
                case DIAGNOSTICS, SELF_TEST -> "GET, POST";
                default -> "POST";
            };
            if (!List.of(allowed.split(", ")).contains(request.getMethod())) {
                response.setHeader("Allow", allowed);
                throw new ProblemException(Problem.METHOD_NOT_ALLOWED);
            }
            switch (request.getMethod()) {
                case "HEAD" -> head(response);
                case "GET" -> {
                    if (DIAGNOSTICS.equals(path)) {
                        diagnostics(request, response);
                    } else if (SELF_TEST.equals(path)) {
                        showSelfTest(request, response, texts);
                    } else {
                        get(request, response, texts);
                    }
                }
                default -> post(path, request, response, texts);
            }
        } catch (ProblemException e) {
            write(response, e.problem().status(), pages.message(texts, notice(texts, e.problem())));
        } catch (RuntimeException e) {
            logger.debug("A page could not be shown: {}", e.getClass().getName());
            write(response, Problem.UNEXPECTED.status(), pages.message(texts, notice(texts, Problem.UNEXPECTED)));
        }
    }

    /** Withings probes the address on saving the application: says that the page is there, and does nothing else. */
    private static void head(HttpServletResponse response) {
        response.setContentType("text/html;charset=UTF-8");
        response.setStatus(HttpServletResponse.SC_OK);
    }

    private void get(HttpServletRequest request, HttpServletResponse response, PageTexts texts)
            throws ProblemException {
        FormFields query = FormFields.parse(request.getQueryString());
        if (ConsentFlow.comesFromWithings(query)) {
            takeBack(query, request, response);
        } else {
            write(response, HttpServletResponse.SC_OK, overview(request, response, texts, notice(texts, query)));
        }
    }

    /** Lets the browser save the file for which the button on the page has just made the link. */
    private void diagnostics(HttpServletRequest request, HttpServletResponse response) throws ProblemException {
        String secret = FormFields.parse(request.getQueryString()).value(LINK);
        ConsentingAccount account;
        try {
            account = secret == null
                    ? null
                    : registry.account(diagnosticsLinks.take(secret, sessions.known(request), uid -> {
                    }));
        } catch (ProblemException e) {
            account = null;
        }
        if (account == null) {
            throw new ProblemException(Problem.DIAGNOSTICS_LINK_OVER);
        }
        String json = DiagnosticsWriter
                .json(Diagnostics.of(bundle, clock.instant(), List.of(account.diagnostics())));
        response.setHeader("Content-Disposition", "attachment; filename=\"withings-diagnostics.json\"");
        write(response, HttpServletResponse.SC_OK, "application/json;charset=UTF-8", json);
    }

    /** The browser comes back from Withings. */
    private void takeBack(FormFields query, HttpServletRequest request, HttpServletResponse response)
            throws ProblemException {
        CompletableFuture<Result> result;
        try {
            result = exchange(query, sessions.known(request), null);
        } catch (ProblemException e) {
            if (e.problem() == Problem.FOREIGN_BROWSER) {
                // stays at this address, because it can be pasted where the consent was begun
                throw e;
            }
            redirect(response, new Result(PROBLEM, e.problem().textKey()));
            return;
        }
        PendingAnswer answer = PendingAnswer.to(request, timeLimit.toMillis(),
                () -> redirect(response, new Result(PROBLEM, Problem.NO_ANSWER.textKey())));
        result.thenAccept(done -> answer.give(() -> redirect(response, done)));
    }

    private void post(String path, HttpServletRequest request, HttpServletResponse response, PageTexts texts)
            throws ProblemException, IOException {
        FormHandler handler = switch (path) {
            case CONNECT -> this::connect;
            case DISCONNECT -> this::disconnect;
            case HISTORY -> this::importHistory;
            case CALENDAR_LINK -> this::renewCalendar;
            case CALENDAR_END -> this::removeCalendar;
            case SELF_TEST -> this::runSelfTest;
            case DIAGNOSTICS -> this::linkDiagnostics;
            default -> this::paste;
        };
        FormBody.check(request);
        PendingAnswer answer = PendingAnswer.to(request, timeLimit.toMillis(),
                () -> writeProblem(request, response, texts, Problem.FORM_TOO_SLOW));
        FormBody.read(request).whenComplete((form, failure) -> {
            if (failure != null) {
                Problem problem = failure instanceof ProblemException known ? known.problem() : Problem.FORM_TOO_SLOW;
                answer.give(() -> writeProblem(request, response, texts, problem));
                return;
            }
            try {
                String browser = sessions.known(request);
                if (browser == null || !sessions.isFormToken(form.value(ConsentPages.FIELD_TOKEN), browser)) {
                    throw new ProblemException(Problem.FORM_NOT_OURS);
                }
                handler.handle(new Submission(form, browser, request, response, texts, answer));
            } catch (ProblemException e) {
                answer.give(() -> writeProblem(request, response, texts, e.problem()));
            } catch (RuntimeException e) {
                logger.debug("A form could not be handled: {}", e.getClass().getName());
                answer.give(() -> writeProblem(request, response, texts, Problem.UNEXPECTED));
            }
        });
    }

    /** Sends the browser to Withings. */
    private void connect(Submission submission) throws ProblemException {
        ConsentingAccount account = account(submission.form());
        String location = flow.begin(submission.browser(), account,
                ConsentPages.redirectUrl(account, pageAddress(submission.request())),
                ConsentPages.MODE_DEMO.equals(submission.form().value(ConsentPages.FIELD_MODE)));
        submission.answer().give(() -> redirect(submission.response(), location));
    }

    /** Takes the address at which a browser has landed that could not come back here by itself. */
    private void paste(Submission submission) throws ProblemException {
        URI pasted = ConsentFlow.pasted(submission.form().value(ConsentPages.FIELD_ADDRESS));
        CompletableFuture<Result> result = exchange(FormFields.parse(pasted.getRawQuery()), submission.browser(),
                pasted);
        answerWhenDone(submission, result);
    }

    /** Ends a person's consent; asks whether that is really meant first. */
    private void disconnect(Submission submission) throws ProblemException {
        ConsentingAccount account = account(submission.form());
        ConsentedPerson person = person(account, submission.form());
        if (submission.form().value(ConsentPages.FIELD_CONFIRMED) == null) {
            String page = pages.confirmDisconnection(submission.texts(), submission.browser(), account, person);
            submission.answer().give(() -> write(submission.response(), HttpServletResponse.SC_OK, page));
            return;
        }
        answerWhenDone(submission, ask(() -> account.withdraw(person.userId()),
                done -> new Result(DISCONNECTED, pages.alias(account)), Problem::ofWithdrawal));
    }

    /** Imports a person's past once more. */
    private void importHistory(Submission submission) throws ProblemException {
        ConsentingAccount account = account(submission.form());
        ConsentedPerson person = person(account, submission.form());
        if (!account.importHistory(person.userId())) {
            throw new ProblemException(Problem.NO_HISTORY);
        }
        Result result = new Result(HISTORY_BEGUN, pages.alias(account, person));
        submission.answer().give(() -> redirect(submission.response(), result));
    }

    /** Makes a link to a calendar. It is shown here and now only, because everyone in the house can open our pages. */
    private void renewCalendar(Submission submission) throws ProblemException {
        ConsentingAccount account = account(submission.form());
        ConsentedPerson person = person(account, submission.form());
        if (!account.canHaveCalendar(person.userId())) {
            throw new ProblemException(Problem.PERSON_GONE);
        }
        URI link = pageAddress(submission.request()).resolve(account.renewCalendar(person.userId()));
        String page = pages.calendarLink(submission.texts(), person, link);
        submission.answer().give(() -> write(submission.response(), HttpServletResponse.SC_OK, page));
    }

    /** Ends a calendar. */
    private void removeCalendar(Submission submission) throws ProblemException {
        ConsentingAccount account = account(submission.form());
        account.removeCalendar(person(account, submission.form()).userId());
        submission.answer()
                .give(() -> redirect(submission.response(), new Result(CALENDAR_ENDED, pages.alias(account))));
    }

    /** Tests whether Withings can notify us. The page that shows the result waits for it, no thread does. */
    private void runSelfTest(Submission submission) throws ProblemException {
        ConsentingAccount account = account(submission.form());
        selfTest(account).run();
        submission.answer().give(() -> redirect(submission.response(), pages.selfTestAddress(account)));
    }

    private void showSelfTest(HttpServletRequest request, HttpServletResponse response, PageTexts texts)
            throws ProblemException {
        ConsentingAccount account = account(FormFields.parse(request.getQueryString()));
        write(response, HttpServletResponse.SC_OK,
                pages.selfTest(texts, sessions.knownOrNew(request, response), account,
                        selfTest(account), new SelfTestTexts(translations, bundle, texts.locale()), clock.instant()));
    }

    private static SelfTest selfTest(ConsentingAccount account) throws ProblemException {
        SelfTest selfTest = account.selfTest();
        if (selfTest == null) {
            throw new ProblemException(Problem.NOT_CONFIGURED);
        }
        return selfTest;
    }

    /** Makes a link to the diagnostics that serves this browser once, and sends it there. */
    private void linkDiagnostics(Submission submission) throws ProblemException {
        String secret = diagnosticsLinks.issue(submission.browser(), account(submission.form()).uid());
        submission.answer().give(() -> redirect(submission.response(), DIAGNOSTICS + "?" + LINK + "=" + secret));
    }

    private void answerWhenDone(Submission submission, CompletableFuture<Result> result) {
        HttpServletResponse response = submission.response();
        submission.answer().whenTooLate(() -> redirect(response, new Result(PROBLEM, Problem.NO_ANSWER.textKey())));
        result.thenAccept(done -> submission.answer().give(() -> redirect(response, done)));
    }

    /**
     * Exchanges the code that came back, at once: it lives 30 s.
     *
     * @param pastedAddress the address that was pasted; null if the browser came back by itself
     * @return how it went; never fails
     */
    private CompletableFuture<Result> exchange(FormFields query, @Nullable String browser, @Nullable URI pastedAddress)
            throws ProblemException {
        ConsentFlow.Answer answer = flow.accept(query, browser, pastedAddress);
        return ask(answer::exchange, person -> new Result(CONNECTED, pages.alias(answer.account(), person)),
                Problem::ofExchange);
    }

    /** Asks Withings, unless too many ask already. The result never fails: what went wrong is a result as well. */
    private <T> CompletableFuture<Result> ask(Asking<T> asking, Function<T, Result> success,
            Function<Throwable, Problem> problem) throws ProblemException {
        if (!exchanges.tryAcquire()) {
            throw new ProblemException(Problem.TOO_MANY_PENDING);
        }
        CompletableFuture<T> asked;
        try {
            asked = asking.ask();
        } catch (RuntimeException e) {
            asked = CompletableFuture.failedFuture(e);
        }
        return asked.whenComplete((done, failure) -> exchanges.release()).handle((done, failure) -> {
            if (failure == null) {
                return success.apply(done);
            }
            Problem told = problem.apply(failure);
            // the kind is enough: a message from elsewhere might hold what must not be in a log
            logger.debug("A consent could not be given or withdrawn: {}", told);
            return new Result(PROBLEM, told.textKey());
        }).exceptionally(unexpected -> new Result(PROBLEM, Problem.UNEXPECTED.textKey()));
    }

    private ConsentingAccount account(FormFields form) throws ProblemException {
        String alias = form.value(ConsentPages.FIELD_ACCOUNT);
        for (ConsentingAccount account : registry.accounts()) {
            if (alias != null && BrowserSessions.same(pages.alias(account), alias)) {
                return account;
            }
        }
        throw new ProblemException(Problem.ACCOUNT_GONE);
    }

    private ConsentedPerson person(ConsentingAccount account, FormFields form) throws ProblemException {
        String alias = form.value(ConsentPages.FIELD_PERSON);
        for (ConsentedPerson person : account.people()) {
            if (alias != null && BrowserSessions.same(pages.alias(account, person), alias)) {
                return person;
            }
        }
        throw new ProblemException(Problem.PERSON_GONE);
    }

    private String overview(HttpServletRequest request, HttpServletResponse response, PageTexts texts,
            @Nullable Notice notice) throws ProblemException {
        List<ConsentingAccount> accounts = registry.accounts();
        URI pageAddress = pageAddress(request);
        response.setHeader("Content-Security-Policy", contentSecurityPolicy(accounts));
        return pages.overview(texts, sessions.knownOrNew(request, response), pageAddress, accounts, notice);
    }

    /** What the query of a clean address says that has happened; null if it says nothing that we know of. */
    private @Nullable Notice notice(PageTexts texts, FormFields query) {
        Problem problem = Problem.named(query.value(PROBLEM));
        if (problem != null) {
            return notice(texts, problem);
        }
        String connected = query.value(CONNECTED);
        String disconnected = query.value(DISCONNECTED);
        String history = query.value(HISTORY_BEGUN);
        String calendarEnded = query.value(CALENDAR_ENDED);
        for (ConsentingAccount account : registry.accounts()) {
            if (disconnected != null && BrowserSessions.same(pages.alias(account), disconnected)) {
                return new Notice(Notice.Kind.DONE, texts.text("disconnected"));
            }
            if (calendarEnded != null && BrowserSessions.same(pages.alias(account), calendarEnded)) {
                return new Notice(Notice.Kind.DONE, texts.text("calendar.removed"));
            }
            for (ConsentedPerson person : account.people()) {
                if (connected != null && BrowserSessions.same(pages.alias(account, person), connected)) {
                    return new Notice(Notice.Kind.CONNECTED, texts.text("connected", person.label()));
                }
                if (history != null && BrowserSessions.same(pages.alias(account, person), history)) {
                    return new Notice(Notice.Kind.DONE, texts.text("history.begun", person.label()));
                }
            }
        }
        return null;
    }

    private static Notice notice(PageTexts texts, Problem problem) {
        return new Notice(Notice.Kind.PROBLEM, texts.text("problem." + problem.textKey()));
    }

    /** Tells of a problem with a form: on the overview, where the next try is one button away, if that helps. */
    private void writeProblem(HttpServletRequest request, HttpServletResponse response, PageTexts texts,
            Problem problem) {
        Notice notice = notice(texts, problem);
        String page;
        try {
            page = overview(request, response, texts, notice);
        } catch (ProblemException e) {
            page = pages.message(texts, notice);
        }
        if (problem == Problem.FORM_TOO_LARGE || problem == Problem.FORM_TOO_SLOW) {
            // the rest of the body is not read
            response.setHeader("Connection", "close");
        }
        write(response, problem.status(), page);
    }

    private void write(HttpServletResponse response, int status, String page) {
        write(response, status, "text/html;charset=UTF-8", page);
    }

    private void write(HttpServletResponse response, int status, String type, String content) {
        response.setStatus(status);
        response.setContentType(type);
        try {
            WholeBody.write(response, content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            logger.trace("The browser has gone before it got its page");
        }
    }

    private static void redirect(HttpServletResponse response, Result result) {
        redirect(response, PATH + "?" + result.field() + "=" + encode(result.value()));
    }

    /** With 303 the browser goes on with GET, whatever it came with, and forgets the address it came with. */
    private static void redirect(HttpServletResponse response, String location) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", location);
        response.setContentLength(0);
    }

    /**
     * Lets pass our own style sheet and nothing else. Browsers apply form-action also to where a form's answer
     * redirects to, and that is Withings first and the redirect URL next.
     */
    private String contentSecurityPolicy(List<ConsentingAccount> accounts) {
        Set<String> origins = new LinkedHashSet<>();
        for (ConsentingAccount account : accounts) {
            addOrigin(origins, account.authorizationUrl());
            URI registered = account.redirectUrl();
            if (registered != null) {
                addOrigin(origins, registered);
            }
        }
        StringBuilder formAction = new StringBuilder("'self'");
        origins.forEach(origin -> formAction.append(' ').append(origin));
        return "default-src 'none'; style-src '" + pages.styleHash() + "'; form-action " + formAction
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    private static void addOrigin(Set<String> origins, URI url) {
        if (url.getHost() != null
                && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))) {
            origins.add(url.getScheme() + "://" + url.getHost() + (url.getPort() == -1 ? "" : ":" + url.getPort()));
        }
    }

    /** The path, without the slash at the end with which a redirect URL may be registered. */
    private static String path(HttpServletRequest request) throws ProblemException {
        String path = request.getRequestURI();
        return switch (path) {
            case PATH, PATH + "/" -> PATH;
            case CONNECT, DISCONNECT, HISTORY, SELF_TEST, PASTE, DIAGNOSTICS, CALENDAR_LINK, CALENDAR_END -> path;
            default -> throw new ProblemException(Problem.PAGE_UNKNOWN);
        };
    }

    /** The address of the overview as the browser knows it. */
    private static URI pageAddress(HttpServletRequest request) throws ProblemException {
        int port = request.getServerPort();
        boolean usual = port <= 0 || port == ("https".equals(request.getScheme()) ? 443 : 80);
        try {
            return new URI(request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port) + PATH);
        } catch (URISyntaxException e) {
            throw new ProblemException(Problem.HOST_MALFORMED);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** How something went, in the query of the clean address that tells of it. */
    private record Result(String field, String value) {}

    /** A form that was sent from our own page in that browser. */
    private record Submission(FormFields form, String browser, HttpServletRequest request,
            HttpServletResponse response, PageTexts texts, PendingAnswer answer) {}

    @FunctionalInterface
    private interface FormHandler {
        void handle(Submission submission) throws ProblemException;
    }

    @FunctionalInterface
    private interface Asking<T> {
        CompletableFuture<T> ask();
    }
}
