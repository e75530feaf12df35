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

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.event.EventBus.Event;
import org.openhab.binding.withings.sandbox.item.Item.ItemDefinition;

import com.google.gson.Gson;

/**
 * A lamp with a rule that switches it off when a person gets into bed, as a demo of bed events.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Lamp {
    static final String ITEM = "Bedroom_Lamp";

    private final Sandbox sandbox;

    public Lamp(Sandbox sandbox) {
        this.sandbox = sandbox;
        sandbox.items().put(
                new ItemDefinition(ITEM, "Switch", "Bedroom Lamp", "light", List.of(), List.of(), null, null), true);
        switchTo("ON");
        sandbox.events().subscribe(this::rule);
    }

    private void rule(Event event) {
        if ("ChannelTriggeredEvent".equals(event.type())
                && "IN".equals(new Gson().fromJson(event.payload(), Map.class).get("event"))) {
            switchTo("OFF");
        }
    }

    public void switchTo(String state) {
        sandbox.command(Objects.requireNonNull(sandbox.items().find(ITEM)), state);
    }
}
