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
package org.openhab.core.thing.binding;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.TimeSeries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The base class of thing handlers. */
@NonNullByDefault
public abstract class BaseThingHandler implements ThingHandler {
    private static final String THREAD_POOL = "thingHandler";

    private final Logger logger = LoggerFactory.getLogger(BaseThingHandler.class);

    /** The pool shared by all handlers; tasks must not block. */
    protected final ScheduledExecutorService scheduler = ThreadPoolManager.getScheduledPool(THREAD_POOL);

    /** The current thing; replaced by {@link #updateThing} and {@link #thingUpdated}. */
    protected Thing thing;

    private volatile @Nullable ThingHandlerCallback callback;

    public BaseThingHandler(Thing thing) {
        this.thing = thing;
    }

    /** Agrees to the removal at once. */
    @Override
    public void handleRemoval() {
        updateStatus(ThingStatus.REMOVED);
    }

    /**
     * Checks and stores the new configuration and, if the handler is initialized, disposes and initializes it again.
     */
    @Override
    public void handleConfigurationUpdate(Map<String, Object> configurationParameters) {
        if (!isModifyingCurrentConfig(configurationParameters)) {
            return;
        }
        validateConfigurationParameters(configurationParameters);
        Configuration configuration = editConfiguration();
        configurationParameters.forEach(configuration::put);
        if (isInitialized()) {
            dispose();
            updateConfiguration(configuration);
            initialize();
        } else {
            updateConfiguration(configuration);
            callback("update the configuration", callback -> callback.configurationUpdated(getThing()));
        }
    }

    protected boolean isModifyingCurrentConfig(Map<String, Object> configurationParameters) {
        Configuration current = getConfig();
        return configurationParameters.entrySet().stream()
                .anyMatch(entry -> !Objects.equals(current.get(entry.getKey()), entry.getValue()));
    }

    @Override
    public void dispose() {
    }

    @Override
    public Thing getThing() {
        return thing;
    }

    /** Disposes the handler and initializes it with the new thing. */
    @Override
    public void thingUpdated(Thing thing) {
        dispose();
        this.thing = thing;
        initialize();
    }

    @Override
    public void setCallback(@Nullable ThingHandlerCallback thingHandlerCallback) {
        callback = thingHandlerCallback;
    }

    protected @Nullable ThingHandlerCallback getCallback() {
        return callback;
    }

    /** Sends {@code REFRESH}, so that the item gets a state at once. */
    @Override
    public void channelLinked(ChannelUID channelUID) {
        handleCommand(channelUID, RefreshType.REFRESH);
    }

    @Override
    public void channelUnlinked(ChannelUID channelUID) {
    }

    protected void validateConfigurationParameters(Map<String, Object> configurationParameters) {
        callback("validate configuration parameters",
                callback -> callback.validateConfigurationParameters(getThing(), configurationParameters));
    }

    protected Configuration getConfig() {
        return getThing().getConfiguration();
    }

    protected <T> T getConfigAs(Class<T> configurationClass) {
        return getConfig().as(configurationClass);
    }

    protected void updateState(String channelID, State state) {
        callback("update the state of " + channelID, callback -> callback.stateUpdated(channelUID(channelID), state));
    }

    protected void sendTimeSeries(String channelID, TimeSeries timeSeries) {
        callback("send a time series to " + channelID,
                callback -> callback.sendTimeSeries(channelUID(channelID), timeSeries));
    }

    protected void triggerChannel(String channelID, String event) {
        callback("trigger " + channelID,
                callback -> callback.channelTriggered(getThing(), channelUID(channelID), event));
    }

    protected void updateStatus(ThingStatus status, ThingStatusDetail statusDetail, @Nullable String description) {
        ThingStatusInfo info = new ThingStatusInfo(status, statusDetail, description);
        callback("update the status", callback -> callback.statusUpdated(getThing(), info));
    }

    protected void updateStatus(ThingStatus status, ThingStatusDetail statusDetail) {
        updateStatus(status, statusDetail, null);
    }

    protected void updateStatus(ThingStatus status) {
        updateStatus(status, ThingStatusDetail.NONE, null);
    }

    protected ThingBuilder editThing() {
        return ThingBuilder.create(getThing());
    }

    protected void updateThing(Thing thing) {
        if (thing == this.thing) {
            throw new IllegalArgumentException("Change a copy of the thing, as editThing() gives one");
        }
        callback("update the thing", callback -> {
            this.thing = thing;
            callback.thingUpdated(thing);
        });
    }

    protected Configuration editConfiguration() {
        return new Configuration(getConfig().getProperties());
    }

    protected void updateConfiguration(Configuration configuration) {
        Map<String, Object> before = getConfig().getProperties();
        callback("update the configuration", callback -> {
            getConfig().setProperties(configuration.getProperties());
            try {
                callback.thingUpdated(getThing());
            } catch (RuntimeException e) {
                getConfig().setProperties(before);
                throw e;
            }
        });
    }

    protected Map<String, String> editProperties() {
        return new HashMap<>(getThing().getProperties());
    }

    protected void updateProperties(@Nullable Map<String, String> properties) {
        if (properties != null) {
            callback("update properties", callback -> {
                properties.forEach(getThing()::setProperty);
                callback.thingUpdated(getThing());
            });
        }
    }

    protected void updateProperty(String name, @Nullable String value) {
        if (!Objects.equals(getThing().getProperties().get(name), value)) {
            callback("update property " + name, callback -> {
                getThing().setProperty(name, value);
                callback.thingUpdated(getThing());
            });
        }
    }

    protected @Nullable Bridge getBridge() {
        ThingUID bridgeUID = getThing().getBridgeUID();
        ThingHandlerCallback callback = this.callback;
        return bridgeUID == null || callback == null ? null : callback.getBridge(bridgeUID);
    }

    protected boolean isLinked(ChannelUID channelUID) {
        ThingHandlerCallback callback = this.callback;
        return callback != null && callback.isChannelLinked(channelUID);
    }

    protected boolean isInitialized() {
        return switch (getThing().getStatus()) {
            case ONLINE, OFFLINE, UNKNOWN -> true;
            default -> false;
        };
    }

    /** Goes offline with the bridge, and online again with it if nothing else was wrong. */
    @Override
    public void bridgeStatusChanged(ThingStatusInfo bridgeStatusInfo) {
        if (bridgeStatusInfo.getStatus() == ThingStatus.ONLINE
                && getThing().getStatusInfo().getStatusDetail() == ThingStatusDetail.BRIDGE_OFFLINE) {
            updateStatus(ThingStatus.ONLINE);
        } else if (bridgeStatusInfo.getStatus() == ThingStatus.OFFLINE) {
            updateStatus(ThingStatus.OFFLINE, ThingStatusDetail.BRIDGE_OFFLINE);
        }
    }

    private ChannelUID channelUID(String channelId) {
        return new ChannelUID(getThing().getUID(), channelId);
    }

    private void callback(String purpose, Consumer<ThingHandlerCallback> action) {
        synchronized (this) {
            ThingHandlerCallback callback = this.callback;
            if (callback == null) {
                logger.warn("Handler {} of thing {} tried to {} although it was disposed already",
                        getClass().getSimpleName(), getThing().getUID(), purpose);
            } else {
                action.accept(callback);
            }
        }
    }
}
