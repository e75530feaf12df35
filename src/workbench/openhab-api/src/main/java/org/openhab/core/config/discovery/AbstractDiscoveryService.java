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
package org.openhab.core.config.discovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.common.ThreadPoolManager;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What most discovery services have in common: scans with an end, and the memory of what was found.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class AbstractDiscoveryService implements DiscoveryService {

    private static final String THREAD_POOL = "discovery";
    private static final Pattern TEXT_KEY = Pattern.compile("@text/(\\S+)(?:\\s+\\[(.*)\\])?");
    private static final Pattern TEXT_ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Logger logger = LoggerFactory.getLogger(AbstractDiscoveryService.class);

    protected final ScheduledExecutorService scheduler;

    protected @Nullable ScanListener scanListener;

    protected @NonNullByDefault({}) TranslationProvider i18nProvider;

    protected @NonNullByDefault({}) LocaleProvider localeProvider;

    private final Set<DiscoveryListener> listeners = new CopyOnWriteArraySet<>();
    private final Map<ThingUID, DiscoveryResult> found = new HashMap<>();
    private final Set<ThingTypeUID> supportedThingTypes;
    private final int timeout;
    private final @Nullable String scanInputLabel;
    private final @Nullable String scanInputDescription;

    private volatile boolean backgroundDiscoveryEnabled;
    private Instant timestampOfLastScan = Instant.MIN;
    private @Nullable ScheduledFuture<?> scheduledStop;

    /**
     * @param supportedThingTypes the types that can be found, null for none in particular
     * @param timeout how long a scan takes at most, in seconds; 0 if it ends by itself
     * @param backgroundDiscoveryEnabledByDefault whether to look for things without being asked
     * @param scanInputLabel what to call an input that the user may give to a scan, null if there is none
     * @param scanInputDescription tells the user what to type there, null if there is none
     * @throws IllegalArgumentException if the timeout is negative
     */
    protected AbstractDiscoveryService(@Nullable Set<ThingTypeUID> supportedThingTypes, int timeout,
            boolean backgroundDiscoveryEnabledByDefault, @Nullable String scanInputLabel,
            @Nullable String scanInputDescription) throws IllegalArgumentException {
        this(ThreadPoolManager.getScheduledPool(THREAD_POOL), supportedThingTypes, timeout,
                backgroundDiscoveryEnabledByDefault, scanInputLabel, scanInputDescription);
    }

    /**
     * For tests, which bring their own scheduler.
     */
    protected AbstractDiscoveryService(ScheduledExecutorService scheduler,
            @Nullable Set<ThingTypeUID> supportedThingTypes, int timeout, boolean backgroundDiscoveryEnabledByDefault,
            @Nullable String scanInputLabel, @Nullable String scanInputDescription) throws IllegalArgumentException {
        if (timeout < 0) {
            throw new IllegalArgumentException("The timeout must be >= 0!");
        }
        this.scheduler = scheduler;
        this.supportedThingTypes = supportedThingTypes == null ? Set.of() : Set.copyOf(supportedThingTypes);
        this.timeout = timeout;
        this.backgroundDiscoveryEnabled = backgroundDiscoveryEnabledByDefault;
        this.scanInputLabel = scanInputLabel;
        this.scanInputDescription = scanInputDescription;
    }

    protected AbstractDiscoveryService(@Nullable Set<ThingTypeUID> supportedThingTypes, int timeout,
            boolean backgroundDiscoveryEnabledByDefault) throws IllegalArgumentException {
        this(supportedThingTypes, timeout, backgroundDiscoveryEnabledByDefault, null, null);
    }

    protected AbstractDiscoveryService(@Nullable Set<ThingTypeUID> supportedThingTypes, int timeout)
            throws IllegalArgumentException {
        this(supportedThingTypes, timeout, true);
    }

    protected AbstractDiscoveryService(int timeout) throws IllegalArgumentException {
        this(null, timeout);
    }

    @Override
    public Set<ThingTypeUID> getSupportedThingTypes() {
        return supportedThingTypes;
    }

    @Override
    public boolean isScanInputSupported() {
        return scanInputLabel != null && scanInputDescription != null;
    }

    @Override
    public @Nullable String getScanInputLabel() {
        return scanInputLabel;
    }

    @Override
    public @Nullable String getScanInputDescription() {
        return scanInputDescription;
    }

    @Override
    public int getScanTimeout() {
        return timeout;
    }

    @Override
    public boolean isBackgroundDiscoveryEnabled() {
        return backgroundDiscoveryEnabled;
    }

    @Override
    public void addDiscoveryListener(@Nullable DiscoveryListener listener) {
        if (listener == null) {
            return;
        }
        List<DiscoveryResult> before;
        synchronized (found) {
            before = List.copyOf(found.values());
        }
        before.forEach(result -> listener.thingDiscovered(this, result));
        listeners.add(listener);
    }

    @Override
    public void removeDiscoveryListener(@Nullable DiscoveryListener listener) {
        if (listener != null) {
            listeners.remove(listener);
        }
    }

    @Override
    public void startScan(@Nullable ScanListener listener) {
        startScan(null, listener, this::startScan);
    }

    @Override
    public void startScan(String input, @Nullable ScanListener listener) {
        startScan(input, listener, () -> startScan(input));
    }

    private synchronized void startScan(@Nullable String input, @Nullable ScanListener listener, Runnable scan) {
        cancelScheduledStop();
        if (scanListener != null) {
            stopScan();
        }
        scanListener = listener;
        if (timeout > 0) {
            scheduledStop = scheduler.schedule(this::stopAfterTimeout, timeout, TimeUnit.SECONDS);
        }
        timestampOfLastScan = Instant.now();
        try {
            scan.run();
        } catch (RuntimeException e) {
            cancelScheduledStop();
            scanListener = null;
            if (listener == null) {
                throw e;
            }
            listener.onErrorOccurred(e);
        }
    }

    private void stopAfterTimeout() {
        try {
            stopScan();
        } catch (RuntimeException e) {
            logger.warn("Could not stop a scan of {}", getClass().getSimpleName(), e);
        }
    }

    @Override
    public synchronized void abortScan() {
        cancelScheduledStop();
        ScanListener listener = scanListener;
        scanListener = null;
        if (listener != null) {
            listener.onErrorOccurred(new CancellationException("Scan has been aborted."));
        }
    }

    private void cancelScheduledStop() {
        ScheduledFuture<?> stop = scheduledStop;
        scheduledStop = null;
        if (stop != null) {
            stop.cancel(false);
        }
    }

    /**
     * Starts to look for things and returns at once; what is found goes to {@link #thingDiscovered}.
     */
    protected abstract void startScan();

    /**
     * @param input what the user typed
     */
    protected void startScan(String input) {
        logger.warn("Discovery with input not implemented by service '{}'!", getClass().getName());
    }

    /**
     * Ends the scan, after the timeout or when the service itself is done. Overriding methods call it.
     */
    protected synchronized void stopScan() {
        cancelScheduledStop();
        ScanListener listener = scanListener;
        scanListener = null;
        if (listener != null) {
            listener.onFinished();
        }
    }

    /**
     * Puts a thing into the inbox; a label {@code @text/key ["argument"]} is looked up in the texts of the bundle that
     * this class is from.
     */
    protected void thingDiscovered(DiscoveryResult discoveryResult) {
        thingDiscovered(discoveryResult, FrameworkUtil.getBundle(getClass()));
    }

    /**
     * @param bundle where to look the label up, null if it is to be taken as it is
     */
    protected void thingDiscovered(DiscoveryResult discoveryResult, @Nullable Bundle bundle) {
        DiscoveryResult result = getLocalizedDiscoveryResult(discoveryResult, bundle);
        synchronized (found) {
            found.put(result.getThingUID(), result);
        }
        tell("thingDiscovered", listener -> listener.thingDiscovered(this, result));
    }

    /**
     * Takes a thing out of the inbox.
     */
    protected void thingRemoved(ThingUID thingUID) {
        synchronized (found) {
            found.remove(thingUID);
        }
        tell("thingRemoved", listener -> listener.thingRemoved(this, thingUID));
    }

    /**
     * Takes everything out of the inbox that this service found before the given time.
     */
    protected void removeOlderResults(Instant timestamp) {
        removeOlderResults(timestamp, null, null);
    }

    protected void removeOlderResults(Instant timestamp, @Nullable ThingUID bridgeUID) {
        removeOlderResults(timestamp, null, bridgeUID);
    }

    protected void removeOlderResults(Instant timestamp, @Nullable Collection<ThingTypeUID> thingTypeUIDs,
            @Nullable ThingUID bridgeUID) {
        Collection<ThingTypeUID> types = thingTypeUIDs == null ? supportedThingTypes : thingTypeUIDs;
        tell("removeOlderResults", listener -> {
            Collection<ThingUID> removed = listener.removeOlderResults(this, timestamp, types, bridgeUID);
            if (removed != null) {
                synchronized (found) {
                    found.keySet().removeAll(removed);
                }
            }
        });
    }

    private void tell(String what, Consumer<DiscoveryListener> event) {
        for (DiscoveryListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                logger.warn("{} failed at {}", what, listener.getClass().getName(), e);
            }
        }
    }

    /**
     * @param configProperties the properties of the component, null if there are none
     */
    protected void activate(@Nullable Map<String, Object> configProperties) {
        backgroundDiscoveryEnabled = backgroundOf(configProperties);
        if (backgroundDiscoveryEnabled) {
            beginBackgroundDiscovery();
        }
    }

    protected void modified(@Nullable Map<String, Object> configProperties) {
        boolean before = backgroundDiscoveryEnabled;
        boolean now = backgroundOf(configProperties);
        backgroundDiscoveryEnabled = now;
        if (before && !now) {
            stopBackgroundDiscovery();
        } else if (!before && now) {
            beginBackgroundDiscovery();
        }
    }

    protected void deactivate() {
        if (backgroundDiscoveryEnabled) {
            stopBackgroundDiscovery();
        }
    }

    private boolean backgroundOf(@Nullable Map<String, Object> configProperties) {
        Object value = configProperties == null ? null : configProperties.get(CONFIG_PROPERTY_BACKGROUND_DISCOVERY);
        return value == null ? backgroundDiscoveryEnabled : Boolean.parseBoolean(value.toString());
    }

    private void beginBackgroundDiscovery() {
        synchronized (this) {
            timestampOfLastScan = Instant.now();
        }
        startBackgroundDiscovery();
    }

    protected void startBackgroundDiscovery() {
    }

    protected void stopBackgroundDiscovery() {
    }

    /**
     * @return when the last scan or the background discovery began, {@link Instant#MIN} if never
     */
    protected synchronized Instant getTimestampOfLastScan() {
        return timestampOfLastScan;
    }

    /**
     * @return the result with its label in the user's language
     */
    protected DiscoveryResult getLocalizedDiscoveryResult(DiscoveryResult discoveryResult, @Nullable Bundle bundle) {
        TranslationProvider texts = i18nProvider;
        LocaleProvider locales = localeProvider;
        Matcher key = TEXT_KEY.matcher(discoveryResult.getLabel().strip());
        if (bundle == null || texts == null || locales == null || !key.matches()) {
            return discoveryResult;
        }
        List<String> arguments = new ArrayList<>();
        if (key.group(2) != null) {
            Matcher argument = TEXT_ARGUMENT.matcher(key.group(2));
            while (argument.find()) {
                arguments.add(argument.group(1).replaceAll("\\\\(.)", "$1"));
            }
        }
        String label = texts.getText(bundle, key.group(1), discoveryResult.getLabel(), locales.getLocale(),
                arguments.toArray());
        return DiscoveryResultBuilder.create(discoveryResult).withLabel(label).build();
    }
}
