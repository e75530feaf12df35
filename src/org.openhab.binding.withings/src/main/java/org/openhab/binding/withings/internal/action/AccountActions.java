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

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;
import org.openhab.binding.withings.internal.selftest.SelfTestTexts;
import org.openhab.binding.withings.internal.selftest.Verdict;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * The rule actions of an account. As with the actions of a person, none of them throws: whether it worked is the output
 * <code>result</code>, and what happened or why not is the output <code>message</code>, in openHAB's language.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(scope = ServiceScope.PROTOTYPE, service = AccountActions.class)
@ThingActionsScope(name = "withings")
public class AccountActions implements ThingActions {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RESULT = "result";
    private static final String MESSAGE = "message";

    private final TranslationProvider translations;
    private final LocaleProvider localeProvider;
    private final Bundle bundle;
    private final Duration patience;
    private @Nullable AccountHandler handler;

    @Activate
    public AccountActions(@Reference TranslationProvider translations, @Reference LocaleProvider localeProvider,
            BundleContext context) {
        this(translations, localeProvider, context.getBundle(), PATIENCE);
    }

    /** @param patience how long a rule may wait for the result */
    AccountActions(TranslationProvider translations, LocaleProvider localeProvider, Bundle bundle,
            Duration patience) {
        this.translations = translations;
        this.localeProvider = localeProvider;
        this.bundle = bundle;
        this.patience = patience;
    }

    @Override
    public void setThingHandler(ThingHandler handler) {
        this.handler = handler instanceof AccountHandler account ? account : null;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    /**
     * Tests whether Withings can notify openHAB. The rule waits for the result, up to a minute.
     *
     * @return the output <code>result</code> is whether Withings gets through and nothing is broken,
     *         <code>message</code> has a line for what the test comes to and one for each finding
     */
    @RuleAction(label = "@text/action.test-webhook.label", description = "@text/action.test-webhook.description")
    @ActionOutput(name = RESULT, type = "java.lang.Boolean", label = "@text/action.output.result.label")
    @ActionOutput(name = MESSAGE, type = "java.lang.String", label = "@text/action.output.message.label")
    public Map<String, Object> testWebhook() {
        AccountHandler account = handler;
        SelfTest selfTest = account == null ? null : account.selfTest();
        if (selfTest == null) {
            return outputs(false, text("action.failed.account-missing"));
        }
        CompletableFuture<SelfTestReport> test = selfTest.run();
        try {
            SelfTestReport report = test.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return outputs(report.verdict() == Verdict.WORKS,
                    String.join("\n", new SelfTestTexts(translations, bundle, locale()).lines(report)));
        } catch (ExecutionException | TimeoutException e) {
            test.cancel(false);
        } catch (InterruptedException e) {
            test.cancel(false);
            Thread.currentThread().interrupt();
        }
        return outputs(false, text("action.failed.no-answer"));
    }

    private Locale locale() {
        return localeProvider.getLocale();
    }

    private String text(String key) {
        String text = translations.getText(bundle, key, key, locale());
        return text == null ? key : text;
    }

    private static Map<String, Object> outputs(boolean result, String message) {
        return Map.of(RESULT, result, MESSAGE, message);
    }

    // rules in openHAB's own language call this

    public static Map<String, Object> testWebhook(ThingActions actions) {
        return ((AccountActions) actions).testWebhook();
    }
}
