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
package org.openhab.binding.withings.internal.calendar;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.api.Workout;
import org.openhab.binding.withings.internal.storage.BindingStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The workout calendars of all accounts. A calendar is read with a secret link, which is stored sealed and exists only
 * once it has been asked for. May be used by any thread.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Calendars.class)
public class Calendars {
    private final SealedStorage secrets;
    /** The calendars that can be read, by account and person. */
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    private record Link(String secret, Supplier<Content> content) {}

    /**
     * @param person the label of the person
     * @param workouts the person's workouts, null while they are not known yet
     */
    public record Content(String person, @Nullable List<Workout> workouts) {}

    @Activate
    public Calendars(@Reference BindingStorage storage) {
        this(storage.calendars());
    }

    Calendars(SealedStorage secrets) {
        this.secrets = secrets;
    }

    /**
     * Makes the person's calendar readable, if there is a link to it.
     *
     * @param account the UID of the account
     * @param content may be called by any thread, and must not block
     */
    public void open(String account, String userId, Supplier<Content> content) {
        links.compute(key(account, userId), (key, previous) -> {
            String secret = secrets.get(key);
            return secret == null ? null : new Link(secret, content);
        });
    }

    /** Whether there is a link to the person's calendar. */
    public boolean exists(String account, String userId) {
        return links.containsKey(key(account, userId));
    }

    /**
     * Makes a new link to the person's calendar; the previous one stops working.
     *
     * @return the path with the secret, to be shown once
     */
    public String renew(String account, String userId, Supplier<Content> content) {
        String secret = Secrets.hex();
        links.compute(key(account, userId), (key, previous) -> {
            secrets.put(key, secret);
            return new Link(secret, content);
        });
        return CalendarServlet.PATH + secret + CalendarServlet.SUFFIX;
    }

    /** Deletes the link to the person's calendar. */
    public void remove(String account, String userId) {
        links.compute(key(account, userId), (key, previous) -> {
            secrets.remove(key);
            return null;
        });
    }

    /** Deletes all links of the account. */
    public void removeAll(String account) {
        close(account);
        secrets.keys().stream().filter(key -> key.startsWith(key(account, ""))).toList().forEach(secrets::remove);
    }

    /** Makes the calendars of the account unreadable until they are opened again. */
    public void close(String account) {
        links.keySet().removeIf(key -> key.startsWith(key(account, "")));
    }

    /**
     * Compares every secret in constant time.
     *
     * @return the content that the secret leads to, null if there is none
     */
    @Nullable
    Content content(String secret) {
        Link found = null;
        for (Link link : links.values()) {
            if (Secrets.equal(link.secret(), secret)) {
                found = link;
            }
        }
        return found == null ? null : found.content().get();
    }

    private static String key(String account, String userId) {
        return account + "|" + userId;
    }
}
