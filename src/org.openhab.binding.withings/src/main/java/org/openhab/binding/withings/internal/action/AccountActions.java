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

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The rule actions of an account.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(scope = ServiceScope.PROTOTYPE, service = AccountActions.class)
@ThingActionsScope(name = "withings")
public class AccountActions extends AbstractActions<AccountHandler> {
    @Activate
    public AccountActions(@Reference Texts texts) {
        super(AccountHandler.class, texts);
    }

    /** Tests whether the webhook works; the message has one line for the account and one per person. */
    @RuleAction(label = "@text/action.test-webhook.label", description = "@text/action.test-webhook.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    public Map<String, Object> testWebhook() {
        AccountHandler account = handler;
        WebhookCheck check = account == null ? null : account.webhookCheck();
        if (check == null) {
            return outputs(false, text("action.failed.account-missing"));
        }
        try {
            WebhookCheck.Result result = await(check.run());
            return outputs(result.works(), String.join("\n", result.lines(texts, null)));
        } catch (ExecutionException | TimeoutException e) {
            return outputs(false, text("action.failed.no-answer"));
        }
    }

    // called by rules in the Rules DSL

    public static Map<String, Object> testWebhook(ThingActions actions) {
        return ((AccountActions) actions).testWebhook();
    }
}
