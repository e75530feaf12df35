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

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.TimeSeries;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An openHAB with one person in it that counts what the person's handler hands over and lets it go at once. The person
 * gets its channels with the first data, as declared in the add-on's XML.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class CountingOpenHab implements AutoCloseable {
    private static final ThingUID PERSON = new ThingUID(WithingsBindingConstants.BINDING_ID + ":person:home:anna");

    private final Document channelGroups;
    private final PersonHandler handler;
    private long states;
    private long points;

    public CountingOpenHab() {
        channelGroups = channelGroups();
        Thing person = ThingBuilder.create(WithingsBindingConstants.THING_TYPE_PERSON, PERSON)
                .withConfiguration(new Configuration(Map.of("userId", "30571824"))).build();
        handler = new PersonHandler(person, new SealedStorage(new MemoryStorage(), new Base64Cipher()),
                Clock.systemUTC());
        handler.setCallback(callback());
        handler.initialize();
    }

    /**
     * Shows what the account would let the person show.
     */
    public void show(List<ChannelUpdate> updates) {
        if (!handler.show(updates)) {
            throw new IllegalStateException("The person shows nothing");
        }
    }

    /**
     * @return what the channel shows, null if nothing yet
     */
    public @Nullable TimedState shown(String channelId) {
        return handler.shown(channelId);
    }

    /**
     * @return how many states have been updated
     */
    public long states() {
        return states;
    }

    /**
     * @return how many states have come in time series
     */
    public long points() {
        return points;
    }

    @Override
    public void close() {
        handler.dispose();
    }

    private ThingHandlerCallback callback() {
        return (ThingHandlerCallback) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[]{ ThingHandlerCallback.class }, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "stateUpdated" -> states++;
                        case "sendTimeSeries" -> points += ((TimeSeries) arguments[1]).size();
                        case "isChannelLinked" -> {
                            return false;
                        }
                        case "createChannelBuilders" -> {
                            return channels((ChannelGroupUID) arguments[0]);
                        }
                        default -> {
                        }
                    }
                    return null;
                });
    }

    private List<ChannelBuilder> channels(ChannelGroupUID group) {
        List<ChannelBuilder> channels = new ArrayList<>();
        NodeList declared = channelGroups.getElementsByTagName("channel");
        for (int i = 0; i < declared.getLength(); i++) {
            Element channel = (Element) declared.item(i);
            if (group.getId().equals(((Element) channel.getParentNode().getParentNode()).getAttribute("id"))) {
                channels.add(ChannelBuilder.create(new ChannelUID(group, channel.getAttribute("id"))));
            }
        }
        return channels;
    }

    private static Document channelGroups() {
        try (InputStream xml = PersonHandler.class.getResourceAsStream("/OH-INF/thing/channel-groups.xml")) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("The add-on's channels cannot be read", e);
        }
    }

    /** Stands for openHAB's storage, which writes behind the back of the handler. */
    private static final class MemoryStorage implements Storage<String> {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public @Nullable String put(String key, @Nullable String value) {
            return value == null ? values.remove(key) : values.put(key, value);
        }

        @Override
        public @Nullable String remove(String key) {
            return values.remove(key);
        }

        @Override
        public boolean containsKey(String key) {
            return values.containsKey(key);
        }

        @Override
        public @Nullable String get(String key) {
            return values.get(key);
        }

        @Override
        public Collection<String> getKeys() {
            return List.copyOf(values.keySet());
        }

        @Override
        public Collection<@Nullable String> getValues() {
            return List.copyOf(values.values());
        }
    }

    /** Seals nothing: what openHAB's cipher costs is not the add-on's doing, and little is sealed. */
    private static final class Base64Cipher implements StorageCipher {
        @Override
        public String getUniqueCipherId() {
            return "benchmark";
        }

        @Override
        public @Nullable String encrypt(@Nullable String plaintext) {
            return plaintext == null ? null : Base64.getEncoder().encodeToString(plaintext.getBytes());
        }

        @Override
        public @Nullable String decrypt(@Nullable String base64CipherText) {
            return base64CipherText == null ? null : new String(Base64.getDecoder().decode(base64CipherText));
        }
    }
}
