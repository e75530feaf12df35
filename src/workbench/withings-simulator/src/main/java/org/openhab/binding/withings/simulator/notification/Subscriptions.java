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
package org.openhab.binding.withings.simulator.notification;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.SimulatorOptions.ClientApplication;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.api.Api.CallLimits;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.Answer.Status;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.notification.Courier.Appli;
import org.openhab.binding.withings.simulator.notification.Courier.Notification;
import org.openhab.binding.withings.simulator.notification.Courier.PublicInternet;
import org.openhab.binding.withings.simulator.notification.Subscriptions.Subscription;
import org.openhab.binding.withings.simulator.oauth.Tokens.Grant;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * The existing subscriptions. Callback URLs that differ only in a trailing slash or the order of parameters are equal.
 * Thread-safe.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Subscriptions {
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** A subscription of the application to one category of one person's data. */
    public record Subscription(Grant grant, Appli appli, String callbackUrl, String comment) {
        public Person person() {
            return grant.person();
        }

        /** The callback URL without its secret parts. */
        public String shownCallback() {
            URI uri = URI.create(callbackUrl);
            return uri.getScheme() + "://" + uri.getAuthority() + "/…";
        }

        /** Without the scope of its category a subscription exists but never receives anything. */
        boolean receives(Notification notification) {
            return appli == notification.appli() && person().equals(notification.person())
                    && grant.scopes().contains(appli.scope());
        }

        boolean isFor(Person other, String url) {
            return person().equals(other) && normalised(callbackUrl).equals(normalised(url));
        }

        private static String normalised(String url) {
            int mark = url.indexOf('?');
            String query = mark < 0 ? "" : url.substring(mark + 1);
            return withoutSlash(mark < 0 ? url : url.substring(0, mark)) + "?"
                    + Arrays.stream(query.split("&")).sorted().collect(Collectors.joining("&"));
        }
    }

    public synchronized List<Subscription> all() {
        return List.copyOf(subscriptions);
    }

    public synchronized List<Subscription> of(Person person) {
        return subscriptions.stream().filter(subscription -> subscription.person().equals(person)).toList();
    }

    /** Drops subscriptions silently, like Withings; returns their number. */
    public int lapse(Person person, Appli appli) {
        return remove(subscription -> subscription.person().equals(person) && subscription.appli() == appli).size();
    }

    synchronized void add(Subscription subscription) {
        subscriptions.removeIf(old -> old.appli() == subscription.appli()
                && old.isFor(subscription.person(), subscription.callbackUrl()));
        subscriptions.add(subscription);
    }

    public synchronized List<Subscription> remove(Predicate<Subscription> chosen) {
        List<Subscription> removed = subscriptions.stream().filter(chosen).toList();
        subscriptions.removeAll(removed);
        return removed;
    }

    /** Whether Withings can call the URL and it begins with a registered URL of the application. */
    static boolean isCovered(String callbackUrl, ClientApplication application) {
        return ClientApplication.isPublic(callbackUrl) && application.registeredUrls().stream()
                .filter(ClientApplication::isPublic).anyMatch(url -> covers(URI.create(url), URI.create(callbackUrl)));
    }

    private static boolean covers(URI registered, URI uri) {
        String base = withoutSlash(registered.getPath());
        return registered.getHost().equalsIgnoreCase(uri.getHost()) && port(registered) == port(uri)
                && (uri.getPath().equals(base) || uri.getPath().startsWith(base + "/"));
    }

    private static int port(URI uri) {
        return uri.getPort() == -1 ? 443 : uri.getPort();
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** subscribe, list and revoke at {@code /notify}. Source: Withings reference, Notify. */
    public static final class NotifyService {
        private static final String PATH = "/notify";
        private static final int LONGEST_COMMENT = 255;
        private static final long NEVER_EXPIRES = Integer.MAX_VALUE;

        private final Subscriptions subscriptions;
        private final ClientApplication application;
        private final PublicInternet internet;
        private final CallLimits limits;

        public NotifyService(Subscriptions subscriptions, ClientApplication application, PublicInternet internet,
                CallLimits limits) {
            this.subscriptions = subscriptions;
            this.application = application;
            this.internet = internet;
            this.limits = limits;
        }

        public void addTo(Api api) {
            api.guarded(PATH, "subscribe", null, this::subscribe);
            api.guarded(PATH, "list", null, this::list);
            api.guarded(PATH, "revoke", null, this::revoke);
        }

        private JsonElement subscribe(Call call) {
            Parameters parameters = call.parameters();
            parameters.required("appli");
            Appli appli = appli(parameters);
            String callback = callback(parameters);
            limits.refuseRepetition(call.request());
            String comment = parameters.text("comment");
            if (comment != null && comment.length() > LONGEST_COMMENT) {
                throw new Rejection(Status.COMMENT, "The comment is too long");
            }
            if (appli.scope() != Scope.USER_SLEEPEVENTS && !call.grant().scopes().contains(appli.scope())) {
                throw Api.missing(appli.scope());
            }
            if (!Subscriptions.isCovered(callback, application) || !internet.probe(URI.create(callback))) {
                throw new Rejection(Status.CALLBACK_URL,
                        "The callback URL is either unknown, invalid or cannot be reached");
            }
            subscriptions.add(new Subscription(call.grant(), appli, callback, comment == null ? "" : comment));
            return new JsonObject();
        }

        private static Appli appli(Parameters parameters) {
            Long number = parameters.number("appli");
            return Appli.of(number == null ? Appli.BODY_COMPOSITION.number() : number)
                    .orElseThrow(() -> Rejection.invalidParams("unknown appli"));
        }

        private static String callback(Parameters parameters) {
            String url = parameters.text("callbackurl");
            if (url == null) {
                throw new Rejection(Status.CALLBACK_URL, "The callback URL is missing");
            }
            return url;
        }

        private JsonElement list(Call call) {
            Appli appli = call.parameters().has("appli") ? appli(call.parameters()) : null;
            JsonArray profiles = call.person().records().recordedProfiles();
            for (Subscription subscription : subscriptions.of(call.person())) {
                if (appli == null || subscription.appli() == appli) {
                    profiles.add(Json.object("appli", subscription.appli().number(), "callbackurl",
                            subscription.callbackUrl(), "expires", NEVER_EXPIRES, "comment", subscription.comment()));
                }
            }
            return Json.object("profiles", profiles);
        }

        private JsonElement revoke(Call call) {
            String callback = callback(call.parameters());
            @Nullable
            Appli appli = call.parameters().has("appli") ? appli(call.parameters()) : null;
            List<Subscription> removed = subscriptions
                    .remove(subscription -> subscription.isFor(call.person(), callback)
                            && (appli == null || subscription.appli() == appli));
            if (removed.isEmpty()) {
                throw new Rejection(Status.NOT_DELETED, "The subscription could not be deleted");
            }
            return new JsonObject();
        }
    }
}
