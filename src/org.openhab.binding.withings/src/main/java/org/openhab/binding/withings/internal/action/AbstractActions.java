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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.thing.binding.ThingActions;

/**
 * The common part of the rule actions: outputs, translated messages and waiting for an answer.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class AbstractActions implements ThingActions {
    protected static final Duration TIMEOUT = Duration.ofSeconds(60);
    protected static final String RESULT = "result";
    protected static final String MESSAGE = "message";

    protected final Texts texts;
    protected final LocaleProvider localeProvider;
    private final Duration timeout;

    /**
     * @param timeout how long a rule waits for an answer
     */
    protected AbstractActions(Texts texts, LocaleProvider localeProvider, Duration timeout) {
        this.texts = texts;
        this.localeProvider = localeProvider;
        this.timeout = timeout;
    }

    /**
     * @throws TimeoutException if the answer takes too long or the rule is interrupted; the answer is cancelled then
     */
    protected <T> T await(CompletableFuture<T> answer) throws ExecutionException, TimeoutException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw e;
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new TimeoutException();
        }
    }

    protected String text(String key, Object... arguments) {
        return texts.get(key, localeProvider.getLocale(), arguments);
    }

    protected static Map<String, Object> outputs(boolean result, String message) {
        return Map.of(RESULT, result, MESSAGE, message);
    }
}
