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
package org.openhab.binding.withings.internal.cloud;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * For calls whose answer tells nothing but whether they succeeded.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class NoBodyReader implements BodyReader<@Nullable Void> {

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        in.skip();
    }

    @Override
    public @Nullable Void result() {
        return null;
    }
}
