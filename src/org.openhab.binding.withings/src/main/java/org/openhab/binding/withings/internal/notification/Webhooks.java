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
package org.openhab.binding.withings.internal.notification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.service.component.annotations.Component;

/**
 * The webhooks that are open. Each has a secret of its own as the last part of its path, the only thing by which a
 * notification can prove where it comes from.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = Webhooks.class)
public class Webhooks {
    /** The path at which the webhooks are found, to be followed by the secret. */
    public static final String PATH = "/withings/webhook/";

    private static final int SECRET_BYTES = 32;
    private static final int PROBE_BYTES = 8;

    private final Map<String, NotificationReceiver> receivers = new ConcurrentHashMap<>();
    private final Map<String, Probe> probes = new ConcurrentHashMap<>();

    /**
     * @return a secret that cannot be guessed, in characters that need no encoding in a URL
     */
    public static String newSecret() {
        return random(SECRET_BYTES);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    public void open(String secret, NotificationReceiver receiver) {
        receivers.put(secret, receiver);
    }

    public void close(String secret) {
        receivers.remove(secret);
    }

    /**
     * The secrets are compared in a time that does not depend on how much of one was guessed right.
     *
     * @return who listens at the webhook, null if there is no such webhook
     */
    @Nullable
    NotificationReceiver receiver(String presented) {
        byte[] presentedBytes = presented.getBytes(StandardCharsets.UTF_8);
        NotificationReceiver found = null;
        for (Map.Entry<String, NotificationReceiver> webhook : receivers.entrySet()) {
            if (MessageDigest.isEqual(webhook.getKey().getBytes(StandardCharsets.UTF_8), presentedBytes)) {
                found = webhook.getValue();
            }
        }
        return found;
    }

    /**
     * @return something to recognise a question by when it arrives at a webhook; to be closed
     */
    public Probe probe() {
        Probe probe = new Probe(random(PROBE_BYTES), this);
        probes.put(probe.value(), probe);
        return probe;
    }

    void forget(Probe probe) {
        probes.remove(probe.value());
    }

    /**
     * A question has arrived at a webhook.
     *
     * @param value what its query says of a probe
     */
    void asked(@Nullable String value) {
        Probe probe = value == null ? null : probes.get(value);
        if (probe != null) {
            probe.arrived();
        }
    }
}
