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
package org.openhab.binding.withings.internal.handler;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.mockito.AdditionalAnswers.returnsFirstArg;
import static org.mockito.ArgumentMatchers.*;
import static org.mockito.Mockito.*;

import java.lang.reflect.Field;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.api.ContentProvider;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.TestScheduler;
import org.openhab.binding.withings.internal.WithingsBindingConstants;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.TokenStore;
import org.openhab.binding.withings.internal.api.TokenStore.Tokens;
import org.openhab.binding.withings.internal.api.WithingsApi.ApiEndpoints;
import org.openhab.binding.withings.internal.calendar.Calendars;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.handler.WithingsHandlerFactory.AccountServices;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.storage.BindingStorage;
import org.openhab.binding.withings.internal.storage.MemoryStorage;
import org.openhab.binding.withings.internal.sync.ThingDocument;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.binding.withings.internal.webhook.CloudRelays;
import org.openhab.binding.withings.internal.webhook.WebhookServlet;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.config.core.Configuration;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Bridge;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatus;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BaseThingHandler;
import org.openhab.core.thing.binding.ThingHandlerCallback;
import org.openhab.core.thing.binding.builder.ChannelBuilder;
import org.openhab.core.thing.binding.builder.ThingBuilder;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.UnDefType;
import org.osgi.framework.BundleContext;

/**
 * The lifecycle of an account and its things, with a simulated Withings.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AccountHandlerTest {
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");
    private static final String ANNA = "363";
    private static final String BEN = "364";
    private static final String WEIGHT = "body#weight";
    private static final Map<String, Object> PUBLIC_URL = Map.of("webhook", "PUBLIC_URL", "publicUrl",
            "https://home.example.org");
    private static final String EVERYTHING = """
            {"status": 0, "body": {"nonce": "made-up", "measuregrps": [], "series": [], "activities": [],
              "goals": {}, "profiles": [], "devices": [%s], "userid": "363", "access_token": "token-363",
              "refresh_token": "refresh-363", "scope": "user.metrics"}}""";

    private final TestScheduler scheduler = new TestScheduler();
    private final Withings withings = new Withings();
    private final StorageCipher cipher = mock();
    private final Map<String, MemoryStorage> stored = new HashMap<>();
    private BindingStorage storage = mock();
    private final Map<String, Object> configuration = new HashMap<>(
            Map.of("clientId", "made-up", "clientSecret", "made-up", "webhook", "OFF"));
    private final Map<ThingUID, ThingStatusInfo> statuses = new HashMap<>();
    private final List<Thing> things = new ArrayList<>();
    private final ThingHandlerCallback openHab = mock();
    private final Bridge bridge = mock();
    private Runnable whenAccountIsUnknown = () -> {
    };
    private AccountHandler account = mock();

    @BeforeEach
    void makeAccount() throws Exception {
        storage = storage();
        when(bridge.getUID()).thenReturn(ACCOUNT);
        when(bridge.getThingTypeUID()).thenReturn(WithingsBindingConstants.THING_TYPE_ACCOUNT);
        when(bridge.getConfiguration()).thenAnswer(call -> new Configuration(configuration));
        when(bridge.getThings()).thenReturn(things);
        when(bridge.getStatusInfo()).thenAnswer(call -> status(ACCOUNT));
        when(bridge.getStatus()).thenAnswer(call -> status(ACCOUNT).getStatus());
        when(openHab.getBridge(ACCOUNT)).thenReturn(bridge);
        when(openHab.isChannelLinked(any())).thenReturn(true);
        doAnswer(call -> {
            ThingUID thing = call.<Thing>getArgument(0).getUID();
            ThingStatusInfo info = call.getArgument(1);
            statuses.put(thing, info);
            if (thing.equals(ACCOUNT) && info.getStatus() == ThingStatus.UNKNOWN) {
                whenAccountIsUnknown.run();
            }
            return null;
        }).when(openHab).statusUpdated(any(), any());
        account = new AccountHandler(bridge,
                new AccountServices(withings.client, ApiEndpoints.PUBLIC_CLOUD, storage, new RateLimiter.Registry(),
                        new WebhookServlet(), new CloudRelays(mock(BundleContext.class)), mock(Calendars.class),
                        new AccountRegistry(scheduler.clock()), new PropertiesTranslations().texts()));
        Field field = BaseThingHandler.class.getDeclaredField("scheduler");
        field.setAccessible(true);
        field.set(account, scheduler);
        account.setCallback(openHab);
        when(bridge.getHandler()).thenReturn(account);
        connect(ANNA);
    }

    private ThingStatusInfo status(ThingUID thing) {
        return statuses.getOrDefault(thing,
                new ThingStatusInfo(ThingStatus.UNINITIALIZED, ThingStatusDetail.NONE, null));
    }

    private BindingStorage storage() throws GeneralSecurityException {
        when(cipher.getUniqueCipherId()).thenReturn("plain");
        when(cipher.encrypt(any())).thenAnswer(returnsFirstArg());
        when(cipher.decrypt(any())).thenAnswer(returnsFirstArg());
        StorageService service = mock();
        when(service.<String>getStorage(any(), any()))
                .thenAnswer(call -> stored.computeIfAbsent(call.getArgument(0), name -> spy(new MemoryStorage())));
        return new BindingStorage(service, cipher);
    }

    private TokenStore tokens() {
        return new TokenStore(storage.tokens(), ACCOUNT.toString());
    }

    private void connect(String userId) {
        Instant now = scheduler.clock().instant();
        tokens().save(new Tokens(userId, "token-" + userId, "refresh-" + userId, null, now,
                now.plus(Duration.ofDays(1)), Set.of(Scope.METRICS.id()), null));
    }

    private static ThingUID uid(String userId) {
        return new ThingUID(WithingsBindingConstants.THING_TYPE_PERSON, ACCOUNT, userId);
    }

    private PersonHandler person(String userId) {
        Thing thing = spy(ThingBuilder.create(WithingsBindingConstants.THING_TYPE_PERSON, uid(userId))
                .withBridge(ACCOUNT).withConfiguration(new Configuration(Map.of("userId", userId)))
                .withChannel(ChannelBuilder.create(new ChannelUID(uid(userId), WEIGHT), "Number").build()).build());
        PersonHandler handler = new PersonHandler(thing, storage.states(), mock(ItemChannelLinkRegistry.class),
                scheduler.clock());
        handler.setCallback(openHab);
        when(thing.getHandler()).thenReturn(handler);
        things.add(thing);
        return handler;
    }

    private DeviceHandler device(String id) {
        Thing thing = ThingBuilder
                .create(WithingsBindingConstants.THING_TYPE_SCALE,
                        new ThingUID(WithingsBindingConstants.THING_TYPE_SCALE, ACCOUNT, "scale"))
                .withBridge(ACCOUNT).withConfiguration(new Configuration(Map.of("deviceId", id))).build();
        DeviceHandler handler = new DeviceHandler(thing, storage.states(), scheduler.clock());
        handler.setCallback(openHab);
        things.add(thing);
        return handler;
    }

    // status

    @Test
    void anAnswerAfterAFailurePutsItOnlineAgain() {
        withings.reachable = false;
        account.initialize();
        assertThat(status(ACCOUNT).getStatusDetail(), is(ThingStatusDetail.COMMUNICATION_ERROR));

        withings.reachable = true;
        scheduler.advance(Duration.ofMinutes(2));

        assertThat(status(ACCOUNT).getStatus(), is(ThingStatus.ONLINE));
    }

    @Test
    void continuesAfterAnExceptionOfTheCipher() throws GeneralSecurityException {
        connect(BEN);
        PersonHandler anna = person(ANNA);
        PersonHandler ben = person(BEN);
        doThrow(new GeneralSecurityException("on purpose")).when(cipher).encrypt(any());
        account.initialize();
        anna.initialize();
        ben.initialize();
        scheduler.advance(Duration.ofHours(1));
        withings.calls.clear();

        doAnswer(returnsFirstArg()).when(cipher).encrypt(any());
        scheduler.advance(Duration.ofHours(1));

        assertThat(withings.changes(ANNA), is(not(empty())));
        assertThat(withings.changes(BEN), is(not(empty())));
        assertThat(new ThingDocument(storage.states(), uid(BEN)).history(), is(not(nullValue())));
        assertThat(status(uid(ANNA)).getStatus(), is(ThingStatus.ONLINE));
    }

    // people

    @Test
    void labelsAPersonByThingNameOrNumber() {
        tokens().save(Objects.requireNonNull(tokens().load(ANNA)).withName("Anna"));
        connect(BEN);

        account.initialize();
        assertThat(labels(), is(List.of("Anna", "Person 2")));

        PersonHandler anna = person(ANNA);
        anna.getThing().setLabel("My Anna");
        anna.initialize();
        assertThat(labels(), is(List.of("My Anna", "Person 2")));
    }

    private List<String> labels() {
        return account.snapshot().people().stream().map(AccountSnapshot.Person::label).toList();
    }

    // things

    @ParameterizedTest
    @ValueSource(strings = { "before", "meanwhile", "afterwards" })
    void attachesThingsInAnyOrderOfInitialization(String moment) {
        PersonHandler anna = person(ANNA);
        whenAccountIsUnknown = "meanwhile".equals(moment) ? anna::initialize : whenAccountIsUnknown;

        if ("before".equals(moment)) {
            anna.initialize();
        }
        account.initialize();
        if ("afterwards".equals(moment)) {
            anna.initialize();
        }

        assertThat(status(uid(ANNA)).getStatus(), is(ThingStatus.ONLINE));
        assertThat(withings.changes(ANNA), hasSize(1));
        scheduler.advance(Duration.ofMinutes(9));
        List<String> past = withings.calls.stream().filter(call -> call.contains("startdate=")
                && call.contains("getmeas") && !call.contains("meastypes")).toList();
        assertThat(past, is(not(empty())));
        assertThat(past, is(past.stream().distinct().toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "5ca1e", "15542329" })
    void findsTheThingOfADeviceByEitherIdentifier(String configured) {
        withings.devices = "{\"type\": \"Scale\", \"hash_deviceid\": \"5ca1e\", \"deviceid\": 15542329}";
        DeviceHandler scale = device(configured);
        account.initialize();

        scale.initialize();

        assertThat(status(scale.getThing().getUID()), is(AccountHealth.online(null)));
        assertThat("not offered in the inbox", account.snapshot().devices().get(0).thing(), is(not(nullValue())));
    }

    @Test
    void aThingThatGetsAnotherUserIdShowsThatPersonOnly() {
        connect(BEN);
        PersonHandler handler = person(ANNA);
        account.initialize();
        handler.initialize();
        withings.calls.clear();

        handler.getThing().getConfiguration().put("userId", BEN);
        account.onExecutor(busy -> {
            handler.dispose();
            handler.initialize();
        });

        assertThat(withings.changes(BEN), hasSize(1));
        assertThat(withings.changes(ANNA), is(empty()));
        scheduler.advance(Duration.ofHours(1));
        assertThat(withings.changes(ANNA), is(empty()));
    }

    private void storeWeight(Duration age) {
        ThingDocument document = new ThingDocument(storage.states(), uid(ANNA));
        document.putState(WEIGHT, new TimedState(scheduler.clock().instant().minus(age), new DecimalType(70)));
        document.save();
    }

    @Test
    void refreshShowsTheStateAgain() {
        storeWeight(Duration.ZERO);
        PersonHandler anna = person(ANNA);
        account.initialize();
        anna.initialize();
        clearInvocations(openHab);

        anna.handleCommand(new ChannelUID(uid(ANNA), WEIGHT), RefreshType.REFRESH);

        verify(openHab).stateUpdated(new ChannelUID(uid(ANNA), WEIGHT), new DecimalType(70));
    }

    @Test
    void statesBecomeStaleWhileWithingsIsUnreachable() {
        storeWeight(Duration.ofDays(14).minusMinutes(5));
        PersonHandler anna = person(ANNA);
        account.initialize();
        anna.initialize();
        withings.reachable = false;

        verify(openHab, never()).stateUpdated(new ChannelUID(uid(ANNA), WEIGHT), UnDefType.UNDEF);

        scheduler.advance(Duration.ofMinutes(6));

        verify(openHab).stateUpdated(new ChannelUID(uid(ANNA), WEIGHT), UnDefType.UNDEF);
    }

    // disposal and removal

    @Test
    void ignoresAnswersAfterDisposal() {
        PersonHandler anna = person(ANNA);
        account.initialize();
        withings.silent = true;
        anna.initialize();

        account.dispose();
        clearInvocations(openHab);
        withings.answerAll();
        scheduler.advance(Duration.ofHours(2));

        verifyNoInteractions(openHab);
        assertThat(account.snapshot().thing().uid(), is(ACCOUNT));
    }

    @Test
    void canBeInitializedAgain() {
        PersonHandler anna = person(ANNA);
        account.initialize();
        anna.initialize();
        account.dispose();
        withings.calls.clear();

        account.initialize();

        assertThat(withings.changes(ANNA), hasSize(1));
        assertThat(status(ACCOUNT).getStatus(), is(ThingStatus.ONLINE));
    }

    @Test
    void deletesItsTokensWhenItIsRemovedWithoutCredentials() {
        configuration.put("clientId", "");
        account.initialize();

        account.handleRemoval();

        assertThat(tokens().people(), is(empty()));
        assertThat(status(ACCOUNT).getStatus(), is(ThingStatus.REMOVED));
    }

    @Test
    void isRemovedEvenIfItsTokensCannotBeDeleted() {
        account.initialize();
        stored.values().forEach(each -> doThrow(new IllegalStateException("made up")).when(each).getKeys());

        account.handleRemoval();

        assertThat(status(ACCOUNT).getStatus(), is(ThingStatus.REMOVED));
    }

    @Test
    void isRemovedAfterHalfAMinuteIfWithingsDoesNotAnswer() {
        configuration.putAll(PUBLIC_URL);
        person(ANNA).initialize();
        account.initialize();
        withings.silent = true;

        account.handleRemoval();
        scheduler.advance(Duration.ofSeconds(30));

        assertThat(tokens().people(), is(empty()));
        assertThat(status(ACCOUNT).getStatus(), is(ThingStatus.REMOVED));
    }

    @Test
    void subscribesAPersonWithSpacesAroundTheId() {
        configuration.putAll(PUBLIC_URL);
        PersonHandler anna = person(ANNA);
        anna.getThing().getConfiguration().put("userId", " " + ANNA + " ");
        account.initialize();
        anna.initialize();

        scheduler.advance(Duration.ofMinutes(1));

        assertThat(withings.subscribed(), is(not(empty())));
    }

    @Test
    void keepsTheConsentOfAPersonWhoIsConnectedAgainWhileSubscriptionsAreRevoked() {
        configuration.putAll(PUBLIC_URL);
        person(ANNA).initialize();
        account.initialize();
        scheduler.advance(Duration.ofMinutes(1));
        withings.silent = true;
        account.disconnect(ANNA);
        withings.silent = false;

        account.consent("made-up", "https://home.example.org/withings", null);
        withings.answerAll();
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(tokens().people(), contains(ANNA));
    }

    @Test
    void aThingSaysThatItsAccountIsNotConfigured() {
        configuration.remove("clientSecret");
        account.initialize();

        person(ANNA).initialize();

        assertThat(status(uid(ANNA)).getStatusDetail(), is(ThingStatusDetail.BRIDGE_OFFLINE));
    }

    @ParameterizedTest
    @EnumSource(names = { "REMOVING", "REMOVED", "UNINITIALIZED" })
    void doesNotSubscribeAPersonWithAThingThatIsBeingRemoved(ThingStatus seen) {
        configuration.putAll(PUBLIC_URL);
        PersonHandler anna = person(ANNA);
        account.initialize();
        anna.initialize();
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(withings.subscribed(), is(not(empty())));
        withings.calls.clear();

        when(anna.getThing().getStatus()).thenReturn(seen);
        anna.handleRemoval();
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(withings.subscribed(), is(empty()));
    }

    /** A simulated Withings without data. */
    private static final class Withings {
        private final HttpClient client = mock();
        /** The token and form of each call. */
        private final List<String> calls = new ArrayList<>();
        private final List<Response.CompleteListener> waiting = new ArrayList<>();
        private String devices = "";
        private boolean reachable = true;
        private boolean silent;

        Withings() {
            when(client.POST(anyString())).thenAnswer(call -> request());
            when(client.newRequest(any(URI.class))).thenAnswer(call -> request());
        }

        List<String> changes(String userId) {
            return calls.stream().filter(call -> call.contains("token-" + userId) && call.contains("getmeas")
                    && call.contains("lastupdate")).toList();
        }

        List<String> subscribed() {
            return calls.stream().filter(call -> call.contains("action=subscribe")).toList();
        }

        private Request request() {
            Request request = mock(Request.class, RETURNS_SELF);
            StringBuilder call = new StringBuilder();
            doAnswer(header -> {
                call.append(header.<String>getArgument(1)).append(' ');
                return request;
            }).when(request).header(any(HttpHeader.class), any());
            doAnswer(content -> {
                for (ByteBuffer buffer : content.<ContentProvider>getArgument(0)) {
                    call.append(StandardCharsets.UTF_8.decode(buffer));
                }
                return request;
            }).when(request).content(any());
            doAnswer(send -> {
                calls.add(call.toString());
                Response.CompleteListener listener = send.getArgument(0);
                if (silent) {
                    waiting.add(listener);
                } else {
                    answer(listener);
                }
                return null;
            }).when(request).send(any());
            return request;
        }

        void answerAll() {
            silent = false;
            waiting.forEach(this::answer);
        }

        private void answer(Response.CompleteListener listener) {
            Response response = mock();
            Result result = mock();
            when(result.getResponse()).thenReturn(response);
            when(response.getHeaders()).thenReturn(new HttpFields());
            if (reachable) {
                when(response.getStatus()).thenReturn(200);
                if (listener instanceof Response.ContentListener content) {
                    content.onContent(response,
                            ByteBuffer.wrap(EVERYTHING.formatted(devices).getBytes(StandardCharsets.UTF_8)));
                }
            } else {
                when(result.getFailure()).thenReturn(new UnknownHostException());
            }
            listener.onComplete(result);
        }
    }
}
