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
package org.openhab.core.config.discovery;

import static org.junit.jupiter.api.Assertions.*;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;
import org.openhab.core.thing.ThingTypeUID;
import org.openhab.core.thing.ThingUID;
import org.openhab.core.thing.binding.BridgeHandler;
import org.openhab.core.thing.binding.ThingHandler;

/**
 * Scans, their results, and their end.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@ExtendWith(MockitoExtension.class)
class AbstractDiscoveryServiceTest {

    private static final ThingTypeUID PERSON = new ThingTypeUID("withings", "person");
    private static final ThingUID ACCOUNT = new ThingUID("withings:account:home");
    private static final ThingUID ANNA = new ThingUID(PERSON, ACCOUNT, "anna");

    private @Mock @NonNullByDefault({}) DiscoveryListener inbox;

    @Test
    void tellsTheInboxWhatItFinds() {
        Service service = new Service();
        service.addDiscoveryListener(inbox);
        DiscoveryResult anna = result().build();

        service.thingDiscovered(anna);
        service.thingRemoved(ANNA);

        verify(inbox).thingDiscovered(service, anna);
        verify(inbox).thingRemoved(service, ANNA);
    }

    @Test
    void tellsANewListenerWhatIsThereAlready() {
        Service service = new Service();
        DiscoveryResult anna = result().build();
        service.thingDiscovered(anna);

        service.addDiscoveryListener(inbox);

        verify(inbox).thingDiscovered(service, anna);
    }

    @Test
    void forgetsWhatTheInboxFoundTooOld() {
        Service service = new Service();
        service.addDiscoveryListener(inbox);
        service.thingDiscovered(result().build());
        Instant now = Instant.now();
        when(inbox.removeOlderResults(service, now, Set.of(PERSON), ACCOUNT)).thenReturn(List.of(ANNA));

        service.removeOlderResults(now, ACCOUNT);

        DiscoveryListener late = mock(DiscoveryListener.class);
        service.addDiscoveryListener(late);
        verifyNoInteractions(late);
    }

    @Test
    void goesOnTellingWhenOneListenerFails() {
        Service service = new Service();
        DiscoveryListener broken = mock(DiscoveryListener.class);
        service.addDiscoveryListener(broken);
        service.addDiscoveryListener(inbox);
        doThrow(new IllegalStateException("broken")).when(broken).thingDiscovered(any(), any());

        service.thingDiscovered(result().build());

        verify(inbox).thingDiscovered(any(), any());
    }

    @Test
    void knowsWhenTheLastScanBegan() {
        Service service = new Service();
        assertEquals(Instant.MIN, service.getTimestampOfLastScan());

        Instant before = Instant.now();
        service.startScan(null);

        assertFalse(service.getTimestampOfLastScan().isBefore(before));
        assertFalse(service.getTimestampOfLastScan().isAfter(Instant.now()));
    }

    @Test
    void looksForThingsInTheBackgroundUntilItEnds() {
        Service service = new Service();

        service.activate(null);
        service.deactivate();

        assertEquals(List.of("background on", "background off"), service.life);
    }

    @Test
    void waitsForItsHandlerBeforeItLooksForThings(@Mock BridgeHandler handler) {
        HandlerService service = new HandlerService();

        service.activate(Map.of());
        service.setThingHandler(handler);
        assertEquals(List.of(), service.life);
        service.initialize();
        service.dispose();
        service.deactivate();

        assertSame(handler, service.getThingHandler());
        assertEquals(List.of("background on", "background off"), service.life);
    }

    @Test
    void refusesAHandlerOfAnotherType(@Mock ThingHandler handler) {
        assertThrows(IllegalArgumentException.class, () -> new HandlerService().setThingHandler(handler));
    }

    @Test
    void knowsWhenAResultWasMadeSoThatItCanGrowOld() {
        Instant before = Instant.now();

        DiscoveryResult anna = result().withTTL(60).build();

        assertFalse(anna.getCreationTime().isBefore(before));
        assertFalse(anna.getCreationTime().isAfter(Instant.now()));
    }

    @Test
    void refusesABridgeOfAnotherBinding() {
        assertThrows(IllegalArgumentException.class, () -> result().withBridge(new ThingUID("hue:bridge:home")));
    }

    private static DiscoveryResultBuilder result() {
        return DiscoveryResultBuilder.create(ANNA).withBridge(ACCOUNT).withProperty("userId", "1")
                .withRepresentationProperty("userId").withLabel("Anna");
    }

    private static class Service extends AbstractDiscoveryService {

        final List<String> life = new ArrayList<>();

        Service() {
            super(Set.of(PERSON), 0, true);
        }

        @Override
        protected void startScan() {
        }

        @Override
        protected void startBackgroundDiscovery() {
            life.add("background on");
        }

        @Override
        protected void stopBackgroundDiscovery() {
            life.add("background off");
        }
    }

    private static class HandlerService extends AbstractThingHandlerDiscoveryService<BridgeHandler> {

        final List<String> life = new ArrayList<>();

        HandlerService() {
            super(BridgeHandler.class, Set.of(PERSON), 0);
        }

        @Override
        protected void startScan() {
            life.add("scan");
        }

        @Override
        protected void startBackgroundDiscovery() {
            life.add("background on");
        }

        @Override
        protected void stopBackgroundDiscovery() {
            life.add("background off");
        }
    }
}
