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
package org.openhab.binding.withings.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.RecordKind;
import org.openhab.binding.withings.simulator.oauth.UserIdStyle;

/**
 * How the simulator behaves where Withings' behaviour differs between sources or over time. A client has to get along
 * with every setting; all may be changed while the simulator runs.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Behaviour {

    private static final Map<RecordKind, Integer> PAGE_SIZES = Map.of(RecordKind.MEASURE_GROUP, 500,
            RecordKind.ACTIVITY, 200, RecordKind.WORKOUT, 200, RecordKind.SLEEP_SUMMARY, 300, RecordKind.HEART, 100,
            RecordKind.STETHOSCOPE, 100);

    private final Map<RecordKind, Integer> pageSizes = new ConcurrentHashMap<>(PAGE_SIZES);
    private volatile UserIdStyle userIdStyle = UserIdStyle.ALTERNATING;
    private volatile boolean updateTimeAsText;
    private volatile boolean sorted;
    private volatile boolean userInfoNeededForDevices = true;
    private volatile boolean callbacksEchoedDifferently;
    private volatile boolean bedEventsWithWindow;
    private volatile boolean fourFailuresEndSubscription;
    private volatile boolean callbackOnRegisteredHostIsEnough;
    private volatile int maxSubscriptions = 64;

    /**
     * @return how many rows fit on a page
     */
    public int pageSize(RecordKind kind) {
        return pageSizes.getOrDefault(kind, Integer.MAX_VALUE);
    }

    /**
     * @param rows how many rows fit on a page, 1 or more
     */
    public Behaviour pageSize(RecordKind kind, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A page has to hold a row at least");
        }
        pageSizes.put(kind, rows);
        return this;
    }

    /**
     * @return how token answers write the user id; alternating unless set
     */
    public UserIdStyle userIdStyle() {
        return userIdStyle;
    }

    public Behaviour userIdStyle(UserIdStyle style) {
        userIdStyle = style;
        return this;
    }

    /**
     * @return whether {@code updatetime} comes as text (reference) rather than as a number (recorded answers)
     */
    public boolean updateTimeAsText() {
        return updateTimeAsText;
    }

    public Behaviour updateTimeAsText(boolean asText) {
        updateTimeAsText = asText;
        return this;
    }

    /**
     * @return whether rows are sorted by time; recorded answers are not
     */
    public boolean sorted() {
        return sorted;
    }

    public Behaviour sorted(boolean byTime) {
        sorted = byTime;
        return this;
    }

    /**
     * @return whether getdevice and getgoals need the scope user.info (open question); yes unless set
     */
    public boolean userInfoNeededForDevices() {
        return userInfoNeededForDevices;
    }

    public Behaviour userInfoNeededForDevices(boolean needed) {
        userInfoNeededForDevices = needed;
        return this;
    }

    /**
     * @return whether notify list writes callback URLs with another slash and order of parameters than subscribed
     */
    public boolean callbacksEchoedDifferently() {
        return callbacksEchoedDifferently;
    }

    public Behaviour callbacksEchoedDifferently(boolean differently) {
        callbacksEchoedDifferently = differently;
        return this;
    }

    /**
     * @return whether bed events carry startdate and enddate (older samples) rather than date and deviceid
     */
    public boolean bedEventsWithWindow() {
        return bedEventsWithWindow;
    }

    public Behaviour bedEventsWithWindow(boolean window) {
        bedEventsWithWindow = window;
        return this;
    }

    /**
     * @return whether four failed deliveries in a row end a subscription (older developer guide)
     */
    public boolean fourFailuresEndSubscription() {
        return fourFailuresEndSubscription;
    }

    public Behaviour fourFailuresEndSubscription(boolean end) {
        fourFailuresEndSubscription = end;
        return this;
    }

    /**
     * @return whether a callback URL is covered by a registered URL of the same host, rather than only by one whose
     *         path
     *         it continues
     */
    public boolean callbackOnRegisteredHostIsEnough() {
        return callbackOnRegisteredHostIsEnough;
    }

    public Behaviour callbackOnRegisteredHostIsEnough(boolean enough) {
        callbackOnRegisteredHostIsEnough = enough;
        return this;
    }

    /**
     * @return how many subscriptions a person can have
     */
    public int maxSubscriptions() {
        return maxSubscriptions;
    }

    public Behaviour maxSubscriptions(int max) {
        maxSubscriptions = max;
        return this;
    }
}
