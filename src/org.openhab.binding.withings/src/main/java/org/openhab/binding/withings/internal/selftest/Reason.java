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
package org.openhab.binding.withings.internal.selftest;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Why a link is as it is. Each reason has a text that says so in plain words, and what to do about it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public enum Reason {
    OPENHAB_CLOUD(Outcome.OK),
    PUBLIC_URL(Outcome.OK),
    /** Somebody chose not to be notified. */
    SWITCHED_OFF(Outcome.UNKNOWN),
    /** There is neither openHAB Cloud nor a public URL. */
    NO_WAY(Outcome.BROKEN),
    PUBLIC_URL_MISSING(Outcome.BROKEN),
    CLOUD_MISSING(Outcome.BROKEN),
    /** There is openHAB Cloud, but it has not given an address. */
    CLOUD_SILENT(Outcome.BROKEN),
    /** Withings does not take addresses such as that of this openHAB Cloud. */
    CLOUD_FLAWED(Outcome.BROKEN),
    NOT_A_URL(Outcome.BROKEN),
    NOT_HTTPS(Outcome.BROKEN),
    NO_DOMAIN_NAME(Outcome.BROKEN),
    OTHER_PORT(Outcome.BROKEN),
    TOO_LONG(Outcome.BROKEN),

    REACHED(Outcome.OK),
    NAME_UNKNOWN(Outcome.BROKEN),
    REFUSED(Outcome.BROKEN),
    CERTIFICATE(Outcome.BROKEN),
    ENCRYPTION(Outcome.BROKEN),
    TIMED_OUT(Outcome.BROKEN),
    BROKEN_OFF(Outcome.BROKEN),
    LOGIN(Outcome.BROKEN),
    NOT_FOUND(Outcome.BROKEN),
    NOT_PASSED_ON(Outcome.BROKEN),
    OTHER_STATUS(Outcome.BROKEN),
    OTHER_SERVER(Outcome.BROKEN),

    ALL_GRANTED(Outcome.OK),
    SCOPE_MISSING(Outcome.LIMITED),
    CONSENT_ENDED(Outcome.BROKEN),
    NOBODY_CONSENTED(Outcome.BROKEN),

    ALL_SUBSCRIBED(Outcome.OK),
    SUBSCRIPTION_MISSING(Outcome.BROKEN),
    /** Nothing can be subscribed to, because Withings does not accept the address. */
    NOT_SUBSCRIBED(Outcome.BROKEN),
    /** openHAB has not subscribed to everything yet. */
    SUBSCRIBING(Outcome.UNKNOWN),
    /** The person has no thing that would show anything. */
    NOTHING_WANTED(Outcome.UNKNOWN),

    NOTIFIED(Outcome.OK),
    NOT_NOTIFIED_YET(Outcome.UNKNOWN),
    /** Data was found that Withings should have notified of, and nothing has been heard of it since. */
    NOTIFICATION_MISSED(Outcome.BROKEN),

    ARRIVED(Outcome.OK),
    /** Withings does not accept the address, and we don't reach it either. */
    CALLBACK_REFUSED(Outcome.BROKEN),
    /** Withings does not accept the address that we reach from here. */
    CALLBACK_REFUSED_ALTHOUGH_REACHED(Outcome.BROKEN),
    /** Withings' question arrived, but it did not like the answer it got. */
    CALLBACK_REFUSED_ALTHOUGH_ARRIVED(Outcome.BROKEN),
    /** Withings accepted the address, although its question did not arrive: somebody else answered it. */
    NOT_ARRIVED(Outcome.BROKEN),
    NOBODY_TO_ASK_FOR(Outcome.UNKNOWN),

    /** There is no address to test. */
    NO_ADDRESS(Outcome.UNKNOWN),
    /** Withings could not be asked. */
    NOT_ASKED(Outcome.UNKNOWN);

    private final Outcome outcome;

    Reason(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * @return how a link is for that reason, unless another link shows that it does not matter
     */
    Outcome outcome() {
        return outcome;
    }
}
