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
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.BedChannels;
import org.openhab.binding.withings.internal.channel.ChannelGroup;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.notification.BedEvent;
import org.openhab.binding.withings.internal.notification.BedState;
import org.openhab.binding.withings.internal.record.TimeSpan;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.storage.StateMemory;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.openhab.core.types.UnDefType;

/**
 * What people and devices have in common: they show what their account brings them, remember it over a restart, and
 * have a bed.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class WithingsThingHandler extends BaseThingHandler {
    private static final String IN_BED = BedChannels.IN_BED.channelId();
    private static final String LAST_IN = BedChannels.LAST_IN.channelId();
    private static final String LAST_OUT = BedChannels.LAST_OUT.channelId();
    private static final String LAST_INFLATION = BedChannels.LAST_INFLATION.channelId();
    private static final String BED_EVENT = BedChannels.EVENT.channelId();

    /** What happened longer ago is no news any more: who acts upon an event does so now. */
    private static final Duration EVENT_LIFETIME = Duration.ofDays(1);

    protected final SealedStorage storage;
    protected final Clock clock;
    /**
     * Lets one thread after the other change the thing and what it shows. The handler's own lock is openHAB's, which
     * takes it for every update and when it lets go of the handler: nobody here holds it for longer than that.
     */
    private final Object order = new Object();
    /**
     * Taken after {@link #order}. Held for one update at a time and never while the thing is changed, because openHAB
     * waits for the disposal, which takes no other.
     */
    private final Object showing = new Object();
    /** There is one between initialization and disposal only. */
    private volatile @Nullable StateMemory memory;
    /** Channels that do not show the state that is remembered, because it has been too long ago. */
    private final Set<String> stale = new HashSet<>();
    /** Channels whose remembered state came with the past and will be shown when all of that has come. */
    private final Set<String> unshown = new HashSet<>();
    /** When the last night in the bed ended; after a restart, the nights are read again. */
    private @Nullable Instant nightEnd;

    protected WithingsThingHandler(Thing thing, SealedStorage storage, Clock clock) {
        super(thing);
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * @return what the thing's status is while its account is online
     */
    protected abstract ThingStatusInfo statusWithin(AccountHandler account);

    @Override
    public void initialize() {
        StateMemory remembered = new StateMemory(storage, getThing().getUID());
        memory = remembered;
        prepare();
        updateStatus(ThingStatus.UNKNOWN);
        scheduler.execute(() -> {
            showAgain(remembered);
            refreshStatus();
        });
    }

    /**
     * Brings the thing into shape before the account hears of it, and brings it anything.
     */
    protected void prepare() {
    }

    private void showAgain(StateMemory remembered) {
        synchronized (order) {
            synchronized (showing) {
                if (memory == remembered) {
                    remembered.states().forEach(this::show);
                }
            }
        }
    }

    private void showAgain(String channelId) {
        synchronized (order) {
            synchronized (showing) {
                TimedState timed = shown(channelId);
                if (timed != null) {
                    show(channelId, timed);
                }
            }
        }
    }

    /**
     * @return when a state ceases to be the present one, null if it never does
     */
    protected @Nullable Instant end(String channelId, TimedState timed) {
        return null;
    }

    /**
     * Time has passed: what has been too long ago is no longer shown. A clock that went wrong may have made it seem so;
     * then it is shown again.
     */
    void letGoStale() {
        synchronized (order) {
            synchronized (showing) {
                states().forEach((channelId, timed) -> {
                    if (stale.contains(channelId) != isStale(channelId, timed) && !unshown.contains(channelId)) {
                        show(channelId, timed);
                    }
                });
            }
        }
    }

    /**
     * @return what the channel shows at present, UNDEF if that is nothing or has been too long ago
     */
    protected State present(String channelId) {
        TimedState timed = shown(channelId);
        return timed == null || isStale(channelId, timed) ? UnDefType.UNDEF : timed.state();
    }

    private boolean isStale(String channelId, TimedState timed) {
        Instant end = end(channelId, timed);
        return end != null && !clock.instant().isBefore(end);
    }

    private void show(String channelId, TimedState timed) {
        if (isTrigger(getThing().getChannel(channelId))) {
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
     * What the account brings from now on is not shown any more: it may be reading a long history at the moment.
     */
    @Override
    public void dispose() {
        synchronized (showing) {
            memory = null;
            unshown.clear();
            stale.clear();
        }
        super.dispose();
    }

    @Override
    public void handleRemoval() {
        synchronized (showing) {
            memory = null;
        }
        removed();
        new StateMemory(storage, getThing().getUID()).clear();
        super.handleRemoval();
    }

    /**
     * The thing is being removed, and nothing is shown any more.
     */
    protected void removed() {
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        if (command instanceof RefreshType) {
            scheduler.execute(() -> showAgain(channelUID.getId()));
        }
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        refreshStatus();
    }

    /**
     * Takes the status from what the account knows now.
     */
    void refreshStatus() {
        if (memory == null) {
            return;
        }
        AccountHandler account = account();
        Bridge bridge = getBridge();
        if (account == null || bridge == null) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_UNINITIALIZED);
        } else if (bridge.getStatus() == ThingStatus.UNKNOWN) {
            updateStatus(ThingStatus.UNKNOWN);
        } else if (bridge.getStatus() != ThingStatus.ONLINE) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE,
                    bridge.getStatusInfo().getDescription());
        } else {
            ThingStatusInfo status = statusWithin(account);
            updateStatus(status.getStatus(), status.getStatusDetail(), status.getDescription());
        }
    }

    /**
     * @return whether the status may be another one as soon as Withings answers
     */
    boolean hasSomethingToSay() {
        return getThing().getStatus() != ThingStatus.ONLINE || getThing().getStatusInfo().getDescription() != null;
    }

    /**
     * @return whether something can be shown, which is not so before initialization and after disposal
     */
    protected boolean isShowing() {
        return memory != null;
    }

    protected @Nullable AccountHandler account() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof AccountHandler account ? account : null;
    }

    /**
     * @return what the channels show and since when, by channel
     */
    public Map<String, TimedState> states() {
        StateMemory remembered = memory;
        return remembered == null ? Map.of() : remembered.states();
    }

    /**
     * @return the state that the channel shows with the time from which it is true, null if it has never shown one
     */
    @Nullable
    TimedState shown(String channelId) {
        StateMemory remembered = memory;
        return remembered == null ? null : remembered.get(channelId);
    }

    /**
     * Shows what is new. A time series goes before the state, so that the state of the item is that of the newest time;
     * a state is updated only by one that is not older.
     *
     * @return whether it could be shown, which is not so before initialization and after disposal
     */
    boolean show(List<ChannelUpdate> updates) {
        return show(updates, true);
    }

    /**
     * Takes what is old: the time series gets it, but a state that is news waits for {@link #showNewest()}, so that
     * nobody sees the years go by.
     *
     * @return whether it could be taken, which is not so before initialization and after disposal
     */
    boolean showPast(List<ChannelUpdate> updates) {
        return show(updates, false);
    }

    /**
     * Shows the news that the past has brought.
     */
    void showNewest() {
        synchronized (order) {
            synchronized (showing) {
                StateMemory remembered = memory;
                if (remembered == null) {
                    return;
                }
                for (String channelId : unshown) {
                    TimedState newest = remembered.get(channelId);
                    if (newest != null) {
                        show(channelId, newest);
                    }
                }
                unshown.clear();
            }
        }
    }

    private boolean show(List<ChannelUpdate> updates, boolean present) {
        synchronized (order) {
            StateMemory remembered = memory;
            if (remembered == null) {
                return false;
            }
            ensureChannels(updates.stream().filter(WithingsThingHandler::hasData).map(ChannelUpdate::channelId)
                    .collect(Collectors.toSet()));
            for (ChannelUpdate update : updates) {
                synchronized (showing) {
                    if (memory != remembered) {
                        return false;
                    }
                    show(update, remembered, present);
                }
            }
            return true;
        }
    }

    private void show(ChannelUpdate update, StateMemory remembered, boolean present) {
        if (getThing().getChannel(update.channelId()) == null) {
            return;
        }
        if (update.event()) {
            fire(update, remembered);
            return;
        }
        if (update.history() && hasData(update)) {
            sendTimeSeries(update.channelId(), series(update));
        }
        TimedState shown = remembered.get(update.channelId());
        if (!update.isPast() && (shown == null || isNews(update, shown) || isTakenBack(update, shown))) {
            TimedState newest = new TimedState(update.time(), update.state(), clock.instant());
            remembered.put(update.channelId(), newest);
            if (present) {
                unshown.remove(update.channelId());
                show(update.channelId(), newest);
            } else {
                unshown.add(update.channelId());
            }
        }
    }

    private static boolean isTrigger(@Nullable Channel channel) {
        return channel != null && channel.getKind() == ChannelKind.TRIGGER;
    }

    private void fire(ChannelUpdate event, StateMemory remembered) {
        TimedState last = remembered.get(event.channelId());
        if (isRecent(event.time()) && (last == null || event.time().isAfter(last.time()))) {
            remembered.put(event.channelId(), new TimedState(event.time(), event.state()));
            triggerChannel(event.channelId(), event.state().toString());
        }
    }

    private boolean isRecent(Instant event) {
        return event.isAfter(clock.instant().minus(EVENT_LIFETIME));
    }

    /**
     * A channel for which there has never been anything but UNDEF is of no use.
     */
    private static boolean hasData(ChannelUpdate update) {
        return update.points().stream().anyMatch(point -> point.state() != UnDefType.UNDEF);
    }

    private static TimeSeries series(ChannelUpdate update) {
        TimeSeries series = new TimeSeries(
                update.corrected() == null ? TimeSeries.Policy.ADD : TimeSeries.Policy.REPLACE);
        for (TimeSeries.Entry point : update.points()) {
            if (point.state() != UnDefType.UNDEF) {
                series.add(point.timestamp(), point.state());
            }
        }
        return series;
    }

    /**
     * The same weight measured again is news, and so is the same word for what would be let go otherwise; the same
     * battery level told again is not.
     */
    private boolean isNews(ChannelUpdate update, TimedState shown) {
        boolean changed = !update.state().equals(shown.state());
        return update.time().isAfter(shown.time())
                && (changed || update.history() || end(update.channelId(), shown) != null)
                || update.time().equals(shown.time()) && changed;
    }

    /**
     * What is shown is no longer true, so something older is shown again.
     */
    private static boolean isTakenBack(ChannelUpdate update, TimedState shown) {
        TimeSpan corrected = update.corrected();
        return corrected != null && corrected.contains(shown.time())
                && !(update.time().equals(shown.time()) && update.state().equals(shown.state()));
    }

    /**
     * Takes in what happened in the bed, in whatever order it is told.
     */
    void bed(BedEvent event) {
        synchronized (order) {
            BedState before = bedState();
            take(event, before, before.after(event), before.isNews(event));
        }
    }

    /**
     * A night has ended. Whoever still seems to be in bed since before its end has got up unnoticed.
     */
    void bedLeft(BedEvent event) {
        synchronized (order) {
            BedState before = bedState();
            take(event, before, before.afterNight(event.time()), before.inBed().orElse(false));
        }
    }

    private void take(BedEvent event, BedState before, BedState after, boolean news) {
        nightEnd = after.nightEnd();
        List<ChannelUpdate> updates = bed(after);
        if (updates.equals(bed(before))) {
            return;
        }
        ensureBed();
        // what could not be shown would be news again with the next repetition
        if (show(updates) && news && isRecent(event.time())) {
            triggerChannel(BED_EVENT, event.kind().name());
        }
    }

    private static List<ChannelUpdate> bed(BedState state) {
        List<ChannelUpdate> updates = new ArrayList<>();
        state.inBed().ifPresent(inBed -> updates
                .add(ChannelUpdate.of(IN_BED, latest(state.lastIn(), state.lastOut()), OnOffType.from(inBed))));
        add(updates, LAST_IN, state.lastIn());
        add(updates, LAST_OUT, state.lastOut());
        add(updates, LAST_INFLATION, state.lastInflated());
        return updates;
    }

    /**
     * Lets the bed have its channels before anything has happened in it, so that rules can be made.
     */
    void ensureBed() {
        ensureChannels(Set.of(IN_BED, LAST_IN, LAST_OUT, LAST_INFLATION, BED_EVENT));
    }

    private BedState bedState() {
        return new BedState(time(LAST_IN), time(LAST_OUT), time(LAST_INFLATION), nightEnd);
    }

    private @Nullable Instant time(String channelId) {
        TimedState timed = shown(channelId);
        return timed == null ? null : timed.time();
    }

    private static Instant latest(@Nullable Instant one, @Nullable Instant other) {
        if (one == null) {
            return other == null ? Instant.EPOCH : other;
        }
        return other == null || one.isAfter(other) ? one : other;
    }

    private static void add(List<ChannelUpdate> updates, String channelId, @Nullable Instant time) {
        if (time != null) {
            updates.add(ChannelUpdate.of(channelId, time, new DateTimeType(time)));
        }
    }

    /**
     * Changes the thing's properties. Who adds channels at the same time puts a copy in the thing's place, in which a
     * property that is set meanwhile would be lost.
     */
    protected void showProperties(Map<String, String> changed) {
        synchronized (order) {
            Map<String, String> properties = editProperties();
            properties.putAll(changed);
            if (isShowing() && !properties.equals(getThing().getProperties())) {
                updateProperties(properties);
            }
        }
    }

    /**
     * Takes away the channels for which there is no data and no link; they come back with the first data.
     */
    protected void withdrawUnusedChannels() {
        synchronized (order) {
            StateMemory remembered = memory;
            Set<String> used = remembered == null ? Set.of() : remembered.states().keySet();
            Set<@Nullable String> usedGroups = used.stream()
                    .map(id -> new ChannelUID(getThing().getUID(), id).getGroupId()).collect(Collectors.toSet());
            List<Channel> unused = getThing().getChannels().stream()
                    .filter(channel -> !used.contains(channel.getUID().getId()) && !isLinked(channel.getUID()))
                    .filter(channel -> !usedGroups.contains(channel.getUID().getGroupId())
                            || !isTrigger(channel) && !ChannelGroup.BED.id().equals(channel.getUID().getGroupId()))
                    .toList();
            if (!unused.isEmpty()) {
                updateThing(editThing().withoutChannels(unused).build());
            }
        }
    }

    private void ensureChannels(Collection<String> channelIds) {
        synchronized (order) {
            Set<String> missing = channelIds.stream().filter(id -> getThing().getChannel(id) == null)
                    .collect(Collectors.toSet());
            ThingHandlerCallback callback = getCallback();
            if (missing.isEmpty() || callback == null) {
                return;
            }
            ThingUID thingUID = getThing().getUID();
            Set<String> groups = missing.stream().map(id -> new ChannelUID(thingUID, id).getGroupId())
                    .filter(Objects::nonNull).collect(Collectors.toSet());
            List<Channel> channels = new ArrayList<>(getThing().getChannels());
            channels.removeIf(channel -> groups.contains(channel.getUID().getGroupId()));
            for (String group : groups) {
                // a group's channels stand in the order of their declaration, whichever came first; those that fire come
                // with the first of the others, so that rules can be made before anything has happened
                for (ChannelBuilder declared : callback.createChannelBuilders(new ChannelGroupUID(thingUID, group),
                        new ChannelGroupTypeUID(WithingsBindingConstants.BINDING_ID, group))) {
                    Channel channel = declared.build();
                    String id = channel.getUID().getId();
                    Channel present = getThing().getChannel(id);
                    if (present != null) {
                        channels.add(present);
                    } else if (missing.contains(id) || isTrigger(channel)) {
                        channels.add(channel);
                    }
                }
            }
            updateThing(editThing().withChannels(channels).build());
        }
    }
}
