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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ThingBuilder;

/**
 * openHAB takes a handler's own lock when it lets go of the handler, and holds others then.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class LockTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final long PATIENCE_SECONDS = 20;

    @Test
    void openHabNeedNotWaitForAHandlerThatAsksIt() {
        // given
        Thing thing = ThingBuilder
                .create(WithingsBindingConstants.THING_TYPE_PERSON, new ThingUID("withings:person:home:anna"))
                .withConfiguration(new Configuration(Map.of("userId", "363"))).build();
        ThingHandlerCallback openHab = mock();
        PersonHandler handler = new PersonHandler(thing, new SealedStorage(new MemoryStorage(), new AesCipher(1)),
                new TestScheduler(NOW).clock());
        AtomicBoolean free = new AtomicBoolean();
        doAnswer(call -> {
            free.set(isFree(handler));
            return List.of();
        }).when(openHab).createChannelBuilders(any(), any());
        handler.setCallback(openHab);
        handler.initialize();

        // when: a channel has to be added, for which openHAB is asked
        handler.show(List.of(new ChannelUpdate("body#weight", new TreeMap<>(Map.of(NOW, new DecimalType(70))), true)));

        // then
        verify(openHab, atLeastOnce()).createChannelBuilders(any(), any());
        assertThat(free.get(), is(true));
        handler.dispose();
    }

    @Test
    void aPropertyIsNotLostToChannelsThatComeAtTheSameTime() throws Exception {
        // given
        Thing thing = spy(ThingBuilder
                .create(WithingsBindingConstants.THING_TYPE_PERSON, new ThingUID("withings:person:home:anna"))
                .withConfiguration(new Configuration(Map.of("userId", "363"))).build());
        ThingHandlerCallback openHab = mock();
        PersonHandler handler = new PersonHandler(thing, new SealedStorage(new MemoryStorage(), new AesCipher(1)),
                new TestScheduler(NOW).clock());
        handler.setCallback(openHab);
        handler.initialize();
        Thread past = new Thread(() -> handler.showProgress(new HistoryProgress(null, null, 1, NOW, null)));
        past.setDaemon(true);
        doAnswer(call -> {
            Map<?, ?> copied = Map.copyOf((Map<?, ?>) call.callRealMethod());
            if (past.getState() == Thread.State.NEW) {
                past.start();
                awaitEndOrWait(past);
            }
            return copied;
        }).when(thing).getProperties();

        // when: the past is told to be complete while somebody copies the thing to add a channel
        handler.show(List.of(new ChannelUpdate("body#weight", new TreeMap<>(Map.of(NOW, new DecimalType(70))), true)));
        past.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

        // then
        assertThat(handler.getThing().getProperties().get(PersonHandler.PROPERTY_HISTORY), is("finished " + NOW));
        handler.dispose();
    }

    private static void awaitEndOrWait(Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (thread.getState() != Thread.State.TERMINATED && thread.getState() != Thread.State.BLOCKED) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("The thread neither ends nor waits, but is " + thread.getState());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * @return whether another thread gets the handler's own lock
     */
    private static boolean isFree(PersonHandler handler) throws Exception {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread openHab = new Thread(() -> {
            synchronized (handler) {
                taken.complete(true);
            }
        });
        openHab.setDaemon(true);
        openHab.start();
        return taken.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS).get();
    }
}
