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
package org.openhab.binding.withings.sandbox.service;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpConversation;
import org.eclipse.jetty.client.HttpRequest;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A client whose internet is made up: public names lead to servers on this computer, as name servers and reverse
 * proxies with their certificates would lead there; all other names are unknown. No real name server is asked.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class MadeUpInternetClient extends HttpClient {

    private final Function<URI, Optional<URI>> internet;

    /** @param internet where an address leads, empty if the host is unknown */
    public MadeUpInternetClient(Function<URI, Optional<URI>> internet) {
        super(new SslContextFactory.Client());
        this.internet = internet;
        setSocketAddressResolver(new SocketAddressResolver() {
            @Override
            public void resolve(@Nullable String host, int port, @Nullable Promise<List<InetSocketAddress>> promise) {
                if (host == null || promise == null) {
                    throw new IllegalArgumentException("Whom does it look for, and for whom?");
                }
                if ("localhost".equals(host) || host.startsWith("127.")) {
                    promise.succeeded(List.of(new InetSocketAddress(host, port)));
                } else {
                    promise.failed(new UnknownHostException(host));
                }
            }
        });
    }

    @Override
    protected HttpRequest newHttpRequest(HttpConversation conversation, URI address) {
        Optional<URI> local = internet.apply(address);
        HttpRequest request = super.newHttpRequest(conversation, local.orElse(address));
        if (local.isPresent()) {
            request.header("X-Forwarded-Proto", address.getScheme());
            request.header("X-Forwarded-Host", address.getAuthority());
        }
        return request;
    }
}
