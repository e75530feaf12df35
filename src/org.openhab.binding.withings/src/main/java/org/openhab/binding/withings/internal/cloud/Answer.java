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
import java.io.InputStream;
import java.time.Duration;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The envelope in which every answer comes: <code>{"status": 0, "body": {…}}</code> (Withings reference, Response
 * status). The text that may come as "error" is left alone, since it can repeat what was sent.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public final class Answer {

    private Answer() {
    }

    /**
     * @param content what came with HTTP 200
     * @param body the reader for the body
     * @return what the reader made of the body
     * @throws WithingsException when the status is not 0, or when the answer is not what the reference promises
     */
    public static <T> T read(InputStream content, BodyReader<T> body) throws WithingsException {
        Integer status = null;
        Long waitSeconds = null;
        try (AnswerReader in = new AnswerReader(content)) {
            in.object();
            while (in.nextField()) {
                switch (in.field()) {
                    case "status" -> status = in.smallInteger();
                    case "body" -> {
                        in.object();
                        while (in.nextField()) {
                            if ("wait_seconds".equals(in.field())) {
                                waitSeconds = in.integer();
                            } else {
                                body.field(in.field(), in);
                            }
                        }
                    }
                    default -> in.skip();
                }
            }
            in.end();
        } catch (IOException e) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer cannot be read as JSON", e);
        }
        if (status == null) {
            throw new WithingsException(Failure.MALFORMED_ANSWER, "The answer has no status");
        }
        Failure failure = WithingsStatus.family(status);
        if (failure != null) {
            throw new WithingsException(failure, "Withings answered with status " + status, status, wait(waitSeconds),
                    null);
        }
        return body.result();
    }

    private static @Nullable Duration wait(@Nullable Long seconds) {
        return seconds == null || seconds < 0 || seconds > Integer.MAX_VALUE ? null : Duration.ofSeconds(seconds);
    }
}
