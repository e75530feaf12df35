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
import static org.junit.jupiter.api.Assertions.*;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.selftest.Link;
import org.openhab.binding.withings.internal.selftest.MadeUpSubject;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.binding.withings.internal.selftest.TestedAddress;
import org.osgi.framework.Bundle;

/**
 * The pages in a real HTTP server, with browsers that keep cookies; only Withings is missing.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsentServletTest {

    private static final String SCRIPT = "\"'><script>alert(1)</script>&<img src=x onerror=alert(1)>";

    private final SettableClock clock = new SettableClock();
    private final AccountRegistry registry = new AccountRegistry();
    private final PropertiesTranslations translations = new PropertiesTranslations();
    private final MadeUpAccount account = new MadeUpAccount("home");
    private final Server server = new Server(new QueuedThreadPool(8));
    private final ServerConnector connector = new ServerConnector(server);
    private ConsentServlet servlet = servlet(Duration.ofSeconds(20));
    private Browser browser = new Browser(URI.create("http://127.0.0.1"));
    private Browser otherBrowser = browser;

    @BeforeEach
    void startServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        start(servlet);
        registry.add(account);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.stop();
    }

    private ConsentServlet servlet(Duration timeLimit) {
        return new ConsentServlet(registry, translations, () -> Locale.ENGLISH, clock, mock(Bundle.class), timeLimit);
    }

    private void start(ConsentServlet pages) throws Exception {
        server.stop();
        servlet = pages;
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(pages);
        holder.setAsyncSupported(true);
        context.addServlet(holder, ConsentServlet.PATH);
        context.addServlet(holder, ConsentServlet.PATH + "/*");
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
        return translations.text("page." + key, values);
    }

    private static ConsentedPerson person(String userId, String label) {
        return new ConsentedPerson(userId, label, MadeUpAccount.ALL_SCOPES, true);
    }

    private static String problem(Problem problem) {
        return "/withings?problem=" + problem.textKey();
    }

    /** Sends bytes that no HTTP client would send, and reads what comes until the server closes or the time is over. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), 10_000);
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Nested
    class Overview {

        @Test
        void saysWhatToDoWhileThereIsNoAccount() throws Exception {
            registry.remove(account);

            HttpResponse<String> response = browser.get("/withings");

            assertEquals(200, response.statusCode());
            assertThat(response.body(), containsString(text("no-account.what-to-do")));
            assertThat(response.body(), not(containsString("<form")));
        }

        @Test
        void saysWhatToDoWhileTheConfigurationIsIncomplete() throws Exception {
            account.clientId = null;

            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("configuration.enter-credentials")));
            assertThat(page, containsString("value=\"" + ownRedirectUrl() + "\""));
            assertThat(page, not(containsString(ConsentServlet.CONNECT)));
        }

        @Test
        void offersTheStepsOfAConfiguredAccount() throws Exception {
            String page = browser.get("/withings").body();

            assertThat(page, containsString("Our Withings"));
            assertThat(page, containsString("openHAB asks Withings every 10 minutes."));
            assertThat(page, containsString(text("people.none")));
            assertThat(page, containsString(text("connect")));
            assertThat(page, containsString(text("connect.demo")));
            assertThat(page, containsString(text("paste.send")));
        }

        @Test
        void showsEveryAccountWithItsPeople() throws Exception {
            MadeUpAccount second = new MadeUpAccount("second");
            second.label = "The neighbours";
            registry.add(second);
            account.people.add(person("1", "Person 1"));
            second.people.add(person("2", "Person 2"));

            String page = browser.get("/withings").body();

            assertThat(page.indexOf("Our Withings"), is(lessThan(page.indexOf("Person 1"))));
            assertThat(page.indexOf("Person 1"), is(lessThan(page.indexOf("The neighbours"))));
            assertThat(page.indexOf("The neighbours"), is(lessThan(page.indexOf("Person 2"))));
        }

        @Test
        void saysWhatIsMissingWhenAPersonGrantedLess() throws Exception {
            account.people.add(new ConsentedPerson("1", "Person 1", Set.of("user.metrics"), true));

            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("scope.metrics")));
            assertThat(page, not(containsString(text("scope.metrics.what-for"))));
            assertThat(page, containsString(text("scope.sleep-events.what-for")));
            assertThat(page, containsString(text("person.missing.what-to-do")));
        }

        @Test
        void saysThatNothingIsMissingByNotSayingAnything() throws Exception {
            account.people.add(person("1", "Person 1"));

            assertThat(browser.get("/withings").body(), not(containsString(text("person.missing"))));
        }

        @Test
        void asksToConnectAgainWhenTheConsentHasEnded() throws Exception {
            account.people.add(new ConsentedPerson("1", "Person 1", MadeUpAccount.ALL_SCOPES, false));

            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("person.ended")));
            assertThat(page, containsString(text("person.ended.what-to-do")));
            assertThat(page, not(containsString(text("person.granted"))));
        }

        @Test
        void saysWhyWithingsWillRefuseTheAddressOfThePage() throws Exception {
            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("address.flaw.not-https")));
            assertThat(page, containsString(text("address.flaw.no-domain-name")));
            assertThat(page, containsString(text("address.flaw.other-port")));
            assertThat(page, not(containsString(text("address.flaw.too-long"))));
        }

        @Test
        void showsTheConfiguredRedirectUrlToTheLetter() throws Exception {
            account.redirectUrl = URI.create("https://home.example.org/withings/");

            String page = browser.get("/withings").body();

            assertThat(page, containsString("value=\"https://home.example.org/withings/\""));
            assertThat(page, containsString(text("address.exactly")));
            assertThat(page, not(containsString(text("address.flaws"))));
        }

        @Test
        void saysThatLocalhostIsForApplicationsInDevelopment() throws Exception {
            account.redirectUrl = URI.create("http://localhost:8080/withings");

            assertThat(browser.get("/withings").body(), containsString(text("address.development")));
        }

        @Test
        void leadsToTheAddressToWhichWithingsComesBackWhenThisIsAnotherOne() throws Exception {
            account.redirectUrl = URI.create("https://home.example.org/withings");

            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("connect.elsewhere")));
            assertThat(page, containsString("<a href=\"https://home.example.org/withings\">"));
            assertThat(page, containsString("<details open"));
        }

        @Test
        void leadsNowhereWhenTheRedirectUrlIsSomeoneElsesPage() throws Exception {
            account.redirectUrl = URI.create("https://www.example.org/landing");

            String page = browser.get("/withings").body();

            assertThat(page, not(containsString(text("connect.elsewhere"))));
            assertThat(page, not(containsString("<a href=\"https://www.example.org")));
            assertThat(page, containsString(text("connect.paste-back")));
        }

        @Test
        void leadsNowhereWhenTheRedirectUrlIsNoWebAddress() throws Exception {
            account.redirectUrl = URI.create("javascript://home.example.org/withings");

            HttpResponse<String> response = browser.get("/withings");

            assertEquals(200, response.statusCode());
            assertThat(response.body(), not(containsString("href=\"javascript")));
        }

        @Test
        void asksForNoDetourWhenTheRedirectUrlIsThisPage() throws Exception {
            account.redirectUrl = URI.create(ownRedirectUrl() + "/");

            String page = browser.get("/withings").body();

            assertThat(page, not(containsString(text("connect.paste-back"))));
            assertThat(page, not(containsString("<details open")));
        }

        @Test
        void answersWithASlashAtTheEndAsWell() throws Exception {
            assertEquals(200, browser.get("/withings/").statusCode());
        }

        @Test
        void showsNoIdsSecretsOrTokens() throws Exception {
            account.people.add(person("48151623", "Person 1"));

            HttpResponse<String> response = browser.get("/withings");

            assertThat(response.body(), not(containsString("48151623")));
            assertThat(response.body(), not(containsString("made-up-client")));
        }

        @Test
        void ignoresNewsItDoesNotKnow() throws Exception {
            String plain = browser.get("/withings").body();

            assertEquals(plain, browser.get("/withings?problem=%3Cb%3E&connected=x&disconnected=y").body());
        }

        @Test
        void speaksTheLanguageOfTheBrowser() throws Exception {
            browser.get("/withings", "Accept-Language", "en;q=0.3, fr-CA, de;q=0.5");

            assertEquals(Set.of(Locale.CANADA_FRENCH), translations.locales);
        }

        @ParameterizedTest
        @ValueSource(strings = { "*", "-", "not a language!", ";;;q=" })
        void speaksTheLanguageOfOpenHABWhenTheBrowserDoesNotSay(String acceptLanguage) throws Exception {
            browser.get("/withings", "Accept-Language", acceptLanguage);

            assertEquals(Set.of(Locale.ENGLISH), translations.locales);
        }

        @Test
        void showsAPlainPageWhenAnAccountFails() throws Exception {
            registry.remove(account);
            registry.add(new MadeUpAccount("broken") {
                @Override
                public String statusText(Locale locale) {
                    throw new IllegalStateException("secret inner workings");
                }
            });

            HttpResponse<String> response = browser.get("/withings");

            assertEquals(500, response.statusCode());
            assertThat(response.body(), containsString(text("problem.unexpected")));
            assertThat(response.body(), not(containsString("secret inner workings")));
        }
    }

    @Nested
    class Connecting {

        @Test
        void sendsTheBrowserToWithings() throws Exception {
            HttpResponse<String> response = browser.press(ConsentServlet.CONNECT);

            assertEquals(303, response.statusCode());
            assertThat(Browser.location(response),
                    startsWith("https://account.withings.example/oauth2_user/authorize2?"));
            Map<String, String> query = new HashMap<>(Browser.query(Browser.location(response)));
            assertThat(query.remove("state"), matchesPattern("[A-Za-z0-9_-]{43}"));
            assertEquals(Map.of("response_type", "code", "client_id", "made-up-client", "scope",
                    "user.info,user.metrics,user.activity,user.sleepevents", "redirect_uri", ownRedirectUrl()), query);
        }

        @Test
        void sendsTheRegisteredRedirectUrlToTheLetter() throws Exception {
            account.redirectUrl = URI.create("https://home.example.org/withings/");

            assertEquals("https://home.example.org/withings/", browser.connect().get("redirect_uri"));
        }

        @Test
        void asksForTheDemoUserOnRequest() throws Exception {
            String page = browser.get("/withings").body();

            HttpResponse<String> response = browser.post(ConsentServlet.CONNECT,
                    Browser.form(page, ConsentServlet.CONNECT, 1));

            assertEquals("demo", Browser.query(Browser.location(response)).get("mode"));
        }

        @Test
        void addsToAnAuthorizationUrlThatHasAQuery() throws Exception {
            account.authorizationUrl = URI.create("https://account.withings.example/authorize?region=eu");

            assertThat(Browser.location(browser.press(ConsentServlet.CONNECT)),
                    startsWith("https://account.withings.example/authorize?region=eu&response_type=code&"));
        }

        @Test
        void usesAnotherStateEachTime() throws Exception {
            Set<String> states = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                states.add(browser.connect().get("state"));
            }

            assertEquals(20, states.size());
        }

        @Test
        void refusesAnAccountWithoutClientId() throws Exception {
            String page = browser.get("/withings").body();
            account.clientId = null;

            HttpResponse<String> response = browser.post(ConsentServlet.CONNECT,
                    Browser.form(page, ConsentServlet.CONNECT, 0));

            assertEquals(409, response.statusCode());
            assertThat(response.body(), containsString(text("problem.not-configured")));
        }

        @Test
        void refusesAnAccountThatIsGone() throws Exception {
            String page = browser.get("/withings").body();
            registry.remove(account);

            HttpResponse<String> response = browser.post(ConsentServlet.CONNECT,
                    Browser.form(page, ConsentServlet.CONNECT, 0));

            assertEquals(404, response.statusCode());
            assertThat(response.body(), containsString(text("problem.account-gone")));
        }

        @Test
        void saysSoWhenTooManyAreUnderWay() throws Exception {
            for (int i = 0; i < OneTimeSecrets.MOST_PENDING; i++) {
                servlet.requests().open("browser " + i, account.uid(), URI.create(ownRedirectUrl()));
            }

            HttpResponse<String> response = browser.press(ConsentServlet.CONNECT);

            assertEquals(503, response.statusCode());
            assertThat(response.body(), containsString(text("problem.too-many-pending")));
        }
    }

    @Nested
    class ComingBack {

        @Test
        void exchangesTheCodeAndForgetsTheAddress() throws Exception {
            HttpResponse<String> response = browser.comeBack("the-code", browser.connect().get("state"));

            assertEquals(List.of(new MadeUpAccount.Exchange("the-code", ownRedirectUrl())), account.exchanges);
            assertEquals(303, response.statusCode());
            assertThat(Browser.location(response), matchesPattern("/withings\\?connected=[A-Za-z0-9_-]+"));
            assertThat(Browser.location(response), not(containsString("4711")));
        }

        @Test
        void saysWhoIsConnectedAndWhatComesNext() throws Exception {
            HttpResponse<String> back = browser.comeBack("the-code", browser.connect().get("state"));

            HttpResponse<String> page = browser.get(Browser.location(back));

            assertEquals(200, page.statusCode());
            assertThat(page.body(), containsString(text("connected", "Person 1")));
            assertThat(page.body(), containsString("href=\"/settings/things/inbox\""));
        }

        @Test
        void worksAtTheAddressWithSlashAtTheEnd() throws Exception {
            account.redirectUrl = URI.create(ownRedirectUrl() + "/");
            String state = browser.connect().get("state");

            HttpResponse<String> response = browser.get("/withings/?code=the-code&state=" + state);

            assertThat(Browser.location(response), startsWith("/withings?connected="));
            assertEquals(List.of(new MadeUpAccount.Exchange("the-code", ownRedirectUrl() + "/")), account.exchanges);
        }

        @Test
        void exchangesUnderTheAccountThatAsked() throws Exception {
            MadeUpAccount second = new MadeUpAccount("second");
            second.label = "Z";
            registry.add(second);
            String page = browser.get("/withings").body();
            HttpResponse<String> sent = browser.post(ConsentServlet.CONNECT,
                    Browser.form(page, ConsentServlet.CONNECT, 2));

            browser.comeBack("the-code", Browser.query(Browser.location(sent)).get("state"));

            assertEquals(1, second.exchanges.size());
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void usesTheRedirectUrlThatWasSentEvenIfItChangedSince() throws Exception {
            account.redirectUrl = URI.create("https://before.example.org/withings");
            String state = browser.connect().get("state");
            account.redirectUrl = URI.create("https://after.example.org/withings");

            browser.comeBack("the-code", state);

            assertEquals("https://before.example.org/withings", account.exchanges.get(0).redirectUrl());
        }

        @Test
        void waitsForWithingsWithoutAThread() throws Exception {
            account.answer = new CompletableFuture<>();
            String state = browser.connect().get("state");
            CompletableFuture<HttpResponse<String>> response = CompletableFuture.supplyAsync(() -> {
                try {
                    return browser.comeBack("the-code", state);
                } catch (IOException | InterruptedException e) {
                    throw new CompletionException(e);
                }
            });
            Await.until(() -> !account.exchanges.isEmpty());
            Await.until(() -> ((QueuedThreadPool) server.getThreadPool()).getUtilizedThreads() == 0);
            boolean answered = response.isDone();

            account.answer.complete(person("4711", "Person 1"));

            assertFalse(answered);
            assertThat(Browser.location(response.join()), startsWith("/withings?connected="));
        }

        @Test
        void tellsWhenWithingsDoesNotAnswerInTime() throws Exception {
            start(servlet(Duration.ofMillis(300)));
            account.answer = new CompletableFuture<>();

            HttpResponse<String> response = browser.comeBack("the-code", browser.connect().get("state"));

            assertEquals(problem(Problem.NO_ANSWER), Browser.location(response));
        }

        @Test
        void acceptsAStateOnlyOnce() throws Exception {
            String state = browser.connect().get("state");
            browser.comeBack("the-code", state);

            HttpResponse<String> again = browser.comeBack("another-code", state);

            assertEquals(problem(Problem.STATE_UNKNOWN), Browser.location(again));
            assertEquals(1, account.exchanges.size());
        }

        @Test
        void acceptsAStateOnlyOnceEvenIfTheExchangeFailed() throws Exception {
            account.answer = CompletableFuture
                    .failedFuture(new WithingsException(Failure.UNREACHABLE, "connection refused"));
            String state = browser.connect().get("state");
            browser.comeBack("the-code", state);

            assertEquals(problem(Problem.STATE_UNKNOWN), Browser.location(browser.comeBack("the-code", state)));
            assertEquals(1, account.exchanges.size());
        }

        @Test
        void acceptsAStateForFiveMinutes() throws Exception {
            String state = browser.connect().get("state");
            clock.advance(Duration.ofMinutes(5).minusSeconds(1));

            assertThat(Browser.location(browser.comeBack("the-code", state)), startsWith("/withings?connected="));
        }

        @Test
        void refusesAStateAfterFiveMinutes() throws Exception {
            String state = browser.connect().get("state");
            clock.advance(Duration.ofMinutes(5));

            HttpResponse<String> response = browser.comeBack("the-code", state);

            assertEquals(problem(Problem.STATE_EXPIRED), Browser.location(response));
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void refusesTheStateOfAnotherBrowser() throws Exception {
            String state = browser.connect().get("state");
            otherBrowser.get("/withings");

            HttpResponse<String> response = otherBrowser.comeBack("the-code", state);

            assertEquals(403, response.statusCode());
            assertThat(response.body(), containsString(text("problem.foreign-browser")));
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void refusesABrowserWithoutCookie() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = otherBrowser.comeBack("the-code", state);

            assertEquals(403, response.statusCode());
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void isStillOpenForItsOwnBrowserAfterAnotherOneTried() throws Exception {
            String state = browser.connect().get("state");
            otherBrowser.comeBack("the-code", state);

            assertThat(Browser.location(browser.comeBack("the-code", state)), startsWith("/withings?connected="));
        }

        @Test
        void refusesAStateNobodyAskedFor() throws Exception {
            browser.connect();

            HttpResponse<String> response = browser.comeBack("the-code", "A".repeat(43));

            assertEquals(problem(Problem.STATE_UNKNOWN), Browser.location(response));
            assertThat(account.exchanges, is(empty()));
        }

        @ParameterizedTest
        @ValueSource(strings = { "?code=x", "?state=x", "?code=&state=x", "?code=x&state=", "?code=x&code=y&state=z",
                "?code=x&state=y&state=z" })
        void saysSoWhenSomethingIsMissing(String query) throws Exception {
            browser.connect();

            assertEquals(problem(Problem.RETURN_INCOMPLETE), Browser.location(browser.get("/withings" + query)));
        }

        @Test
        void refusesAnEndlessCode() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = browser.comeBack("c".repeat(600), state);

            assertEquals(problem(Problem.RETURN_INCOMPLETE), Browser.location(response));
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void refusesBrokenPercentEncoding() throws Exception {
            String answer = raw(
                    "GET /withings?code=x&state=y%2 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

            assertThat(answer, startsWith("HTTP/1.1 400"));
            assertThat(answer, containsString(text("problem.form-malformed")));
        }

        @Test
        void saysSoWhenThePersonDenied() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = browser.get("/withings?error=access_denied&state=" + state);

            assertEquals(problem(Problem.DENIED), Browser.location(response));
            assertThat(browser.get(Browser.location(response)).body(), containsString(text("problem.denied")));
            assertEquals(0, servlet.requests().size());
        }

        @Test
        void saysSoWhenThePersonDeniedAndNoStateCameBack() throws Exception {
            assertEquals(problem(Problem.DENIED), Browser.location(browser.get("/withings?error=access_denied")));
        }

        @Test
        void saysSoWhenWithingsRefused() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = browser
                    .get("/withings?error=invalid_request&error_description=%3Cscript%3E&state=" + state);

            assertEquals(problem(Problem.REFUSED), Browser.location(response));
        }

        @Test
        void saysSoWhenTheAccountIsGone() throws Exception {
            String state = browser.connect().get("state");
            registry.remove(account);

            assertEquals(problem(Problem.ACCOUNT_GONE), Browser.location(browser.comeBack("the-code", state)));
        }

        @ParameterizedTest
        @EnumSource(Failure.class)
        void saysInPlainWordsWhyTheExchangeFailed(Failure failure) throws Exception {
            account.answer = CompletableFuture.failedFuture(
                    new CompletionException(new WithingsException(failure, "what only the log should know")));

            HttpResponse<String> response = browser.comeBack("the-code", browser.connect().get("state"));
            String page = browser.get(Browser.location(response)).body();

            Problem expected = switch (failure) {
                case AUTHENTICATION, CONSENT_ENDED, SCOPE, INVALID_REQUEST -> Problem.CODE_NOT_ACCEPTED;
                case CLIENT_CREDENTIALS -> Problem.CLIENT_CREDENTIALS;
                case TOO_MANY_REQUESTS -> Problem.TOO_MANY_REQUESTS;
                case SERVICE_TROUBLE -> Problem.SERVICE_TROUBLE;
                case NO_INTERNET -> Problem.NO_INTERNET;
                case INSECURE -> Problem.INSECURE;
                case UNREACHABLE -> Problem.UNREACHABLE;
                case MALFORMED_ANSWER -> Problem.MALFORMED_ANSWER;
            };
            assertEquals(problem(expected), Browser.location(response));
            assertThat(page, containsString(text("problem." + expected.textKey())));
            assertThat(page, containsString(text("connect")));
            assertThat(page, not(containsString("what only the log should know")));
        }

        @Test
        void survivesAFailureNobodyThoughtOf() throws Exception {
            account.answer = CompletableFuture.failedFuture(new IllegalStateException("secret inner workings"));

            HttpResponse<String> response = browser.comeBack("the-code", browser.connect().get("state"));

            assertEquals(problem(Problem.UNEXPECTED), Browser.location(response));
        }

        @Test
        void survivesAnAccountThatThrows() throws Exception {
            registry.add(new MadeUpAccount("home") {
                @Override
                public CompletableFuture<ConsentedPerson> consent(String code, String usedRedirectUrl) {
                    throw new IllegalStateException("secret inner workings");
                }
            });

            HttpResponse<String> response = browser.comeBack("the-code", browser.connect().get("state"));

            assertEquals(problem(Problem.UNEXPECTED), Browser.location(response));
        }

        @Test
        void bringsNoMoreThanAFewCodesToWithingsAtATime() throws Exception {
            start(servlet(Duration.ofMillis(300)));
            account.answer = new CompletableFuture<>();
            for (int i = 0; i < 8; i++) {
                browser.comeBack("the-code", browser.connect().get("state"));
            }

            HttpResponse<String> oneMore = browser.comeBack("the-code", browser.connect().get("state"));
            account.answer.complete(person("4711", "Person 1"));
            HttpResponse<String> afterwards = browser.comeBack("the-code", browser.connect().get("state"));

            assertEquals(problem(Problem.TOO_MANY_PENDING), Browser.location(oneMore));
            assertThat(Browser.location(afterwards), startsWith("/withings?connected="));
        }
    }

    @Nested
    class PastingBack {

        @BeforeEach
        void comeBackElsewhere() {
            account.redirectUrl = URI.create("https://home.example.org/landing");
        }

        private HttpResponse<String> paste(Browser from, String address) throws Exception {
            Map<String, String> form = Browser.form(from.get("/withings").body(), ConsentServlet.PASTE, 0);
            form.put("address", address);
            return from.post(ConsentServlet.PASTE, form);
        }

        @Test
        void connectsThePerson() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = paste(browser,
                    " https://HOME.example.org:443/landing?code=the-code&state=" + state + "#top \n");

            assertEquals(303, response.statusCode());
            assertThat(Browser.location(response), startsWith("/withings?connected="));
            assertEquals(List.of(new MadeUpAccount.Exchange("the-code", "https://home.example.org/landing")),
                    account.exchanges);
        }

        @ParameterizedTest
        @ValueSource(strings = { "http://home.example.org/landing", "https://home.example.com/landing",
                "https://home.example.org:8443/landing", "https://home.example.org/landing/",
                "https://home.example.org/Landing", "https://user@home.example.org/landing",
                "https://home.example.org.evil.example/landing", "https://home.example.org/" })
        void refusesEveryOtherAddress(String address) throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = paste(browser, address + "?code=the-code&state=" + state);

            assertEquals(400, response.statusCode());
            assertThat(response.body(), containsString(text("problem.paste-other-address")));
            assertThat(account.exchanges, is(empty()));
        }

        @ParameterizedTest
        @ValueSource(strings = { "", "   ", "the-code", "https://", "mailto:me@example.org", "/landing?code=x&state=y",
                "https://home.example.org/landing?code=a b", "\u0000", "javascript:alert(1)" })
        void refusesWhatIsNoAddress(String address) throws Exception {
            browser.connect();

            HttpResponse<String> response = paste(browser, address);

            assertEquals(400, response.statusCode());
            assertThat(response.body(), containsString(text("problem.paste-no-address")));
        }

        @Test
        void refusesAnAddressWithoutCode() throws Exception {
            browser.connect();

            HttpResponse<String> response = paste(browser, "https://home.example.org/landing");

            assertEquals(400, response.statusCode());
            assertThat(response.body(), containsString(text("problem.return-incomplete")));
        }

        @Test
        void refusesTheStateOfAnotherBrowser() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = paste(otherBrowser,
                    "https://home.example.org/landing?code=the-code&state=" + state);

            assertEquals(403, response.statusCode());
            assertThat(response.body(), containsString(text("problem.foreign-browser")));
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void refusesAnAddressThatWasPastedBefore() throws Exception {
            String address = "https://home.example.org/landing?code=the-code&state=" + browser.connect().get("state");
            paste(browser, address);

            HttpResponse<String> response = paste(browser, address);

            assertEquals(403, response.statusCode());
            assertThat(response.body(), containsString(text("problem.state-unknown")));
            assertEquals(1, account.exchanges.size());
        }

        @Test
        void refusesAnAddressAfterFiveMinutes() throws Exception {
            String state = browser.connect().get("state");
            clock.advance(Duration.ofMinutes(6));

            HttpResponse<String> response = paste(browser,
                    "https://home.example.org/landing?code=the-code&state=" + state);

            assertEquals(403, response.statusCode());
            assertThat(response.body(), containsString(text("problem.state-expired")));
        }

        @Test
        void saysSoWhenThePersonDenied() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> response = paste(browser,
                    "https://home.example.org/landing?error=access_denied&state=" + state);

            assertEquals(403, response.statusCode());
            assertThat(response.body(), containsString(text("problem.denied")));
        }

        @Test
        void echoesNothingOfIt() throws Exception {
            HttpResponse<String> response = paste(browser, "https://home.example.org/" + SCRIPT);

            assertThat(response.body(), not(containsString("alert(1)")));
        }

        @Test
        void acceptsTheAddressOfOurOwnPageThatTheBrowserReachedUnderAnotherName() throws Exception {
            account.redirectUrl = null;
            Map<String, String> sent = browser.connect();
            String landed = sent.get("redirect_uri") + "?code=the-code&state=" + sent.get("state");
            assertEquals(403, otherBrowser.get(URI.create(landed).getPath() + "?" + URI.create(landed).getRawQuery())
                    .statusCode());

            assertThat(Browser.location(paste(browser, landed)), startsWith("/withings?connected="));
        }
    }

    @Nested
    class Disconnecting {

        private final ConsentedPerson first = person("1", "Person 1");
        private final ConsentedPerson second = person("2", "Person 2");

        @BeforeEach
        void connectTwo() {
            account.people.addAll(List.of(first, second));
        }

        private HttpResponse<String> ask(int index) throws Exception {
            return browser.post(ConsentServlet.DISCONNECT,
                    Browser.form(browser.get("/withings").body(), ConsentServlet.DISCONNECT, index));
        }

        private HttpResponse<String> confirm(HttpResponse<String> question) throws Exception {
            return browser.post(ConsentServlet.DISCONNECT,
                    Browser.form(question.body(), ConsentServlet.DISCONNECT, 0));
        }

        @Test
        void asksFirst() throws Exception {
            HttpResponse<String> question = ask(1);

            assertEquals(200, question.statusCode());
            assertThat(question.body(), containsString(text("disconnect.title", "Person 2")));
            assertThat(account.withdrawn, is(empty()));
        }

        @Test
        void endsTheConsentOfThatPersonOnly() throws Exception {
            HttpResponse<String> response = confirm(ask(1));

            assertEquals(List.of("2"), account.withdrawn);
            assertEquals(303, response.statusCode());
            String page = browser.get(Browser.location(response)).body();
            assertThat(page, containsString(text("disconnected")));
            assertThat(page, containsString("Person 1"));
            assertThat(page, not(containsString("Person 2")));
        }

        @Test
        void saysSoWhenThePersonIsGone() throws Exception {
            HttpResponse<String> question = ask(1);
            account.people.remove(second);

            HttpResponse<String> response = confirm(question);

            assertEquals(404, response.statusCode());
            assertThat(response.body(), containsString(text("problem.person-gone")));
            assertThat(account.withdrawn, is(empty()));
        }

        @Test
        void doesNotTakeThePersonOfAnotherAccount() throws Exception {
            MadeUpAccount other = new MadeUpAccount("other");
            other.label = "Z";
            other.people.add(person("1", "Person 1"));
            registry.add(other);
            String page = browser.get("/withings").body();
            Map<String, String> mixed = Browser.form(page, ConsentServlet.DISCONNECT, 0);
            mixed.put("account", Browser.form(page, ConsentServlet.DISCONNECT, 2).get("account"));
            mixed.put("confirmed", "yes");

            assertEquals(404, browser.post(ConsentServlet.DISCONNECT, mixed).statusCode());
            assertThat(other.withdrawn, is(empty()));
            assertThat(account.withdrawn, is(empty()));
        }

        @ParameterizedTest
        @EnumSource(value = Failure.class, names = { "UNREACHABLE", "INVALID_REQUEST", "CLIENT_CREDENTIALS" })
        void saysInPlainWordsWhyItFailed(Failure failure) throws Exception {
            account.withdrawal = CompletableFuture.failedFuture(new WithingsException(failure, "for the log"));

            HttpResponse<String> response = confirm(ask(0));

            Problem expected = failure == Failure.INVALID_REQUEST
                    ? Problem.WITHDRAWAL_FAILED
                    : Problem.valueOf(failure.name());
            assertEquals(problem(expected), Browser.location(response));
        }

        @Test
        void tellsWhenWithingsDoesNotAnswerInTime() throws Exception {
            start(servlet(Duration.ofMillis(300)));
            account.withdrawal = new CompletableFuture<>();

            assertEquals(problem(Problem.NO_ANSWER), Browser.location(confirm(ask(0))));
        }
    }

    @Nested
    class TestOfTheWebhook {
        private final HttpClient http = new HttpClient();
        private final TestScheduler scheduler = new TestScheduler();
        private final MadeUpSubject subject = new MadeUpSubject();
        private final LoopbackServer ownAddress = new LoopbackServer();

        @BeforeEach
        void startClient() throws Exception {
            http.start();
            ownAddress.reply(ownAddress.silence());
            account.selfTest = subject.selfTest(http, scheduler, clock);
        }

        @AfterEach
        void stopClient() throws Exception {
            ownAddress.close();
            http.stop();
        }

        private String result() throws Exception {
            return browser.get(Browser.location(browser.press(ConsentServlet.SELF_TEST))).body();
        }

        @Test
        void showsTheChainLinkByLink() throws Exception {
            String page = result();

            assertThat(page, containsString("Something is broken: Way, Consent."));
            for (Link link : Link.values()) {
                if (link != Link.SUBSCRIPTIONS && link != Link.NOTIFICATIONS) {
                    assertThat(page, containsString("<h4>" + translations
                            .text("self-test.link." + link.name().toLowerCase(Locale.ROOT).replace('_', '-'))));
                }
            }
            assertThat(page, containsString(translations.text("self-test.no-way")));
            assertThat(page, containsString("Tested a moment ago."));
            assertThat(page, containsString(text("self-test.again")));
            assertThat(page, not(containsString("http-equiv")));
        }

        @Test
        void showsByItselfWhenTheTestHasEnded() throws Exception {
            // given
            subject.address = new TestedAddress(Way.PUBLIC_URL, ownAddress.address(), null);

            // when
            HttpResponse<String> pressed = browser.press(ConsentServlet.SELF_TEST);

            // then
            String address = Browser.location(pressed);
            String running = browser.get(address).body();
            assertThat(running, containsString(text("self-test.running")));
            assertThat(running, containsString("<meta http-equiv=\"refresh\" content=\"2\">"));
            assertThat(running, not(containsString("<form")));

            // when
            ownAddress.close();

            // then
            SelfTest selfTest = Objects.requireNonNull(account.selfTest);
            Await.until(() -> !selfTest.isRunning());
            assertThat(browser.get(address).body(),
                    allOf(containsString("Public name: 127.0.0.1"), not(containsString("http-equiv"))));
        }

        @Test
        void isBegunByAFormOfOurOwnPageOnly() throws Exception {
            String form = browser.get("/withings").body();
            Map<String, String> fields = new LinkedHashMap<>(Browser.form(form, ConsentServlet.SELF_TEST, 0));
            String address = ConsentServlet.SELF_TEST + "?account=" + fields.get("account");

            assertThat(browser.get(address).body(), containsString(text("self-test.what-for")));
            fields.put("form", "guessed");
            assertThat(browser.post(ConsentServlet.SELF_TEST, fields).statusCode(), is(403));
            assertThat(Objects.requireNonNull(account.selfTest).last(), is(nullValue()));
        }

        @Test
        void isForAccountsThatAreConfigured() throws Exception {
            String form = browser.get("/withings").body();
            Map<String, String> fields = Browser.form(form, ConsentServlet.SELF_TEST, 0);
            account.selfTest = null;

            assertThat(browser.post(ConsentServlet.SELF_TEST, fields).body(),
                    containsString(text("problem.not-configured")));
            assertThat(browser.get(ConsentServlet.SELF_TEST + "?account=guessed").statusCode(), is(404));
        }
    }

    @Nested
    class History {

        @BeforeEach
        void connectTwo() {
            account.people.addAll(List.of(person("1", "Person 1"), person("2", "Person 2")));
            account.history = new HistoryProgress(null, null, 1, Instant.EPOCH, null);
        }

        private String page() throws Exception {
            return browser.get("/withings").body();
        }

        private HttpResponse<String> importAgain(int index) throws Exception {
            return browser.post(ConsentServlet.HISTORY, Browser.form(page(), ConsentServlet.HISTORY, index));
        }

        @Test
        void importsThePastOfThatPersonAgain() throws Exception {
            HttpResponse<String> response = importAgain(1);

            assertEquals(List.of("2"), account.imported);
            assertEquals(303, response.statusCode());
            assertThat(browser.get(Browser.location(response)).body(),
                    containsString(text("history.begun", "Person 2")));
        }

        @Test
        void saysSoWhenThereIsNothingToImportTo() throws Exception {
            account.importsHistory = false;

            HttpResponse<String> response = importAgain(0);

            assertEquals(409, response.statusCode());
            assertThat(response.body(), containsString(text("problem.no-history")));
        }

        @Test
        void isNotOfferedToAPersonWithoutThing() throws Exception {
            account.history = null;

            assertThat(page(), not(containsString(ConsentServlet.HISTORY)));
        }

        @Test
        void tellsHowFarTheImportHasCome() throws Exception {
            account.history = new HistoryProgress(Service.SLEEP, Instant.parse("2019-01-01T00:00:00Z"), 0.428, null,
                    null);

            assertThat(page(), containsString(text("history.running-year", 42, text("history.sleep"), "2019")));
        }

        @Test
        void tellsThatTheImportWaitsForWithings() throws Exception {
            account.history = new HistoryProgress(Service.SLEEP, null, 0.5, null, Failure.UNREACHABLE);

            assertThat(page(), containsString(text("history.waiting", 50)));
        }

        @Test
        void tellsThatThePastIsComplete() throws Exception {
            assertThat(page(), containsString(text("history.finished")));
        }
    }

    @Nested
    class SharingACalendar {

        @BeforeEach
        void connectTwo() {
            account.people.addAll(List.of(person("1", "Person 1"), person("2", "Person 2")));
        }

        private HttpResponse<String> press(String action, int index) throws Exception {
            return browser.post(action, Browser.form(browser.get("/withings").body(), action, index));
        }

        @Test
        void sharesNothingBeforeSomebodyAsksForIt() throws Exception {
            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("calendar.create")));
            assertThat(page, not(containsString(text("calendar.exists"))));
            assertThat(account.calendars, is(anEmptyMap()));
        }

        @Test
        void showsTheNewLinkOfThatPerson() throws Exception {
            HttpResponse<String> response = press(ConsentServlet.CALENDAR_LINK, 1);

            assertEquals(200, response.statusCode());
            assertThat(response.body(), containsString(text("calendar.title", "Person 2")));
            assertThat(response.body(), containsString("value=\"" + address() + "/withings/calendar/secret1.ics\""));
            assertThat(response.body(), containsString(text("calendar.keep-secret")));
            assertEquals(Set.of("2"), account.calendars.keySet());
        }

        @Test
        void showsTheLinkOnlyOnce() throws Exception {
            press(ConsentServlet.CALENDAR_LINK, 0);

            String page = browser.get("/withings").body();

            assertThat(page, containsString(text("calendar.exists")));
            assertThat(page, not(containsString("/withings/calendar/")));
            assertThat(page, not(containsString("secret1")));
        }

        @Test
        void makesAnotherLinkOnRequest() throws Exception {
            press(ConsentServlet.CALENDAR_LINK, 0);

            HttpResponse<String> response = press(ConsentServlet.CALENDAR_LINK, 0);

            assertThat(response.body(), containsString("/withings/calendar/secret2.ics"));
        }

        @Test
        void endsTheCalendarOfThatPersonOnly() throws Exception {
            press(ConsentServlet.CALENDAR_LINK, 0);
            press(ConsentServlet.CALENDAR_LINK, 1);

            HttpResponse<String> response = press(ConsentServlet.CALENDAR_END, 1);

            assertEquals(303, response.statusCode());
            assertThat(browser.get(Browser.location(response)).body(), containsString(text("calendar.removed")));
            assertEquals(Set.of("1"), account.calendars.keySet());
        }

        @Test
        void offersNoneWithoutWorkoutsToShow() throws Exception {
            account.withoutThing.addAll(Set.of("1", "2"));

            assertThat(browser.get("/withings").body(), not(containsString(text("calendar.create"))));
        }

        @Test
        void makesNoneForAPersonWhoseThingIsGone() throws Exception {
            Map<String, String> form = Browser.form(browser.get("/withings").body(), ConsentServlet.CALENDAR_LINK, 0);
            account.withoutThing.add("1");

            assertEquals(404, browser.post(ConsentServlet.CALENDAR_LINK, form).statusCode());
            assertThat(account.calendars, is(anEmptyMap()));
        }

        @Test
        void offersNoneWhenTheConsentHasEnded() throws Exception {
            account.people.clear();
            account.people.add(new ConsentedPerson("1", "Person 1", MadeUpAccount.ALL_SCOPES, false));

            assertThat(browser.get("/withings").body(), not(containsString(text("calendar.create"))));
        }
    }

    @Nested
    class SavingDiagnostics {

        @Test
        void letsTheBrowserSaveAFile() throws Exception {
            var file = browser.get(Browser.location(browser.press(ConsentServlet.DIAGNOSTICS)));

            assertEquals(200, file.statusCode());
            assertEquals("attachment; filename=\"withings-diagnostics.json\"",
                    file.headers().firstValue("Content-Disposition").orElse(""));
            assertEquals("no-store", file.headers().firstValue("Cache-Control").orElse(""));
            assertEquals("nosniff", file.headers().firstValue("X-Content-Type-Options").orElse(""));
            assertTrue(file.body().contains("\"accounts\": ["), file.body());
        }

        @Test
        void makesALinkThatServesOnce() throws Exception {
            String link = Browser.location(browser.press(ConsentServlet.DIAGNOSTICS));
            browser.get(link);

            assertIsOver(browser.get(link));
        }

        @Test
        void makesAnotherLinkEachTime() throws Exception {
            String link = Browser.location(browser.press(ConsentServlet.DIAGNOSTICS));
            String another = Browser.location(browser.press(ConsentServlet.DIAGNOSTICS));

            assertThat(link, matchesPattern("/withings/diagnostics\\?link=[A-Za-z0-9_-]{43}"));
            assertThat(another, is(not(link)));
        }

        @Test
        void makesALinkThatIsWorthNothingInAnotherBrowser() throws Exception {
            String link = Browser.location(browser.press(ConsentServlet.DIAGNOSTICS));
            otherBrowser.get("/withings");

            assertIsOver(otherBrowser.get(link));
            assertIsOver(new Browser(address()).get(link));
            assertEquals(200, browser.get(link).statusCode());
        }

        @Test
        void makesALinkForFiveMinutes() throws Exception {
            String link = Browser.location(browser.press(ConsentServlet.DIAGNOSTICS));
            clock.advance(OneTimeSecrets.LIFETIME);

            assertIsOver(browser.get(link));
        }

        @ParameterizedTest
        @ValueSource(strings = { "", "?link=", "?link=guessed", "?account=home", "?link=a&link=b" })
        void givesNothingWithoutALink(String query) throws Exception {
            browser.get("/withings");

            assertIsOver(browser.get(ConsentServlet.DIAGNOSTICS + query));
        }

        @Test
        void givesNothingOfAnAccountThatIsGone() throws Exception {
            String link = Browser.location(browser.press(ConsentServlet.DIAGNOSTICS));
            registry.remove(account);

            assertIsOver(browser.get(link));
        }

        private void assertIsOver(HttpResponse<String> response) {
            assertEquals(403, response.statusCode());
            assertThat(response.body(), containsString(text("problem.diagnostics-link-over")));
        }
    }

    @Nested
    class Protection {

        private static final List<String> ACTIONS = List.of(ConsentServlet.CONNECT, ConsentServlet.DISCONNECT,
                ConsentServlet.PASTE, ConsentServlet.CALENDAR_LINK, ConsentServlet.CALENDAR_END,
                ConsentServlet.DIAGNOSTICS);

        @Test
        void answersHeadWithoutDoingAnything() throws Exception {
            String state = browser.connect().get("state");

            HttpResponse<String> plain = otherBrowser.head("/withings");
            HttpResponse<String> withCode = browser.head("/withings?code=the-code&state=" + state);

            assertEquals(200, plain.statusCode());
            assertEquals(200, withCode.statusCode());
            assertEquals("", plain.body());
            assertThat(otherBrowser.cookies(), is(empty()));
            assertThat(account.exchanges, is(empty()));
            assertEquals(1, servlet.requests().size());
        }

        @Test
        void answersGetWithoutRememberingAnything() throws Exception {
            for (int i = 0; i < 100; i++) {
                assertEquals(200, new Browser(address()).get("/withings").statusCode());
            }

            assertEquals(0, servlet.requests().size());
            assertThat(account.exchanges, is(empty()));
        }

        @Test
        void setsACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
            String cookie = browser.get("/withings").headers().firstValue("Set-Cookie").orElseThrow();

            assertThat(cookie,
                    matchesPattern("withings-browser=[A-Za-z0-9_-]{43}; Path=/withings; HttpOnly; SameSite=Lax"));
        }

        @Test
        void setsTheCookieOnlyOnce() throws Exception {
            browser.get("/withings");

            assertThat(browser.get("/withings").headers().firstValue("Set-Cookie").isPresent(), is(false));
        }

        @Test
        void replacesACookieThatIsNotOurs() throws Exception {
            String cookie = new Browser(address()).get("/withings", "Cookie", "withings-browser=short").headers()
                    .firstValue("Set-Cookie").orElseThrow();

            assertThat(cookie, startsWith("withings-browser="));
        }

        @Test
        void sendsTheCookieOnlyOverHttpsWhereThePageIsHttps() throws Exception {
            String answer = rawOverHttps(
                    "GET /withings HTTP/1.1\r\nHost: home.example.org\r\nConnection: close\r\n\r\n");

            assertThat(answer, containsString("SameSite=Lax; Secure"));
            assertThat(answer, containsString("value=\"https://home.example.org/withings\""));
            assertThat(answer, not(containsString(text("address.flaws"))));
        }

        /** As if a reverse proxy in front of openHAB ended TLS. */
        private String rawOverHttps(String request) throws Exception {
            server.stop();
            connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration()
                    .addCustomizer((to, configuration, target) -> {
                        target.setScheme("https");
                        target.setSecure(true);
                    });
            server.start();
            return raw(request);
        }

        @Test
        void sendsTheHeadersThatKeepOtherPagesOut() throws Exception {
            account.redirectUrl = URI.create("https://home.example.org/withings");
            for (HttpResponse<String> response : List.of(browser.get("/withings"), browser.get("/withings/nothing"),
                    browser.head("/withings"), browser.get("/withings?code=x&state=y"),
                    browser.post("/withings/connect", Map.of()), browser.press(ConsentServlet.CONNECT))) {
                assertEquals("DENY", response.headers().firstValue("X-Frame-Options").orElseThrow());
                assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElseThrow());
                assertEquals("no-referrer", response.headers().firstValue("Referrer-Policy").orElseThrow());
                assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
                assertThat(response.headers().allValues("Content-Security-Policy"), hasSize(1));
                assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow(),
                        matchesPattern("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; "
                                + "form-action 'self'[^;]*; base-uri 'none'; frame-ancestors 'none'"));
            }
        }

        @Test
        void letsFormsGoOnlyHereAndOnToWithingsAndBack() throws Exception {
            account.redirectUrl = URI.create("https://home.example.org/withings");

            assertThat(browser.get("/withings").headers().firstValue("Content-Security-Policy").orElseThrow(),
                    containsString("form-action 'self' https://account.withings.example https://home.example.org;"));
        }

        @Test
        void namesTheHashOfTheStyleSheetItSends() throws Exception {
            HttpResponse<String> response = browser.get("/withings");
            String page = response.body();
            String style = page.substring(page.indexOf("<style>") + 7, page.indexOf("</style>"));
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(style.getBytes(StandardCharsets.UTF_8));

            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow(),
                    containsString("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
            assertThat(page, not(containsString("<script")));
            assertThat(page, not(containsString(" style=")));
        }

        @Test
        void refusesFormsWithoutToken() throws Exception {
            account.people.add(person("1", "Person 1"));
            account.renewCalendar("1");
            String page = browser.get("/withings").body();
            for (String action : ACTIONS) {
                Map<String, String> form = Browser.form(page, action, 0);
                form.remove("form");
                form.put("confirmed", "yes");

                HttpResponse<String> response = browser.post(action, form);

                assertEquals(403, response.statusCode(), action);
                assertThat(response.body(), containsString(text("problem.form-not-ours")));
            }
            assertThat(account.withdrawn, is(empty()));
            assertEquals(Map.of("1", "/withings/calendar/secret1.ics"), account.calendars);
            assertEquals(0, servlet.requests().size());
        }

        @Test
        void refusesFormsWithTheTokenOfAnotherBrowser() throws Exception {
            account.people.add(person("1", "Person 1"));
            account.renewCalendar("1");
            String otherPage = otherBrowser.get("/withings").body();
            browser.get("/withings");
            for (String action : ACTIONS) {
                assertEquals(403, browser.post(action, Browser.form(otherPage, action, 0)).statusCode(), action);
            }
            assertEquals(0, servlet.requests().size());
        }

        @Test
        void refusesFormsWithoutCookie() throws Exception {
            String page = browser.get("/withings").body();

            assertEquals(403, otherBrowser.post(ConsentServlet.CONNECT, Browser.form(page, ConsentServlet.CONNECT, 0))
                    .statusCode());
        }

        @Test
        void offersTheNextTryWithARefusedForm() throws Exception {
            String refused = browser.post(ConsentServlet.CONNECT, Map.of()).body();

            assertEquals(303,
                    browser.post(ConsentServlet.CONNECT, Browser.form(refused, ConsentServlet.CONNECT, 0))
                            .statusCode());
        }

        @Test
        void refusesFormsFromBeforeARestart() throws Exception {
            String page = browser.get("/withings").body();
            Browser before = browser;
            int port = connector.getLocalPort();
            connector.setPort(port);
            start(servlet(Duration.ofSeconds(20)));

            assertEquals(403,
                    before.post(ConsentServlet.CONNECT, Browser.form(page, ConsentServlet.CONNECT, 0)).statusCode());
        }

        @Test
        void refusesOversizedForms() throws Exception {
            Map<String, String> form = Browser.form(browser.get("/withings").body(), ConsentServlet.PASTE, 0);
            form.put("address", "https://home.example.org/" + "x".repeat(FormBody.LARGEST));

            HttpResponse<String> response = browser.post(ConsentServlet.PASTE, form);

            assertEquals(413, response.statusCode());
            assertThat(response.body(), containsString(text("problem.form-too-large")));
        }

        @Test
        void refusesOversizedFormsThatDoNotSayHowLongTheyAre() throws Exception {
            StringBuilder chunks = new StringBuilder();
            String chunk = "400\r\n" + "x".repeat(0x400) + "\r\n";
            for (int i = 0; i < 17; i++) {
                chunks.append(chunk);
            }

            String answer = raw("POST /withings/paste HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

            assertThat(answer, startsWith("HTTP/1.1 413"));
            assertThat(answer, containsString("Connection: close"));
        }

        @Test
        void acceptsFormsUpToTheLimit() throws Exception {
            Map<String, String> form = Browser.form(browser.get("/withings").body(), ConsentServlet.CONNECT, 0);
            String body = Browser.encode(form) + "&padding=";

            HttpResponse<String> response = browser.post(ConsentServlet.CONNECT,
                    body + "x".repeat(FormBody.LARGEST - body.length()));

            assertEquals(303, response.statusCode());
        }

        @Test
        void givesUpOnAFormThatNeverEndsAndHoldsNoThreadMeanwhile() throws Exception {
            start(servlet(Duration.ofMillis(500)));
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return raw("POST /withings/paste HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\naddress=");
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });

            assertThat(answer.join(), startsWith("HTTP/1.1 408"));
        }

        @Test
        void givesUpWhenTheServerGivesUpOnAFormThatNeverEnds() throws Exception {
            server.stop();
            connector.setIdleTimeout(300);
            server.start();

            String answer = raw("POST /withings/paste HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\naddress=");

            assertThat(answer, startsWith("HTTP/1.1 408"));
        }

        @Test
        void servesOthersWhileMoreBrowsersThanThreadsDoNotReadTheirPage() throws Exception {
            connector.setAcceptedSendBufferSize(4096);
            for (int i = 0; i < 200; i++) {
                account.people.add(person("p" + i, "Person " + i));
            }
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 10; i++) {
                    Socket socket = new Socket();
                    slow.add(socket);
                    socket.setReceiveBufferSize(4096);
                    socket.setSoTimeout(20_000);
                    socket.connect(new InetSocketAddress("127.0.0.1", connector.getLocalPort()), 10_000);
                    socket.getOutputStream().write("GET /withings HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                    assertEquals('H', socket.getInputStream().read());
                }

                assertEquals(200, browser.head("/withings").statusCode());
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }

        @Test
        void servesOthersWhileMoreSlowBrowsersThanThreadsSendForms() throws Exception {
            List<Socket> slow = new ArrayList<>();
            try {
                for (int i = 0; i < 30; i++) {
                    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
                    slow.add(socket);
                    socket.getOutputStream()
                            .write(("POST /withings/paste HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\naddress=")
                                            .getBytes(StandardCharsets.US_ASCII));
                }

                assertEquals(200, browser.get("/withings").statusCode());
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }

        @Test
        void refusesFormsOfAnotherType() throws Exception {
            assertEquals(415, browser.postAs("text/plain", ConsentServlet.CONNECT, "form=x").statusCode());
            assertEquals(415,
                    browser.postAs("multipart/form-data; boundary=x", ConsentServlet.PASTE, "--x--").statusCode());
        }

        @Test
        void refusesFormsWithBrokenPercentEncoding() throws Exception {
            assertEquals(400, browser.post(ConsentServlet.CONNECT, "form=%zz").statusCode());
        }

        @ParameterizedTest
        @ValueSource(strings = { "PUT", "DELETE", "OPTIONS", "PATCH", "POST" })
        void allowsThePageToBeReadOnly(String method) throws Exception {
            HttpResponse<String> response = browser.method(method, "/withings");

            assertEquals(405, response.statusCode());
            assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElseThrow());
        }

        @ParameterizedTest
        @ValueSource(strings = { "GET", "HEAD", "PUT", "DELETE" })
        void allowsFormsToBePostedOnly(String method) throws Exception {
            for (String action : ACTIONS.stream().filter(one -> !ConsentServlet.DIAGNOSTICS.equals(one)).toList()) {
                HttpResponse<String> response = browser.method(method, action);

                assertEquals(405, response.statusCode());
                assertEquals("POST", response.headers().firstValue("Allow").orElseThrow());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = { "/withings/nothing", "/withings//", "/withings/connect/", "/withings/%63onnect",
                "/withings/consent.css" })
        void knowsNoOtherPages(String path) throws Exception {
            HttpResponse<String> response = browser.get(path);

            assertEquals(404, response.statusCode());
            assertThat(response.body(), containsString(text("problem.page-unknown")));
        }

        @Test
        void escapesEveryValueItEchoes() throws Exception {
            account.label = "account " + SCRIPT;
            account.status = "status " + SCRIPT;
            account.people.add(new ConsentedPerson("1" + SCRIPT, "person " + SCRIPT, Set.of(SCRIPT), true));
            account.people.add(new ConsentedPerson("2", "ended " + SCRIPT, Set.of(), false));
            account.answer = CompletableFuture.completedFuture(person("3", "new " + SCRIPT));
            String back = Browser.location(browser.comeBack("the-code", browser.connect().get("state")));

            String overview = browser.get(back).body();
            String question = browser.press(ConsentServlet.DISCONNECT).body();
            String link = browser.press(ConsentServlet.CALENDAR_LINK).body();
            account.clientId = null;
            String incomplete = browser.get("/withings").body();

            for (String page : List.of(overview, question, link, incomplete)) {
                assertThat(page, not(containsString("<script")));
                assertThat(page, not(containsString("<img")));
                assertThat(page, not(containsString("\"'>")));
            }
            String escaped = "&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&lt;img src=x onerror=alert(1)&gt;";
            assertThat(overview, containsString("account " + escaped));
            assertThat(overview, containsString("status " + escaped));
            assertThat(overview, containsString("person " + escaped));
            assertThat(overview, containsString("ended " + escaped));
            assertThat(overview, containsString("new " + escaped));
            assertThat(question, containsString("person " + escaped));
            assertThat(link, containsString("person " + escaped));
            assertThat(incomplete, containsString("account " + escaped));
        }

        @Test
        void escapesTheQueryOfARedirectUrl() throws Exception {
            account.redirectUrl = URI.create("https://home.example.org/withings?a='&b=1");

            assertThat(browser.get("/withings").body(),
                    containsString("value=\"https://home.example.org/withings?a=&#39;&amp;b=1\""));
        }

        @Test
        void redirectsNowhereButToWithingsAndItself() throws Exception {
            for (String query : List.of("?code=x&state=//evil.example", "?error=https://evil.example",
                    "?code=x&state=y&redirect_uri=https://evil.example")) {
                assertThat(Browser.location(browser.get("/withings" + query)), startsWith("/withings?problem="));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = { "\"><script>alert(1)</script>", "evil.example\\@x", "<", "a b" })
        void echoesNoHostThatIsNone(String host) throws Exception {
            String answer = raw("GET /withings HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

            assertThat(answer, startsWith("HTTP/1.1 400"));
            assertThat(answer, not(containsString("<script")));
        }
    }

    @Test
    void hasATextForEveryProblem() {
        for (Problem problem : Problem.values()) {
            assertThat(text("problem." + problem.textKey()), not(emptyString()));
        }
    }

    private void showEveryStateOfTheSelfTest() throws Exception {
        HttpClient http = new HttpClient();
        http.start();
        try (LoopbackServer ownAddress = new LoopbackServer()) {
            ownAddress.reply(ownAddress.silence());
            MadeUpSubject subject = new MadeUpSubject();
            subject.address = new TestedAddress(Way.PUBLIC_URL, ownAddress.address(), null);
            SelfTest selfTest = subject.selfTest(http, new TestScheduler(), clock);
            account.selfTest = selfTest;
            browser.get(ConsentServlet.SELF_TEST + "?account="
                    + Browser.form(browser.get("/withings").body(), ConsentServlet.SELF_TEST, 0).get("account"));
            String address = Browser.location(browser.press(ConsentServlet.SELF_TEST));
            browser.get(address);
            ownAddress.close();
            Await.until(() -> !selfTest.isRunning());
            browser.get(address);
        } finally {
            http.stop();
        }
    }

    @Test
    void usesEveryTextOfThePages() throws Exception {
        account.people.add(person("1", "Person 1"));
        account.people.add(new ConsentedPerson("2", "Person 2", Set.of(), true));
        account.people.add(new ConsentedPerson("3", "Person 3", Set.of(), false));
        browser.get("/withings");
        browser.press(ConsentServlet.DISCONNECT);
        browser.press(ConsentServlet.CALENDAR_LINK);
        browser.get(Browser.location(browser.press(ConsentServlet.CALENDAR_END)));
        browser.get(Browser.location(browser.comeBack("the-code", browser.connect().get("state"))));
        Map<String, String> form = Browser.form(browser.get("/withings").body(), ConsentServlet.DISCONNECT, 0);
        form.put("confirmed", "yes");
        browser.get(Browser.location(browser.post(ConsentServlet.DISCONNECT, form)));
        Instant year = Instant.parse("2019-01-01T00:00:00Z");
        for (Service service : List.of(Service.MEASURES, Service.SLEEP, Service.ACTIVITY, Service.WORKOUTS,
                Service.HEART)) {
            account.history = new HistoryProgress(service, year, 0.5, null, null);
            browser.get("/withings");
        }
        account.history = new HistoryProgress(Service.MEASURES, null, 0, null, null);
        browser.get("/withings");
        account.history = new HistoryProgress(Service.MEASURES, null, 0, null, Failure.UNREACHABLE);
        browser.get("/withings");
        account.history = new HistoryProgress(null, null, 1, year, null);
        browser.get(Browser.location(browser.press(ConsentServlet.HISTORY)));
        showEveryStateOfTheSelfTest();
        account.people.clear();
        account.redirectUrl = URI.create("https://home.example.org/withings");
        browser.get("/withings");
        account.redirectUrl = URI.create("http://localhost:8080/withings");
        browser.get("/withings");
        account.redirectUrl = URI.create("https://home.example.org/" + "x".repeat(300));
        browser.get("/withings");
        browser.get("/withings/nothing");
        account.clientId = null;
        browser.get("/withings");
        registry.remove(account);
        browser.get("/withings");

        Set<String> unused = new HashSet<>(translations.texts.stringPropertyNames());
        unused.removeIf(key -> !key.startsWith("page."));
        for (Problem problem : Problem.values()) {
            unused.remove("page.problem." + problem.textKey());
        }
        unused.removeAll(translations.asked);
        assertThat(unused, is(empty()));
    }
}
