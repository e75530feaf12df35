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

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.channel.BedChannels;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.thing.type.ChannelKind;

/**
 * The things of people and sleep monitors in an openHAB that can be restarted with its stored data.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Bedrooms implements AutoCloseable {

    /** An event of a thing's trigger channel, with the time that the thing shows for it. */
    record Triggered(String thing, BedEvent.Kind event, Instant time) {}

    private final SealedStorage storage = new SealedStorage(new MemoryStorage(), new AesCipher(1));
    private final TestScheduler time;
    private final Clock clock;
    private final Map<String, Thing> things = new TreeMap<>();
    private final Map<String, WithingsThingHandler> handlers = new TreeMap<>();
    private final List<Triggered> triggered = new ArrayList<>();
    private final ThingHandlerCallback openHab = openHab();
    private AccountThings attached;

    /** @param now when all reports arrive */
    Bedrooms(Instant now, List<String> people, List<String> mats) {
        time = new TestScheduler(now);
        clock = time.clock();
        people.forEach(person -> things.put(person,
                thing(WithingsBindingConstants.THING_TYPE_PERSON, person, WithingsBindingConstants.CONFIG_USER_ID)));
        mats.forEach(mat -> things.put(mat, thing(WithingsBindingConstants.THING_TYPE_SLEEP_MONITOR, mat,
                WithingsBindingConstants.CONFIG_DEVICE_ID)));
        attached = new AccountThings(clock);
        startThings();
    }

    private static Thing thing(ThingTypeUID type, String id, String parameter) {
        return ThingBuilder.create(type, new ThingUID(type, id, "home"))
                .withConfiguration(new Configuration(Map.of(parameter, id))).build();
    }

    AccountThings attached() {
        return attached;
    }

    void pass(Duration duration) {
        time.advance(duration);
    }

    /** Restarts openHAB: the account is initialized, the other things are not yet. */
    void restartAccount() {
        close();
        things.replaceAll((id, thing) -> ThingBuilder.create(thing.getThingTypeUID(), thing.getUID())
                .withConfiguration(thing.getConfiguration()).withChannels(thing.getChannels()).build());
        attached = new AccountThings(clock);
    }

    void startThings() {
        things.forEach((id, thing) -> {
            if (!handlers.containsKey(id)) {
                WithingsThingHandler handler = thing.getThingTypeUID()
                        .equals(WithingsBindingConstants.THING_TYPE_PERSON)
                                ? new PersonHandler(thing, storage, mock(ItemChannelLinkRegistry.class), clock)
                                : new DeviceHandler(thing, storage, clock);
                handler.setCallback(openHab);
                handler.initialize();
                handlers.put(id, handler);
                attached.attach(handler);
            }
        });
    }

    @Override
    public void close() {
        handlers.forEach((id, handler) -> {
            handler.dispose();
            things.put(id, handler.getThing());
        });
        handlers.clear();
    }

    void happened(String person, BedEvent event) {
        attached.bedEvent(person, event, false);
    }

    void left(String person, BedEvent event) {
        attached.bedEvent(person, event, true);
    }

    /** Returns the triggered events. */
    List<Triggered> triggered() {
        return List.copyOf(triggered);
    }

    /** Returns the states of the bed channels of a person or sleep monitor. */
    Map<String, String> shown(String id) {
        Map<String, String> shown = new TreeMap<>();
        WithingsThingHandler handler = handlers.get(id);
        if (handler != null) {
            handler.states().forEach((channel, timed) -> shown.put(channel, timed.state().toString()));
        }
        return shown;
    }

    private ThingHandlerCallback openHab() {
        ThingHandlerCallback callback = mock(ThingHandlerCallback.class, withSettings().stubOnly());
        doAnswer(call -> triggered.add(triggered(((Thing) call.getArgument(0)).getUID().getId(),
                BedEvent.Kind.valueOf(call.getArgument(2))))).when(callback).channelTriggered(any(), any(), any());
        when(callback.createChannelBuilders(any(), any())).thenAnswer(call -> channels(call.getArgument(0)));
        return callback;
    }

    private Triggered triggered(String id, BedEvent.Kind event) {
        ChannelDefinition channel = switch (event) {
            case IN -> BedChannels.LAST_IN;
            case OUT -> BedChannels.LAST_OUT;
            case INFLATED -> BedChannels.LAST_INFLATION;
        };
        return new Triggered(id, event, Objects.requireNonNull(
                Objects.requireNonNull(handlers.get(id)).channels().newest(channel)).time());
    }

    private static List<ChannelBuilder> channels(ChannelGroupUID group) {
        return Stream
                .of(BedChannels.IN_BED, BedChannels.LAST_IN, BedChannels.LAST_OUT, BedChannels.LAST_INFLATION,
                        BedChannels.EVENT)
                .map(channel -> channel(group.getThingUID(), channel)).toList();
    }

    private static ChannelBuilder channel(ThingUID thing, ChannelDefinition channel) {
        return ChannelBuilder.create(new ChannelUID(thing, channel.channelId()))
                .withKind(channel == BedChannels.EVENT ? ChannelKind.TRIGGER : ChannelKind.STATE);
    }
}
