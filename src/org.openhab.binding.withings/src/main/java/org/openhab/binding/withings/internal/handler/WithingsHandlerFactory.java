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
package org.openhab.binding.withings.internal.handler;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.TokenStore;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiEndpoints;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.storage.BindingStorage;
import org.openhab.binding.withings.internal.webhook.CloudRelays;
import org.openhab.binding.withings.internal.webhook.WebhookServlet;
import org.openhab.core.io.net.http.HttpClientFactory;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.BaseThingHandlerFactory;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Creates the handlers of all things.
 * <p>
 * The configuration <code>binding.withings</code> can set another <code>apiUrl</code> and <code>authorizationUrl</code>
 * than those of Withings' public cloud, to test the add-on with a simulator.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ThingHandlerFactory.class, configurationPid = "binding.withings")
public class WithingsHandlerFactory extends BaseThingHandlerFactory {
    private final AccountServices services;
    private final ItemChannelLinkRegistry links;

    @Activate
    public WithingsHandlerFactory(Map<String, Object> configuration, @Reference HttpClientFactory httpClientFactory,
            @Reference BindingStorage storage, @Reference ItemChannelLinkRegistry links,
            @Reference WebhookServlet webhooks, @Reference CloudRelays cloudRelays, @Reference Calendars calendars,
            @Reference AccountRegistry accounts, @Reference Texts texts) {
        this.links = links;
        services = new AccountServices(httpClientFactory.getCommonHttpClient(), endpoints(configuration), storage,
                new RateLimiter.Registry(), webhooks, cloudRelays, calendars, accounts, texts);
    }

    private static ApiEndpoints endpoints(Map<String, Object> configuration) {
        return new ApiEndpoints(
                configuration.get("apiUrl")instanceof String api ? URI.create(api) : ApiEndpoints.PUBLIC_CLOUD.api(),
                configuration.get("authorizationUrl")instanceof String authorization
                        ? URI.create(authorization)
                        : ApiEndpoints.PUBLIC_CLOUD.authorization());
    }

    @Override
    public boolean supportsThingType(ThingTypeUID thingTypeUID) {
        return WithingsBindingConstants.THING_TYPE_ACCOUNT.equals(thingTypeUID)
                || WithingsBindingConstants.DISCOVERABLE_THING_TYPES.contains(thingTypeUID);
    }

    @Override
    protected @Nullable ThingHandler createHandler(Thing thing) {
        ThingTypeUID type = thing.getThingTypeUID();
        if (WithingsBindingConstants.THING_TYPE_ACCOUNT.equals(type)) {
            return new AccountHandler((Bridge) thing, services);
        }
        if (WithingsBindingConstants.THING_TYPE_PERSON.equals(type)) {
            return new PersonHandler(thing, services.storage().states(), links, services.clock());
        }
        return WithingsBindingConstants.DEVICE_THING_TYPES.contains(type)
                ? new DeviceHandler(thing, services.storage().states(), services.clock())
                : null;
    }

    /** The services that an account uses. */
    record AccountServices(HttpClient http, ApiEndpoints endpoints, BindingStorage storage,
            RateLimiter.Registry limiters, WebhookServlet webhooks, CloudRelays cloudRelays, Calendars calendars,
            AccountRegistry accounts, Texts texts) {
        Clock clock() {
            return accounts.clock();
        }

        TokenStore tokenStore(String account) {
            return new TokenStore(storage.tokens(), account);
        }
    }
}
