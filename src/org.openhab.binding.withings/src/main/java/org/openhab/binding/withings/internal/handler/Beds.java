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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.api.Notification.BedEvent;

/**
 * Delivers bed events to the things that show them: the person's and the sleep monitor's. Withings does not repeat an
 * event that has been accepted, but may send it while a thing is still starting or the person's devices are not known
 * yet; so events are kept for a while and delivered again. Things recognise what they have had.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Beds {

    /** Things start within minutes after their account. */
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int CAPACITY = 256;

    private record Delivery(String userId, BedEvent event, boolean ofNight, Instant arrival) {}

    private final Supplier<Stream<WithingsThingHandler>> things;
    private final KnownDevices devices;
    private final Clock clock;
    private final Deque<Delivery> kept = new ArrayDeque<>();

    /**
     * @param things the things of people and devices that are attached now
     */
    Beds(Supplier<Stream<WithingsThingHandler>> things, KnownDevices devices, Clock clock) {
        this.things = things;
        this.devices = devices;
        this.clock = clock;
    }

    void happened(String userId, BedEvent event) {
        take(userId, event, false);
    }

    /**
     * The sleep monitor has completed a night, so the person has left the bed.
     */
    void left(String userId, BedEvent event) {
        take(userId, event, true);
    }

    private void take(String userId, BedEvent event, boolean ofNight) {
        Delivery delivery = new Delivery(userId, event, ofNight, clock.instant());
        forgetOld();
        if (kept.size() >= CAPACITY) {
            kept.removeFirst();
        }
        kept.addLast(delivery);
        deliver(delivery);
    }

    /**
     * A thing has been attached, or devices have become known.
     */
    void deliverAgain() {
        forgetOld();
        List.copyOf(kept).forEach(this::deliver);
    }

    private void forgetOld() {
        Instant now = clock.instant();
        kept.removeIf(delivery -> !delivery.arrival().plus(KEPT).isAfter(now));
    }

    private void deliver(Delivery delivery) {
        BedEvent event = delivery.event();
        Optional<String> monitor = Optional.ofNullable(event.deviceId())
                .or(() -> devices.onlySleepMonitor(delivery.userId()));
        things.get().filter(thing -> isOf(thing, delivery.userId(), monitor)).forEach(thing -> {
            if (delivery.ofNight()) {
                thing.bedLeft(event);
            } else {
                thing.bed(event);
            }
        });
    }

    private static boolean isOf(WithingsThingHandler thing, String userId, Optional<String> monitor) {
        return thing instanceof PersonHandler person && person.userId().equals(userId)
                || thing instanceof DeviceHandler device && monitor.filter(device.deviceId()::equals).isPresent();
    }
}
