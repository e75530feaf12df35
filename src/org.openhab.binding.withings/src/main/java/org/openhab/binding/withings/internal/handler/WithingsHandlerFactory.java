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
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.cloud.Allowances;
import org.openhab.binding.withings.internal.cloud.CloudEndpoints;
import org.openhab.binding.withings.internal.consent.AccountRegistry;
import org.openhab.binding.withings.internal.notification.CloudRelays;
import org.openhab.binding.withings.internal.notification.Webhooks;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.io.net.http.HttpClientFactory;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.binding.BaseThingHandlerFactory;
import org.openhab.core.thing.binding.ThingHandler;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Creates the handlers of all things.
 * <p>
 * The configuration <code>binding.withings</code> can name another <code>apiUrl</code> and
 * <code>authorizationUrl</code> than those of Withings' public cloud, to try the add-on with a stand-in.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ThingHandlerFactory.class, configurationPid = "binding.withings")
public class WithingsHandlerFactory extends BaseThingHandlerFactory {
    private static final String STORAGE = "org.openhab.binding.withings";

    private final Surroundings surroundings;

    @Activate
    public WithingsHandlerFactory(BundleContext bundleContext, Map<String, Object> configuration,
            @Reference HttpClientFactory httpClientFactory, @Reference StorageService storageService,
            @Reference StorageCipher cipher, @Reference TranslationProvider texts, @Reference Webhooks webhooks,
            @Reference CloudRelays cloudRelays, @Reference Calendars calendars, @Reference AccountRegistry accounts,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) @Nullable Clock clock) {
        ClassLoader classLoader = WithingsHandlerFactory.class.getClassLoader();
        surroundings = new Surroundings(httpClientFactory.getCommonHttpClient(), endpoints(configuration),
                new SealedStorage(storageService.getStorage(STORAGE + ".tokens", classLoader), cipher),
                new SealedStorage(storageService.getStorage(STORAGE + ".states", classLoader), cipher), webhooks,
                cloudRelays, calendars, accounts, texts, bundleContext.getBundle(), new Allowances(),
                clock == null ? Clock.systemUTC() : clock);
    }

    private static CloudEndpoints endpoints(Map<String, Object> configuration) {
        return new CloudEndpoints(
                configuration.get("apiUrl")instanceof String api ? URI.create(api) : CloudEndpoints.PUBLIC_CLOUD.api(),
                configuration.get("authorizationUrl")instanceof String authorization
                        ? URI.create(authorization)
                        : CloudEndpoints.PUBLIC_CLOUD.authorization());
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
            return new AccountHandler((Bridge) thing, surroundings);
        }
        if (WithingsBindingConstants.THING_TYPE_PERSON.equals(type)) {
            return new PersonHandler(thing, surroundings.sealed(), surroundings.clock());
        }
        return WithingsBindingConstants.DEVICE_THING_TYPES.contains(type)
                ? new DeviceHandler(thing, surroundings.sealed(), surroundings.clock())
                : null;
    }
}
