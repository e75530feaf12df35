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
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.Texts.StatusText;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.TokenClient;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiListener;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * Tracks whether an account can reach Withings and its credentials are accepted, and derives the thing statuses from
 * that. Used on the account's executor only.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AccountHealth implements ApiListener {
    static final ThingStatusInfo UNKNOWN = new ThingStatusInfo(ThingStatus.UNKNOWN, ThingStatusDetail.NONE, null);

    private static final Duration RETRY = Duration.ofMinutes(1);
    /** Credentials are checked again, because they may be corrected at Withings. */
    private static final Duration CREDENTIALS_CHECK = Duration.ofMinutes(30);
    /** Shorter pauses do not change the status. */
    private static final Duration NOTICEABLE_PAUSE = Duration.ofSeconds(30);
    /** Fewer failures in a row may be those of a single service. */
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
        return status(verified, trouble, hasPeople, updates);
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
    public void held(Duration pause, Failure failure) {
        if (trouble == null && pause.compareTo(NOTICEABLE_PAUSE) >= 0) {
            setTrouble(failure);
        }
    }

    private void setTrouble(@Nullable Failure failure) {
        if (trouble != failure) {
            trouble = failure;
            changed.run();
        }
    }

    /** Checks client ID and secret; repeats the check until Withings answers. */
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

    // statuses

    /** @param verified whether Withings has answered since the start */
    static ThingStatusInfo status(boolean verified, @Nullable Failure trouble, boolean hasPeople, StatusText updates) {
        if (trouble == Failure.CLIENT_CREDENTIALS) {
            return offline(ThingStatusDetail.CONFIGURATION_ERROR, "status.account.credentials-wrong");
        }
        if (trouble != null) {
            return offline(ThingStatusDetail.COMMUNICATION_ERROR,
                    "status.account." + Texts.key(trouble.isTemporary() ? trouble : Failure.SERVICE_TROUBLE));
        }
        if (!verified) {
            return UNKNOWN;
        }
        return hasPeople
                ? online(updates)
                : offline(ThingStatusDetail.CONFIGURATION_PENDING, "status.account.no-person-connected");
    }

    /** The status of a person who has given consent: online with the most important problem, if any. */
    static ThingStatusInfo personStatus(boolean consents, Set<Scope> missing, Map<Service, ServiceStatus> services) {
        if (!consents) {
            return offline(ThingStatusDetail.CONFIGURATION_ERROR, "status.person.consent-ended");
        }
        if (missing.size() == 1) {
            return online(new StatusText("status.person.scope-missing",
                    "@text/page.scope." + Texts.key(missing.iterator().next())));
        }
        if (!missing.isEmpty()) {
            return online(new StatusText("status.person.scopes-missing"));
        }
        return online(services.keySet().stream().filter(service -> services.get(service).isFailing()).sorted()
                .findFirst().map(service -> failing(service, services.get(service).failure())).orElse(null));
    }

    private static StatusText failing(Service service, @Nullable Failure failure) {
        String cause = failure == Failure.INTERNAL_ERROR ? "internal-error" : "service-trouble";
        return new StatusText("status.person." + cause, "@text/service." + Texts.key(service));
    }

    static ThingStatusInfo online(@Nullable StatusText note) {
        return new ThingStatusInfo(ThingStatus.ONLINE, ThingStatusDetail.NONE, note == null ? null : note.reference());
    }

    static ThingStatusInfo offline(ThingStatusDetail detail, String key) {
        return new ThingStatusInfo(ThingStatus.OFFLINE, detail, new StatusText(key).reference());
    }
}
