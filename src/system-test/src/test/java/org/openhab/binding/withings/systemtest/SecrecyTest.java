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
package org.openhab.binding.withings.systemtest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.simulator.fault.Fault;
import org.openhab.binding.withings.simulator.fault.FaultKind;
import org.openhab.binding.withings.simulator.household.Person;
import org.openhab.binding.withings.systemtest.Browser.Page;

/**
 * Whatever happens, the log at level DEBUG holds nothing that is nobody else's business.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SecrecyTest {

    private static final Path LOG = Path.of("target/system-test.log");

    @Test
    void logsNoSecretNoPersonAndNoValue() throws IOException {
        long start;
        List<String> secrets = new ArrayList<>();
        try (Home home = Home.tapped()) {
            start = Files.size(LOG);
            // given: everything that can be said is said
            Person mira = home.person("Mira");
            home.addAccount(Map.of("publicUrl", Home.PUBLIC.toString()));
            Browser browser = home.browser();
            Page consent = browser.send(browser.open(Home.PAGE).form("/withings/connect"));
            secrets.add(consent.query().get("state"));
            Page back = browser.sendOnly(Home.decision(consent, mira, "accept"));
            String address = Browser.redirect(back).orElseThrow().toString();
            secrets.add(address.replaceAll(".*[?&]code=([^&]+).*", "$1"));
            browser.open(Browser.redirect(back).orElseThrow());
            browser.open(Browser.redirect(back).orElseThrow());
            home.addPerson(mira);
            home.item("Weight", "Number:Mass", Home.uid(mira) + ":body#weight");
            home.awaitNotified(mira);
            String webhook = home.webhook(mira);
            secrets.add(webhook.substring(webhook.lastIndexOf('/') + 1));

            // when: values, tokens that are renewed, trouble of all kinds
            home.withings().household().stepOnScale(mira, 67.89);
            home.withings().household().goToBed(mira);
            home.awaitQuantity("Weight", "67.89", "kg");
            home.withings().expireAccessTokens(mira);
            for (FaultKind kind : List.of(FaultKind.HTML_PAGE, FaultKind.HALF_ANSWER, FaultKind.UNAUTHENTICATED,
                    FaultKind.INVALID_PARAMS, FaultKind.NULL_VALUES, FaultKind.UNKNOWN_TYPES,
                    FaultKind.UNKNOWN_TYPES)) {
                home.withings().faults().start(Fault.of(kind).on("/measure").times(1));
                home.withings().household().stepOnScale(mira, 67.89);
                home.within(Duration.ofMinutes(12), "it has been asked",
                        () -> home.withings().faults().active().isEmpty());
            }
            home.openHab().post(webhook, "application/x-www-form-urlencoded",
                    "userid=" + mira.userId() + "&appli=x67.89");
            home.withings().household().withdrawConsent(mira);
            home.awaitStatus(Home.uid(mira), "OFFLINE", "");
            secrets.addAll(home.wiretap().tokens());
            secrets.add("household-secret");
            secrets.add("67.89");
            secrets.add("67890");
        }

        // then
        String log = logSince(start);
        assertThat("the log is looked at", log, containsString("getmeas"));
        assertThat(secrets.size(), is(greaterThanOrEqualTo(10)));
        for (String secret : secrets) {
            assertThat(log.contains(secret), is(false));
        }
        List<String> unknown = log.lines().filter(line -> line.endsWith("which is not known here"))
                .map(line -> line.replaceAll(".*Withings uses ", "")).toList();
        assertThat(unknown, hasItem(startsWith("MEASURE_TYPE")));
        assertThat("what is not known is told once", Set.copyOf(unknown).size(), is(unknown.size()));
        assertThat("no stack traces for what can be foreseen", log, not(containsString("\tat ")));
    }

    private static String logSince(long start) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(LOG)) {
            channel.position(start);
            return new String(Channels.newInputStream(channel).readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
