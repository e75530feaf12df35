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
/**
 * The cloud that openHAB can be connected to, as far as add-ons can notice it: public addresses that lead to local
 * paths.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.sandbox.cloud;
