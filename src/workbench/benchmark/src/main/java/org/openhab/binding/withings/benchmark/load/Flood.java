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
package org.openhab.binding.withings.benchmark.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.benchmark.load.Notifications.Posted;

/**
 * Posts notifications at a steady pace over connections that are kept, whatever the answers: what should have been
 * posted while a server did not answer is posted later, and its time counts from when it should have been. One thread,
 * so that it costs the machine little.
 * <p>
 * Bed events have a connection of their own and go one after the other, each as often as it takes, as Withings' do.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Flood {
    private static final int CONNECTIONS = 48;
    private static final int LONGEST_ANSWER = 4_096;
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);
    private static final int LOST = 0;
    private static final int BUSY = 503;

    private final InetSocketAddress openHab;
    private final Notifications notifications;
    private final int perSecond;
    private final int bedEventsPerSecond;
    private final Duration duration;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Latencies fromIntended;
    private final Latencies fromSent;
    private int bedEventsAnswered;
    private int bedEventsRepeated;
    private int posted;
    private int answered;
    private int wrong;
    private int busy;
    private int connects;

    /**
     * @param perSecond how many notifications in all
     * @param bedEventsPerSecond how many of them are bed events that happen now
     */
    Flood(URI openHab, Notifications notifications, int perSecond, int bedEventsPerSecond, Duration duration) {
        this.openHab = new InetSocketAddress(openHab.getHost(), openHab.getPort());
        this.notifications = notifications;
        this.perSecond = perSecond;
        this.bedEventsPerSecond = bedEventsPerSecond;
        this.duration = duration;
        int room = (int) (perSecond * duration.toSeconds() * 2);
        fromIntended = new Latencies(room);
        fromSent = new Latencies(room);
    }

    /**
     * @param meanwhile is called once half of the time is over
     */
    void run(Runnable meanwhile) throws IOException {
        try (Selector selector = Selector.open()) {
            Line beds = new Line(bedEventsPerSecond);
            Line others = new Line(perSecond - bedEventsPerSecond);
            Connection bedConnection = new Connection(selector, true);
            for (int i = 0; i < CONNECTIONS; i++) {
                idle.add(new Connection(selector, false));
            }
            long start = System.nanoTime();
            long last = start + duration.toNanos() + LAST_ANSWERS.toNanos();
            boolean half = false;
            while (System.nanoTime() < last
                    && !(beds.isDone() && others.isDone() && answered == beds.total + others.total)) {
                long elapsed = System.nanoTime() - start;
                while (!bedConnection.isWaiting() && beds.isDue(elapsed)) {
                    bedConnection.post(notifications.bedEvent(), start + beds.next());
                }
                while (!idle.isEmpty() && others.isDue(elapsed)) {
                    idle.removeLast().post(notifications.other(bedEventsAnswered), start + others.next());
                }
                if (!half && elapsed > duration.toNanos() / 2) {
                    half = true;
                    meanwhile.run();
                }
                selector.select(key -> ((Connection) key.attachment()).ready(), 1);
            }
        }
    }

    /** Requests at even distances. */
    private final class Line {
        private final int total;
        private final double distance;
        private int begun;

        Line(int perSecond) {
            total = (int) (perSecond * duration.toSeconds());
            distance = 1e9 / perSecond;
        }

        boolean isDue(long elapsed) {
            return begun < total && begun * distance <= elapsed;
        }

        boolean isDone() {
            return begun == total;
        }

        /**
         * @return when the next request should be posted, in ns from the beginning
         */
        long next() {
            return (long) (begun++ * distance);
        }
    }

    int posted() {
        return posted;
    }

    int answered() {
        return answered;
    }

    int bedEventsAnswered() {
        return bedEventsAnswered;
    }

    int bedEventsRepeated() {
        return bedEventsRepeated;
    }

    /**
     * @return how many answers were others than deserved, or none at all
     */
    int wrong() {
        return wrong;
    }

    /**
     * @return how often there was no room, so that Withings would try again
     */
    int busy() {
        return busy;
    }

    int connects() {
        return connects;
    }

    String answers() {
        return answers.toString();
    }

    Latencies fromIntended() {
        return fromIntended;
    }

    Latencies fromSent() {
        return fromSent;
    }

    private final class Connection {
        private final Selector selector;
        private final boolean forBedEvents;
        private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
        private SocketChannel channel;
        private SelectionKey key;
        private @Nullable Posted current;
        private @Nullable ByteBuffer unsent;
        private long intended;
        private long sent;

        Connection(Selector selector, boolean forBedEvents) throws IOException {
            this.selector = selector;
            this.forBedEvents = forBedEvents;
            channel = connect();
            key = channel.register(selector, SelectionKey.OP_READ, this);
        }

        private SocketChannel connect() throws IOException {
            connects++;
            SocketChannel connected = SocketChannel.open(openHab);
            connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connected.configureBlocking(false);
            return connected;
        }

        private void reconnect() throws IOException {
            key.cancel();
            channel.close();
            channel = connect();
            key = channel.register(selector, SelectionKey.OP_READ, this);
            unsent = null;
        }

        boolean isWaiting() {
            return current != null;
        }

        void post(Posted request, long intendedTime) throws IOException {
            posted++;
            current = request;
            intended = intendedTime;
            sent = System.nanoTime();
            send(request);
        }

        private void send(Posted request) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(request.request());
            answer.clear();
            try {
                channel.write(bytes);
            } catch (IOException e) {
                // closed by the server since the last answer
                reconnect();
                bytes.rewind();
                channel.write(bytes);
            }
            unsent = bytes.hasRemaining() ? bytes : null;
            key.interestOps(SelectionKey.OP_READ | (unsent == null ? 0 : SelectionKey.OP_WRITE));
        }

        void ready() {
            try {
                ByteBuffer rest = unsent;
                if (rest != null && key.isWritable()) {
                    channel.write(rest);
                    if (!rest.hasRemaining()) {
                        unsent = null;
                        key.interestOps(SelectionKey.OP_READ);
                    }
                }
                if (key.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                broken();
            }
        }

        private void read() throws IOException {
            if (channel.read(answer) < 0) {
                broken();
                return;
            }
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || current == null) {
                return;
            }
            String head = text.substring(0, end).toLowerCase(Locale.ROOT);
            int status = Integer.parseInt(head.substring(9, 12));
            if (unsent != null || head.contains("connection: close")) {
                reconnect();
            }
            answered(status);
        }

        private void broken() {
            try {
                reconnect();
                if (current != null) {
                    answered(LOST);
                }
            } catch (IOException e) {
                throw new IllegalStateException("openHAB cannot be reached any more", e);
            }
        }

        private void answered(int status) throws IOException {
            Posted request = current;
            if (request == null) {
                return;
            }
            long now = System.nanoTime();
            answers.merge(request.status() + " -> " + (status == LOST ? "none" : Integer.toString(status)), 1,
                    Integer::sum);
            if (status != request.status()) {
                if (status == BUSY) {
                    busy++;
                } else {
                    wrong++;
                }
                if (forBedEvents) {
                    bedEventsRepeated++;
                    send(request);
                    return;
                }
            }
            fromIntended.add(now - intended);
            fromSent.add(now - sent);
            answered++;
            current = null;
            if (forBedEvents) {
                bedEventsAnswered++;
            } else {
                idle.add(this);
            }
        }
    }
}
