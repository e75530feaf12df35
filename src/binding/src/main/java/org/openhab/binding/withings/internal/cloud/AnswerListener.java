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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Collects the content of one HTTP answer up to a limit, counted after decompression; beyond it the answer is broken
 * off.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AnswerListener extends Response.Listener.Adapter {
    private final int limit;
    private final BiConsumer<Result, InputStream> complete;
    private final Content content = new Content();

    /**
     * @param limit the largest number of bytes to take
     * @param complete called once, on a thread of the HTTP client, when the exchange is over; the content is only
     *            worth a look when the exchange did not fail
     */
    AnswerListener(int limit, BiConsumer<Result, InputStream> complete) {
        this.limit = limit;
        this.complete = complete;
    }

    /** The answer has more bytes than it may have. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void onHeaders(Response response) {
        if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH.asString()) > limit) {
            response.abort(new TooLargeException());
        }
    }

    @Override
    public void onContent(Response response, ByteBuffer buffer) {
        if (content.size() + buffer.remaining() > limit) {
            content.reset();
            response.abort(new TooLargeException());
        } else {
            byte[] bytes = BufferUtil.toArray(buffer);
            content.write(bytes, 0, bytes.length);
        }
    }

    @Override
    public void onComplete(Result result) {
        complete.accept(result, content.stream());
    }

    /** Gives what was written without copying it. */
    private static final class Content extends ByteArrayOutputStream {
        InputStream stream() {
            return new ByteArrayInputStream(buf, 0, count);
        }
    }
}
