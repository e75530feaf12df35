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
import java.net.BindException;
import java.net.URI;
import java.util.Map;

import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the sandbox. Servlets of add-ons share it with the sandbox's own.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class WebServer implements AutoCloseable {
    private static final int STOP_TIMEOUT_MILLISECONDS = 2000;

    private final Logger logger = LoggerFactory.getLogger(WebServer.class);
    private final Server server;
    private final ServerConnector connector;
    private final String host;

    /** Starts the server with the sandbox's servlets by path specification and those of add-ons. */
    public WebServer(String host, int port, HttpChannel.@Nullable Listener exchanges,
            Map<String, HttpServlet> servlets, BundleContext context) {
        this.host = host;
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("sandbox-http");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(host);
        connector.setPort(port);
        if (exchanges != null) {
            connector.addBean(exchanges);
        }
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler(ServletContextHandler.SESSIONS);
        servlets.forEach((path, servlet) -> handler.addServlet(holder(servlet), path));
        handler.addServlet(holder(new AddonServlets(context)), "/*");
        server.setHandler(handler);
        server.setStopTimeout(STOP_TIMEOUT_MILLISECONDS);
        try {
            server.start();
        } catch (Exception e) {
            close();
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new SandboxException("The port " + port + " on " + host + " is taken", e);
            }
            throw new IllegalStateException("The HTTP server does not start: " + e.getMessage(), e);
        }
    }

    private static ServletHolder holder(HttpServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        holder.setInitOrder(1);
        return holder;
    }

    /** The base URL of the server, e.g. {@code http://127.0.0.1:8080}. */
    public URI address() {
        return URI.create("http://" + ("0.0.0.0".equals(host) ? "127.0.0.1" : host) + ":" + connector.getLocalPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            logger.warn("The HTTP server does not stop: {}", e.getMessage());
        }
    }

    /**
     * Passes every request that is not for the sandbox itself to the framework's HTTP service, which finds the add-on's
     * servlet.
     */
    static class AddonServlets extends HttpServlet {
        /** The property of the dispatcher servlet of the Felix HTTP bridge. */
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
}
