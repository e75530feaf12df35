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

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.Subscription;
import org.openhab.binding.withings.internal.notification.Reachability;

/**
 * What has been gathered, before anybody thinks about it.
 *
 * @param reachability what became of the question to ourselves, null if there was no address to ask
 * @param people everybody who ever consented
 * @param roundTrip what became of the question that Withings was to ask us
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record Evidence(TestedAddress address, @Nullable Reachability reachability, List<Witness> people, RoundTrip roundTrip) {

    /**
     * What is known of one person.
     */
    record Witness(TestedPerson person, Listing subscriptions) {}

    /**
     * What Withings lists for a person.
     *
     * @param listed all subscriptions of the application, empty if Withings was not asked
     * @param failure why they are not known, null if they are or nobody asked
     * @param asked whether there was a reason to ask
     */
    record Listing(List<Subscription> listed, @Nullable Obstacle failure, boolean asked) {
        /** There was no reason to ask. */
        static final Listing NONE = new Listing(List.of(), null, false);
    }

    /**
     * Why Withings does not tell.
     *
     * @param failure the kind of failure, null if no answer came in time
     */
    record Obstacle(@Nullable Failure failure) {}

    /**
     * What became of the question that Withings was to ask us.
     *
     * @param obstacle why Withings could not be asked for it, null if it could
     */
    record RoundTrip(Kind kind, @Nullable Obstacle obstacle) {

        enum Kind {
            ARRIVED,
            /** Withings is content, but it was not us who answered it. */
            NOT_ARRIVED,
            /** Withings does not accept the address. */
            REFUSED,
            /** Withings does not accept the address, although its question arrived here. */
            REFUSED_ALTHOUGH_ARRIVED,
            NOT_ASKED,
            /** Nobody consents for whom Withings could be asked. */
            NOBODY,
            NO_ADDRESS
        }

        boolean isRefused() {
            return kind == Kind.REFUSED || kind == Kind.REFUSED_ALTHOUGH_ARRIVED;
        }

        static RoundTrip of(Kind kind) {
            return new RoundTrip(kind, null);
        }
    }
}
