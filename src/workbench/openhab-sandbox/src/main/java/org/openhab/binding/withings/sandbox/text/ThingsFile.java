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
package org.openhab.binding.withings.sandbox.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.text.TextFiles.ThingEntry;

/**
 * Reads a {@code .things} file: {@code Bridge} and {@code Thing}, nested in braces or with the bridge in parentheses,
 * with label, location and configuration. Channels defined in text files are not supported.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class ThingsFile {

    private final Tokens tokens;
    private final List<ThingEntry> things = new ArrayList<>();

    private ThingsFile(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param file how messages name the file
     * @return in the order of the file, bridges before what is nested in them
     * @throws org.openhab.binding.withings.sandbox.SandboxException when the file is wrong; tells file and line
     */
    public static List<ThingEntry> read(String file, String content) {
        ThingsFile reader = new ThingsFile(new Tokens(file, content));
        while (!reader.tokens.atEnd()) {
            reader.thing(null);
        }
        return List.copyOf(reader.things);
    }

    private void thing(@Nullable ThingEntry parent) {
        String place = tokens.place();
        boolean bridge = tokens.take("Bridge");
        if (!bridge && !tokens.take("Thing") && parent == null) {
            throw tokens.error("'Bridge' or 'Thing' expected");
        }
        String first = tokens.word("the UID of a thing or its type");
        String uid = first;
        if (parent != null && !first.contains(":")) {
            String id = tokens.word("the id of the thing");
            String[] segments = parent.uid().split(":", 3);
            uid = segments[0] + ":" + first + ":" + segments[2] + ":" + id;
        }
        String[] segments = uid.split(":");
        if (segments.length < 3) {
            throw tokens.error("a thing outside of a bridge needs a whole UID (binding:type:id)");
        }
        String label = tokens.optionalString();
        String bridgeUID = parent == null ? null : parent.uid();
        if (tokens.take("(")) {
            if (parent != null) {
                throw tokens.error("a thing inside of a bridge takes no other bridge");
            }
            bridgeUID = tokens.word("the UID of the bridge");
            tokens.expect(")");
        }
        String location = tokens.take("@") ? tokens.string("a location") : null;
        Map<String, Object> configuration = tokens.take("[") ? tokens.configuration() : Map.of();
        ThingEntry entry = new ThingEntry(place, uid, segments[0] + ":" + segments[1], bridge, label, location,
                bridgeUID, configuration);
        things.add(entry);
        if (tokens.take("{")) {
            children(entry);
        }
    }

    private void children(ThingEntry parent) {
        tokens.take("Things:");
        while (!tokens.take("}")) {
            if (tokens.take("Channels:")) {
                throw tokens.error("channels in text files are not supported by the sandbox");
            }
            if (!parent.bridge()) {
                throw tokens.error("only a Bridge has things inside; '}' expected");
            }
            thing(parent);
        }
    }
}
