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
package org.openhab.binding.withings.sandbox.addon;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Reads and checks descriptions of parameters, wherever they stand.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ParameterReader {

    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Za-z0-9]*");
    private static final Pattern URI = Pattern.compile("[A-Za-z0-9_-]+(:[A-Za-z0-9_-]+){1,2}");

    private ParameterReader() {
    }

    /** Reads the content of a {@code <config-description>}. */
    static List<ParameterDescription> read(ElementReader description) {
        String uri = description.attribute("uri");
        if (uri != null && !URI.matcher(uri).matches()) {
            throw description.error("has an uri that is not of the form scheme:id[:id]: \"" + uri + "\"");
        }
        Set<String> groups = new HashSet<>();
        for (XmlElement group : description.all("parameter-group")) {
            ElementReader content = new ElementReader(group);
            groups.add(content.requiredAttribute("name"));
            content.textAnywhere("label");
            content.textAnywhere("description");
            content.textAnywhere("context");
            content.booleanAnywhere("advanced", false);
            content.endAnyOrder();
        }
        List<ParameterDescription> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (XmlElement element : description.all("parameter")) {
            ParameterDescription parameter = parameter(new ElementReader(element), groups);
            if (!names.add(parameter.name())) {
                throw element.error("the name \"" + parameter.name() + "\" is there twice");
            }
            parameters.add(parameter);
        }
        description.end();
        return List.copyOf(parameters);
    }

    private static ParameterDescription parameter(ElementReader reader, Set<String> groups) {
        String name = reader.requiredAttribute("name");
        if (!CAMEL_CASE.matcher(name).matches()) {
            throw reader.error("the name \"" + name + "\" is not camelCase");
        }
        ParameterType type;
        try {
            type = ParameterType.valueOf(reader.requiredAttribute("type").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw reader.error("has an unknown type; there are text, integer, decimal and boolean");
        }
        String group = reader.attribute("groupName");
        if (group != null && !groups.contains(group)) {
            throw reader.error("belongs to the group \"" + group + "\", which is not described");
        }
        String pattern = reader.attribute("pattern");
        try {
            Pattern.compile(pattern == null ? "" : pattern);
        } catch (PatternSyntaxException e) {
            throw reader.error("has a pattern that is no regular expression: " + e.getDescription());
        }
        reader.attribute("unit");
        reader.decimalAttribute("step");
        XmlElement label = reader.anywhere("label");
        XmlElement options = reader.anywhere("options");
        XmlElement filter = reader.anywhere("filter");
        if (filter != null) {
            throw filter.error("is not supported by the sandbox");
        }
        reader.textAnywhere("multipleLimit");
        reader.textAnywhere("unitLabel");
        reader.booleanAnywhere("verify", false);
        ParameterDescription parameter = new ParameterDescription(name, type,
                reader.booleanAttribute("required", false) || reader.booleanAnywhere("required", false),
                reader.booleanAttribute("readOnly", false), reader.booleanAttribute("multiple", false),
                reader.booleanAnywhere("advanced", false), reader.textAnywhere("default"),
                label == null ? null : ElementReader.label(label), reader.textAnywhere("description"),
                reader.textAnywhere("context"), reader.decimalAttribute("min"), reader.decimalAttribute("max"),
                pattern, ElementReader.options(options), reader.booleanAnywhere("limitToOptions", true));
        reader.endAnyOrder();
        String defaultValue = parameter.defaultValue();
        if (defaultValue != null) {
            String problem = ParameterValues.problemOf(parameter, ParameterValues.parse(parameter, defaultValue));
            if (problem != null) {
                throw reader.error("has a default that its own rules forbid: " + problem);
            }
        }
        return parameter;
    }
}
