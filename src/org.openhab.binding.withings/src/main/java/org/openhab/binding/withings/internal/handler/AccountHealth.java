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

import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.StatusText;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.TokenClient;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiListener;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * Whether an account can reach Withings and its credentials are accepted. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AccountHealth implements ApiListener {

    private static final Duration RETRY = Duration.ofMinutes(1);
    /** A wrong secret may be corrected at Withings. */
    private static final Duration CREDENTIALS_CHECK = Duration.ofMinutes(30);
    /** Shorter pauses are over before the status would be read. */
    private static final Duration NOTICEABLE_PAUSE = Duration.ofSeconds(30);
    /** Fewer failures may concern one service only. */
    private static final int FAILURES_IN_A_ROW = 4;

    private final AccountExecutor executor;
    private final Runnable changed;
    /** Why Withings cannot be used at the moment, null if it can. */
    private @Nullable Failure trouble;
    /** Whether Withings has answered since the start. */
    private boolean verified;
    private int failures;

    /** @param changed called when the health has changed */
    AccountHealth(AccountExecutor executor, Runnable changed) {
        this.executor = executor;
        this.changed = changed;
    }

    ThingStatusInfo accountStatus(boolean hasPeople, StatusText updates) {
        return Statuses.account(verified, trouble, hasPeople, updates);
    }

    @Override
    public void answered() {
        failures = 0;
        boolean first = !verified;
        verified = true;
        if (trouble != Failure.CLIENT_CREDENTIALS) {
            setTrouble(null);
        }
        if (first) {
            changed.run();
        }
    }

    @Override
    public void failed(Failure failure) {
        failures++;
        if (trouble != Failure.CLIENT_CREDENTIALS && (failure.isNoConnection() || failures >= FAILURES_IN_A_ROW)) {
            setTrouble(failure);
        }
    }

    @Override
    public void held(Duration pause) {
        if (trouble == null && pause.compareTo(NOTICEABLE_PAUSE) >= 0) {
            setTrouble(Failure.TOO_MANY_REQUESTS);
        }
    }

    private void setTrouble(@Nullable Failure failure) {
        if (trouble != failure) {
            trouble = failure;
            changed.run();
        }
    }

    /** Checks client ID and secret, again and again until Withings has answered. */
    void verify(TokenClient client) {
        client.verifyClient().whenComplete((done, error) -> {
            Failure failure = error == null ? null : WithingsException.of(error).failure();
            if (failure == null) {
                setTrouble(null);
            } else if (failure == Failure.CLIENT_CREDENTIALS) {
                credentialsRefused(client);
            } else {
                setTrouble(failure);
                executor.schedule(() -> {
                    if (!verified || trouble != null) {
                        verify(client);
                    }
                }, RETRY);
            }
        });
    }

    void credentialsRefused(TokenClient client) {
        if (trouble != Failure.CLIENT_CREDENTIALS) {
            setTrouble(Failure.CLIENT_CREDENTIALS);
            executor.schedule(() -> {
                trouble = null;
                verify(client);
            }, CREDENTIALS_CHECK);
        }
    }
}
