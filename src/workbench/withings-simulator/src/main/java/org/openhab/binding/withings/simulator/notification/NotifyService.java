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

import java.util.List;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.Behaviour;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Call;
import org.openhab.binding.withings.simulator.api.IdenticalCalls;
import org.openhab.binding.withings.simulator.http.Parameters;
import org.openhab.binding.withings.simulator.http.Rejection;
import org.openhab.binding.withings.simulator.http.Status;
import org.openhab.binding.withings.simulator.oauth.Grant;
import org.openhab.binding.withings.simulator.oauth.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * subscribe, list, get, update and revoke at {@code /notify}. Source: Withings reference, Notify.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class NotifyService {

    private static final String PATH = "/notify";
    private static final int LONGEST_COMMENT = 255;
    private static final long NEVER_EXPIRES = Integer.MAX_VALUE;

    private final Subscriptions subscriptions;
    private final PublicInternet internet;
    private final IdenticalCalls identicalCalls;
    private final Behaviour behaviour;

    public NotifyService(Subscriptions subscriptions, PublicInternet internet, IdenticalCalls identicalCalls,
            Behaviour behaviour) {
        this.subscriptions = subscriptions;
        this.internet = internet;
        this.identicalCalls = identicalCalls;
        this.behaviour = behaviour;
    }

    /**
     * Adds the actions of this service.
     */
    public void addTo(Api api) {
        api.guarded(PATH, "subscribe", null, this::subscribe);
        api.guarded(PATH, "list", null, this::list);
        api.guarded(PATH, "get", null, this::get);
        api.guarded(PATH, "update", null, this::update);
        api.guarded(PATH, "revoke", null, this::revoke);
    }

    private JsonElement subscribe(Call call) {
        Parameters parameters = call.parameters();
        Grant grant = call.grant();
        parameters.required("appli");
        Appli appli = appli(parameters, "appli");
        CallbackUrl callback = callback(parameters, "callbackurl");
        identicalCalls.refuseRepetition(call.request());
        String comment = comment(parameters);
        if (appli.scope() != Scope.USER_SLEEPEVENTS && !grant.scopes().contains(appli.scope())) {
            throw Api.missing(appli.scope());
        }
        if (subscriptions.of(grant.person()).size() >= behaviour.maxSubscriptions()) {
            throw new Rejection(Status.TOO_MANY_SUBSCRIPTIONS, "Too many notifications");
        }
        probe(callback, grant);
        subscriptions.add(new Subscription(grant, appli, callback, comment));
        return new JsonObject();
    }

    private void probe(CallbackUrl callback, Grant grant) {
        if (!callback.isCoveredBy(grant.application(), behaviour.callbackOnRegisteredHostIsEnough())
                || !internet.probe(callback.uri())) {
            throw new Rejection(Status.CALLBACK_URL,
                    "The callback URL is either unknown, invalid or cannot be reached");
        }
    }

    private static Appli appli(Parameters parameters, String name) {
        Long number = parameters.number(name);
        return Appli.of(number == null ? Appli.BODY_COMPOSITION.number() : number)
                .orElseThrow(() -> Rejection.invalidParams("unknown " + name));
    }

    private static CallbackUrl callback(Parameters parameters, String name) {
        String url = parameters.text(name);
        if (url == null) {
            throw new Rejection(Status.CALLBACK_URL, "The callback URL is missing");
        }
        return new CallbackUrl(url);
    }

    private static String comment(Parameters parameters) {
        String comment = parameters.text("comment");
        if (comment != null && comment.length() > LONGEST_COMMENT) {
            throw new Rejection(Status.COMMENT, "The comment is too long");
        }
        return comment == null ? "" : comment;
    }

    private JsonElement list(Call call) {
        Appli appli = call.parameters().has("appli") ? appli(call.parameters(), "appli") : null;
        JsonArray profiles = call.person().records().recordedProfiles().map(JsonArray::deepCopy)
                .orElseGet(JsonArray::new);
        for (Subscription subscription : subscriptions.of(call.grant())) {
            if (appli == null || subscription.appli() == appli) {
                profiles.add(toJson(subscription, true));
            }
        }
        JsonObject body = new JsonObject();
        body.add("profiles", profiles);
        return body;
    }

    private JsonObject toJson(Subscription subscription, boolean withExpiry) {
        JsonObject profile = new JsonObject();
        profile.addProperty("appli", subscription.appli().number());
        profile.addProperty("callbackurl", behaviour.callbacksEchoedDifferently()
                ? subscription.callback().echoedDifferently()
                : subscription.callbackUrl());
        if (withExpiry) {
            profile.addProperty("expires", NEVER_EXPIRES);
        }
        profile.addProperty("comment", subscription.comment());
        return profile;
    }

    private JsonElement get(Call call) {
        return toJson(find(call), false);
    }

    private Subscription find(Call call) {
        CallbackUrl callback = callback(call.parameters(), "callbackurl");
        Appli appli = appli(call.parameters(), "appli");
        return subscriptions.of(call.grant()).stream().filter(
                subscription -> subscription.appli() == appli && callback.isSameAs(subscription.callbackUrl()))
                .findFirst()
                .orElseThrow(() -> new Rejection(Status.NO_SUCH_SUBSCRIPTION, "No such subscription was found"));
    }

    private JsonElement update(Call call) {
        Parameters parameters = call.parameters();
        parameters.required("appli");
        Subscription old = find(call);
        if (!parameters.has("new_callbackurl") && !parameters.has("new_appli") && !parameters.has("comment")) {
            throw Rejection.invalidParams("nothing to update");
        }
        CallbackUrl callback = old.callback();
        if (parameters.has("new_callbackurl")) {
            callback = callback(parameters, "new_callbackurl");
            probe(callback, call.grant());
        }
        Appli appli = parameters.has("new_appli") ? appli(parameters, "new_appli") : old.appli();
        String comment = parameters.has("comment") ? comment(parameters) : old.comment();
        subscriptions.remove(subscription -> subscription == old);
        subscriptions.add(new Subscription(call.grant(), appli, callback, comment));
        return new JsonObject();
    }

    private JsonElement revoke(Call call) {
        CallbackUrl callback = callback(call.parameters(), "callbackurl");
        @Nullable
        Appli appli = Optional.ofNullable(call.parameters().number("appli"))
                .map(number -> appli(call.parameters(), "appli")).orElse(null);
        List<Subscription> removed = subscriptions
                .remove(subscription -> Subscriptions.isOf(subscription, call.grant())
                        && callback.isSameAs(subscription.callbackUrl())
                        && (appli == null || subscription.appli() == appli));
        if (removed.isEmpty()) {
            throw new Rejection(Status.NOT_DELETED, "The subscription could not be deleted");
        }
        return new JsonObject();
    }
}
