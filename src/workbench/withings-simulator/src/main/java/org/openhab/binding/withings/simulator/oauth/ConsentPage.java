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
package org.openhab.binding.withings.simulator.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.util.MultiMap;
import org.eclipse.jetty.util.UrlEncoded;
import org.openhab.binding.withings.simulator.SimulatorOptions.ClientApplication;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.Answer;
import org.openhab.binding.withings.simulator.http.ApiRequest;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.oauth.Tokens.Grant;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;
import org.openhab.binding.withings.simulator.page.ControlView.Html;

/**
 * The page at {@code /oauth2_user/authorize2} where a person allows an application to see data.
 * Source: Withings developer guide, Get access - authorization page; reference, OAuth 2.0 - Authorize.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class ConsentPage {
    public static final String PATH = "/oauth2_user/authorize2";
    private static final int MAX_LINKED_PEOPLE = 10;
    private static final List<String> CARRIED_ON = List.of("response_type", "client_id", "state", "scope",
            "redirect_uri", "mode");

    private final ClientApplication application;
    private final Tokens tokens;
    private final Supplier<List<Person>> people;
    private final Supplier<Person> demoPerson;

    /** A valid request. */
    private record Wish(String redirectUri, String state, Set<Scope> scopes, boolean demo) {}

    /** An invalid request; the reason is shown without a redirect. */
    private static final class WrongRequest extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongRequest(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    public ConsentPage(ClientApplication application, Tokens tokens, Supplier<List<Person>> people,
            Supplier<Person> demoPerson) {
        this.application = application;
        this.tokens = tokens;
        this.people = people;
        this.demoPerson = demoPerson;
    }

    public Answer answer(ApiRequest request) {
        try {
            Wish wish = read(request.parameters());
            return "POST".equals(request.method())
                    ? decide(wish, request.parameters())
                    : Answer.html(200, page(wish, request.parameters()));
        } catch (WrongRequest e) {
            return Answer.html(400, Html.page("Simulated Withings: this request is not right",
                    "<p class=bad>" + Html.escape(e.reason()) + "</p>"));
        }
    }

    /** Accepts or denies a request like the page's buttons. */
    public URI decide(URI request, Person person, Set<Scope> granted) {
        MultiMap<String> fields = new MultiMap<>();
        UrlEncoded.decodeTo(String.valueOf(request.getRawQuery()), fields, StandardCharsets.UTF_8);
        fields.put("person", Long.toString(person.userId()));
        fields.put("decision", granted.isEmpty() ? "deny" : "accept");
        fields.putValues("granted", granted.stream().map(Scope::text).toArray(String[]::new));
        try {
            Parameters parameters = new Parameters(fields);
            return URI.create(String.valueOf(decide(read(parameters), parameters).headers().get("Location")));
        } catch (WrongRequest e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private Wish read(Parameters parameters) {
        String clientId = required(parameters, "client_id");
        if (!clientId.equals(application.clientId())) {
            throw new WrongRequest("The client id is unknown.");
        }
        String redirectUri = required(parameters, "redirect_uri");
        if (!application.registeredUrls().contains(redirectUri)) {
            throw new WrongRequest("The redirect_uri is not one of the registered callback URLs of this application. "
                    + "It has to be the same to the last character.");
        }
        if (!"code".equals(required(parameters, "response_type"))) {
            throw new WrongRequest("The response_type has to be code.");
        }
        String state = required(parameters, "state");
        required(parameters, "scope");
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String name : parameters.list("scope")) {
            scopes.add(Scope.of(name).orElseThrow(() -> new WrongRequest("The scope " + name + " is unknown.")));
        }
        String mode = parameters.text("mode");
        if (mode != null && !"demo".equals(mode)) {
            throw new WrongRequest("The mode is unknown.");
        }
        return new Wish(redirectUri, state, scopes, mode != null);
    }

    private static String required(Parameters parameters, String name) {
        String value = parameters.text(name);
        if (value == null) {
            throw new WrongRequest("The parameter " + name + " is missing.");
        }
        return value;
    }

    private Answer decide(Wish wish, Parameters parameters) {
        if ("deny".equals(parameters.text("decision"))) {
            return Answer.redirect(withQuery(wish.redirectUri(), "error", "access_denied", wish.state()));
        }
        if (!"accept".equals(parameters.text("decision"))) {
            throw new WrongRequest("Neither accepted nor denied.");
        }
        Person person = wish.demo() ? demoPerson.get() : chosenPerson(parameters.text("person"));
        Set<Scope> granted = EnumSet.noneOf(Scope.class);
        for (String name : parameters.all("granted")) {
            Scope.of(name).filter(wish.scopes()::contains).ifPresent(granted::add);
        }
        if (wish.demo()) {
            granted.addAll(wish.scopes());
        }
        if (granted.isEmpty()) {
            throw new WrongRequest("No scope was granted.");
        }
        refuseTooManyPeople(person);
        String code = tokens.issueCode(person, granted, wish.redirectUri());
        return Answer.redirect(withQuery(wish.redirectUri(), "code", code, wish.state()));
    }

    private Person chosenPerson(@Nullable String userId) {
        Optional<Person> person = people.get().stream()
                .filter(candidate -> Long.toString(candidate.userId()).equals(userId)).findFirst();
        return person.orElseThrow(() -> new WrongRequest("No person was chosen."));
    }

    private void refuseTooManyPeople(Person person) {
        long others = tokens.grants().stream().map(Grant::person).filter(linked -> !linked.equals(person)).distinct()
                .count();
        if (others >= MAX_LINKED_PEOPLE) {
            throw new WrongRequest(
                    "An application in restricted mode can have " + MAX_LINKED_PEOPLE + " linked people only.");
        }
    }

    private static String withQuery(String redirectUri, String name, String value, String state) {
        return redirectUri + (redirectUri.contains("?") ? "&" : "?") + name + "=" + encode(value) + "&state="
                + encode(state);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String page(Wish wish, Parameters parameters) {
        String carried = CARRIED_ON.stream().filter(parameters::has)
                .map(name -> "<input type=hidden name=" + name + " value=\""
                        + Html.escape(parameters.required(name)) + "\">")
                .collect(Collectors.joining());
        String choice = wish.demo()
                ? "<p>You are logged in as the demo user.</p>"
                : "<fieldset><legend>Whose data?</legend>" + people.get().stream()
                        .map(person -> "<label><input type=radio name=person value=" + person.userId() + "> "
                                + Html.escape(person.name()) + "</label>")
                        .collect(Collectors.joining()).replaceFirst("type=radio", "type=radio checked")
                        + "</fieldset><fieldset><legend>Which data?</legend>"
                        + wish.scopes().stream()
                                .map(scope -> "<label><input type=checkbox name=granted checked value=\""
                                        + scope.text() + "\"> " + scope.text() + "</label>")
                                .collect(Collectors.joining())
                        + "</fieldset>";
        return Html.page("Simulated Withings: consent", """
                <p class=note>This is a simulator, not Withings. All data is made up.</p>
                <p>The application <b>%s</b> would like to see data.</p>
                <form method=post action="%s">%s%s
                <p><button name=decision value=accept>Accept</button>%s</p></form>
                """.formatted(Html.escape(application.clientId()), PATH, carried, choice,
                wish.demo() ? "" : " <button name=decision value=deny>Deny</button>"));
    }
}
