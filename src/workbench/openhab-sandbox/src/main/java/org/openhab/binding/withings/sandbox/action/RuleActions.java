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
package org.openhab.binding.withings.sandbox.action;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.core.automation.annotation.ActionInput;
import org.openhab.core.automation.annotation.ActionOutput;
import org.openhab.core.automation.annotation.RuleAction;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingActionsScope;
import org.openhab.core.thing.binding.ThingHandler;

/**
 * The rule actions of thing handlers. Calls actions and converts results like openHAB for rules made in the user
 * interface; where openHAB would log an error or drop something, there is a complaint.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class RuleActions {
    private static final String RESULT = "result";

    /** The supported types of single results. */
    private static final List<Class<?>> PLAIN = List.of(Boolean.class, String.class, Integer.class, Long.class,
            BigDecimal.class);

    /** The supported types of inputs in user interfaces. */
    private static final List<Class<?>> SHOWN = List.of(int.class, String.class, ZonedDateTime.class);

    private record Action(ThingUID thing, String uid, ThingActions provider, Method method) {}

    private final Complaints complaints;
    private final ZoneId zone;
    private final List<Action> actions = new CopyOnWriteArrayList<>();

    public RuleActions(Complaints complaints, ZoneId zone) {
        this.complaints = complaints;
        this.zone = zone;
    }

    public void add(ThingActions provider) {
        ThingHandler handler = provider.getThingHandler();
        ThingActionsScope scope = provider.getClass().getAnnotation(ThingActionsScope.class);
        if (handler == null || scope == null) {
            complaints.add(provider.getClass().getName() + " has no thing handler or no @ThingActionsScope");
            return;
        }
        Arrays.stream(provider.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(RuleAction.class))
                .map(method -> new Action(handler.getThing().getUID(), uid(scope.name(), method), provider, method))
                .sorted(Comparator.comparing(Action::uid)).forEach(this::add);
    }

    private void add(Action action) {
        for (Parameter parameter : action.method().getParameters()) {
            if (!parameter.isAnnotationPresent(ActionInput.class)) {
                complaints.add(action.uid() + ": a parameter has no @ActionInput");
            } else if (!SHOWN.contains(parameter.getType())) {
                complaints.add(action.uid() + ": user interfaces cannot show the type " + parameter.getType());
            }
        }
        actions.add(action);
    }

    public void remove(ThingActions provider) {
        actions.removeIf(action -> action.provider() == provider);
    }

    /** openHAB distinguishes overloaded methods by a hash of the parameter types. */
    private static String uid(String scope, Method method) {
        try {
            MessageDigest hash = MessageDigest.getInstance("MD5");
            Stream.of(method.getParameterTypes())
                    .forEach(type -> hash.update(type.getName().getBytes(StandardCharsets.UTF_8)));
            return scope + "." + method.getName() + "#"
                    + String.format(Locale.ROOT, "%032x", new BigInteger(1, hash.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    /** The actions of a thing in the format of openHAB's REST API; empty if there are none. */
    public List<Map<String, Object>> describe(ThingUID thing) {
        return actions.stream().filter(action -> action.thing().equals(thing)).map(RuleActions::describe).toList();
    }

    private static Map<String, Object> describe(Action action) {
        RuleAction annotation = Objects.requireNonNull(action.method().getAnnotation(RuleAction.class));
        return Map.of("actionUid", action.uid(), "label", annotation.label(), "description", annotation.description());
    }

    private static ActionInput annotation(Parameter parameter) {
        return Objects.requireNonNull(parameter.getAnnotation(ActionInput.class));
    }

    private static List<ActionOutput> outputs(Action action) {
        return List.of(action.method().getAnnotationsByType(ActionOutput.class));
    }

    /** Calls an action in the thread of the caller; null if the thing has no such action, else outputs by name. */
    @Nullable
    public Map<String, Object> execute(ThingUID thing, String actionUid, Map<String, Object> inputs) {
        Action action = actions.stream()
                .filter(candidate -> candidate.thing().equals(thing) && candidate.uid().equals(actionUid)).findFirst()
                .orElse(null);
        if (action == null) {
            return null;
        }
        @Nullable
        Object[] arguments = Arrays.stream(action.method().getParameters())
                .map(parameter -> argument(action, parameter, inputs)).toArray();
        try {
            return outputs(action, action.method().invoke(action.provider(), arguments));
        } catch (InvocationTargetException e) {
            complaints.add("The action " + actionUid + " failed", e.getTargetException());
        } catch (IllegalAccessException | IllegalArgumentException e) {
            complaints.add("The action " + actionUid + " could not be called", e);
        }
        return Map.of();
    }

    private @Nullable Object argument(Action action, Parameter parameter, Map<String, Object> inputs) {
        Object input = inputs.get(annotation(parameter).name());
        try {
            return switch (parameter.getType().getName()) {
                case "int" -> input == null ? 0 : new BigDecimal(input.toString()).intValue();
                case "java.time.ZonedDateTime" -> input == null ? null : time(input.toString());
                default -> input;
            };
        } catch (DateTimeException | NumberFormatException e) {
            complaints.add(action.uid() + ": the input " + annotation(parameter).name() + " is ignored, because "
                    + input + " is no " + parameter.getType().getName());
            return null;
        }
    }

    private ZonedDateTime time(String text) {
        TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from,
                LocalDateTime::from);
        return time instanceof ZonedDateTime zoned ? zoned : LocalDateTime.from(time).atZone(zone);
    }

    private Map<String, Object> outputs(Action action, @Nullable Object result) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        if (result instanceof Map<?, ?> several) {
            List<String> declared = new ArrayList<>(outputs(action).stream().map(ActionOutput::name).toList());
            several.forEach((name, value) -> {
                if (declared.contains(name)) {
                    outputs.put(String.valueOf(name), value);
                } else {
                    complaints.add(action.uid() + ": the output " + name + " is dropped, because it is not declared");
                }
            });
        } else if (result != null && PLAIN.contains(result.getClass())) {
            outputs.put(RESULT, result);
        } else if (result != null) {
            complaints.add(action.uid() + ": the result is dropped, because it is a " + result.getClass().getName());
        }
        return outputs;
    }
}
