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

import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A group of channels that belong together.
 *
 * @param uid e.g. {@code withings:body}
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record ChannelGroupTypeDescription(String uid, String label, @Nullable String description,
        List<ChannelDescription> channels) {}
