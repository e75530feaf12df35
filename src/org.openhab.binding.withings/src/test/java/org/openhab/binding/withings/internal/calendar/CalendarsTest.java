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

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.storage.SealedStorage;

/**
 * The secret links to calendars.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CalendarsTest {
    private static final String ACCOUNT = "withings:account:home";
    private static final String ANNA = "48151623";
    private static final String BEN = "42151623";
    private static final Supplier<Calendars.Content> ANNAS = () -> new Calendars.Content("Anna", List.of());
    private static final Supplier<Calendars.Content> BENS = () -> new Calendars.Content("Ben", List.of());

    private final MemoryStorage entries = new MemoryStorage();
    private Calendars calendars = calendars();

    private Calendars calendars() {
        return new Calendars(new SealedStorage(entries, new AesCipher(1)));
    }

    private static String secret(String path) {
        return path.substring(CalendarServlet.PATH.length(), path.indexOf(CalendarServlet.SUFFIX));
    }

    private @Nullable String personAt(String path) {
        Calendars.Content content = calendars.content(secret(path));
        return content == null ? null : content.person();
    }

    @Test
    void haveASecretThatCannotBeGuessed() {
        assertThat(calendars.renew(ACCOUNT, ANNA, ANNAS), matchesPattern("/withings/calendar/[0-9a-f]{64}\\.ics"));
    }

    @Test
    void existOnlyOnceTheyHaveBeenAskedFor() {
        calendars.open(ACCOUNT, ANNA, ANNAS);
        assertThat(calendars.exists(ACCOUNT, ANNA), is(false));

        calendars.renew(ACCOUNT, ANNA, ANNAS);
        assertThat(calendars.exists(ACCOUNT, ANNA), is(true));
        assertThat(calendars.exists(ACCOUNT, BEN), is(false));
    }

    @Test
    void leadNowhereOnceThereIsANewOne() {
        String old = calendars.renew(ACCOUNT, ANNA, ANNAS);

        String current = calendars.renew(ACCOUNT, ANNA, ANNAS);

        assertThat(personAt(old), is(nullValue()));
        assertThat(personAt(current), is("Anna"));
    }

    @Test
    void leadNowhereOnceTheCalendarHasBeenRemoved() {
        String annas = calendars.renew(ACCOUNT, ANNA, ANNAS);
        String bens = calendars.renew(ACCOUNT, BEN, BENS);

        calendars.remove(ACCOUNT, ANNA);
        calendars.open(ACCOUNT, ANNA, ANNAS);

        assertThat(personAt(annas), is(nullValue()));
        assertThat(personAt(bens), is("Ben"));
    }

    @Test
    void workAgainAfterARestart() {
        String path = calendars.renew(ACCOUNT, ANNA, ANNAS);
        calendars.close(ACCOUNT);
        assertThat(personAt(path), is(nullValue()));

        calendars = calendars();
        calendars.open(ACCOUNT, ANNA, ANNAS);

        assertThat(calendars.exists(ACCOUNT, ANNA), is(true));
        assertThat(personAt(path), is("Anna"));
    }

    @Test
    void areForgottenIfTheyCannotBeRead() {
        String path = calendars.renew(ACCOUNT, ANNA, ANNAS);
        entries.getKeys().forEach(key -> entries.put(key, "damaged"));

        calendars.open(ACCOUNT, ANNA, ANNAS);

        assertThat(calendars.exists(ACCOUNT, ANNA), is(false));
        assertThat(personAt(path), is(nullValue()));
        assertNotNull(personAt(calendars.renew(ACCOUNT, ANNA, ANNAS)));
    }

    @Test
    void leaveNothingBehindWhenTheAccountIsRemoved() {
        calendars.renew(ACCOUNT, ANNA, ANNAS);
        calendars.renew("withings:account:other", ANNA, ANNAS);

        calendars.removeAll(ACCOUNT);

        assertThat(entries.getKeys(), contains(startsWith("withings:account:other|")));
        assertThat(calendars.exists("withings:account:other", ANNA), is(true));
    }

    @Test
    void areKeptEncrypted() {
        String path = calendars.renew(ACCOUNT, ANNA, ANNAS);

        assertThat(entries.getValues(), everyItem(not(containsString(secret(path)))));
    }
}
