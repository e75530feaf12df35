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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.sync.ThingDocument;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelGroupUID;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.type.ChannelGroupTypeUID;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;

/**
 * The base class of the handlers of people and devices. Attaches itself to its account, which uses its
 * {@link ThingChannels} on the account's executor.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class WithingsThingHandler extends BaseThingHandler {
    protected final Clock clock;
    private final SealedStorage storage;
    private volatile @Nullable ThingChannels channels;
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
        Bridge bridge = getBridge();
        if (bridge == null || account() == null) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_UNINITIALIZED);
        } else if (!onAccount(connected -> connected.attach(this))) {
            // an account that is configured later attaches its things itself
            bridgeStatusChanged(bridge.getStatusInfo());
        }
    }

    @Override
    public void dispose() {
        end();
        onAccount(connected -> connected.detach(this));
        super.dispose();
    }

    @Override
    public void handleRemoval() {
        end();
        if (!onAccount(connected -> connected.remove(this))) {
            forget();
        }
        super.handleRemoval();
    }

    /** A task of the account may still be running: it must not store as sent what is dropped from here on. */
    private void end() {
        ThingChannels attached = channels;
        if (attached != null) {
            attached.document().close();
        }
        initialized = false;
    }

    /** Deletes the stored data of the thing. */
    void forget() {
        new ThingDocument(storage, getThing().getUID()).delete();
    }

    @Override
    public void handleCommand(ChannelUID channelUID, Command command) {
        if (command instanceof RefreshType) {
            onAccount(connected -> {
                ThingChannels attached = channels;
                if (attached != null) {
                    attached.showAgain(channelUID.getId());
                }
            });
        }
    }

    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        if (!onAccount(this::refreshStatus)) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE, bridgeStatusInfo.getDescription());
        }
    }

    protected @Nullable AccountHandler account() {
        Bridge bridge = getBridge();
        return bridge != null && bridge.getHandler()instanceof AccountHandler account ? account : null;
    }

    /** Runs a task on the account's executor; returns false if there is no configured account. */
    protected boolean onAccount(Consumer<ConnectedAccount> task) {
        AccountHandler account = account();
        return account != null && account.onExecutor(task);
    }

    /** Returns whether the thing has been initialized and not been disposed or removed since. */
    boolean isReady() {
        return initialized;
    }

    /** Returns the newest state of each channel with its time; can be called on any thread. */
    public Map<String, TimedState> states() {
        ThingChannels attached = channels;
        return attached == null ? Map.of() : attached.states();
    }

    // on the account's executor

    /** Computes the status of the thing while its account is online. */
    protected abstract ThingStatusInfo statusWithin(ConnectedAccount account);

    /** Returns when a state becomes stale, null if it never does. */
    protected @Nullable Instant end(String channelId, TimedState timed) {
        return null;
    }

    /** Computes the updates of channels that are derived from other channels or from the time. */
    protected List<ChannelUpdate> derived(ThingChannels shown) {
        return List.of();
    }

    /** Called when the account has attached the thing. */
    void attached() {
        ThingChannels attached = new ThingChannels(this, new ThingDocument(storage, getThing().getUID()), clock);
        channels = attached;
        attached.showStored();
    }

    void detached() {
        channels = null;
    }

    /** Returns an ID in the configuration of a thing without surrounding spaces; empty if missing. */
    static String id(Thing thing, String parameter) {
        return Objects.toString(thing.getConfiguration().get(parameter), "").strip();
    }

    /** Returns the channels; to be called only while the thing is attached. */
    ThingChannels channels() {
        return Objects.requireNonNull(channels);
    }

    /** Updates the status; returns whether it has changed. */
    boolean refreshStatus(ConnectedAccount account) {
        Bridge bridge = getBridge();
        if (!initialized || bridge == null) {
            return false;
        }
        ThingStatusInfo status = switch (bridge.getStatus()) {
            case ONLINE -> statusWithin(account);
            case UNKNOWN -> AccountHealth.UNKNOWN;
            default -> new ThingStatusInfo(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE,
                    bridge.getStatusInfo().getDescription());
        };
        boolean changed = !status.equals(getThing().getStatusInfo());
        if (changed) {
            updateStatus(status.getStatus(), status.getStatusDetail(), status.getDescription());
        }
        return changed;
    }

    protected void showProperties(Map<String, String> changed) {
        Map<String, String> properties = editProperties();
        properties.putAll(changed);
        if (initialized && !properties.equals(getThing().getProperties())) {
            updateProperties(properties);
        }
    }

    /** Creates the channels that the thing type's XML declares for a group. */
    List<ChannelBuilder> declaredChannels(String group) {
        ThingHandlerCallback callback = getCallback();
        return callback == null
                ? List.of()
                : callback.createChannelBuilders(new ChannelGroupUID(getThing().getUID(), group),
                        new ChannelGroupTypeUID(WithingsBindingConstants.BINDING_ID, group));
    }

    void replaceChannels(List<Channel> replacement) {
        if (initialized) {
            updateThing(editThing().withChannels(replacement).build());
        }
    }

    // overridden because ThingChannels may still be used for a moment after disposal

    @Override
    protected void updateState(String channelId, State state) {
        if (initialized) {
            super.updateState(channelId, state);
        }
    }

    @Override
    protected void sendTimeSeries(String channelId, TimeSeries series) {
        if (initialized) {
            super.sendTimeSeries(channelId, series);
        }
    }

    @Override
    protected void triggerChannel(String channelId, String event) {
        if (initialized) {
            super.triggerChannel(channelId, event);
        }
    }
}
