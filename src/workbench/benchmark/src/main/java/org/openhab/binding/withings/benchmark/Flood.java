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
package org.openhab.binding.withings.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * Posts notifications at a steady rate over keep-alive connections; what was delayed by the server is posted later. Bed
 * events have a separate connection and are posted one after the other, with retries like those of Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Flood {
    private static final int CONNECTIONS = 16;
    private static final int BUSY = 503;

    private final URI openHab;
    private final Duration duration;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final AtomicInteger posted = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger bedEvents = new AtomicInteger();

    Flood(URI openHab, Duration duration) {
        this.openHab = openHab;
        this.duration = duration;
    }

    /** Starts posting; {@link #await()} returns after the last answer. */
    void start(Notifications notifications, int perSecond, int bedEventsPerSecond) {
        add(bedEventsPerSecond, true, notifications::bedEvent);
        for (int i = 0; i < CONNECTIONS; i++) {
            add((perSecond - bedEventsPerSecond) / CONNECTIONS, false, () -> notifications.other(bedEvents.get()));
        }
        threads.forEach(Thread::start);
    }

    private void add(int perSecond, boolean untilTaken, Supplier<Notifications.Posted> requests) {
        threads.add(new Thread(() -> {
            long start = System.nanoTime();
            try (Connection connection = new Connection(openHab)) {
                for (long i = 0; i < perSecond * duration.toSeconds(); i++) {
                    LockSupport.parkNanos(start + i * 1_000_000_000L / perSecond - System.nanoTime());
                    Notifications.Posted request = requests.get();
                    posted.incrementAndGet();
                    boolean taken = false;
                    do {
                        int status = connection.send(request.request());
                        taken = status == request.status();
                        note(request.status(), status);
                    } while (untilTaken && !taken);
                    if (untilTaken) {
                        bedEvents.incrementAndGet();
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("openHAB cannot be reached any more", e);
            }
        }, "flood"));
    }

    private void note(int deserved, int given) {
        if (given != deserved && given != BUSY) {
            wrong.incrementAndGet();
        }
        synchronized (answers) {
            answers.merge(deserved + " -> " + (given == 0 ? "none" : Integer.toString(given)), 1, Integer::sum);
        }
    }

    void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    int posted() {
        return posted.get();
    }

    /** The number of unexpected answers, not counting requests to retry later. */
    int wrong() {
        return wrong.get();
    }

    String answers() {
        return answers.toString();
    }

    /**
     * The contents of a flood: notifications of Withings, their repetitions, and hostile requests, in a reproducible
     * mix.
     */
    static final class Notifications {
        private static final int[] DATA = { 1, 2, 4, 44, 54, 58 };
        private static final int[] UNKNOWN = { 3, 47, 99, 1000, 2147483647 };
        private static final String[] MALFORMED = { "", "nonsense", "appli=1", "userid=USER", "userid=USER&appli=one",
                "userid=%00&appli=1", "userid=USER&appli=50&date=tomorrow",
                "userid=USER&appli=50&date=1&deviceid=%3Cscript%3E", "userid=USER&userid=USER&appli=1",
                "%zz=%zz&appli=%", "userid=-1&appli=1" };
        private static final String TOO_LONG = "&foo=" + "x".repeat(6_000);
        /** The maximum age of repetitions, in bed events or seconds of data. */
        private static final int REPEATED = 2_000;

        private final String webhook;
        private final List<Person> people;
        private final Instant firstBedEvent;
        private final Random random = new Random(1);
        private int bedEvents;
        private int spans = REPEATED;

        /** A raw request, and the expected HTTP status. */
        record Posted(byte[] request, int status) {}

        /** The first bed event happens at the given time, every later one a second later. */
        Notifications(String webhook, List<Person> people, Instant firstBedEvent) {
            this.webhook = webhook;
            this.people = people;
            this.firstBedEvent = firstBedEvent;
        }

        /** The next bed event: the people take turns, and each gets up after having lain down. */
        synchronized Posted bedEvent() {
            return post(webhook, bedForm(bedEvents++), 200);
        }

        private String bedForm(int number) {
            return "userid=" + people.get(number % people.size()).userId() + "&appli=" + (isIn(number) ? 50 : 51)
                    + "&date=" + firstBedEvent.plusSeconds(number).getEpochSecond() + "&foo=bar";
        }

        private boolean isIn(int bedEvent) {
            return bedEvent / people.size() % 2 == 0;
        }

        /** The expected events of a person in order. */
        List<String> triggers(Person person) {
            return IntStream.range(0, bedEvents).filter(i -> people.get(i % people.size()).equals(person))
                    .mapToObj(i -> isIn(i) ? "IN" : "OUT").toList();
        }

        /** All other requests; only answered bed events are repeated. */
        synchronized Posted other(int answered) {
            String user = Long.toString(people.get(random.nextInt(people.size())).userId());
            int share = random.nextInt(95);
            if (share < 10 && answered > 0) {
                return post(webhook, bedForm(answered - 1 - random.nextInt(Math.min(answered, REPEATED))), 200);
            } else if (share < 35) {
                return post(webhook, data(user, share < 25 ? ++spans : spans - random.nextInt(REPEATED)), 200);
            } else if (share < 50) {
                String guessed = Long.toHexString(random.nextLong());
                return post(webhook.substring(0, webhook.length() - guessed.length()) + guessed, data(user, spans),
                        404);
            } else if (share < 60) {
                return post(webhook, data(Integer.toString(random.nextInt(1_000)), spans), 404);
            } else if (share < 70) {
                return post(webhook, MALFORMED[random.nextInt(MALFORMED.length)].replace("USER", user), 400);
            } else if (share < 75) {
                return post(webhook, data(user, spans) + TOO_LONG, 413);
            } else if (share < 80) {
                String body = data(user, spans) + TOO_LONG;
                return raw(Connection.head(webhook, Connection.FORM) + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n", 411);
            } else if (share < 85) {
                return post(webhook, "userid=" + user + "&appli=" + UNKNOWN[random.nextInt(UNKNOWN.length)], 200);
            } else if (share < 90) {
                return new Posted(Connection.post(webhook, "application/json", data(user, spans)), 415);
            }
            return raw("HEAD " + webhook + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 200);
        }

        private String data(String user, int span) {
            long end = firstBedEvent.getEpochSecond() - span % 86_400;
            return "userid=" + user + "&startdate=" + (end - 60) + "&enddate=" + end + "&appli="
                    + DATA[span % DATA.length];
        }

        private static Posted post(String path, String form, int status) {
            return new Posted(Connection.post(path, Connection.FORM, form), status);
        }

        private static Posted raw(String request, int status) {
            return new Posted(request.getBytes(StandardCharsets.ISO_8859_1), status);
        }
    }
}
