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

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications on their way from the webhook to the work they mean: bounded, one at a time, those of a kind in the
 * order of their arrival. What waits already is not taken a second time, so repetitions need no room. What tells of
 * something that no service tells has room of its own and goes first: no number of hints can push it out. Of too many
 * hints about the same, the last ones are kept: they differ in the times that they name, of which nobody looks at more
 * than the last ones either.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class NotificationQueue {
    private static final int CAPACITY = 512;

    private final Logger logger = LoggerFactory.getLogger(NotificationQueue.class);
    private final Executor executor;
    private final Consumer<Notification> work;
    private final Set<Notification> events = new LinkedHashSet<>();
    private final Set<Notification> hints = new LinkedHashSet<>();
    private boolean working;

    public NotificationQueue(Executor executor, Consumer<Notification> work) {
        this.executor = executor;
        this.work = work;
    }

    /**
     * @return whether the notification is waiting now, which it is not if there was no room
     */
    public boolean offer(Notification notification) {
        boolean idle;
        synchronized (this) {
            Set<Notification> waiting = notification.isHint() ? hints : events;
            if (!waiting.contains(notification)) {
                if (waiting.size() >= CAPACITY && !(notification.isHint() && giveUpOneLike(notification))) {
                    return false;
                }
                waiting.add(notification);
            }
            idle = !working;
            working = true;
        }
        if (idle) {
            executor.execute(this::work);
        }
        return true;
    }

    private boolean giveUpOneLike(Notification hint) {
        for (Iterator<Notification> waiting = hints.iterator(); waiting.hasNext();) {
            Notification other = waiting.next();
            if (other.appliNumber() == hint.appliNumber() && other.userId().equals(hint.userId())) {
                waiting.remove();
                return true;
            }
        }
        return false;
    }

    /**
     * @return how many notifications are waiting
     */
    public synchronized int size() {
        return events.size() + hints.size();
    }

    private void work() {
        for (Notification next = next(); next != null; next = next()) {
            try {
                work.accept(next);
            } catch (RuntimeException e) {
                // one notification that cannot be worked on must not keep the others from being
                logger.warn("A notification of appli {} could not be worked on: {}", next.appliNumber(),
                        e.getClass().getName());
                // what nobody foresaw may tell of values
                logger.trace("It could not be worked on because of this", e);
            }
        }
    }

    private synchronized @Nullable Notification next() {
        Iterator<Notification> waiting = (events.isEmpty() ? hints : events).iterator();
        working = waiting.hasNext();
        if (!working) {
            return null;
        }
        Notification next = waiting.next();
        waiting.remove();
        return next;
    }
}
