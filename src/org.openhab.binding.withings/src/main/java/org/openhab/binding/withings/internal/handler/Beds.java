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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.notification.BedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what happens in beds to the things that show them: the person's and the sleep monitor's. Withings does not say
 * it twice once it has been taken, but may say it while a thing is only just starting, or before it has told which
 * sleep monitor must be meant; so it is kept for a while and brought again. Things recognise what they know.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Beds {
    /** Things come up within minutes after their account. */
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int CAPACITY = 256;
    /** Clocks differ, but not by more. */
    private static final Duration FUTURE = Duration.ofDays(1);

    private record Message(String userId, BedEvent event, boolean ofNight, Instant arrival) {}

    private final Logger logger = LoggerFactory.getLogger(Beds.class);
    private final Supplier<Stream<WithingsThingHandler>> things;
    private final KnownDevices devices;
    private final Clock clock;
    private final Deque<Message> kept = new ArrayDeque<>();

    /**
     * @param things the things of people and devices that there are now
     */
    Beds(Supplier<Stream<WithingsThingHandler>> things, KnownDevices devices, Clock clock) {
        this.things = things;
        this.devices = devices;
        this.clock = clock;
    }

    /**
     * Something happened in a person's bed.
     */
    void happened(String userId, BedEvent event) {
        take(userId, event, false);
    }

    /**
     * The night has told that the person got up.
     */
    void left(String userId, BedEvent event) {
        take(userId, event, true);
    }

    private void take(String userId, BedEvent event, boolean ofNight) {
        Instant now = clock.instant();
        if (event.time().isAfter(now.plus(FUTURE))) {
            logger.debug("A bed event from the future is ignored");
            return;
        }
        Message message = new Message(userId, event, ofNight, now);
        synchronized (kept) {
            forgetOld(now);
            if (kept.size() >= CAPACITY) {
                kept.removeFirst();
            }
            kept.addLast(message);
        }
        bring(message);
    }

    /**
     * A thing has come up, or more is known of the devices.
     */
    void bringAgain() {
        List<Message> again;
        synchronized (kept) {
            forgetOld(clock.instant());
            again = List.copyOf(kept);
        }
        again.forEach(this::bring);
    }

    private void forgetOld(Instant now) {
        kept.removeIf(message -> !message.arrival().plus(KEPT).isAfter(now));
    }

    private void bring(Message message) {
        BedEvent event = message.event();
        Consumer<WithingsThingHandler> telling = thing -> {
            if (message.ofNight()) {
                thing.bedLeft(event);
            } else {
                thing.bed(event);
            }
        };
        Optional<String> monitor = Optional.ofNullable(event.deviceId())
                .or(() -> devices.onlySleepMonitor(message.userId()));
        things.get().filter(thing -> isOf(thing, message.userId(), monitor)).forEach(telling);
    }

    private static boolean isOf(WithingsThingHandler thing, String userId, Optional<String> monitor) {
        return thing instanceof PersonHandler person && person.userId().equals(userId)
                || thing instanceof DeviceHandler device && monitor.filter(device.deviceId()::equals).isPresent();
    }

    /**
     * The account has been closed.
     */
    void clear() {
        synchronized (kept) {
            kept.clear();
        }
    }
}
