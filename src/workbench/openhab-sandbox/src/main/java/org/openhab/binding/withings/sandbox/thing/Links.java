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
package org.openhab.binding.withings.sandbox.thing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.core.storage.Storage;
import org.openhab.core.thing.ChannelUID;

/**
 * All links between items and channels.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Links {
    public record Link(String itemName, String channelUID) {
        public String uid() {
            return itemName + " -> " + channelUID;
        }
    }

    private final Storage<Link> storage;
    private final Map<String, Link> links = new ConcurrentSkipListMap<>();
    private final Set<String> fromFiles = ConcurrentHashMap.newKeySet();

    private volatile BiConsumer<ChannelUID, Boolean> listener = (channel, linked) -> {
    };

    public Links(Storage<Link> storage) {
        this.storage = storage;
        for (Link link : storage.getValues()) {
            if (link != null) {
                links.put(link.uid(), link);
            }
        }
    }

    /** The listener is called with true for each new link, and with false for each channel without links. */
    void listen(BiConsumer<ChannelUID, Boolean> newListener) {
        listener = newListener;
    }

    public Collection<Link> all() {
        return List.copyOf(links.values());
    }

    public boolean isEditable(Link link) {
        return !fromFiles.contains(link.uid());
    }

    /** Adds a link. As in openHAB, handlers are notified of links from a text file whenever it is read. */
    public void add(Link link, boolean editable) {
        ChannelUID channel = channel(link);
        boolean isNew = links.put(link.uid(), link) == null;
        if (editable) {
            storage.put(link.uid(), link);
        } else {
            fromFiles.add(link.uid());
        }
        if (isNew || !editable) {
            listener.accept(channel, true);
        }
    }

    public boolean remove(Link link) {
        if (links.remove(link.uid()) == null) {
            return false;
        }
        storage.remove(link.uid());
        fromFiles.remove(link.uid());
        ChannelUID channel = channel(link);
        if (itemsOf(channel).isEmpty()) {
            listener.accept(channel, false);
        }
        return true;
    }

    public List<String> itemsOf(ChannelUID channel) {
        String uid = channel.toString();
        return links.values().stream().filter(link -> link.channelUID().equals(uid)).map(Link::itemName).toList();
    }

    public List<String> channelsOf(String item) {
        return links.values().stream().filter(link -> link.itemName().equals(item)).map(Link::channelUID).toList();
    }

    private static ChannelUID channel(Link link) {
        try {
            return new ChannelUID(link.channelUID());
        } catch (IllegalArgumentException e) {
            throw new SandboxException("'" + link.channelUID() + "' is no UID of a channel: " + e.getMessage(), e);
        }
    }
}
