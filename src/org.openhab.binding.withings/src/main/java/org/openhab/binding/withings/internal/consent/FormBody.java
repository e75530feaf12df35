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
package org.openhab.binding.withings.internal.consent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads the body of a form as it arrives: a browser that sends slowly, or never ends, holds no thread and at most
 * 16 KiB.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class FormBody implements ReadListener {

    static final int LARGEST = 16 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final ServletInputStream input;
    private final byte[] buffer = new byte[2048];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<FormFields> form = new CompletableFuture<>();

    private FormBody(ServletInputStream input) {
        this.input = input;
    }

    /** Says at once no to a form that can't be taken. */
    static void check(HttpServletRequest request) throws ProblemException {
        String contentType = request.getContentType();
        if (contentType == null || !contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
            throw new ProblemException(Problem.FORM_OTHER_TYPE);
        }
        if (request.getContentLengthLong() > LARGEST) {
            throw new ProblemException(Problem.FORM_TOO_LARGE);
        }
    }

    /**
     * Reads the body of a request that is answered asynchronously.
     *
     * @return the fields; fails with a {@link ProblemException} if the body is too large or malformed, with an
     *         {@link IOException} if the browser has gone
     */
    static CompletableFuture<FormFields> read(HttpServletRequest request) throws IOException {
        FormBody reader = new FormBody(request.getInputStream());
        reader.input.setReadListener(reader);
        return reader.form;
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!form.isDone() && input.isReady()) {
            int length = input.read(buffer);
            if (length < 0) {
                return;
            }
            if (body.size() + length > LARGEST) {
                form.completeExceptionally(new ProblemException(Problem.FORM_TOO_LARGE));
                return;
            }
            body.write(buffer, 0, length);
        }
    }

    @Override
    public void onAllDataRead() {
        try {
            // percent-encoding is ASCII; what it encodes is read as UTF-8 later
            form.complete(FormFields.parse(body.toString(StandardCharsets.ISO_8859_1)));
        } catch (ProblemException e) {
            form.completeExceptionally(e);
        }
    }

    @Override
    public void onError(@Nullable Throwable reason) {
        form.completeExceptionally(reason != null ? reason : new IOException("The browser has gone"));
    }
}
