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
package org.openhab.binding.withings.internal.api;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.api.PersonApi.Page;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;

/**
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class BodyTypeTest {

    private static Page<Subscription> read(String json) throws WithingsException {
        return Records.SUBSCRIPTIONS.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static WithingsException failure(String json) {
        return assertThrows(WithingsException.class, () -> read(json));
    }

    @Test
    void readsTheBodyWhereverItStands() throws WithingsException {
        assertThat(read("{\"body\": {\"profiles\": [{\"appli\": 1, \"callbackurl\": \"u\"}]}, \"status\": 0}").rows(),
                is(List.of(new Subscription(1, "u"))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"status\": 0}", "{\"status\": 0, \"body\": []}", "{\"status\": 0, \"body\": null}",
            "{\"status\": \"0\", \"body\": {}}", "{\"status\": 0, \"body\": \"\", \"error\": \"\", \"new\": {}}" })
    void takesAMissingOrEmptyBodyForOneWithoutFields(String json) throws WithingsException {
        assertThat(read(json).rows(), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "[]", "null", "17", "{}", "{\"status\": null}", "{\"status\": \"fine\", \"body\": {}}",
            "<html>Maintenance</html>", "{\"status\": 0, \"body\": {\"profiles\": [{\"appli\": 1,",
            "Warning: something\n{\"status\": 0}", "{\"status\": 0} trailing" })
    void callsAnythingElseMalformed(String json) {
        assertThat(failure(json).failure(), is(Failure.MALFORMED_ANSWER));
    }

    @Test
    void tellsTheStatusAndTheWaitThatWithingsAsksFor() {
        WithingsException failure = failure(
                "{\"status\": 601, \"body\": {\"wait_seconds\": 188}, \"error\": \"Same arguments\"}");
        assertThat(failure.failure(), is(Failure.TOO_MANY_REQUESTS));
        assertThat(failure.status(), is(601));
        assertThat(failure.retryAfter(), is(Duration.ofSeconds(188)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "-5", "null", "\"soon\"", "99999999999999" })
    void doesNotBelieveASenselessWait(String wait) {
        assertThat(failure("{\"status\": 601, \"body\": {\"wait_seconds\": " + wait + "}}").retryAfter(),
                is(nullValue()));
    }

    @Test
    void keepsTheErrorTextOutOfTheMessageSinceItMayRepeatSecrets() {
        WithingsException failure = failure(
                "{\"status\": 503, \"body\": {}, \"error\": \"Invalid Params: invalid refresh_token s3cr3t\"}");
        assertThat(failure.getMessage(), not(containsString("s3cr3t")));
    }
}
