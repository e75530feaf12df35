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
import static org.hamcrest.Matchers.*;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * The statuses of accounts and people.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class StatusesTest {
    private static final StatusText POLLING = new StatusText("status.account.polling", "10");

    private static ThingStatusInfo status(boolean verified, @Nullable Failure trouble, boolean connected) {
        return AccountHealth.status(verified, trouble, connected, POLLING);
    }

    @ParameterizedTest
    @CsvSource({ "true, , true, ONLINE, NONE", "true, , false, OFFLINE, CONFIGURATION_PENDING",
            "false, , true, UNKNOWN, NONE", "false, , false, UNKNOWN, NONE",
            "true, CLIENT_CREDENTIALS, true, OFFLINE, CONFIGURATION_ERROR",
            "false, CLIENT_CREDENTIALS, false, OFFLINE, CONFIGURATION_ERROR",
            "true, UNREACHABLE, true, OFFLINE, COMMUNICATION_ERROR",
            "false, NO_INTERNET, false, OFFLINE, COMMUNICATION_ERROR",
            "true, MALFORMED_ANSWER, true, OFFLINE, COMMUNICATION_ERROR" })
    void showsTheMostImportantProblem(boolean verified, @Nullable Failure trouble, boolean connected,
            ThingStatus status, ThingStatusDetail detail) {
        ThingStatusInfo info = status(verified, trouble, connected);

        assertThat(info.getStatus(), is(status));
        assertThat(info.getStatusDetail(), is(detail));
    }

    @Test
    void showsHowDataArrivesWhileOnline() {
        assertThat(status(true, null, true).getDescription(), is(POLLING.reference()));
    }

    @ParameterizedTest
    @EnumSource
    void showsTheProblem(Failure failure) {
        String description = String.valueOf(status(true, failure, true).getDescription());

        assertThat(new PropertiesTranslations().text(description.substring("@text/".length())), not(emptyString()));
    }

    @ParameterizedTest
    @CsvSource({ "INTERNAL_ERROR, internal-error", "SERVICE_TROUBLE, service-trouble" })
    void blamesWithingsOnlyForItsOwnFailures(Failure failure, String text) {
        ServiceStatus failed = new ServiceStatus(Instant.EPOCH, null, Instant.EPOCH, failure, null, null);

        assertThat(AccountHealth.personStatus(true, Set.of(), Map.of(Service.SLEEP, failed)).getDescription(),
                containsString("status.person." + text));
    }

    @Test
    void showsAnEndedConsentOrMissingScopes() {
        assertThat(AccountHealth.personStatus(false, Set.of(Scope.METRICS), Map.of()).getStatusDetail(),
                is(ThingStatusDetail.CONFIGURATION_ERROR));
        assertThat(AccountHealth.personStatus(true, Set.of(Scope.METRICS), Map.of()).getDescription(),
                containsString("status.person.scope-missing"));
        assertThat(AccountHealth.personStatus(true, Set.of(Scope.METRICS, Scope.ACTIVITY), Map.of()).getDescription(),
                containsString("status.person.scopes-missing"));
    }
}
