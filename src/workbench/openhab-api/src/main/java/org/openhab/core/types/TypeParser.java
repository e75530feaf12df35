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
package org.openhab.core.types;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/** Parses states and commands. */
@NonNullByDefault
public final class TypeParser {
    private TypeParser() {
    }

    public static @Nullable State parseState(List<Class<? extends State>> types, String s) {
        for (Class<? extends State> type : types) {
            try {
                Object value = type.getMethod("valueOf", String.class).invoke(null, s);
                if (value != null) {
                    return type.cast(value);
                }
            } catch (InvocationTargetException e) {
                continue;
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(type.getName() + " has no valueOf(String)", e);
            }
        }
        return null;
    }
}
