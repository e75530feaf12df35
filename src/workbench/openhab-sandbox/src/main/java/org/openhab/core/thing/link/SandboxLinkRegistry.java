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
package org.openhab.core.thing.link;

import java.util.Set;
import java.util.function.Function;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.core.thing.UID;

/**
 * The registry of links for add-ons. In this package because openHAB's class has no public constructor.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class SandboxLinkRegistry extends ItemChannelLinkRegistry {
    private final Function<UID, Set<String>> itemsOf;

    public SandboxLinkRegistry(Function<UID, Set<String>> itemsOf) {
        this.itemsOf = itemsOf;
    }

    @Override
    public Set<String> getLinkedItemNames(UID uid) {
        return itemsOf.apply(uid);
    }
}
