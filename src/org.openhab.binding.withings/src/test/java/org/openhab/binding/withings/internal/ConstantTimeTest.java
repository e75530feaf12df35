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
package org.openhab.binding.withings.internal;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What somebody presents as a secret is compared in a time that tells nothing. A stop watch would not see that
 * reliably,
 * so the source is read: every byte is compared, with every secret there is.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConstantTimeTest {
    private static final Path SOURCES = Path
            .of("src/main/java/org/openhab/binding/withings/internal");

    @ParameterizedTest
    @CsvSource({ "notification/Webhooks.java, NotificationReceiver receiver(String",
            "calendar/Calendars.java, CalendarSource source(String", "consent/OneTimeSecrets.java, T take(String",
            "consent/BrowserSessions.java, boolean same(String" })
    void secretsAreComparedToTheirEnd(String file, String signature) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        String method = source.substring(source.indexOf(signature));
        method = method.substring(0, method.indexOf("\n    }\n"));

        assertThat(method, containsString("MessageDigest.isEqual("));
        assertThat(method, not(containsString(".equals(")));
        assertThat(method, not(containsString(".get(")));
        assertThat("the search goes on to the end", method, not(containsString("break;")));
    }
}
