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
package org.openhab.binding.withings.sandbox.web;

import java.io.IOException;

import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Hands every request that is not for the sandbox itself to the HTTP service of the framework, which finds the servlet
 * of an add-on.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AddonServlets extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** How the bridge bundle of Felix HTTP marks the servlet that leads to all others. */
    private static final String DISPATCHER = "(&(" + Constants.OBJECTCLASS + "=" + HttpServlet.class.getName()
            + ")(http.felix.dispatcher=*))";

    private final transient BundleContext context;
    private transient @Nullable ServiceTracker<HttpServlet, HttpServlet> dispatcher;

    AddonServlets(BundleContext context) {
        this.context = context;
    }

    @Override
    public void init() throws ServletException {
        try {
            ServiceTracker<HttpServlet, HttpServlet> tracker = new ServiceTracker<>(context,
                    FrameworkUtil.createFilter(DISPATCHER), null) {
                @Override
                public HttpServlet addingService(ServiceReference<HttpServlet> reference) {
                    HttpServlet servlet = super.addingService(reference);
                    try {
                        servlet.init(getServletConfig());
                    } catch (ServletException e) {
                        throw new IllegalStateException("The HTTP service of the framework does not start", e);
                    }
                    return servlet;
                }
            };
            tracker.open();
            dispatcher = tracker;
        } catch (InvalidSyntaxException e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServiceTracker<HttpServlet, HttpServlet> tracker = dispatcher;
        HttpServlet servlet = tracker == null ? null : tracker.getService();
        if (servlet == null) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            servlet.service(request, response);
        }
    }

    @Override
    public void destroy() {
        ServiceTracker<HttpServlet, HttpServlet> tracker = dispatcher;
        if (tracker != null) {
            tracker.close();
        }
    }
}
