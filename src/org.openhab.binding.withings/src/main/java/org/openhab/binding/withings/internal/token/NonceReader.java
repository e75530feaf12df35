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
package org.openhab.binding.withings.internal.token;

import java.io.IOException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.AnswerReader;
import org.openhab.binding.withings.internal.cloud.BodyReader;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;

/**
 * Reads a nonce (Withings reference, Signature v2 - Getnonce).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class NonceReader implements BodyReader<String> {
    private @Nullable String nonce;

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        if ("nonce".equals(name)) {
            nonce = in.text();
        } else {
            in.skip();
        }
    }

    @Override
    public String result() throws WithingsException {
        String text = nonce;
        if (text == null || text.isBlank()) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has no nonce");
        }
        return text;
    }
}
