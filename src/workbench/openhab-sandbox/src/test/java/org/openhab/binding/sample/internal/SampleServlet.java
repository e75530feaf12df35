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
package org.openhab.binding.sample.internal;

import java.io.IOException;
import java.util.Collections;

import javax.servlet.Servlet;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Shows that servlets of an add-on are reached and whose classes they see.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletName("sample")
@HttpWhiteboardServletPattern("/sample/*")
@NonNullByDefault
public class SampleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(request.getPathInfo() + " served by " + getClass().getClassLoader());
    }

    /** Says what it receives: the query, the headers, and the body. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().println(request.getQueryString());
        for (String name : Collections.list(request.getHeaderNames())) {
            response.getWriter().println(name + ": " + request.getHeader(name));
        }
        response.getWriter().print(request.getReader().readLine());
    }
}
