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

/**
 * Builds a {@link ConfigDescriptionParameter}.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ConfigDescriptionParameterBuilder {

    final String name;
    final ConfigDescriptionParameter.Type type;
    boolean required;
    boolean multiple;
    @Nullable
    String context;
    @Nullable
    String defaultValue;
    @Nullable
    String label;
    @Nullable
    String description;
    @Nullable
    BigDecimal minimum;
    @Nullable
    BigDecimal maximum;
    boolean advanced;
    boolean limitToOptions = true;
    List<ParameterOption> options = List.of();

    private ConfigDescriptionParameterBuilder(String name, ConfigDescriptionParameter.Type type) {
        this.name = name;
        this.type = type;
    }

    public static ConfigDescriptionParameterBuilder create(String name, ConfigDescriptionParameter.Type type) {
        return new ConfigDescriptionParameterBuilder(name, type);
    }

    public ConfigDescriptionParameterBuilder withMinimum(@Nullable BigDecimal min) {
        minimum = min;
        return this;
    }

    public ConfigDescriptionParameterBuilder withMaximum(@Nullable BigDecimal max) {
        maximum = max;
        return this;
    }

    public ConfigDescriptionParameterBuilder withMultiple(@Nullable Boolean multiple) {
        this.multiple = Boolean.TRUE.equals(multiple);
        return this;
    }

    public ConfigDescriptionParameterBuilder withContext(@Nullable String context) {
        this.context = context;
        return this;
    }

    public ConfigDescriptionParameterBuilder withRequired(@Nullable Boolean required) {
        this.required = Boolean.TRUE.equals(required);
        return this;
    }

    public ConfigDescriptionParameterBuilder withDefault(@Nullable String defaultValue) {
        this.defaultValue = defaultValue;
        return this;
    }

    public ConfigDescriptionParameterBuilder withLabel(@Nullable String label) {
        this.label = label;
        return this;
    }

    public ConfigDescriptionParameterBuilder withDescription(@Nullable String description) {
        this.description = description;
        return this;
    }

    public ConfigDescriptionParameterBuilder withOptions(@Nullable List<ParameterOption> options) {
        this.options = options == null ? List.of() : options;
        return this;
    }

    public ConfigDescriptionParameterBuilder withAdvanced(@Nullable Boolean advanced) {
        this.advanced = Boolean.TRUE.equals(advanced);
        return this;
    }

    public ConfigDescriptionParameterBuilder withLimitToOptions(@Nullable Boolean limitToOptions) {
        this.limitToOptions = !Boolean.FALSE.equals(limitToOptions);
        return this;
    }

    public ConfigDescriptionParameter build() throws IllegalArgumentException {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name must neither be null nor empty!");
        }
        return new ConfigDescriptionParameter(this);
    }
}
