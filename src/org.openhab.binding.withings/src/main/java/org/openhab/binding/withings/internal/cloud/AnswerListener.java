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
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.function.BiConsumer;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpHeader;

/**
 * Collects the content of one HTTP answer up to a limit, counted after decompression; beyond it the answer is broken
 * off.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class AnswerListener extends Response.Listener.Adapter {
    private static final int BLOCK_SIZE = 16 * 1024;

    private final int limit;
    private final BiConsumer<Result, InputStream> complete;
    /** All but the last one are full. */
    private final Deque<ByteBuffer> blocks = new ArrayDeque<>();
    private long size;

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
        size += buffer.remaining();
        if (size > limit) {
            blocks.clear();
            response.abort(new TooLargeException());
        } else {
            store(buffer);
        }
    }

    private void store(ByteBuffer buffer) {
        ByteBuffer block = blocks.peekLast();
        while (buffer.hasRemaining()) {
            if (block == null || !block.hasRemaining()) {
                block = ByteBuffer.allocate(BLOCK_SIZE);
                blocks.add(block);
            }
            int length = Math.min(block.remaining(), buffer.remaining());
            buffer.get(block.array(), block.position(), length);
            block.position(block.position() + length);
        }
    }

    @Override
    public void onComplete(Result result) {
        complete.accept(result, new SequenceInputStream(new Enumeration<InputStream>() {
            @Override
            public boolean hasMoreElements() {
                return !blocks.isEmpty();
            }

            /** What has been read is let go. */
            @Override
            public InputStream nextElement() {
                ByteBuffer block = blocks.remove();
                return new ByteArrayInputStream(block.array(), 0, block.position());
            }
        }));
    }
}
