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
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;
import org.openhab.binding.withings.internal.api.TimeSpan;
import org.openhab.binding.withings.internal.channel.BedChannels;
import org.openhab.binding.withings.internal.channel.BedChannels.BedPresence;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.sync.ThingDocument;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * A thing of a person or device: shows the updates of its account, keeps the newest states over a restart, and has a
 * bed. Between {@link #attached()} and {@link #detached()} it is used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class WithingsThingHandler extends BaseThingHandler {

    /** Rules act on an event at once, so one that is older does not trigger any more. */
    private static final Duration EVENT_LIFETIME = Duration.ofDays(1);

    protected final SealedStorage storage;
    protected final Clock clock;

    private @Nullable ThingDocument document;
    /** Channels whose state is too old to be shown. */
    private final Set<String> stale = new HashSet<>();
    /** Channels whose newest state came with the import and is shown at the end of its step. */
    private final Set<String> unshown = new HashSet<>();
    /** The end of the last night in the bed; nights are read again after a restart. */
    private @Nullable Instant nightEnd;

    private volatile Map<String, TimedState> states = Map.of();
    private volatile boolean initialized;

    protected WithingsThingHandler(Thing thing, SealedStorage storage, Clock clock) {
        super(thing);
        this.storage = storage;
        this.clock = clock;
    }

    @Override
    public void initialize() {
        initialized = true;
        updateStatus(ThingStatus.UNKNOWN);
        AccountHandler account = account();
        if (account == null) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_UNINITIALIZED);
        } else {
            // an account that is not connected collects its things when it connects
            account.onExecutor(connected -> connected.attach(this));
        }
    }

    @Override
    public void dispose() {
        initialized = false;
        AccountHandler account = account();
        if (account != null) {
            account.onExecutor(connected -> connected.detach(this));
        }
        super.dispose();
    }

    @Override
    public void handleRemoval() {
        initialized = false;
        AccountHandler account = account();
        if (account == null || !account.onExecutor(connected -> connected.remove(this))) {
            forget();
        }
        super.handleRemoval();
    }

    /**
     * Forgets what is stored of the thing.
     */
    void forget() {
        new ThingDocument(storage, getThing().getUID()).delete();
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        AccountHandler account = account();
        if (account != null && command instanceof RefreshType) {
            account.onExecutor(connected -> showAgain(channelUID.getId()));
        }
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        AccountHandler account = account();
        if (account == null || !account.onExecutor(this::refreshStatus)) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, bridgeStatusInfo.getDescription());
        }
    }

    protected @Nullable AccountHandler account() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof AccountHandler account ? account : null;
    }

    /**
     * @return whether the thing has been initialized and not been disposed or removed since
     */
    boolean isReady() {
        return initialized;
    }

    /**
     * @return the newest state of each channel with its time; can be called on any thread
     */
    public Map<String, TimedState> states() {
        return states;
    }

    // on the account's executor

    /**
     * @return the status of the thing while its account is online
     */
    protected abstract ThingStatusInfo statusWithin(ConnectedAccount account);

    /**
     * @return when a state ceases to be the present one, null if it never does
     */
    protected @Nullable Instant end(String channelId, TimedState timed) {
        return null;
    }

    /**
     * The account takes the thing on.
     */
    void attached() {
        ThingDocument stored = new ThingDocument(storage, getThing().getUID());
        document = stored;
        stored.states().forEach(this::show);
        publish(stored);
    }

    void detached() {
        document = null;
        stale.clear();
        unshown.clear();
        nightEnd = null;
        states = Map.of();
    }

    /**
     * @return what is stored of the thing, null while the account has not taken it on
     */
    @Nullable
    ThingDocument document() {
        return document;
    }

    void refreshStatus(ConnectedAccount account) {
        Bridge bridge = getBridge();
        if (!initialized || bridge == null) {
            return;
        }
        ThingStatus bridgeStatus = bridge.getStatus();
        if (bridgeStatus == ThingStatus.UNKNOWN) {
            updateStatus(ThingStatus.UNKNOWN);
        } else if (bridgeStatus != ThingStatus.ONLINE) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE,
                    bridge.getStatusInfo().getDescription());
        } else {
            ThingStatusInfo status = statusWithin(account);
            updateStatus(status.getStatus(), status.getStatusDetail(), status.getDescription());
        }
    }

    @Nullable
    TimedState shown(String channelId) {
        ThingDocument stored = document;
        return stored == null ? null : stored.state(channelId);
    }

    /**
     * @return the present state of a channel, UNDEF if there is none or it is stale
     */
    protected State present(String channelId) {
        TimedState timed = shown(channelId);
        return timed == null || isStale(channelId, timed) ? UnDefType.UNDEF : timed.state();
    }

    private boolean isStale(String channelId, TimedState timed) {
        Instant end = end(channelId, timed);
        return end != null && !clock.instant().isBefore(end);
    }

    /**
     * Sets channels to UNDEF whose states have become stale; a clock that was wrong may make them valid again.
     */
    void updateStaleness() {
        ThingDocument stored = document;
        if (stored != null) {
            stored.states().forEach((channelId, timed) -> {
                if (stale.contains(channelId) != isStale(channelId, timed) && !unshown.contains(channelId)) {
                    show(channelId, timed);
                }
            });
        }
    }

    private void showAgain(String channelId) {
        TimedState timed = shown(channelId);
        if (timed != null) {
            show(channelId, timed);
        }
    }

    private void show(String channelId, TimedState timed) {
        if (!initialized || DynamicChannels.isTrigger(getThing().getChannel(channelId))) {
            return;
        }
        if (isStale(channelId, timed)) {
            stale.add(channelId);
            updateState(channelId, UnDefType.UNDEF);
        } else {
            stale.remove(channelId);
            updateState(channelId, timed.state());
        }
    }

    /**
     * Shows updates. A time series goes before the state, so that the item ends up with the newest state; a state is
     * replaced only by one that is not older.
     */
    void show(List<ChannelUpdate> updates) {
        show(updates, true);
    }

    /**
     * Takes updates of the past: series are sent, new states are shown by {@link #showNewest()} when the past is
     * complete.
     */
    void showPast(List<ChannelUpdate> updates) {
        show(updates, false);
    }

    private void show(List<ChannelUpdate> updates, boolean present) {
        ThingDocument stored = document;
        if (stored == null || !initialized || updates.isEmpty()) {
            return;
        }
        ensureChannels(updates.stream().filter(ChannelUpdate::hasData).map(ChannelUpdate::channelId)
                .collect(Collectors.toSet()));
        updates.forEach(update -> show(update, stored, present));
        publish(stored);
    }

    private void publish(ThingDocument stored) {
        states = Map.copyOf(stored.states());
    }

    private void show(ChannelUpdate update, ThingDocument stored, boolean present) {
        String channelId = update.channelId();
        if (getThing().getChannel(channelId) == null) {
            return;
        }
        if (update.event()) {
            trigger(update, stored);
            return;
        }
        if (update.history() && update.hasData()) {
            sendTimeSeries(channelId, update.series());
        }
        TimedState shown = stored.state(channelId);
        if (shown == null || isNewer(update, shown) || isTakenBack(update, shown)) {
            TimedState newest = new TimedState(update.time(), update.state(), clock.instant());
            stored.putState(channelId, newest);
            if (present) {
                unshown.remove(channelId);
                show(channelId, newest);
            } else {
                unshown.add(channelId);
            }
        }
    }

    /**
     * Shows the states that the import has brought.
     */
    void showNewest() {
        unshown.forEach(this::showAgain);
        unshown.clear();
    }

    /**
     * Sends the present states of channels, so that a series of past states does not become the state of an item that
     * has none yet.
     */
    void sendPresentStates(Collection<String> channelIds) {
        for (String channelId : channelIds) {
            Channel channel = getThing().getChannel(channelId);
            if (channel != null && !DynamicChannels.isTrigger(channel) && initialized) {
                updateState(channelId, unshown.contains(channelId) ? UnDefType.UNDEF : present(channelId));
            }
        }
    }

    private void trigger(ChannelUpdate event, ThingDocument stored) {
        TimedState last = stored.state(event.channelId());
        if (isRecent(event.time()) && (last == null || event.time().isAfter(last.time()))) {
            stored.putState(event.channelId(), new TimedState(event.time(), event.state()));
            triggerChannel(event.channelId(), event.state().toString());
        }
    }

    private boolean isRecent(Instant event) {
        return event.isAfter(clock.instant().minus(EVENT_LIFETIME));
    }

    /**
     * An equal weight measured later is new, and so is an equal state that would become stale otherwise; an equal
     * battery level is not.
     */
    private boolean isNewer(ChannelUpdate update, TimedState shown) {
        boolean changed = !update.state().equals(shown.state());
        return update.time().isAfter(shown.time())
                && (changed || update.history() || end(update.channelId(), shown) != null)
                || update.time().equals(shown.time()) && changed;
    }

    /**
     * What is shown has been deleted, so something older is shown again.
     */
    private static boolean isTakenBack(ChannelUpdate update, TimedState shown) {
        TimeSpan corrected = update.corrected();
        return corrected != null && corrected.contains(shown.time())
                && !(update.time().equals(shown.time()) && update.state().equals(shown.state()));
    }

    // the bed

    /**
     * A bed event, in any order of arrival.
     */
    void bed(BedEvent event) {
        BedPresence before = bedPresence();
        showBed(event, before, before.after(event), before.isNews(event));
    }

    /**
     * A night has ended: a person who has been in bed since before its end has left the bed without an event.
     */
    void bedLeft(BedEvent event) {
        BedPresence before = bedPresence();
        showBed(event, before, before.afterNight(event.time()), before.inBed().orElse(false));
    }

    private void showBed(BedEvent event, BedPresence before, BedPresence after, boolean news) {
        ThingDocument stored = document;
        nightEnd = after.nightEnd();
        List<ChannelUpdate> updates = BedChannels.updates(after);
        if (stored == null || updates.equals(BedChannels.updates(before))) {
            return;
        }
        ensureBedChannels();
        show(updates);
        stored.save();
        if (news && isRecent(event.time()) && initialized) {
            triggerChannel(BedChannels.EVENT.channelId(), event.kind().name());
        }
    }

    /**
     * Adds the channels of the bed before there is any event, so that rules can be written.
     */
    void ensureBedChannels() {
        ensureChannels(BedChannels.ALL.stream().map(ChannelDefinition::channelId).collect(Collectors.toSet()));
    }

    private BedPresence bedPresence() {
        return new BedPresence(time(BedChannels.LAST_IN), time(BedChannels.LAST_OUT), time(BedChannels.LAST_INFLATION),
                nightEnd);
    }

    private @Nullable Instant time(ChannelDefinition channel) {
        TimedState timed = shown(channel.channelId());
        return timed == null ? null : timed.time();
    }

    // the thing

    protected void showProperties(Map<String, String> changed) {
        Map<String, String> properties = editProperties();
        properties.putAll(changed);
        if (initialized && !properties.equals(getThing().getProperties())) {
            updateProperties(properties);
        }
    }

    private void ensureChannels(Set<String> channelIds) {
        ThingHandlerCallback callback = getCallback();
        Thing thing = getThing();
        if (initialized && callback != null && DynamicChannels.areMissing(thing, channelIds)) {
            updateThing(editThing().withChannels(DynamicChannels.with(thing, channelIds, callback)).build());
        }
    }

    /**
     * Removes the channels that have neither data nor links; they come back with the first data.
     */
    protected void removeUnusedChannels() {
        List<Channel> unused = DynamicChannels.unused(getThing(), states.keySet(), this::isLinked);
        if (initialized && !unused.isEmpty()) {
            updateThing(editThing().withoutChannels(unused).build());
        }
    }
}
