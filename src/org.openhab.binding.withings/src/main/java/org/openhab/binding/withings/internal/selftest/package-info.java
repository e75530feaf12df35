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
 * Finds out which link of the chain from Withings to openHAB is broken, and says so in plain words.
 * <p>
 * {@link org.openhab.binding.withings.internal.selftest.SelfTest SelfTest} gathers
 * {@link org.openhab.binding.withings.internal.selftest.Evidence Evidence},
 * {@link org.openhab.binding.withings.internal.selftest.Judgement Judgement} makes findings of it, and
 * {@link org.openhab.binding.withings.internal.selftest.SelfTestTexts SelfTestTexts} puts them into words.
 */
@org.eclipse.jdt.annotation.NonNullByDefault
package org.openhab.binding.withings.internal.selftest;
