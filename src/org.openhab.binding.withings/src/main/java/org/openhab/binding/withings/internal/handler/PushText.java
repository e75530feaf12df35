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

import java.net.URI;
import java.util.Collection;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.feed.PersonFeed;
import org.openhab.binding.withings.internal.notification.WebhookAddress;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;

/**
 * Says how new data comes in: which way Withings notifies of it, or why openHAB has to ask and what can be done about
 * it.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class PushText {
    private PushText() {
    }

    /**
     * @param address where Withings reaches us
     * @param feeds the data of all people
     * @param shown the data of those who have a thing
     * @param pollingInterval how often to ask, in minutes
     */
    static StatusText of(WebhookAddress address, Collection<PersonFeed> feeds, List<PersonFeed> shown,
            int pollingInterval) {
        String minutes = Integer.toString(pollingInterval);
        Way way = address.way();
        URI url = address.url();
        if (url == null) {
            return withoutAddress(way, address, minutes);
        }
        if (feeds.stream().map(PersonFeed::refusal).anyMatch(PushText::isRefusedCallback)) {
            return new StatusText("status.account.callback-refused." + way.textKey(), minutes, host(url));
        }
        if (shown.isEmpty()) {
            return new StatusText("status.account.polling", minutes);
        }
        if (shown.stream().allMatch(feed -> feed.push().live())) {
            return new StatusText("status.account.notified." + way.textKey());
        }
        if (shown.stream().anyMatch(feed -> !feed.push().reachable())) {
            return new StatusText("status.account.broken-off." + way.textKey(), minutes);
        }
        return shown.stream().anyMatch(PersonFeed::isSubscribing)
                ? new StatusText("status.account.subscribing")
                : new StatusText("status.account.not-notified", minutes);
    }

    private static StatusText withoutAddress(Way way, WebhookAddress address, String minutes) {
        return way == Way.PUBLIC_URL_FLAWED
                ? new StatusText("status.account.public-url."
                        + address.publicUrlFlaw().map(UrlFlaw::textKey).orElseThrow(), minutes)
                : new StatusText("status.account.polling." + way.textKey(), minutes);
    }

    /**
     * @return the address without what is secret in it, as it can be registered at Withings
     */
    private static String host(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    static boolean isRefusedCallback(@Nullable WithingsException refusal) {
        return refusal != null && refusal.refusesCallback();
    }
}
