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
package org.openhab.binding.withings.internal.notification;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What becomes of a question to our own address through its public name.
 *
 * @param kind what happened
 * @param httpStatus the status of the answer, 0 if there was none
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Reachability(Kind kind, int httpStatus) {

    /**
     * What happened, told apart by what can be done about it.
     */
    public enum Kind {
        /** The question arrived at our webhook and was answered there. */
        REACHED,
        /** No name server knows the name. */
        NAME_UNKNOWN,
        /** Nobody listens there. */
        REFUSED,
        /** The certificate is not valid for the name, has expired, or is not signed by anybody known. */
        CERTIFICATE,
        /** Somebody listens who can't agree on encryption, plain http perhaps. */
        ENCRYPTION,
        TIMED_OUT,
        /** The connection ended without an answer. */
        BROKEN_OFF,
        /** Somebody on the way wants a login, or leads elsewhere. */
        LOGIN,
        NOT_FOUND,
        /** Somebody on the way does not get through to openHAB. */
        NOT_PASSED_ON,
        OTHER_STATUS,
        /** All seems well, but it was not our webhook that answered. */
        OTHER_SERVER
    }

    /**
     * @param arrived whether the question arrived at our webhook
     */
    static Reachability ofAnswer(int httpStatus, boolean arrived) {
        if (HttpStatus.isSuccess(httpStatus)) {
            return new Reachability(arrived ? Kind.REACHED : Kind.OTHER_SERVER, httpStatus);
        }
        if (HttpStatus.isRedirection(httpStatus)) {
            return new Reachability(Kind.LOGIN, httpStatus);
        }
        return new Reachability(switch (httpStatus) {
            case HttpStatus.UNAUTHORIZED_401, HttpStatus.FORBIDDEN_403 -> Kind.LOGIN;
            case HttpStatus.NOT_FOUND_404 -> Kind.NOT_FOUND;
            default -> HttpStatus.isServerError(httpStatus) ? Kind.NOT_PASSED_ON : Kind.OTHER_STATUS;
        }, httpStatus);
    }

    /**
     * @param trouble why there is no answer
     */
    static Reachability ofTrouble(Throwable trouble) {
        return new Reachability(kind(trouble), 0);
    }

    private static Kind kind(Throwable trouble) {
        Kind kind = Kind.BROKEN_OFF;
        for (@Nullable
        Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return Kind.CERTIFICATE;
            } else if (cause instanceof SSLException) {
                // the cause tells whether it is about the certificate
                kind = Kind.ENCRYPTION;
            } else if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return Kind.NAME_UNKNOWN;
            } else if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return Kind.TIMED_OUT;
            } else if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return Kind.REFUSED;
            }
        }
        return kind;
    }

    public boolean reached() {
        return kind == Kind.REACHED;
    }
}
