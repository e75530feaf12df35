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

/** The base class of discovery services, with scan timeout and cached results. */
@NonNullByDefault
public abstract class AbstractDiscoveryService implements DiscoveryService {
    private static final Pattern TEXT_KEY = Pattern.compile("@text/(\\S+)(?:\\s+\\[(.*)\\])?");
    private static final Pattern TEXT_ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Logger logger = LoggerFactory.getLogger(AbstractDiscoveryService.class);

    protected final ScheduledExecutorService scheduler = ThreadPoolManager.getScheduledPool("discovery");
    protected @NonNullByDefault({}) TranslationProvider i18nProvider;
    protected @NonNullByDefault({}) LocaleProvider localeProvider;

    private final Set<DiscoveryListener> listeners = new CopyOnWriteArraySet<>();
    private final Map<ThingUID, DiscoveryResult> found = new HashMap<>();
    private final Set<ThingTypeUID> supportedThingTypes;
    private final int timeout;
    private final boolean backgroundDiscoveryEnabled;
    private Instant timestampOfLastScan = Instant.MIN;
    private @Nullable ScheduledFuture<?> scheduledStop;

    protected AbstractDiscoveryService(@Nullable Set<ThingTypeUID> supportedThingTypes, int timeout,
            boolean backgroundDiscoveryEnabledByDefault) throws IllegalArgumentException {
        if (timeout < 0) {
            throw new IllegalArgumentException("The timeout must be >= 0!");
        }
        this.supportedThingTypes = supportedThingTypes == null ? Set.of() : Set.copyOf(supportedThingTypes);
        this.timeout = timeout;
        this.backgroundDiscoveryEnabled = backgroundDiscoveryEnabledByDefault;
    }

    @Override
    public Set<ThingTypeUID> getSupportedThingTypes() {
        return supportedThingTypes;
    }

    @Override
    public boolean isScanInputSupported() {
        return false;
    }

    @Override
    public @Nullable String getScanInputLabel() {
        return null;
    }

    @Override
    public @Nullable String getScanInputDescription() {
        return null;
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
    public void startScan(String input, @Nullable ScanListener listener) {
        startScan(listener);
    }

    @Override
    public synchronized void startScan(@Nullable ScanListener listener) {
        abortScan();
        if (timeout > 0) {
            scheduledStop = scheduler.schedule(this::stopScan, timeout, TimeUnit.SECONDS);
        }
        timestampOfLastScan = Instant.now();
        startScan();
    }

    @Override
    public synchronized void abortScan() {
        ScheduledFuture<?> stop = scheduledStop;
        scheduledStop = null;
        if (stop != null) {
            stop.cancel(false);
        }
    }

    /** Starts a scan without blocking; results are passed to {@link #thingDiscovered}. */
    protected abstract void startScan();

    /** Ends the scan, after the timeout or when the service itself is done. Overriding methods call it. */
    protected synchronized void stopScan() {
        abortScan();
    }

    /**
     * Puts a thing into the inbox; a label {@code @text/key ["argument"]} is looked up in the texts of the bundle that
     * this class is from.
     */
    protected void thingDiscovered(DiscoveryResult discoveryResult) {
        DiscoveryResult result = getLocalizedDiscoveryResult(discoveryResult, FrameworkUtil.getBundle(getClass()));
        synchronized (found) {
            found.put(result.getThingUID(), result);
        }
        tell("thingDiscovered", listener -> listener.thingDiscovered(this, result));
    }

    /** Removes a thing from the inbox. */
    protected void thingRemoved(ThingUID thingUID) {
        synchronized (found) {
            found.remove(thingUID);
        }
        tell("thingRemoved", listener -> listener.thingRemoved(this, thingUID));
    }

    /** Removes all results of this service for a bridge that are older than the given time. */
    protected void removeOlderResults(Instant timestamp, @Nullable ThingUID bridgeUID) {
        tell("removeOlderResults", listener -> {
            Collection<ThingUID> removed = listener.removeOlderResults(this, timestamp, supportedThingTypes, bridgeUID);
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

    protected void activate(@Nullable Map<String, Object> configProperties) {
        if (backgroundDiscoveryEnabled) {
            synchronized (this) {
                timestampOfLastScan = Instant.now();
            }
            startBackgroundDiscovery();
        }
    }

    protected void deactivate() {
        if (backgroundDiscoveryEnabled) {
            stopBackgroundDiscovery();
        }
    }

    protected void startBackgroundDiscovery() {
    }

    protected void stopBackgroundDiscovery() {
    }

    protected synchronized Instant getTimestampOfLastScan() {
        return timestampOfLastScan;
    }

    private DiscoveryResult getLocalizedDiscoveryResult(DiscoveryResult result, @Nullable Bundle bundle) {
        TranslationProvider texts = i18nProvider;
        LocaleProvider locales = localeProvider;
        Matcher key = TEXT_KEY.matcher(result.getLabel().strip());
        if (bundle == null || texts == null || locales == null || !key.matches()) {
            return result;
        }
        List<String> arguments = new ArrayList<>();
        if (key.group(2) != null) {
            Matcher argument = TEXT_ARGUMENT.matcher(key.group(2));
            while (argument.find()) {
                arguments.add(argument.group(1).replaceAll("\\\\(.)", "$1"));
            }
        }
        String label = texts.getText(bundle, key.group(1), result.getLabel(), locales.getLocale(), arguments.toArray());
        return DiscoveryResultBuilder.create(result).withLabel(label).build();
    }
}
