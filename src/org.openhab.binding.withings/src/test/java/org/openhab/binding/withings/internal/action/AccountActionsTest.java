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
package org.openhab.binding.withings.internal.action;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.LoopbackServer;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.handler.PersonHandler;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.selftest.MadeUpSubject;
import org.openhab.binding.withings.internal.selftest.TestedAddress;
import org.osgi.framework.Bundle;

/**
 * What rules get from an account's actions. Behind them, there is openHAB's callback edge: the handler.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccountActionsTest {
    private final TestScheduler scheduler = new TestScheduler();
    private final MadeUpSubject subject = new MadeUpSubject();
    private final AccountHandler account = mock(AccountHandler.class);
    private final AccountActions actions = actions(Duration.ofSeconds(30));

    private AccountActions actions(Duration patience) {
        AccountActions made = new AccountActions(new PropertiesTranslations(), () -> Locale.UK, mock(Bundle.class),
                patience);
        made.setThingHandler(account);
        return made;
    }

    @Test
    void saysWhichLinkIsBroken() {
        when(account.selfTest()).thenReturn(subject.selfTest(new HttpClient(), scheduler, scheduler.clock()));

        Map<String, Object> outputs = AccountActions.testWebhook(actions);

        assertThat(outputs.get("result"), is(false));
        assertThat((String) outputs.get("message"), allOf(startsWith("Something is broken: Way, Consent."),
                containsString("\nWay: Broken. Withings does not know how to reach openHAB")));
    }

    @Test
    void saysThatTheAccountIsNotReady() {
        assertThat(actions.testWebhook(), is(Map.of("result", false, "message", "The Withings account is not ready.")));
        actions.setThingHandler(mock(PersonHandler.class));
        assertThat(actions.getThingHandler(), is(nullValue()));
        assertThat(actions.testWebhook().get("result"), is(false));
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        HttpClient http = new HttpClient();
        http.start();
        try (LoopbackServer silent = new LoopbackServer()) {
            silent.reply(silent.silence());
            subject.address = new TestedAddress(Way.PUBLIC_URL, silent.address(), null);
            when(account.selfTest()).thenReturn(subject.selfTest(http, scheduler, scheduler.clock()));

            assertThat(actions(Duration.ofMillis(1)).testWebhook(),
                    is(Map.of("result", false, "message", "Withings did not answer in time.")));
        } finally {
            http.stop();
        }
    }
}
