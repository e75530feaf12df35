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
package org.openhab.binding.withings.sandbox.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What openHAB would write a warning about, or what it would silently drop: a handler that blocks, a state that an item
 * cannot have, an update of a channel that is not there. A test can look whether there was any.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Complaints {

    private final Logger logger = LoggerFactory.getLogger(Complaints.class);
    private final List<String> all = new CopyOnWriteArrayList<>();

    public void add(String complaint) {
        logger.warn("{}", complaint);
        all.add(complaint);
    }

    public void add(String complaint, Throwable cause) {
        logger.warn("{}", complaint, cause);
        all.add(complaint + ": " + cause);
    }

    public List<String> all() {
        return List.copyOf(all);
    }
}
