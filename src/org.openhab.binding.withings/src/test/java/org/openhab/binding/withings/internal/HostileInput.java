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
package org.openhab.binding.withings.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.eclipse.jdt.annotation.NonNullByDefault;

import net.jqwik.api.Property;

/**
 * A property that holds whatever comes. The tries are the same on every machine and every day, so that a failure can be
 * looked at; a developer who looks for new ones changes the seed and the number of tries.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Property(seed = "20260520", tries = 1000)
public @interface HostileInput {
}
