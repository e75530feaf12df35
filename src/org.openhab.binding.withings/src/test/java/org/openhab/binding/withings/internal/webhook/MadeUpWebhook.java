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
package org.openhab.binding.withings.internal.webhook;

import static org.mockito.ArgumentMatchers.*;
import static org.mockito.Mockito.*;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.api.Notification;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.Notification.MalformedNotificationException;
import org.openhab.binding.withings.internal.api.PersonApi;
import org.openhab.binding.withings.internal.api.PersonApi.Subscription;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.config.AccountConfiguration;
import org.openhab.binding.withings.internal.storage.AesCipher;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.sync.AccountExecutor;
import org.openhab.binding.withings.internal.webhook.CloudRelays.CloudRelay;
import org.openhab.core.io.rest.Webhook;
import org.openhab.core.io.rest.WebhookService;
import org.osgi.framework.BundleContext;

/**
 * An account's webhook in virtual time with one person, a simulated Withings and a simulated openHAB Cloud.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class MadeUpWebhook {
    static final String ANNA = "363";
    static final String ACCOUNT = "withings:account:home";
    static final int NO_ANSWER = 0;
    static final int UNKNOWN_NAME = -1;
    static final int NO_CONNECTION = -2;
    /** The status of a request that arrives at openHAB. */
    static final int ARRIVES = 200;

    final TestScheduler scheduler = new TestScheduler() {
        @Override
        public void execute(@Nullable Runnable command) {
            if (holds && command != null) {
                held.add(command);
            } else {
                super.execute(command);
            }
        }
    };
    final AccountExecutor executor = new AccountExecutor(scheduler);
    final MemoryStorage storage = new MemoryStorage();
    final WebhookServlet servlet = new WebhookServlet();
    final CloudRelays relays = new CloudRelays(mock(BundleContext.class));
    final MadeUpCloud cloud = new MadeUpCloud();
    final List<Notification> notified = new ArrayList<>();
    final List<Subscription> subscriptions = new ArrayList<>();
    final List<String> calls = new ArrayList<>();
    final List<URI> probes = new ArrayList<>();
    final Map<Integer, WithingsException> refusals = new LinkedHashMap<>();
    Set<String> people = Set.of(ANNA);
    Set<Appli> wanted = EnumSet.of(Appli.WEIGHT, Appli.BED_IN);
    Set<Scope> missingScopes = Set.of();
    /** The result of a HEAD request from openHAB to its own public URL. */
    int fromHere = ARRIVES;
    /** The result of a request from Withings. */
    int fromWithings = ARRIVES;
    /** Whether another server answers instead of openHAB. */
    boolean lost;
    /** Whether Withings lists no subscriptions although it has accepted them. */
    boolean listsNothing;
    /** Whether no call is answered, for example because of the rate limit. */
    boolean silent;
    int timesSubscribed;
    final PersonApi api = mock();
    private final AccountWebhook.Account account = mock();
    private final HttpClient http = mock();
    private final List<Runnable> held = new ArrayList<>();
    private boolean holds;
    AccountWebhook webhook;

    public MadeUpWebhook() {
        this(new AccountConfiguration());
    }

    MadeUpWebhook(AccountConfiguration configuration) {
        when(http.newRequest(any(URI.class))).thenAnswer(call -> request(call.getArgument(0)));
        when(api.subscriptions())
                .thenAnswer(call -> answer("list", listsNothing ? List.of() : List.copyOf(subscriptions)));
        when(api.subscribe(any(), anyInt(), any()))
                .thenAnswer(call -> subscribe(call.getArgument(0), call.getArgument(1)));
        when(api.revoke(any(), anyInt())).thenAnswer(call -> {
            subscriptions.removeIf(one -> one.callbackUrl().equals(call.getArgument(0))
                    && one.appli() == (int) call.getArgument(1));
            return answer("revoke", null);
        });
        when(account.people()).thenAnswer(call -> people);
        when(account.wantedNotifications(any())).thenAnswer(call -> wanted);
        when(account.missingScopes(any())).thenAnswer(call -> missingScopes);
        when(account.label(any())).thenReturn("Anna");
        when(account.api(any())).thenReturn(api);
        doAnswer(call -> notified.add(call.getArgument(0))).when(account).notified(any());
        doAnswer(call -> {
            // a refresh reads the devices, after which the subscriptions are repaired
            timesSubscribed++;
            return webhook.repair(ANNA);
        }).when(account).refresh(any());
        webhook = start(configuration);
    }

    public static MadeUpWebhook atPublicUrl() {
        return new MadeUpWebhook(configuration("https://home.example.org"));
    }

    static MadeUpWebhook atCloud() {
        MadeUpWebhook madeUp = new MadeUpWebhook();
        madeUp.relays.offer(new CloudRelay(madeUp.cloud));
        return madeUp;
    }

    static AccountConfiguration configuration(String publicUrl) {
        AccountConfiguration configuration = new AccountConfiguration();
        configuration.publicUrl = publicUrl;
        return configuration;
    }

    /** Creates the webhook with the stored data, as after a restart. */
    final AccountWebhook start(AccountConfiguration configuration) {
        return new AccountWebhook(ACCOUNT, configuration, account, services());
    }

    AccountWebhook.Services services() {
        return services(new SealedStorage(storage, new AesCipher(1)));
    }

    AccountWebhook.Services services(SealedStorage sealed) {
        return new AccountWebhook.Services(sealed, servlet, relays, http, executor, scheduler.clock());
    }

    /** Creates the address with the stored data, as after a restart. */
    WebhookAddress address() {
        return new WebhookAddress(ACCOUNT, new AccountConfiguration(), services(), () -> {
        });
    }

    /** Holds the tasks of the account's executor. */
    public MadeUpWebhook hold() {
        holds = true;
        return this;
    }

    public void releaseTasks() {
        holds = false;
        List.copyOf(held).forEach(Runnable::run);
        held.clear();
    }

    public WebhookCheck check() {
        return webhook.check();
    }

    public MadeUpWebhook open() {
        webhook.open();
        scheduler.advance(Duration.ofMinutes(2));
        return this;
    }

    private Request request(URI address) {
        probes.add(address);
        Request request = mock(Request.class, RETURNS_SELF);
        doAnswer(call -> {
            Result result = mock(Result.class);
            Response response = mock(Response.class);
            when(result.getResponse()).thenReturn(response);
            int status = arrive(address, fromHere);
            when(response.getStatus()).thenReturn(Math.max(0, status));
            when(result.getFailure()).thenReturn(switch (status) {
                case NO_ANSWER -> new TimeoutException();
                case UNKNOWN_NAME -> new UnknownHostException();
                case NO_CONNECTION -> new IOException();
                default -> null;
            });
            ((Response.CompleteListener) call.getArgument(0)).onComplete(result);
            return null;
        }).when(request).send(any());
        return request;
    }

    /** The cloud answers 404 for URLs that are not leased. */
    private int arrive(URI address, int way) {
        int status = cloud.deleted.stream().anyMatch(url -> address.toString().startsWith(url.toString())) ? 404 : way;
        if (status == ARRIVES && !lost) {
            servlet.probed(address.getRawQuery());
        }
        return status;
    }

    private CompletableFuture<?> subscribe(URI address, int appli) {
        WithingsException refusal = refusals.get(appli);
        if (refusal == null && !silent && arrive(address, fromWithings) != ARRIVES) {
            refusal = new WithingsException(Failure.INVALID_REQUEST, "callback", 293, null, null);
        }
        if (refusal != null) {
            calls.add("subscribe");
            return CompletableFuture.failedFuture(refusal);
        }
        subscriptions.add(new Subscription(appli, address.toString()));
        return answer("subscribe", null);
    }

    private CompletableFuture<?> answer(String action, @Nullable Object value) {
        calls.add(action);
        if (silent) {
            return new CompletableFuture<>();
        }
        WithingsException refusal = refusals.get(0);
        return refusal == null
                ? CompletableFuture.completedFuture(value)
                : CompletableFuture.failedFuture(refusal);
    }

    /** Posts a notification to the webhook. */
    int post(String body) {
        ToIntFunction<Notification> receiver = servlet.receiver(secret());
        if (receiver == null) {
            throw new AssertionError("The webhook is not open");
        }
        try {
            return receiver.applyAsInt(Notification.parse(body));
        } catch (MalformedNotificationException e) {
            throw new AssertionError(e);
        }
    }

    String secret() {
        return address().secret();
    }

    /** The kinds of notifications that are subscribed with a URL. */
    Set<Integer> subscribedTo(Object address) {
        return subscriptions.stream().filter(one -> one.callbackUrl().equals(address.toString()))
                .map(Subscription::appli).collect(Collectors.toSet());
    }

    Instant now() {
        return scheduler.clock().instant();
    }

    /** A simulated openHAB Cloud. */
    static final class MadeUpCloud implements WebhookService {
        final List<URI> deleted = new ArrayList<>();
        final List<String> removed = new ArrayList<>();
        private int number = 1;
        boolean silent;

        URI url() {
            return URI.create("https://cloud.example.org/api/hooks/" + number);
        }

        void delete() {
            deleted.add(url());
            number++;
        }

        @Override
        public CompletableFuture<Webhook> requestWebhook(String path) {
            return silent
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture(leased(url(), Instant.parse("2030-01-01T00:00:00Z")));
        }

        @Override
        public CompletableFuture<Void> removeWebhook(String path) {
            removed.add(path);
            return CompletableFuture.completedFuture(null);
        }

        static Webhook leased(URI url, Instant expires) {
            try {
                return new Webhook(url.toURL(), expires);
            } catch (MalformedURLException e) {
                throw new AssertionError(e);
            }
        }
    }
}
