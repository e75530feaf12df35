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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingHandler;

/**
 * The base class of the rule actions. Actions do not throw, because openHAB would only log a stack trace: the output
 * <code>result</code> tells whether the action succeeded, <code>message</code> the details in openHAB's language.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public abstract class AbstractActions<H extends ThingHandler> implements ThingActions {
    protected static final String RESULT = "result";
    protected static final String MESSAGE = "message";
    private static final int TIMEOUT_SECONDS = 60;

    protected final Texts texts;
    private final Class<H> handlerType;
    protected volatile @Nullable H handler;

    protected AbstractActions(Class<H> handlerType, Texts texts) {
        this.handlerType = handlerType;
        this.texts = texts;
    }

    @Override
    public void setThingHandler(ThingHandler handler) {
        this.handler = handlerType.isInstance(handler) ? handlerType.cast(handler) : null;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    /** Waits for an answer, which is cancelled after a minute or if the rule is interrupted. */
    protected static <T> T await(CompletableFuture<T> answer) throws ExecutionException, TimeoutException {
        try {
            return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException e) {
            answer.cancel(false);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new TimeoutException();
        }
    }

    protected String text(String key, Object... arguments) {
        return texts.get(key, null, arguments);
    }

    protected static Map<String, Object> outputs(boolean result, String message) {
        return Map.of(RESULT, result, MESSAGE, message);
    }
}
