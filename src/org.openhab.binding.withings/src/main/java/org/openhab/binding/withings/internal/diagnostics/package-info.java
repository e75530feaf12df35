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
 * What somebody who helps with a problem needs to know, and nothing else: no token, no secret, no identifier of a
 * person or device, no address, no health value. Accounts, people and devices are told from each other by their place
 * in a list.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.internal.diagnostics;
