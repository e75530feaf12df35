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
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.openhab.binding.withings.internal.setup.Browser.FORM;
import static org.openhab.binding.withings.internal.setup.FakeAccount.person;
import static org.openhab.binding.withings.internal.setup.FakeAccount.withThing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Servlets.FormBody;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.setup.ConsentFlow.Problem;
import org.openhab.binding.withings.internal.setup.ConsentFlow.ProblemException;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.CloudRelays;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;

/**
 * The pages in a real HTTP server with simulated browsers and accounts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SetupServletTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String PUBLIC_PAGE = "https://home.example.org/withings";
    private static final String LANDING = "https://home.example.org/landing";

    private static final String PASTE_OPEN = "<details class=\"paste\" open>";
    private static final String NEW_TAB = " target=\"_blank\" rel=\"noopener\"\n>";

    private final Clock clock = new TestScheduler().clock();
    private final AccountRegistry registry = new AccountRegistry(clock);
    private final PropertiesTranslations translations = new PropertiesTranslations();
    private final CloudRelays cloud = mock(CloudRelays.class);
    private final FakeAccount account = new FakeAccount("home");
    private final Server server = new Server(new QueuedThreadPool(24));
    private final ServerConnector connector = new ServerConnector(server);
    private Browser browser = new Browser(URI.create("http://127.0.0.1"));
    private Browser otherBrowser = browser;
    private final List<Socket> slow = new ArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        start(servlet(LONG, LONG));
        registry.add(account);
    }

    @AfterEach
    void stopServer() throws Exception {
        for (Socket socket : slow) {
            socket.close();
        }
        server.stop();
    }

    private SetupServlet servlet(Duration timeLimit, Duration bodyDeadline) {
        return new SetupServlet(registry, translations.texts(), cloud, timeLimit, bodyDeadline);
    }

    private void start(SetupServlet pages) throws Exception {
        server.stop();
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(pages);
        context.addServlet(holder, SetupServlet.PATH);
        context.addServlet(holder, SetupServlet.PATH + "/*");
        server.setHandler(context);
        server.start();
        browser = new Browser(address());
        otherBrowser = new Browser(address());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    private String ownRedirectUrl() {
        return address() + "/withings";
    }

    private String text(String key, Object... values) {
        return Templates.escape(translations.text("page." + key, values));
    }

    private String overview() throws Exception {
        return browser.get("/withings").body();
    }

    private Matcher<String> isAt(int number, String step) {
        return stringContainsInOrder(text("step.position", number, 5), text("step." + step), "aria-current=\"step\"");
    }

    /** Submits the form with an action and an index, counted from 0. */
    private HttpResponse<String> press(String action, int index) throws Exception {
        return browser.post(action, Browser.form(overview(), action, index));
    }

    private String connectAndComeBack() throws Exception {
        return Browser.location(browser.comeBack("the-code", browser.connect().get("state")));
    }

    private void assertProblem(HttpResponse<String> response, Problem problem) {
        assertThat(response.statusCode(), is(new ProblemException(problem).status()));
        assertThat(response.body(), containsString(Templates.escape(translations.text(problem.textKey()))));
    }

    private static void assertRedirectsToProblem(HttpResponse<String> response, Problem problem) {
        assertThat(Browser.location(response), is("/withings?problem=" + problem.id()));
    }

    /** Sends raw bytes, and reads until the server closes the connection. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", connector.getLocalPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Sends an incomplete request over more connections than the server has threads. */
    private void occupyServer(String request) throws IOException {
        for (int i = 0; i < 30; i++) {
            Socket socket = new Socket();
            slow.add(socket);
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(20_000);
            socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), 10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static String postHead(String lengthHeader) {
        return "POST /withings/paste HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lengthHeader + "\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n";
    }

    @Nested
    class Overview {

        @Test
        void saysWhatToDoWhileThereIsNoAccount() throws Exception {
            registry.remove(account);

            assertThat(overview(), allOf(containsString(text("no-account")), isAt(1, "application"),
                    containsString("href=\"/settings/things/add/withings\""), not(containsString("<form"))));
            assertThat(browser.get(SetupServlet.LIVE).body(), containsString("id=\"live-withings:account:new\""));
        }

        @Test
        void saysWhatToDoWhileTheConfigurationIsIncompleteOrWrong() throws Exception {
            account.configuration.redirectUrl = "https://user@home.example.org/withings";

            assertThat(overview(), allOf(isAt(2, "redirect-url"), not(containsString(SetupServlet.CONNECT)),
                    containsString("value=\"" + ownRedirectUrl() + "\""),
                    containsString(translations.text("status.account.redirect-url.has-user-name"))));
        }

        @Test
        void showsEveryAccountWithItsPeopleAndStepsButNoIds() throws Exception {
            assertThat(overview(), stringContainsInOrder(translations.text("status.account.polling", "10"),
                    text("people.none"), text("connect.name"), text("connect"), text("paste.send"),
                    text("connect.demo")));
            FakeAccount second = new FakeAccount("second");
            second.label = "The neighbours";
            registry.add(second);
            account.people.add(person("48151623", "Person 1"));
            second.people.add(person("2", "Person 2"));

            assertThat(overview(), allOf(
                    stringContainsInOrder("Our Withings", "Person 1", "The neighbours", "Person 2"),
                    not(containsString("48151623")), not(containsString("made-up-client"))));
        }

        @Test
        void showsMissingScopesAndEndedConsents() throws Exception {
            account.people.add(person("1", "Person 1", Set.of(Scope.METRICS), true, null, null));
            assertThat(overview(),
                    allOf(stringContainsInOrder(text("person.missing"), text("scope.sleep-events"),
                            text("person.missing.what-to-do"), text("person.granted"), text("scope.metrics")),
                            containsString(text("reconnect.for", "Person 1"))));

            account.people.set(0, person("1", "Person 1", FakeAccount.ALL_SCOPES, false, null, null));
            assertThat(overview(), allOf(containsString(text("person.ended.what-to-do")),
                    not(containsString(text("person.granted"))), not(containsString(text("person.missing"))),
                    containsString(text("reconnect.for", "Person 1"))));
        }

        @Test
        void saysWhyWithingsWillRefuseTheRedirectUrl() throws Exception {
            assertThat(overview(), allOf(containsString(text("address.flaw.not-https")),
                    containsString(text("address.flaw.no-domain-name")),
                    containsString(text("address.flaw.other-port")),
                    containsString("http://localhost:" + connector.getLocalPort() + "/withings")));

            account.configuration.redirectUrl = "http://localhost:8080/withings";
            assertThat(overview(), containsString(text("address.development")));

            account.configuration.redirectUrl = PUBLIC_PAGE + "/?a='&b";
            assertThat(overview(), allOf(containsString(text("address.exactly")),
                    containsString("value=\"https://home.example.org/withings/?a=&#39;&amp;b\"")));
        }

        @ParameterizedTest
        @CsvSource({ PUBLIC_PAGE + ", true, true", LANDING + ", false, true", ", false, false" })
        void linksToThePageOfTheRedirectUrl(@Nullable String redirectUrl, boolean leads, boolean paste)
                throws Exception {
            account.configuration.redirectUrl = redirectUrl == null ? ownRedirectUrl() + "/" : redirectUrl;

            String page = overview();

            assertThat(page.contains("<a href=\"https://home"), is(leads));
            for (String part : List.of(text("connect.paste-back"), PASTE_OPEN, NEW_TAB)) {
                assertThat(part, page.contains(part), is(paste));
            }
        }

        @Test
        void speaksTheLanguageOfTheBrowserOtherwiseThatOfOpenHab() throws Exception {
            for (String accepted : List.of("eo-CH,eo;q=0.9,en;q=0.8", "en;q=0.1, ja, eo-CH;q=0.2")) {
                String page = browser.get("/withings", "Accept-Language", accepted).body();
                assertThat(page, containsString("<html lang=\"eo-CH\">"));
                assertThat(translations.locales, contains(Locale.forLanguageTag("eo-CH")));
                translations.locales.clear();
            }
            for (String nothing : List.of("*", "-", "eo;q=0", "%", ";q=", "ja")) {
                browser.get("/withings", "Accept-Language", nothing);
            }
            assertThat(translations.locales, contains(Locale.UK));
        }

        @Test
        void showsAPlainPageAfterAnInternalError() throws Exception {
            SetupAccount failing = mock(SetupAccount.class);
            when(failing.uid()).thenReturn(account.uid);
            when(failing.snapshot()).thenThrow(new IllegalStateException("secret inner workings"));
            registry.add(failing);

            HttpResponse<String> response = browser.get("/withings");

            assertProblem(response, Problem.UNEXPECTED);
            assertThat(response.body(), not(containsString("secret")));
        }
    }

    @Nested
    class GuidedSetup {

        @Test
        void showsWhatToEnterInTheWithingsDashboard() throws Exception {
            account.configuration.clientId = "";
            account.configuration.clientSecret = "";
            account.configuration.publicUrl = "https://home.example.org/";

            assertThat(overview(), allOf(isAt(1, "application"), containsString("value=\"openHAB\""),
                    stringContainsInOrder(text("application.urls"), "value=\"" + PUBLIC_PAGE + "\"",
                            text("application.urls.webhook"), "value=\"https://home.example.org\"")));
        }

        @Test
        void opensTheRequestedStep() throws Exception {
            assertThat(browser.get("/withings?step=redirect-url").body(),
                    matchesPattern("(?s).*<li class=\"complete\" id=\"redirect-url-withings:account:home\" "
                            + "aria-current=\"false\"><details open>.*"));
            assertThat(browser.get("/withings?step=made-up").body(), isAt(4, "people"));
        }

        @Test
        void proposesARedirectUrl() throws Exception {
            assertThat(proposedWay(), is("none"));
            when(cloud.address()).thenReturn(CloudRelays.DEFAULT_ADDRESS);
            assertThat(proposedWay(), is("cloud"));
            assertThat(overview(), allOf(containsString("value=\"https://home.myopenhab.org/withings\""),
                    containsString("value=\"https://myopenhab.org\"")));
            when(cloud.address()).thenReturn(URI.create("https://cloud.example.org/"));
            assertThat(overview(), containsString("value=\"https://cloud.example.org/withings\""));
            account.configuration.publicUrl = "https://home.example.org";
            assertThat(proposedWay(), is("public-url"));
            account.configuration.webhook = AccountConfiguration.WEBHOOK_CLOUD;
            assertThat(proposedWay(), is("cloud"));
        }

        private String proposedWay() throws Exception {
            String page = overview();
            String title = page.substring(page.indexOf("<details class=\"way\" open>"),
                    page.indexOf(text("redirect.proposed")));
            return Stream.of("cloud", "public-url", "none").filter(way -> title.contains(text("way." + way))).findAny()
                    .orElse("");
        }

        @Test
        void showsTheLatestDataInTheLastStep() throws Exception {
            account.people.add(new Person("1", "Anna", true, FakeAccount.ALL_SCOPES, false, null,
                    Map.of(Service.MEASURES, new ServiceStatus(clock.instant(), clock.instant(), null, null, null,
                            Instant.parse("2026-05-20T12:00:00Z"))),
                    Set.of(), Set.of(Service.HEART), null, clock.instant().minusSeconds(3700)));

            assertThat(overview(), allOf(isAt(5, "inbox"), containsString("/settings/things/inbox"),
                    stringContainsInOrder("Anna", text("service.title"), text("service.measures"), "20 May 2026",
                            text("service.sleep"), text("service.waiting"), text("service.heart"),
                            text("service.denied"), text("token", "1", 1))));
        }

        @Test
        void isReplacedByTheDashboard() throws Exception {
            account.people.add(withThing("1", "Anna", null));

            assertThat(overview(), allOf(containsString(text("connect.another")), containsString("<svg"),
                    containsString(text("usage.text", 0, 0, 1)), not(containsString("aria-current=\"step\""))));
        }
    }

    @Nested
    class Consent {

        @Test
        void usesTheEnteredName() throws Exception {
            Map<String, String> form = Browser.form(overview(), SetupServlet.CONNECT, 0);
            form.put("name", " Anna\u0007 ");
            String location = Browser.location(browser.post(SetupServlet.CONNECT, form));
            assertThat(location, not(containsString("Anna")));

            browser.comeBack("the-code", Browser.query(location).get("state"));

            assertThat(account.exchanges.get(0).name(), is("Anna"));
        }

        @Test
        void redirectsToWithingsAndBackToTheOverview() throws Exception {
            Map<String, String> query = browser.connect();
            assertThat(query.get("state"), matchesPattern("[A-Za-z0-9_-]{43}"));
            assertThat(query, allOf(hasEntry("response_type", "code"), hasEntry("client_id", "made-up-client"),
                    hasEntry("scope", "user.info,user.metrics,user.activity,user.sleepevents"),
                    hasEntry("redirect_uri", ownRedirectUrl()), not(hasKey("mode"))));

            HttpResponse<String> back = browser.comeBack("the-code", query.get("state"));

            assertThat(account.exchanges, contains(new FakeAccount.Exchange("the-code", ownRedirectUrl(), null)));
            assertThat(back.statusCode(), is(303));
            assertThat(Browser.location(back), not(containsString("4711")));
            assertThat(browser.get(Browser.location(back)).body(),
                    allOf(containsString(text("connected", "Person 1")), containsString("/settings/things/inbox")));
        }

        @Test
        void doesNotPointToTheInboxForAKnownPerson() throws Exception {
            account.answer = CompletableFuture.completedFuture(withThing("4711", "Anna", null));

            assertThat(browser.get(connectAndComeBack()).body(), allOf(
                    containsString(text("connected-again", "Anna")), not(containsString("/settings/things/inbox"))));
        }

        @Test
        void usesTheRedirectUrlOfTheAuthorizationRequest() throws Exception {
            account.configuration.redirectUrl = PUBLIC_PAGE + "/";
            account.authorizationUrl = URI.create("https://account.withings.example/authorize?region=eu");
            String location = Browser.location(browser.press(SetupServlet.CONNECT));
            assertThat(location, startsWith("https://account.withings.example/authorize?region=eu&response_type"));
            account.configuration.redirectUrl = "https://after.example.org/withings";

            browser.get("/withings/?code=the-code&state=" + Browser.query(location).get("state"));

            assertThat(account.exchanges.get(0).redirectUrl(), is(PUBLIC_PAGE + "/"));
        }

        @Test
        void exchangesTheCodeForTheRequestingAccountAlsoInDemoMode() throws Exception {
            FakeAccount second = new FakeAccount("second");
            registry.add(second);
            Map<String, String> query = Browser.query(Browser.location(press(SetupServlet.CONNECT, 3)));

            browser.comeBack("the-code", query.get("state"));

            assertThat(query, hasEntry("mode", "demo"));
            assertThat(second.exchanges, hasSize(1));
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void needsAConfiguredAccount() throws Exception {
            Map<String, String> form = Browser.form(overview(), SetupServlet.CONNECT, 0);
            String state = browser.connect().get("state");
            account.configuration.clientId = "";
            assertProblem(browser.post(SetupServlet.CONNECT, form), Problem.NOT_CONFIGURED);
            registry.remove(account);
            assertProblem(browser.post(SetupServlet.CONNECT, form), Problem.ACCOUNT_GONE);
            assertRedirectsToProblem(browser.comeBack("the-code", state), Problem.ACCOUNT_GONE);
        }

        @ParameterizedTest
        @EnumSource(Failure.class)
        void saysWhyTheExchangeFailed(Failure failure) throws Exception {
            account.answer = CompletableFuture
                    .failedFuture(new CompletionException(new WithingsException(failure, "for the log only")));

            String page = browser.get(connectAndComeBack()).body();

            String expected = switch (failure) {
                case AUTHENTICATION, CONSENT_ENDED, SCOPE, INVALID_REQUEST -> "code-not-accepted";
                case INTERNAL_ERROR -> "unexpected";
                default -> Texts.key(failure);
            };
            assertThat(page, allOf(containsString(text("problem." + expected)), containsString(text("connect")),
                    not(containsString("for the log only"))));
        }

        @Test
        void timesOutIfWithingsDoesNotAnswer() throws Exception {
            start(servlet(SHORT, LONG));
            account.answer = new CompletableFuture<>();

            assertRedirectsToProblem(browser.comeBack("the-code", browser.connect().get("state")),
                    Problem.NO_ANSWER);
        }
    }

    @Test
    void acceptsThePastedUrlOfARedirectWithoutSession() throws Exception {
        Map<String, String> sent = browser.connect();
        assertProblem(otherBrowser.comeBack("the-code", sent.get("state")), Problem.FOREIGN_BROWSER);
        Map<String, String> form = Browser.form(overview(), SetupServlet.PASTE, 0);
        form.put("address", " " + sent.get("redirect_uri") + "?code=the-code&state=" + sent.get("state") + "#top \n");

        HttpResponse<String> response = browser.post(SetupServlet.PASTE, form);

        assertThat(Browser.location(response), startsWith("/withings?connected="));
        assertThat(account.exchanges, contains(new FakeAccount.Exchange("the-code", ownRedirectUrl(), null)));
    }

    @Test
    void aFloodOfDisconnectionsBlocksOnlyAFewThreads() throws Exception {
        account.people.add(person("1", "Person 1"));
        account.disconnection = new CompletableFuture<>();
        Map<String, String> form = Browser.form(press(SetupServlet.DISCONNECT, 0).body(), SetupServlet.DISCONNECT, 0);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < SetupServlet.WAITING_THREADS; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> assertDoesNotThrow(
                    () -> browser.post(SetupServlet.DISCONNECT, form))));
        }
        for (int i = 0; i < SetupServlet.WAITING_THREADS; i++) {
            assertThat(account.disconnected.poll(30, TimeUnit.SECONDS), is("1"));
        }

        assertProblem(browser.post(SetupServlet.DISCONNECT, form), Problem.NO_ANSWER);
        assertThat(account.disconnected, is(empty()));

        account.disconnection.complete(null);
        waiting.forEach(CompletableFuture::join);
    }

    @Test
    void sendsDiagnosticsAsAFile() throws Exception {
        HttpResponse<String> file = browser.press(SetupServlet.DIAGNOSTICS);
        assertThat(file.statusCode(), is(200));
        assertThat(file.headers().firstValue("Content-Disposition").orElse(""),
                is("attachment; filename=\"withings-diagnostics.json\""));
        assertThat(file.body(), containsString("\"accounts\": ["));
        assertThat(browser.get(SetupServlet.DIAGNOSTICS).statusCode(), is(405));
    }

    @Nested
    class PeopleAndAccounts {

        @BeforeEach
        void connectTwo() {
            account.people.addAll(List.of(person("1", "Person 1"), withThing("2", "Person 2",
                    new HistoryProgress(null, null, 1, Instant.EPOCH, null))));
        }

        @Test
        void areDisconnectedAfterConfirmation() throws Exception {
            HttpResponse<String> question = press(SetupServlet.DISCONNECT, 1);
            assertThat(question.body(), containsString(text("disconnect.title", "Person 2")));
            assertThat(account.disconnected, is(empty()));

            HttpResponse<String> done = browser.post(SetupServlet.DISCONNECT,
                    Browser.form(question.body(), SetupServlet.DISCONNECT, 0));

            assertThat(account.disconnected, contains("2"));
            assertThat(browser.get(Browser.location(done)).body(), allOf(containsString(text("disconnected")),
                    containsString("Person 1"), not(containsString("Person 2"))));
        }

        @Test
        void areNotDisconnectedIfUnknownOrOfAnotherAccount() throws Exception {
            Map<String, String> form = Browser.form(press(SetupServlet.DISCONNECT, 1).body(),
                    SetupServlet.DISCONNECT, 0);
            account.people.remove(1);
            assertProblem(browser.post(SetupServlet.DISCONNECT, form), Problem.PERSON_GONE);

            FakeAccount other = new FakeAccount("other");
            other.people.add(person("3", "Person 3"));
            registry.add(other);
            Map<String, String> mixed = Browser.form(overview(), SetupServlet.DISCONNECT, 0);
            mixed.put("account", other.uid.toString());
            mixed.put("confirmed", "yes");
            assertProblem(browser.post(SetupServlet.DISCONNECT, mixed), Problem.PERSON_GONE);
            assertThat(account.disconnected, is(empty()));
            assertThat(other.disconnected, is(empty()));
        }

        @ParameterizedTest
        @EnumSource(value = Failure.class, names = { "UNREACHABLE", "INVALID_REQUEST", "CLIENT_CREDENTIALS" })
        void sayWhyTheyCouldNotBeDisconnected(Failure failure) throws Exception {
            account.disconnection = CompletableFuture.failedFuture(new WithingsException(failure, "for the log"));
            Map<String, String> form = Browser.form(overview(), SetupServlet.DISCONNECT, 0);
            form.put("confirmed", "yes");

            assertProblem(browser.post(SetupServlet.DISCONNECT, form),
                    failure == Failure.INVALID_REQUEST ? Problem.UNEXPECTED : Problem.valueOf(failure.name()));
        }

        @Test
        void importTheirHistoryAgain() throws Exception {
            HttpResponse<String> response = press(SetupServlet.HISTORY, 0);
            assertThat(account.imported, contains("2"));
            assertThat(browser.get(Browser.location(response)).body(),
                    containsString(text("history.begun", "Person 2")));

            account.importsHistory = false;
            assertProblem(press(SetupServlet.HISTORY, 0), Problem.NO_HISTORY);
        }

        @Test
        void showTheProgressOfTheImport() throws Exception {
            assertThat(overview(), containsString(text("history.finished")));
            account.people.set(1, withThing("2", "Person 2",
                    new HistoryProgress(Service.SLEEP, Instant.parse("2019-01-01T00:00:00Z"), 0.428, null, null)));
            assertThat(browser.get(SetupServlet.LIVE).body(),
                    allOf(containsString(text("history.running-year", 42, "sleep", "2019")),
                            containsString("<progress max=\"100\" value=\"42\">"), not(containsString("<form"))));
            account.people.set(1, withThing("2", "Person 2",
                    new HistoryProgress(Service.SLEEP, null, 0.5, null, Failure.UNREACHABLE)));
            assertThat(overview(), containsString(text("history.waiting", 50)));
            account.people.set(1, person("2", "Person 2"));
            assertThat(overview(), not(containsString(SetupServlet.HISTORY)));
        }

        @Test
        void shareACalendarWithALinkThatIsShownOnce() throws Exception {
            assertThat(overview(), containsString(text("calendar.create")));

            HttpResponse<String> response = press(SetupServlet.CALENDAR_LINK, 0);

            assertThat(response.body(), allOf(containsString(text("calendar.title", "Person 2")),
                    containsString("value=\"" + address() + "/withings/calendar/secret-of-2.ics\"")));
            assertThat(overview(), allOf(containsString(text("calendar.exists")), not(containsString("secret-of"))));

            HttpResponse<String> ended = press(SetupServlet.CALENDAR_END, 0);
            assertThat(browser.get(Browser.location(ended)).body(), containsString(text("calendar.removed")));
            assertThat(account.calendars, is(anEmptyMap()));
        }

        @Test
        void shareNoCalendarWithoutThingOrConsent() throws Exception {
            Map<String, String> form = Browser.form(overview(), SetupServlet.CALENDAR_LINK, 0);
            account.people.set(1, person("2", "Person 2"));
            assertProblem(browser.post(SetupServlet.CALENDAR_LINK, form), Problem.PERSON_GONE);
            account.people.set(1, person("2", "Person 2", FakeAccount.ALL_SCOPES, false, null, null));
            assertThat(overview(), not(containsString(text("calendar.create"))));
            assertThat(account.calendars, is(anEmptyMap()));
        }

        @Test
        void showTheResultOfTheWebhookCheck() throws Exception {
            String form = overview();
            assertProblem(browser.press(SetupServlet.WEBHOOK_CHECK), Problem.NOT_CONFIGURED);
            WebhookCheck check = mock(WebhookCheck.class);
            when(check.run()).thenReturn(new CompletableFuture<>());
            account.webhookCheck = check;
            String page = Browser
                    .location(browser.post(SetupServlet.WEBHOOK_CHECK,
                            Browser.form(form, SetupServlet.WEBHOOK_CHECK, 0)));
            assertThat(browser.get(page).body(), containsString(text("webhook-check.what-for")));

            when(check.isRunning()).thenReturn(true);
            assertThat(browser.get(page).body(), allOf(containsString(text("webhook-check.running")),
                    containsString("<meta http-equiv=\"refresh\" content=\"2\">"), not(containsString("<form"))));

            when(check.isRunning()).thenReturn(false);
            when(check.last()).thenReturn(new WebhookCheck.Result(clock.instant(), "home.example.org",
                    new WebhookCheck.Finding(null, WebhookCheck.Outcome.WORKS, List.of()), List.of()));
            assertThat(browser.get(page).body(), allOf(containsString(text("webhook-check.host", "home.example.org")),
                    containsString(text("webhook-check.again")), not(containsString("http-equiv=\"refresh\""))));
            assertProblem(browser.get(SetupServlet.WEBHOOK_CHECK + "?account=guessed"), Problem.ACCOUNT_GONE);
        }
    }

    @Nested
    class Protection {
        private static final List<String> ACTIONS = List.of(SetupServlet.CONNECT, SetupServlet.DISCONNECT,
                SetupServlet.PASTE, SetupServlet.CALENDAR_LINK, SetupServlet.CALENDAR_END, SetupServlet.HISTORY,
                SetupServlet.WEBHOOK_CHECK, SetupServlet.DIAGNOSTICS);

        /** Withings probes the URL with HEAD when the application is saved. */
        @Test
        void answersHeadWithoutSideEffects() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> probe = otherBrowser.method("HEAD", "/withings");
            assertThat(probe.statusCode(), is(200));
            assertThat(probe.headers().map(), not(hasKey("set-cookie")));
            assertThat(browser.method("HEAD", "/withings?code=the-code&state=" + state).statusCode(), is(200));
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void setsAnHttpOnlySameSiteCookieOnce() throws Exception {
            assertThat(browser.get("/withings").headers().firstValue("Set-Cookie").orElseThrow(), matchesPattern(
                    "withings-browser=[A-Za-z0-9_-]{43}; Path=/withings; HttpOnly; SameSite=Lax"));
            assertThat(browser.get("/withings").headers().firstValue("Set-Cookie").isPresent(), is(false));
        }

        /** As behind a reverse proxy that terminates TLS. */
        @Test
        void setsASecureCookieOverHttps() throws Exception {
            server.stop();
            connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration()
                    .addCustomizer((to, configuration, target) -> {
                        target.setScheme("https");
                        target.setSecure(true);
                    });
            server.start();

            assertThat(raw("GET /withings HTTP/1.1\r\nHost: home.example.org\r\nConnection: close\r\n\r\n"),
                    allOf(containsString("SameSite=Lax; Secure"), containsString("value=\"" + PUBLIC_PAGE + "\"")));
        }

        @Test
        void sendsTheSecurityHeadersWithEveryAnswer() throws Exception {
            for (HttpResponse<String> response : List.of(browser.get("/withings"), browser.get("/withings/nothing"),
                    browser.method("HEAD", "/withings"), browser.get("/withings?code=x&state=y"),
                    browser.post("/withings/connect", Map.of()), browser.press(SetupServlet.CONNECT))) {
                Map<String, List<String>> headers = response.headers().map();
                assertThat(headers, allOf(hasEntry("x-frame-options", List.of("DENY")),
                        hasEntry("x-content-type-options", List.of("nosniff")),
                        hasEntry("referrer-policy", List.of("no-referrer")),
                        hasEntry("cache-control", List.of("no-store")),
                        hasEntry("content-security-policy",
                                List.of("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self' http: https:; "
                                        + "base-uri 'none'; frame-ancestors 'none'"))));
            }
            assertThat(overview(),
                    not(anyOf(containsString("<script>"), containsString(" style="), containsString("onclick"))));
            assertThat(browser.get("/withings/page.js").headers().firstValue("Content-Type").orElse(""),
                    startsWith("text/javascript"));
            assertThat(browser.get("/withings/style.css").headers().firstValue("Content-Type").orElse(""),
                    startsWith("text/css"));
        }

        @Test
        void refusesFormsWithoutTheTokenOfThisBrowser() throws Exception {
            account.people.add(withThing("1", "Person 1", new HistoryProgress(null, null, 1, Instant.EPOCH, null)));
            account.renewCalendar("1");
            browser.get("/withings");
            String otherPage = otherBrowser.get("/withings").body();
            for (String action : ACTIONS) {
                Map<String, String> form = new LinkedHashMap<>(Browser.form(otherPage, action, 0));
                form.put("confirmed", "yes");
                assertProblem(browser.post(action, form), Problem.FORM_NOT_OURS);
                assertProblem(new Browser(address()).post(action, form), Problem.FORM_NOT_OURS);
                form.remove("form");
                assertProblem(browser.post(action, form), Problem.FORM_NOT_OURS);
            }
            assertThat(account.disconnected, is(empty()));
            assertThat(account.imported, is(empty()));
            assertThat(account.calendars, is(aMapWithSize(1)));
        }

        @Test
        void refusesAFormFromBeforeARestartAndOffersANewOne() throws Exception {
            Map<String, String> form = Browser.form(overview(), SetupServlet.CONNECT, 0);
            Browser before = browser;
            connector.setPort(connector.getLocalPort());
            start(servlet(LONG, LONG));
            before.reconnect();

            HttpResponse<String> refused = before.post(SetupServlet.CONNECT, form);

            assertProblem(refused, Problem.FORM_NOT_OURS);
            assertThat(before.post(SetupServlet.CONNECT, Browser.form(refused.body(), SetupServlet.CONNECT, 0))
                    .statusCode(), is(303));
        }

        @Test
        void acceptsFormsUpToTheLimit() throws Exception {
            String body = Browser.encode(Browser.form(overview(), SetupServlet.CONNECT, 0)) + "&padding=";
            String full = body + "x".repeat(FormBody.LIMIT - body.length());

            assertThat(browser.post(SetupServlet.CONNECT, full, FORM).statusCode(), is(303));
            assertThat(browser.post(SetupServlet.CONNECT, full + "x", FORM).statusCode(), is(413));
        }

        @Test
        void refusesFormsOfAnotherTypeWithoutLengthOrWithBrokenEncoding() throws Exception {
            for (String type : List.of("text/plain", FORM + "XYZ", "multipart/form-data; boundary=x")) {
                assertThat(browser.post(SetupServlet.CONNECT, "form=x", type).statusCode(), is(415));
            }
            assertProblem(browser.post(SetupServlet.CONNECT, "form=%zz", FORM), Problem.FORM_REFUSED);
            assertThat(raw(postHead("Transfer-Encoding: chunked") + "1;x"), startsWith("HTTP/1.1 411"));
            assertThat(raw("GET /withings?code=x&state=y%2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                    startsWith("HTTP/1.1 400"));
        }

        @Test
        void timesOutSlowSendersAndServesOthersMeanwhile() throws Exception {
            start(servlet(LONG, Duration.ofSeconds(2)));
            String state = browser.connect().get("state");
            occupyServer(postHead("Content-Length: 100") + "address=");

            assertThat(raw(postHead("Connection: close\r\nContent-Length: 6") + "form=x"), startsWith("HTTP/1.1 403"));
            assertThat(Browser.location(browser.comeBack("the-code", state)), startsWith("/withings?connected="));
            Set<String> answers = new HashSet<>();
            for (Socket socket : slow) {
                answers.add(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            }
            assertThat(answers, containsInAnyOrder("HTTP/1.1 408", "HTTP/1.1 503"));
        }

        @Test
        void servesOthersWhileMoreBrowsersThanThreadsDoNotReadTheirPage() throws Exception {
            connector.setAcceptedSendBufferSize(4096);
            for (int i = 0; i < 200; i++) {
                account.people.add(person("p" + i, "Person " + i));
            }
            occupyServer("GET /withings HTTP/1.1\r\nHost: localhost\r\n\r\n");
            for (Socket socket : slow) {
                assertThat(socket.getInputStream().read(), is((int) 'H'));
            }

            assertThat(browser.method("HEAD", "/withings").statusCode(), is(200));
        }

        @ParameterizedTest
        @ValueSource(strings = { "PUT", "DELETE", "OPTIONS", "PATCH", "POST" })
        void refusesOtherMethods(String method) throws Exception {
            HttpResponse<String> response = browser.method(method, "/withings");

            assertProblem(response, Problem.METHOD_NOT_ALLOWED);
            assertThat(response.headers().firstValue("Allow").orElseThrow(), is("GET, HEAD"));
            assertThat(browser.method("PUT", SetupServlet.CONNECT).headers().firstValue("Allow").orElseThrow(),
                    is("POST"));
        }

        @ParameterizedTest
        @ValueSource(strings = { "/withings/nothing", "/withings//", "/withings/connect/", "/withings/%63onnect",
                "/withings/pages.html", "/withings/../withings/x" })
        void answersNotFoundForOtherPages(String path) throws Exception {
            assertProblem(browser.get(path), Problem.PAGE_UNKNOWN);
        }

        @ParameterizedTest
        @ValueSource(strings = { "\"><script>alert(1)</script>", "evil.example\\@x", "<", "a b" })
        void refusesInvalidHostsWithoutEchoingThem(String host) throws Exception {
            assertThat(raw("GET /withings HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"),
                    allOf(startsWith("HTTP/1.1 400"), not(containsString("<script"))));
        }
    }
}
