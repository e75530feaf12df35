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

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

/**
 * What answers at openHAB's server: the webhook at its place, and nothing else.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WebhookContext extends ServletContextHandler {

    public WebhookContext(Webhooks webhooks) {
        ServletHolder servlet = new ServletHolder(new WebhookServlet(webhooks));
        servlet.setAsyncSupported(true);
        addServlet(servlet, Webhooks.PATH + "*");
    }
}
