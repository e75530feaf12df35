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
package org.openhab.binding.withings.internal.consent;

import java.util.concurrent.atomic.AtomicBoolean;

import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.http.HttpServletRequest;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * The answer to a request that waits for a form's body or for Withings, without a thread waiting with it. Whoever comes
 * first gives the answer: the one it waits for, or the time limit.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PendingAnswer implements AsyncListener {

    private final AsyncContext context;
    private final AtomicBoolean given = new AtomicBoolean();
    private volatile Runnable whenTooLate;

    private PendingAnswer(AsyncContext context, Runnable whenTooLate) {
        this.context = context;
        this.whenTooLate = whenTooLate;
    }

    /**
     * @param whenTooLate writes the answer to be given when the time is over
     */
    static PendingAnswer to(HttpServletRequest request, long timeoutMillis, Runnable whenTooLate) {
        AsyncContext context = request.startAsync();
        context.setTimeout(timeoutMillis);
        PendingAnswer answer = new PendingAnswer(context, whenTooLate);
        context.addListener(answer);
        return answer;
    }

    /** From now on the request waits for something else, so that another answer is due when the time is over. */
    void whenTooLate(Runnable answer) {
        whenTooLate = answer;
    }

    /** Gives the answer, unless one was given before. */
    void give(Runnable answer) {
        if (given.compareAndSet(false, true)) {
            try {
                answer.run();
            } finally {
                context.complete();
            }
        }
    }

    @Override
    public void onTimeout(@NonNullByDefault({}) AsyncEvent event) {
        give(whenTooLate);
    }

    @Override
    public void onError(@NonNullByDefault({}) AsyncEvent event) {
        // the browser has gone, so nobody waits for the answer any more
        give(() -> {
        });
    }

    @Override
    public void onComplete(@NonNullByDefault({}) AsyncEvent event) {
        given.set(true);
    }

    @Override
    public void onStartAsync(@NonNullByDefault({}) AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
