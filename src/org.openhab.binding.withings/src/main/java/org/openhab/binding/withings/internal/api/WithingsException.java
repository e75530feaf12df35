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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.UnexpectedErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call to Withings failed. The message is for the log: it never holds a token, a secret, a user ID or a health value.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WithingsException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int CALLBACK_REFUSED = 293;
    private static final Logger LOGGER = LoggerFactory.getLogger(WithingsException.class);

    private final Failure failure;
    private final @Nullable Integer status;
    private final @Nullable Duration retryAfter;

    public WithingsException(Failure failure, String message) {
        this(failure, message, null, null, null);
    }

    WithingsException(Failure failure, String message, Throwable cause) {
        this(failure, message, null, null, cause);
    }

    /** With Withings' status number and the time that Withings asks to wait, each null if not given. */
    public WithingsException(Failure failure, String message, @Nullable Integer status, @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** Unwraps the exception of a future; any other exception is logged and becomes an internal error. */
    public static WithingsException of(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WithingsException known) {
            return known;
        }
        UnexpectedErrors.log(LOGGER, "A call to Withings", cause);
        return new WithingsException(Failure.INTERNAL_ERROR, "Internal error", cause);
    }

    /** Completes a future with a result or an error, which becomes a {@link WithingsException}. */
    public static <T> void complete(CompletableFuture<T> future, T result, @Nullable Throwable error) {
        if (error == null) {
            future.complete(result);
        } else {
            future.completeExceptionally(of(error));
        }
    }

    WithingsException as(Failure family, String message) {
        return new WithingsException(family, message, status, null, this);
    }

    <T> CompletableFuture<T> future() {
        return CompletableFuture.failedFuture(this);
    }

    public Failure failure() {
        return failure;
    }

    /** Returns whether all calls have to pause, because there were too many or because Withings asks for it. */
    boolean asksForPause() {
        return failure == Failure.TOO_MANY_REQUESTS || retryAfter != null;
    }

    /** Returns whether Withings cannot reach the callback URL or no registered URL covers it (Notify - Subscribe). */
    public boolean refusesCallback() {
        return Integer.valueOf(CALLBACK_REFUSED).equals(status);
    }

    public @Nullable Integer status() {
        return status;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
