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
package org.openhab.binding.withings.sandbox.thing;

import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Values of parameters that the add-on's own description of them forbids.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConfigurationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> problems;

    ConfigurationRefused(Map<String, String> problems) {
        super(problems.toString());
        this.problems = problems;
    }

    /** What is wrong, by name of the parameter. */
    public Map<String, String> problems() {
        return problems;
    }
}
