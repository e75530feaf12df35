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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.Secrets;
import org.openhab.binding.withings.internal.api.Notification;
import org.osgi.service.component.annotations.Component;

/**
 * The registry of the accounts' webhooks. The last part of a webhook's path is a secret, the only evidence that a
 * notification comes from Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Webhooks.class)
public class Webhooks {
    /** The path of all webhooks, to be followed by the secret. */
    public static final String PATH = "/withings/webhook/";

    private static final int NONCE_BYTES = 8;
    private static final String NONCE_PARAMETER = "probe=";

    private final Map<String, Function<Notification, Reception>> receivers = new ConcurrentHashMap<>();
    private final Map<String, Nonce> nonces = new ConcurrentHashMap<>();

    /** What became of a notification. */
    public enum Reception {
        ACCEPTED,
        UNKNOWN_PERSON,
        /** The queue is full; Withings tries again later. */
        BUSY
    }

    /** @param receiver queues notifications, on the servlet's thread: Withings wants its answer within two seconds */
    void open(String secret, Function<Notification, Reception> receiver) {
        receivers.put(secret, receiver);
    }

    void close(String secret) {
        receivers.remove(secret);
    }

    /**
     * Finds a webhook in a time that does not depend on how much of the secret is right.
     *
     * @return null if there is no such webhook
     */
    @Nullable
    Function<Notification, Reception> receiver(String presented) {
        return receivers.entrySet().stream().filter(webhook -> Secrets.equal(webhook.getKey(), presented)).findFirst()
                .map(Map.Entry::getValue).orElse(null);
    }

    /** @return a new nonce, to be closed */
    Nonce nonce(URI callback) {
        String value = Secrets.hex(NONCE_BYTES);
        URI address = URI.create(callback + (callback.getRawQuery() == null ? "?" : "&") + NONCE_PARAMETER + value);
        Nonce nonce = new Nonce(address, new CompletableFuture<>(), () -> nonces.remove(value));
        nonces.put(value, nonce);
        return nonce;
    }

    /**
     * A GET or HEAD request has arrived at a webhook. The query is not decoded, because the server would log one that
     * cannot be decoded together with the secret path.
     */
    void probed(@Nullable String query) {
        for (String field : query == null ? new String[0] : query.split("&")) {
            Nonce nonce = field.startsWith(NONCE_PARAMETER)
                    ? nonces.get(field.substring(NONCE_PARAMETER.length()))
                    : null;
            if (nonce != null) {
                nonce.arrival.complete(null);
            }
        }
    }

    /**
     * A random value in the query of a callback URL, by which the request to that URL is recognised when it arrives:
     * any other answer comes from another server.
     *
     * @param address the callback URL with the nonce
     * @param arrival completes on the servlet's thread when the request arrives
     * @param end forgets the nonce
     */
    record Nonce(URI address, CompletableFuture<@Nullable Void> arrival, Runnable end) implements AutoCloseable {

        @Override
        public void close() {
            end.run();
        }
    }
}
