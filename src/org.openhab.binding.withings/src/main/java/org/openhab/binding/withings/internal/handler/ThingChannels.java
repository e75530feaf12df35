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
 * The channels of a thing while its account has it attached: shows updates, adds channels with the first data for them,
 * keeps the newest states over a restart, and knows the bed. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class ThingChannels {
    /** Rules act on an event at once, so one that is older does not trigger any more. */
    private static final Duration EVENT_LIFETIME = Duration.ofDays(1);

    private final WithingsThingHandler handler;
    private final ThingDocument document;
    private final Clock clock;
    /** Channels whose state is too old to be shown. */
    private final Set<String> stale = new HashSet<>();
    /** Channels whose newest state came with the import and is shown at the end of its step. */
    private final Set<String> unshown = new HashSet<>();
    /** The end of the last night in the bed; nights are read again after a restart. */
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

    /** Returns the newest state of each channel; can be called on any thread. */
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

    /** Returns the present state, UNDEF if there is none or it is stale. */
    State present(ChannelDefinition channel) {
        return present(channel.channelId());
    }

    private State present(String channelId) {
        TimedState timed = document.state(channelId);
        return timed == null || isStale(channelId, timed) ? UnDefType.UNDEF : timed.state();
    }

    private boolean isStale(String channelId, TimedState timed) {
        Instant end = handler.end(channelId, timed);
        return end != null && !clock.instant().isBefore(end);
    }

    /** Sets stale channels to UNDEF; a clock that was wrong may make their states valid again. */
    void updateStaleness() {
        document.states().forEach((channelId, timed) -> {
            if (stale.contains(channelId) != isStale(channelId, timed) && !unshown.contains(channelId)) {
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
            handler.updateState(channelId, UnDefType.UNDEF);
        } else {
            stale.remove(channelId);
            handler.updateState(channelId, timed.state());
        }
    }

    /**
     * Shows updates. A time series goes before the state, so that the item ends up with the newest state; a state is
     * replaced only by one that is not older.
     */
    void show(List<ChannelUpdate> updates) {
        show(updates, true);
        showDerived();
    }

    /** Sends the series of the past; new states are shown by {@link #showNewest()} when the past is complete. */
    void showPast(List<ChannelUpdate> updates) {
        show(updates, false);
    }

    /** Shows the states that the import has brought. */
    void showNewest() {
        unshown.forEach(this::showAgain);
        unshown.clear();
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
            if (present) {
                unshown.remove(channelId);
                show(channelId, newest);
            } else {
                unshown.add(channelId);
            }
        }
    }

    private boolean isRecent(Instant event) {
        return event.isAfter(clock.instant().minus(EVENT_LIFETIME));
    }

    /** An equal weight measured later is new, as is a state that would become stale; an equal battery level is not. */
    private boolean isNewer(ChannelUpdate update, TimedState shown) {
        boolean changed = !update.state().equals(shown.state());
        return update.time().isAfter(shown.time())
                && (changed || update.history() || handler.end(update.channelId(), shown) != null)
                || update.time().equals(shown.time()) && changed;
    }

    /** What is shown has been deleted, so something older is shown again. */
    private static boolean isTakenBack(ChannelUpdate update, TimedState shown) {
        TimeSpan corrected = update.corrected();
        return corrected != null && corrected.contains(shown.time())
                && !(update.time().equals(shown.time()) && update.state().equals(shown.state()));
    }

    /** Sends the present states, so that a past state of a series does not become that of an item without one. */
    void sendPresentStates(Collection<String> channelIds) {
        for (String channelId : channelIds) {
            Channel channel = handler.getThing().getChannel(channelId);
            if (channel != null && !isTrigger(channel)) {
                handler.updateState(channelId, unshown.contains(channelId) ? UnDefType.UNDEF : present(channelId));
            }
        }
    }

    // adding and removing channels

    /**
     * Adds the channels that the thing does not have yet, each group in the order of its declaration. Trigger channels
     * come with the first channel of their group, so that rules can be written early.
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

    /** Removes the channels without data and links. Bed and trigger channels stay while their group has data. */
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

    /** A bed event, in any order of arrival. */
    void bed(BedEvent event) {
        BedPresence before = bedPresence();
        showBed(event, before, before.after(event), before.isNews(event));
    }

    /** A night has ended: a person in bed since before its end has left the bed without an event. */
    void bedLeft(BedEvent event) {
        BedPresence before = bedPresence();
        showBed(event, before, before.afterNight(event.time()), before.inBed().orElse(false));
    }

    private void showBed(BedEvent event, BedPresence before, BedPresence after, boolean news) {
        nightEnd = after.nightEnd();
        List<ChannelUpdate> updates = BedChannels.updates(after);
        if (updates.equals(BedChannels.updates(before))) {
            return;
        }
        ensureBedChannels();
        show(updates);
        document.save();
        if (news && isRecent(event.time())) {
            handler.triggerChannel(BedChannels.EVENT.channelId(), event.kind().name());
        }
    }

    /** Adds the channels of the bed before there is any event, so that rules can be written. */
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
