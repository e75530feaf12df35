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
package org.openhab.core.config.core;

import java.math.BigDecimal;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.types.Type;

/**
 * What one value of a configuration may be. Immutable.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConfigDescriptionParameter {

    private final String name;
    private final Type type;
    private final boolean required;
    private final boolean multiple;
    private final @Nullable String context;
    private final @Nullable String defaultValue;
    private final @Nullable String label;
    private final @Nullable String description;
    private final @Nullable BigDecimal minimum;
    private final @Nullable BigDecimal maximum;
    private final boolean advanced;
    private final boolean limitToOptions;
    private final List<ParameterOption> options;

    ConfigDescriptionParameter(ConfigDescriptionParameterBuilder builder) {
        name = builder.name;
        type = builder.type;
        required = builder.required;
        multiple = builder.multiple;
        context = builder.context;
        defaultValue = builder.defaultValue;
        label = builder.label;
        description = builder.description;
        minimum = builder.minimum;
        maximum = builder.maximum;
        advanced = builder.advanced;
        limitToOptions = builder.limitToOptions;
        options = List.copyOf(builder.options);
    }

    public String getName() {
        return name;
    }

    public Type getType() {
        return type;
    }

    public @Nullable BigDecimal getMinimum() {
        return minimum;
    }

    public @Nullable BigDecimal getMaximum() {
        return maximum;
    }

    public boolean isMultiple() {
        return multiple;
    }

    /**
     * @return e.g. {@code password} or {@code url}
     */
    public @Nullable String getContext() {
        return context;
    }

    public boolean isRequired() {
        return required;
    }

    public @Nullable String getDefault() {
        return defaultValue;
    }

    public @Nullable String getLabel() {
        return label;
    }

    public boolean getLimitToOptions() {
        return limitToOptions;
    }

    public boolean isAdvanced() {
        return advanced;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public List<ParameterOption> getOptions() {
        return options;
    }

    /**
     * The types a value may have.
     */
    public enum Type {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN
    }
}
