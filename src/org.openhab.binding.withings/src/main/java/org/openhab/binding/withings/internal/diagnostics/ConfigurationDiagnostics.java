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
package org.openhab.binding.withings.internal.diagnostics;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.config.AccountConfiguration;

/**
 * How an account is configured, without secrets and addresses.
 *
 * @param clientId whether there is a client id
 * @param clientSecret whether there is a client secret
 * @param redirectUrl what the redirect URL looks like, null if there is none
 * @param webhook whether and how Withings is to notify
 * @param publicUrl what the public URL looks like, null if there is none
 * @param pollingInterval how often to ask, in minutes
 * @param historyDays how much of the past to read, in days; 0: all of it
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ConfigurationDiagnostics(boolean clientId, boolean clientSecret, @Nullable UrlShape redirectUrl,
        String webhook, @Nullable UrlShape publicUrl, int pollingInterval, int historyDays) {

    private static final Set<String> WEBHOOKS = Set.of(AccountConfiguration.WEBHOOK_OFF,
            AccountConfiguration.WEBHOOK_CLOUD, AccountConfiguration.WEBHOOK_PUBLIC_URL);

    /**
     * What a URL looks like, without saying where it leads.
     *
     * @param scheme "https", "http" or "other"
     * @param standardPort whether it names no port or the one of its scheme
     * @param path whether it has a path
     * @param flaws why Withings does not take it
     */
    public record UrlShape(String scheme, boolean standardPort, boolean path, Set<UrlFlaw> flaws) {

        private static final Set<String> SCHEMES = Set.of("https", "http");
        private static final int HTTPS_PORT = 443;
        private static final int HTTP_PORT = 80;

        static @Nullable UrlShape of(String configured) {
            if (configured.isBlank()) {
                return null;
            }
            try {
                URI url = new URI(configured.strip());
                String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
                int standard = "https".equals(scheme) ? HTTPS_PORT : HTTP_PORT;
                String path = url.getPath();
                return new UrlShape(SCHEMES.contains(scheme) ? scheme : "other",
                        url.getPort() == -1 || url.getPort() == standard,
                        path != null && !path.isEmpty() && !"/".equals(path), UrlFlaw.of(url));
            } catch (URISyntaxException e) {
                return new UrlShape("other", false, false, EnumSet.of(UrlFlaw.NOT_A_URL));
            }
        }
    }

    public static ConfigurationDiagnostics of(AccountConfiguration configuration) {
        return new ConfigurationDiagnostics(!configuration.clientId.isBlank(), !configuration.clientSecret.isBlank(),
                UrlShape.of(configuration.redirectUrl),
                WEBHOOKS.contains(configuration.webhook)
                        ? configuration.webhook
                        : AccountConfiguration.WEBHOOK_AUTOMATIC,
                UrlShape.of(configuration.publicUrl), configuration.pollingInterval, configuration.historyDays);
    }
}
