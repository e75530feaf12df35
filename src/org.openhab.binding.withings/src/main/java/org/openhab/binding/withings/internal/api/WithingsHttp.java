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
package org.openhab.binding.withings.internal.api;

import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;

import javax.net.ssl.SSLException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.client.util.BufferingResponseListener;
import org.eclipse.jetty.client.util.FormContentProvider;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.Fields;
import org.openhab.binding.withings.internal.api.Records.BodyType;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts forms to Withings and parses the answers. No thread waits for an answer; it is parsed on the scheduler.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class WithingsHttp {
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ANSWER_LIMIT = 16 * 1024 * 1024;

    private final Logger logger = LoggerFactory.getLogger(WithingsHttp.class);
    private final HttpClient client;
    private final String api;
    private final ApiContext context;
    private final Duration timeout;

    WithingsHttp(HttpClient client, URI api, ApiContext context, Duration timeout) {
        this.client = client;
        this.api = api.toString().replaceFirst("/$", "");
        this.context = context;
        this.timeout = timeout;
    }

    /** Completes on a thread of the scheduler. The token is null for calls of the application itself. */
    <T> CompletableFuture<T> post(String path, Map<String, String> form, @Nullable String accessToken,
            BodyType<T> type) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            Fields fields = new Fields();
            form.forEach(fields::put);
            Request request = client.POST(api + path).followRedirects(false)
                    .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS).content(new FormContentProvider(fields));
            if (accessToken != null) {
                request.header(HttpHeader.AUTHORIZATION, "Bearer " + accessToken);
            }
            String call = path + " " + form.get("action");
            // counts the bytes after decompression
            request.send(new BufferingResponseListener(ANSWER_LIMIT) {
                @Override
                public void onComplete(Result result) {
                    receive(call, result, getContent(), type, answer);
                }
            });
        } catch (RuntimeException e) {
            answer.completeExceptionally(client.isRunning()
                    ? e
                    : new WithingsException(Failure.UNREACHABLE, "openHAB's HTTP client has stopped", e));
        }
        return answer;
    }

    private <T> void receive(String call, Result result, byte @Nullable [] content, BodyType<T> type,
            CompletableFuture<T> answer) {
        try {
            context.scheduler().execute(() -> {
                try {
                    check(result);
                    T body = type.read(content == null ? new byte[0] : content);
                    logger.debug("{}: answered", call);
                    answer.complete(body);
                } catch (WithingsException | RuntimeException e) {
                    WithingsException failure = WithingsException.of(e);
                    logger.debug("{}: {}, {}", call, failure.failure(), failure.getMessage());
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(
                    new WithingsException(Failure.UNREACHABLE, "The scheduler has been shut down", e));
        }
    }

    /** Checks the status first, because Jetty's client reports a 401 without a challenge as a failure. */
    private void check(Result result) throws WithingsException {
        Response response = result.getResponse();
        int status = response.getStatus();
        if (status != 0 && status != HttpStatus.OK_200) {
            throw new WithingsException(failure(status), "Withings answered with HTTP " + status, null,
                    retryAfter(response), null);
        }
        Throwable trouble = result.getFailure();
        if (trouble != null) {
            throw new WithingsException(failure(trouble), "No answer: " + trouble.getClass().getSimpleName(), trouble);
        }
    }

    private static Failure failure(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException
                    || cause instanceof NoRouteToHostException) {
                return Failure.NO_INTERNET;
            } else if (cause instanceof SSLException) {
                return Failure.INSECURE;
            } else if (cause instanceof ZipException || cause instanceof IllegalArgumentException) {
                // the answer cannot be decompressed, or is larger than the limit of the listener
                return Failure.MALFORMED_ANSWER;
            }
        }
        return Failure.UNREACHABLE;
    }

    private static Failure failure(int httpStatus) {
        if (httpStatus >= HttpStatus.INTERNAL_SERVER_ERROR_500) {
            return Failure.SERVICE_TROUBLE;
        }
        return switch (httpStatus) {
            case HttpStatus.UNAUTHORIZED_401 -> Failure.AUTHENTICATION;
            case HttpStatus.FORBIDDEN_403 -> Failure.SCOPE;
            case HttpStatus.REQUEST_TIMEOUT_408 -> Failure.SERVICE_TROUBLE;
            case HttpStatus.TOO_MANY_REQUESTS_429 -> Failure.TOO_MANY_REQUESTS;
            default -> httpStatus >= HttpStatus.BAD_REQUEST_400 ? Failure.INVALID_REQUEST : Failure.MALFORMED_ANSWER;
        };
    }

    /** Seconds or a date (RFC 9110, Retry-After). */
    private @Nullable Duration retryAfter(Response response) {
        String value = response.getHeaders().get(HttpHeader.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Duration.ofSeconds(Integer.parseInt(value))
                    : Duration.between(context.now(),
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }
}
