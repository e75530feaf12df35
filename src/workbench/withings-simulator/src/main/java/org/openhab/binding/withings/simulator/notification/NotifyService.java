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
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.simulator.api.Api;
import org.openhab.binding.withings.simulator.api.Api.Call;
import org.openhab.binding.withings.simulator.api.Api.CallLimits;
import org.openhab.binding.withings.simulator.http.Answer.Rejection;
import org.openhab.binding.withings.simulator.http.Answer.Status;
import org.openhab.binding.withings.simulator.http.ApiRequest.Parameters;
import org.openhab.binding.withings.simulator.http.Json;
import org.openhab.binding.withings.simulator.notification.Subscriptions.Subscription;
import org.openhab.binding.withings.simulator.oauth.ClientApplication;
import org.openhab.binding.withings.simulator.oauth.Tokens.Scope;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * subscribe, list and revoke at {@code /notify}. Source: Withings reference, Notify.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class NotifyService {
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
        List<Subscription> removed = subscriptions.remove(subscription -> subscription.isFor(call.person(), callback)
                && (appli == null || subscription.appli() == appli));
        if (removed.isEmpty()) {
            throw new Rejection(Status.NOT_DELETED, "The subscription could not be deleted");
        }
        return new JsonObject();
    }
}
