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

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Rule actions of the sensor, good ones and bad ones.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@Component(scope = ServiceScope.PROTOTYPE, service = SampleActions.class)
@ThingActionsScope(name = "sample")
@NonNullByDefault
public class SampleActions implements ThingActions {

    private @Nullable ThingHandler handler;

    @Override
    public void setThingHandler(ThingHandler handler) {
        this.handler = handler;
    }

    @Override
    public @Nullable ThingHandler getThingHandler() {
        return handler;
    }

    @RuleAction(label = "@text/action.greet.label")
    @ActionOutput(type = "java.lang.String")
    public String greet(@ActionInput(name = "name", label = "Name", required = true) @Nullable String name,
            @ActionInput(name = "times", defaultValue = "1") int times) {
        return "Hello " + name + "!".repeat(times);
    }

    @RuleAction(label = "Duration Between")
    @ActionOutput(name = "seconds", type = "java.lang.Long")
    @ActionOutput(name = "text", type = "java.lang.String")
    public Map<String, Object> between(@ActionInput(name = "from") @Nullable ZonedDateTime from,
            @ActionInput(name = "to") @Nullable ZonedDateTime to) {
        if (from == null || to == null) {
            return Map.of("text", "nothing", "secret", true);
        }
        Duration between = Duration.between(from, to);
        return Map.of("seconds", between.toSeconds(), "text", between.toString());
    }

    @RuleAction(label = "Fail")
    public void fail() {
        throw new IllegalStateException("failed on purpose");
    }
}
