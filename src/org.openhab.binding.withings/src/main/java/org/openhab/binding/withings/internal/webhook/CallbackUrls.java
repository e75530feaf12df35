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
package org.openhab.binding.withings.internal.webhook;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.config.UrlFlaw;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The callback URLs of an account: the secret in their path and, over restarts, all that Withings was given, to tell
 * the account's subscriptions from those of other installations.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class CallbackUrls {
    /** Outdated subscriptions are revoked as soon as they are replaced, so that there are rarely more than two. */
    static final int MAXIMUM = 32;
    /** openHAB Cloud lets only its users in there. */
    private static final String CLOUD_DOMAIN = "myopenhab.org";
    private static final String SEPARATOR = "\n";

    private final Logger logger = LoggerFactory.getLogger(CallbackUrls.class);
    private final SealedStorage storage;
    private final String key;
    private final String secret;
    private final List<String> given = new ArrayList<>();

    CallbackUrls(SealedStorage storage, String accountUID) {
        this.storage = storage;
        this.key = key(accountUID);
        String stored = storage.get(key);
        if (stored == null) {
            secret = Secrets.hex();
            store();
        } else {
            List<String> lines = List.of(stored.split(SEPARATOR));
            secret = lines.get(0);
            given.addAll(lines.subList(1, lines.size()));
        }
    }

    /** @return the last part of the webhook's path */
    String secret() {
        return secret;
    }

    /** Remembers a callback URL; to be called before Withings is given it. */
    void remember(URI callback) {
        String url = callback.toString();
        if (given.isEmpty() || !given.get(given.size() - 1).equals(url)) {
            given.remove(url);
            given.add(url);
            given.subList(0, Math.max(0, given.size() - MAXIMUM)).clear();
            store();
        }
    }

    /** A webhook whose secret cannot be stored still works until the next start. */
    private void store() {
        try {
            storage.put(key, secret + SEPARATOR + String.join(SEPARATOR, given));
        } catch (IllegalStateException e) {
            logger.warn("The secret of the webhook cannot be stored: {}", e.getClass().getSimpleName());
        }
    }

    static void forget(String accountUID, SealedStorage storage) {
        storage.remove(key(accountUID));
    }

    private static String key(String accountUID) {
        return accountUID + "|webhook";
    }

    /** @return whether a URL listed by Withings leads to our webhook or once did, with any query */
    boolean contains(String listed) {
        String plain = normal(withoutQuery(listed));
        return plain.endsWith(Webhooks.PATH + secret)
                || given.stream().anyMatch(url -> normal(withoutQuery(url)).equals(plain));
    }

    /** @return whether both are the same URL, which Withings may list in another spelling than it was given in */
    static boolean same(String listed, URI own) {
        return normal(listed).equals(normal(own.toString()));
    }

    private static String withoutQuery(String url) {
        return url.split("\\?", 2)[0];
    }

    private static String normal(String url) {
        String plain = url.strip().replaceAll("/+$", "");
        int path = plain.indexOf('/', plain.indexOf("://") + 3);
        String server = path < 0 ? plain : plain.substring(0, path);
        return server.toLowerCase(Locale.ROOT).replaceAll(":443$", "") + plain.substring(server.length());
    }

    /** @param publicUrl the URL at which openHAB is reached from the internet */
    static URI of(String publicUrl, String secret) {
        return URI.create(publicUrl.strip().replaceAll("/+$", "") + Webhooks.PATH + secret);
    }

    /** @return why Withings cannot use a configured public URL; empty if it can be expected to */
    static Optional<UrlFlaw> flaw(String publicUrl, String secret) {
        Optional<UrlFlaw> unusable = UrlFlaw.unusable(publicUrl);
        if (unusable.isPresent()) {
            return unusable;
        }
        URI url = URI.create(publicUrl.strip());
        if (("." + Objects.toString(url.getHost(), "")).toLowerCase(Locale.ROOT).endsWith("." + CLOUD_DOMAIN)) {
            return Optional.of(UrlFlaw.HAS_USER_NAME);
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            return Optional.of(UrlFlaw.NOT_A_URL);
        }
        return UrlFlaw.of(of(publicUrl, secret)).stream().findFirst();
    }
}
