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
package org.openhab.binding.withings.internal.notification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.record.TimeSpan;

/**
 * The way of the notifications from the webhook to the work.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class NotificationQueueTest {
    private final List<Runnable> scheduled = new ArrayList<>();
    private final List<Integer> worked = new ArrayList<>();

    @Test
    void worksInTheOrderOfArrivalWithOneThread() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, this::work);
        for (int appli = 1; appli <= 5; appli++) {
            queue.offer(notification(appli));
        }
        assertThat("nothing is worked on by whoever offers", worked, is(empty()));
        assertThat(scheduled, hasSize(1));

        scheduled.remove(0).run();

        assertThat(worked, contains(1, 2, 3, 4, 5));
    }

    @Test
    void startsAgainAfterHavingBeenEmpty() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, this::work);
        queue.offer(notification(1));
        scheduled.remove(0).run();

        queue.offer(notification(2));
        scheduled.remove(0).run();

        assertThat(worked, contains(1, 2));
    }

    @Test
    void refusesWhatItHasNoRoomForAndKeepsTheRest() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, this::work);
        int taken = 0;
        while (queue.offer(notification(taken)) && taken < 100_000) {
            taken++;
        }
        assertThat(taken, is(lessThan(10_000)));

        scheduled.remove(0).run();

        assertThat(worked, hasSize(taken));
        assertThat(queue.offer(notification(1)), is(true));
    }

    @Test
    void doesNotTakeTwiceWhatWaitsAlready() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, this::work);
        for (int i = 0; i < 100_000; i++) {
            assertThat(queue.offer(notification(1)), is(true));
            assertThat(queue.offer(bedIn(7)), is(true));
        }
        assertThat(queue.size(), is(2));

        scheduled.remove(0).run();

        assertThat(worked, containsInAnyOrder(1, 50));
    }

    @Test
    void takesAgainWhatHasBeenWorkedOn() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, this::work);
        queue.offer(notification(1));
        scheduled.remove(0).run();

        queue.offer(notification(1));
        scheduled.remove(0).run();

        assertThat(worked, contains(1, 1));
    }

    @Test
    void hasRoomForBedEventsHoweverManyHintsWait() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, this::work);
        int hint = 1000;
        while (queue.offer(notification(hint)) && hint < 100_000) {
            hint++;
        }

        assertThat(queue.offer(bedIn(1)), is(true));
        assertThat(queue.offer(notification(hint)), is(false));
        assertThat("a repetition needs no room", queue.offer(notification(1000)), is(true));
    }

    @Test
    void keepsTheLastOfTooManyHintsAboutTheSame() {
        List<Notification> kept = new ArrayList<>();
        NotificationQueue queue = new NotificationQueue(scheduled::add, kept::add);
        queue.offer(notification(4));
        for (int second = 0; second < 10_000; second++) {
            assertThat(queue.offer(weighing(second)), is(true));
        }

        scheduled.remove(0).run();

        assertThat(kept, hasSize(lessThan(1_000)));
        assertThat(kept, hasItems(notification(4), weighing(9_999), weighing(9_998)));
        assertThat(kept, not(hasItem(weighing(0))));
    }

    @Test
    void worksOnBedEventsFirstAndInTheirOrder() {
        List<Instant> times = new ArrayList<>();
        NotificationQueue queue = new NotificationQueue(scheduled::add, notification -> {
            work(notification);
            Instant time = notification.date();
            if (time != null) {
                times.add(time);
            }
        });
        queue.offer(notification(1));
        queue.offer(bedIn(20));
        queue.offer(notification(4));
        queue.offer(bedIn(10));

        scheduled.remove(0).run();

        assertThat(worked, contains(50, 50, 1, 4));
        assertThat(times, contains(Instant.ofEpochSecond(20), Instant.ofEpochSecond(10)));
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersFromBeingWorkedOn() {
        NotificationQueue queue = new NotificationQueue(scheduled::add, notification -> {
            if (notification.appliNumber() == 1) {
                throw new IllegalStateException("broken on purpose");
            }
            work(notification);
        });
        queue.offer(notification(1));
        queue.offer(notification(2));

        scheduled.remove(0).run();

        assertThat(worked, contains(2));
    }

    private void work(Notification notification) {
        worked.add(notification.appliNumber());
    }

    private static Notification weighing(long second) {
        Instant time = Instant.ofEpochSecond(second);
        return new Notification("363", Appli.WEIGHT.number(), null, new TimeSpan(time, time), null, null);
    }

    private static Notification bedIn(long second) {
        return new Notification("363", Appli.BED_IN.number(), Instant.ofEpochSecond(second), null, null, null);
    }

    private static Notification notification(int appli) {
        return new Notification("363", appli, null, null, null, null);
    }
}
