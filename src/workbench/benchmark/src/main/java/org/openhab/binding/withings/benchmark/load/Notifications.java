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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.simulator.household.Person;

/**
 * What a flood is made of: notifications of Withings, their repetitions, and whatever somebody may post who means ill,
 * in a mix that is always the same.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Notifications {
    private static final int BED_IN = 50;
    private static final int BED_OUT = 51;
    private static final int[] DATA = { 1, 2, 4, 44, 54, 58 };
    private static final int[] UNKNOWN = { 3, 47, 99, 1000, 2147483647 };
    private static final String[] MALFORMED = { "", "nonsense", "appli=1", "userid=USER", "userid=USER&appli=one",
            "userid=%00&appli=1", "userid=USER&appli=50", "userid=USER&appli=50&date=tomorrow",
            "userid=USER&appli=50&date=1&deviceid=%3Cscript%3E", "userid=USER&userid=USER&appli=1", "%zz=%zz&appli=%",
            "userid=-1&appli=1" };
    private static final String[] OTHER_TYPES = { "application/json", "text/plain", "multipart/form-data",
            "image/png" };
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int TOO_LONG = 6_000;
    /** So far back a repetition reaches. */
    private static final int REPEATED = 2_000;
    private static final int DATA_REMEMBERED = 500;

    private final String host;
    private final String webhook;
    private final List<Person> people;
    private final Instant firstBedEvent;
    private final Random random = new Random(1);
    private final List<String> data = new ArrayList<>();
    private final String tooLong = "&foo=" + "x".repeat(TOO_LONG);
    private int bedEvents;
    private int spans;

    /**
     * A request and the answer that it deserves.
     *
     * @param request as it goes over the line
     * @param status HTTP status
     */
    record Posted(byte[] request, int status) {}

    /**
     * @param firstBedEvent when somebody first lies down; every later event happens a second later
     */
    Notifications(URI openHab, String webhook, List<Person> people, Instant firstBedEvent) {
        this.host = openHab.getAuthority();
        this.webhook = webhook;
        this.people = people;
        this.firstBedEvent = firstBedEvent;
    }

    /**
     * The next bed event: the people take turns, and each gets up after having lain down.
     */
    Posted bedEvent() {
        return post(webhook, FORM, bedForm(bedEvents++), 200);
    }

    private String bedForm(int number) {
        return "userid=" + person(number).userId() + "&appli=" + (isIn(number) ? BED_IN : BED_OUT) + "&date="
                + time(number).getEpochSecond() + "&foo=bar";
    }

    private Person person(int bedEvent) {
        return people.get(bedEvent % people.size());
    }

    private boolean isIn(int bedEvent) {
        return bedEvent / people.size() % 2 == 0;
    }

    private Instant time(int bedEvent) {
        return firstBedEvent.plusSeconds(bedEvent);
    }

    /**
     * @return the events that rules should have heard of for a person, in their order
     */
    List<String> triggers(Person person) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < bedEvents; i++) {
            if (person(i).equals(person)) {
                events.add(isIn(i) ? "IN" : "OUT");
            }
        }
        return events;
    }

    /**
     * @return when the person lay down or got up, in that order
     */
    List<Instant> times(Person person, boolean in) {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < bedEvents; i++) {
            if (person(i).equals(person) && isIn(i) == in) {
                times.add(time(i));
            }
        }
        return times;
    }

    /**
     * Everything else, in shares of a hundred.
     *
     * @param answered how many bed events have been answered: only those can have been repeated
     */
    Posted other(int answered) {
        int share = random.nextInt(95);
        String user = Long.toString(people.get(random.nextInt(people.size())).userId());
        if (share < 10 && answered > 0) {
            return post(webhook, FORM, bedForm(answered - 1 - random.nextInt(Math.min(answered, REPEATED))), 200);
        } else if (share < 25) {
            return post(webhook, FORM, newData(user), 200);
        } else if (share < 35 && !data.isEmpty()) {
            return post(webhook, FORM, data.get(random.nextInt(data.size())), 200);
        } else if (share < 50) {
            String guessed = Long.toHexString(random.nextLong());
            return post(webhook.substring(0, webhook.length() - guessed.length()) + guessed, FORM, newData(user), 404);
        } else if (share < 60) {
            return post(webhook, FORM, newData(Integer.toString(random.nextInt(1_000))), 404);
        } else if (share < 70) {
            return post(webhook, FORM, MALFORMED[random.nextInt(MALFORMED.length)].replace("USER", user), 400);
        } else if (share < 80) {
            return tooLong(user, share < 75);
        } else if (share < 85) {
            return post(webhook, FORM, "userid=" + user + "&appli=" + UNKNOWN[random.nextInt(UNKNOWN.length)], 200);
        } else if (share < 90) {
            return post(webhook, OTHER_TYPES[random.nextInt(OTHER_TYPES.length)], newData(user), 415);
        }
        return new Posted(("HEAD " + webhook + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1), 200);
    }

    private String newData(String user) {
        long end = firstBedEvent.getEpochSecond() - ++spans % 86_400;
        String form = "userid=" + user + "&startdate=" + (end - 60) + "&enddate=" + end + "&appli="
                + DATA[random.nextInt(DATA.length)];
        if (user.length() > 3) {
            if (data.size() < DATA_REMEMBERED) {
                data.add(form);
            } else {
                data.set(spans % DATA_REMEMBERED, form);
            }
        }
        return form;
    }

    private Posted tooLong(String user, boolean told) {
        String body = "userid=" + user + "&appli=1" + tooLong;
        if (told) {
            return post(webhook, FORM, body, 413);
        }
        return new Posted((head(webhook, FORM) + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1),
                413);
    }

    private Posted post(String path, String type, String body, int status) {
        return new Posted((head(path, type) + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1), status);
    }

    private String head(String path, String type) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: Withings\r\nContent-Type: " + type
                + "\r\n";
    }
}
