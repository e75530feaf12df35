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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.Notification.TimeSpan;
import org.openhab.binding.withings.internal.channel.BedChannels;
import org.openhab.binding.withings.internal.channel.BedChannels.BedPresence;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.sync.ThingDocument;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The channels of a thing that is attached to its account: updates states, adds channels with their first data, stores
 * the newest states, and tracks bed presence. Used on the account's executor only, except where noted.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ThingChannels {
    /** Older events do not fire triggers, because rules act on them as current. */
    private static final Duration EVENT_LIFETIME = Duration.ofDays(1);

    private final WithingsThingHandler handler;
    private final ThingDocument document;
    private final Clock clock;
    /** The IDs of channels with a stale state, shown as UNDEF. */
    private final Set<String> stale = new HashSet<>();
    /** The end of the last night; not stored, because nights are read again after a restart. */
    private @Nullable Instant nightEnd;
    private volatile Map<String, TimedState> states = Map.of();

    ThingChannels(WithingsThingHandler handler, ThingDocument document, Clock clock) {
        this.handler = handler;
        this.document = document;
        this.clock = clock;
    }

    ThingDocument document() {
        return document;
    }

    /** Returns the newest state of each channel by ID; can be called on any thread. */
    Map<String, TimedState> states() {
        return states;
    }

    private void publish() {
        states = Map.copyOf(document.states());
    }

    /** Shows the states from before a restart. */
    void showStored() {
        document.states().forEach(this::show);
        publish();
    }

    /** Returns the newest state, even if it is stale. */
    @Nullable
    TimedState newest(ChannelDefinition channel) {
        return document.state(channel.channelId());
    }

    /** Returns the current state, UNDEF if there is none, it is stale, or the import may find a newer one. */
    State present(ChannelDefinition channel) {
        return present(channel.channelId());
    }

    private State present(String channelId) {
        TimedState timed = document.state(channelId);
        return timed == null || document.unshown().contains(channelId) || isStale(channelId, timed)
                ? UnDefType.UNDEF
                : timed.state();
    }

    private boolean isStale(String channelId, TimedState timed) {
        Instant end = handler.end(channelId, timed);
        return end != null && !clock.instant().isBefore(end);
    }

    /** Sets stale channels to UNDEF; a state can become valid again after the system clock was corrected. */
    void updateStaleness() {
        document.states().forEach((channelId, timed) -> {
            if (stale.contains(channelId) != isStale(channelId, timed) && !document.unshown().contains(channelId)) {
                show(channelId, timed);
            }
        });
        showDerived();
    }

    void showAgain(String channelId) {
        TimedState timed = document.state(channelId);
        if (timed != null) {
            show(channelId, timed);
        }
    }

    private void show(String channelId, TimedState timed) {
        if (isTrigger(handler.getThing().getChannel(channelId))) {
            return;
        }
        if (isStale(channelId, timed)) {
            stale.add(channelId);
        } else {
            stale.remove(channelId);
        }
        handler.updateState(channelId, present(channelId));
    }

    /**
     * Shows updates. A time series is sent before the state, so that the item ends up with the newest state, which
     * older states never replace, except for corrections.
     */
    void show(List<ChannelUpdate> updates) {
        show(updates, true);
        showDerived();
    }

    /** Sends time series of the import; the newest states are shown later by {@link #showNewest()}. */
    void showPast(List<ChannelUpdate> updates) {
        show(updates, false);
    }

    /** Shows the newest states from the import. */
    void showNewest() {
        List<String> found = List.copyOf(document.unshown());
        found.forEach(channelId -> document.setShown(channelId, true));
        found.forEach(this::showAgain);
        showDerived();
    }

    private void showDerived() {
        show(handler.derived(this), true);
    }

    private void show(List<ChannelUpdate> updates, boolean present) {
        if (updates.isEmpty()) {
            return;
        }
        ensure(updates.stream().filter(ChannelUpdate::hasData).map(ChannelUpdate::channelId)
                .collect(Collectors.toSet()));
        updates.forEach(update -> show(update, present));
        publish();
    }

    private void show(ChannelUpdate update, boolean present) {
        String channelId = update.channelId();
        if (handler.getThing().getChannel(channelId) == null) {
            return;
        }
        TimedState shown = document.state(channelId);
        if (update.event()) {
            if (isRecent(update.time()) && (shown == null || update.time().isAfter(shown.time()))) {
                document.putState(channelId, new TimedState(update.time(), update.state()));
                handler.triggerChannel(channelId, update.state().toString());
            }
            return;
        }
        if (update.history() && update.hasData()) {
            handler.sendTimeSeries(channelId, update.series());
        }
        if (shown == null || isNewer(update, shown) || isTakenBack(update, shown)) {
            TimedState newest = new TimedState(update.time(), update.state(), clock.instant());
            document.putState(channelId, newest);
            document.setShown(channelId, present);
            if (present) {
                show(channelId, newest);
            }
        }
    }

    private boolean isRecent(Instant event) {
        return event.isAfter(clock.instant().minus(EVENT_LIFETIME));
    }

    /** An equal state with a later time is new if the channel has a history or becomes stale. */
    private boolean isNewer(ChannelUpdate update, TimedState shown) {
        boolean changed = !update.state().equals(shown.state());
        return update.time().isAfter(shown.time())
                && (changed || update.history() || handler.end(update.channelId(), shown) != null)
                || update.time().equals(shown.time()) && changed;
    }

    /** Returns whether the state shown was deleted or changed, so that even an older one replaces it. */
    private static boolean isTakenBack(ChannelUpdate update, TimedState shown) {
        TimeSpan corrected = update.corrected();
        return corrected != null && corrected.contains(shown.time())
                && !(update.time().equals(shown.time()) && update.state().equals(shown.state()));
    }

    /** Sends current states, because openHAB would set an item without a state to one of a past series. */
    void sendPresentStates(Collection<String> channelIds) {
        for (String channelId : channelIds) {
            Channel channel = handler.getThing().getChannel(channelId);
            if (channel != null && !isTrigger(channel)) {
                handler.updateState(channelId, present(channelId));
            }
        }
    }

    // adding and removing channels

    /**
     * Adds the channels that the thing does not have yet, in the order of their declaration. Trigger channels are added
     * with the first channel of their group, so that rules can be written before the first event.
     */
    private void ensure(Set<String> channelIds) {
        Thing thing = handler.getThing();
        Set<String> groups = channelIds.stream().filter(id -> thing.getChannel(id) == null)
                .map(id -> new ChannelUID(thing.getUID(), id).getGroupId()).filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (groups.isEmpty() || !handler.isReady()) {
            return;
        }
        List<Channel> channels = new ArrayList<>(thing.getChannels());
        channels.removeIf(channel -> groups.contains(channel.getUID().getGroupId()));
        for (String group : groups) {
            for (ChannelBuilder builder : handler.declaredChannels(group)) {
                Channel declared = builder.build();
                Channel present = thing.getChannel(declared.getUID());
                if (present != null) {
                    channels.add(present);
                } else if (isTrigger(declared) || channelIds.contains(declared.getUID().getId())) {
                    channels.add(declared);
                }
            }
        }
        handler.replaceChannels(channels);
    }

    /** Removes channels without data and links, except bed and trigger channels of groups with data. */
    void removeUnused(Predicate<ChannelUID> isLinked) {
        Thing thing = handler.getThing();
        Set<@Nullable String> usedGroups = states.keySet().stream()
                .map(id -> new ChannelUID(thing.getUID(), id).getGroupId()).collect(Collectors.toSet());
        List<Channel> used = thing.getChannels().stream().filter(channel -> {
            String group = channel.getUID().getGroupId();
            return states.containsKey(channel.getUID().getId()) || isLinked.test(channel.getUID())
                    || usedGroups.contains(group) && (isTrigger(channel) || ChannelGroup.BED.id().equals(group));
        }).toList();
        if (used.size() < thing.getChannels().size()) {
            handler.replaceChannels(used);
        }
    }

    private static boolean isTrigger(@Nullable Channel channel) {
        return channel != null && channel.getKind() == ChannelKind.TRIGGER;
    }

    // the bed

    /** Shows a bed event; events may arrive in any order. */
    void bed(BedEvent event) {
        BedPresence before = bedPresence();
        showBed(event, before, before.after(event), before.isNews(event));
    }

    /** Shows the end of a night, which ends an earlier presence in case the bed-out event was lost. */
    void bedLeft(BedEvent event) {
        BedPresence before = bedPresence();
        showBed(event, before, before.afterNight(event.time()), before.inBed().orElse(false));
    }

    private void showBed(BedEvent event, BedPresence before, BedPresence after, boolean isNew) {
        nightEnd = after.nightEnd();
        List<ChannelUpdate> updates = BedChannels.updates(after);
        if (updates.equals(BedChannels.updates(before))) {
            return;
        }
        ensureBedChannels();
        show(updates);
        document.save();
        if (isNew && isRecent(event.time())) {
            handler.triggerChannel(BedChannels.EVENT.channelId(), event.kind().name());
        }
    }

    /** Adds the bed channels, so that rules can be written before the first event. */
    void ensureBedChannels() {
        ensure(BedChannels.ALL.stream().map(ChannelDefinition::channelId).collect(Collectors.toSet()));
    }

    private BedPresence bedPresence() {
        return new BedPresence(time(BedChannels.LAST_IN), time(BedChannels.LAST_OUT), time(BedChannels.LAST_INFLATION),
                nightEnd);
    }

    private @Nullable Instant time(ChannelDefinition channel) {
        TimedState timed = newest(channel);
        return timed == null ? null : timed.time();
    }
}
