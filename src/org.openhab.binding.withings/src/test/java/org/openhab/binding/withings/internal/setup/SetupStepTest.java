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
package org.openhab.binding.withings.internal.setup;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.openhab.binding.withings.internal.setup.FakeAccount.person;
import static org.openhab.binding.withings.internal.setup.FakeAccount.withThing;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.setup.SetupPages.SetupStep;

/**
 * The current step of the setup.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SetupStepTest {
    private final FakeAccount account = new FakeAccount("home");

    private SetupStep step() {
        return SetupStep.of(account.snapshot());
    }

    @Test
    void leadsFromTheApplicationToTheCredentials() {
        account.configuration.clientSecret = "";
        assertThat("both are needed", step(), is(SetupStep.CREDENTIALS));
        account.configuration.clientId = "";
        assertThat(step(), is(SetupStep.APPLICATION));
        account.configuration.redirectUrl = "home.example.org";
        assertThat("it cannot be used", step(), is(SetupStep.REDIRECT_URL));
        account.configuration.redirectUrl = "https://home.example.org/withings";
        assertThat(step(), is(SetupStep.CREDENTIALS));
    }

    @Test
    void returnsToCredentialsThatWithingsRefuses() {
        account.reason = "status.account.credentials-wrong";
        assertThat(step(), is(SetupStep.CREDENTIALS));
    }

    @Test
    void connectsPeopleAndApprovesThem() {
        assertThat(step(), is(SetupStep.PEOPLE));
        account.people.add(person("1", "Anna", FakeAccount.ALL_SCOPES, false, null, null));
        assertThat("the consent has ended", step(), is(SetupStep.PEOPLE));
        account.people.add(person("2", "Ben"));
        assertThat(step(), is(SetupStep.INBOX));
    }

    @Test
    void isDoneWithTheFirstThingOfAPerson() {
        account.people.add(person("1", "Anna"));
        account.people.add(withThing("2", "Ben", null));
        account.reason = "status.account.credentials-wrong";
        assertThat(step(), is(SetupStep.DONE));
    }
}
