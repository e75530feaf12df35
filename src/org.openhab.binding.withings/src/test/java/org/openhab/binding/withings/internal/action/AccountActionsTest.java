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
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.handler.PersonHandler;
import org.openhab.binding.withings.internal.webhook.MadeUpWebhook;
import org.osgi.framework.Bundle;

/**
 * The rule actions of an account.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccountActionsTest {
    private final AccountHandler account = mock(AccountHandler.class);
    private final AccountActions actions = actions(Duration.ofSeconds(30));

    private AccountActions actions(Duration timeout) {
        AccountActions made = new AccountActions(new Texts(new PropertiesTranslations(), mock(Bundle.class)),
                () -> Locale.UK, timeout);
        made.setThingHandler(account);
        return made;
    }

    @Test
    void saysWhatIsWrongWithTheWebhook() {
        MadeUpWebhook home = new MadeUpWebhook();
        when(account.selfTest()).thenReturn(home.check());

        Map<String, Object> outputs = AccountActions.testWebhook(actions);

        assertThat(outputs.get("result"), is(false));
        assertThat((String) outputs.get("message"),
                is(new PropertiesTranslations().text("check.no-address")));
    }

    @Test
    void saysThatTheAccountIsNotReady() {
        assertThat(actions.testWebhook(), is(Map.of("result", false, "message", "The Withings account is not ready.")));
        actions.setThingHandler(mock(PersonHandler.class));
        assertThat(actions.getThingHandler(), is(nullValue()));
        assertThat(actions.testWebhook().get("result"), is(false));
    }

    @Test
    void givesUpAfterTheTimeout() {
        MadeUpWebhook home = MadeUpWebhook.atPublicUrl().open().hold();
        when(account.selfTest()).thenReturn(home.check());

        assertThat(actions(Duration.ofMillis(1)).testWebhook(),
                is(Map.of("result", false, "message", "Withings did not answer in time.")));
    }
}
