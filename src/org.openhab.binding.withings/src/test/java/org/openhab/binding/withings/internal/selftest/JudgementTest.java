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
package org.openhab.binding.withings.internal.selftest;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;
import static org.mockito.Mockito.mock;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.internal.PropertiesTranslations;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.PersonCloud;
import org.openhab.binding.withings.internal.cloud.Subscription;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Reachability;
import org.openhab.binding.withings.internal.notification.WebhookAddress.Way;
import org.openhab.binding.withings.internal.selftest.Evidence.Listing;
import org.openhab.binding.withings.internal.selftest.Evidence.Obstacle;
import org.openhab.binding.withings.internal.selftest.Evidence.RoundTrip;
import org.openhab.binding.withings.internal.selftest.Evidence.Witness;
import org.openhab.binding.withings.internal.selftest.Finding.Remark;
import org.openhab.binding.withings.internal.token.Scope;
import org.osgi.framework.Bundle;

/**
 * What follows from what has been seen.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JudgementTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final URI CALLBACK = URI.create("https://home.example.org/withings/webhook/5ec2e7");
    private static final TestedAddress PUBLIC_URL = new TestedAddress(Way.PUBLIC_URL, CALLBACK, null);
    private static final Reachability REACHED = new Reachability(Reachability.Kind.REACHED, 200);
    private static final RoundTrip ARRIVED = RoundTrip.of(RoundTrip.Kind.ARRIVED);
    private static final Set<String> ALL_SCOPES = Arrays.stream(Scope.values()).map(Scope::id)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<Appli> EVERYTHING = EnumSet.allOf(Appli.class);

    private final SelfTestTexts texts = new SelfTestTexts(new PropertiesTranslations(), mock(Bundle.class),
            Locale.ENGLISH);

    private static TestedPerson anna(Set<String> scopes, @Nullable Instant notified, @Nullable Instant missed) {
        return new TestedPerson("Anna", true, scopes, Appli.within(scopes), false, notified, missed,
                mock(PersonCloud.class));
    }

    private static Witness anna() {
        return witness(EVERYTHING);
    }

    private static Witness witness(Set<Appli> listed) {
        return new Witness(anna(ALL_SCOPES, NOW.minusSeconds(600), null), listing(listed, CALLBACK.toString()));
    }

    private static Listing listing(Set<Appli> applis, String callback) {
        return new Listing(applis.stream().map(appli -> new Subscription(appli.number(), callback)).toList(), null,
                true);
    }

    private static SelfTestReport report(TestedAddress address, @Nullable Reachability reachability,
            RoundTrip roundTrip,
            Witness... people) {
        return Judgement.of(new Evidence(address, reachability, List.of(people), roundTrip), NOW);
    }

    private static SelfTestReport report(Witness... people) {
        return report(PUBLIC_URL, REACHED, ARRIVED, people);
    }

    private static Finding only(SelfTestReport report, Link link) {
        assertThat(report.findings(link), hasSize(1));
        return report.findings(link).get(0);
    }

    private static Reason reason(SelfTestReport report, Link link) {
        return only(report, link).reason();
    }

    @Test
    void allIsWell() {
        SelfTestReport report = report(anna());

        assertThat(report.verdict(), is(Verdict.WORKS));
        assertThat(report.findings().stream().map(Finding::reason).toList(), contains(Reason.PUBLIC_URL, Reason.REACHED,
                Reason.ALL_GRANTED, Reason.ALL_SUBSCRIBED, Reason.NOTIFIED, Reason.ARRIVED));
        assertThat(report.findings().stream().map(Finding::outcome).toList(), everyItem(is(Outcome.OK)));
        assertThat(report.host(), is("home.example.org"));
        assertThat(texts.lines(report), contains("Withings reaches openHAB and can notify it of what is new.",
                "Way: OK. Withings is to reach openHAB under the public URL in the settings of the account.",
                "Reachability: OK. openHAB reaches its own webhook through its public name.",
                "Consent, Anna: OK. openHAB may see everything.",
                "Subscriptions, Anna: OK. Withings lists everything that openHAB wants to be notified of (12).",
                "Notifications, Anna: OK. Withings notified last 10 minutes ago.",
                "Round trip: OK. Withings has asked openHAB, and the question arrived."));
    }

    @ParameterizedTest
    @CsvSource({ "CLOUD, OPENHAB_CLOUD, OK", "PUBLIC_URL, PUBLIC_URL, OK", "OFF, SWITCHED_OFF, UNKNOWN",
            "NONE, NO_WAY, BROKEN", "PUBLIC_URL_MISSING, PUBLIC_URL_MISSING, BROKEN",
            "CLOUD_MISSING, CLOUD_MISSING, BROKEN", "CLOUD_SILENT, CLOUD_SILENT, BROKEN",
            "CLOUD_FLAWED, CLOUD_FLAWED, BROKEN" })
    void namesTheWay(Way way, Reason reason, Outcome outcome) {
        Finding finding = only(report(new TestedAddress(way, way.leadsHere() ? CALLBACK : null, null), null, ARRIVED),
                Link.WAY);

        assertThat(finding.reason(), is(reason));
        assertThat(finding.outcome(), is(outcome));
    }

    @ParameterizedTest
    @EnumSource(UrlFlaw.class)
    void namesWhatIsWrongWithAPublicUrl(UrlFlaw flaw) {
        Finding finding = only(report(new TestedAddress(Way.PUBLIC_URL_FLAWED, null, flaw), null,
                RoundTrip.of(RoundTrip.Kind.NO_ADDRESS)), Link.WAY);

        assertThat(finding.reason().name(), is(flaw.name()));
        assertThat(finding.outcome(), is(Outcome.BROKEN));
    }

    @Test
    void testsNothingWithoutAnAddress() {
        SelfTestReport report = report(new TestedAddress(Way.NONE, null, null), null,
                RoundTrip.of(RoundTrip.Kind.NO_ADDRESS),
                new Witness(anna(ALL_SCOPES, null, null), Listing.NONE));

        for (Link link : List.of(Link.REACHABILITY, Link.SUBSCRIPTIONS, Link.ROUND_TRIP)) {
            assertThat(reason(report, link), is(Reason.NO_ADDRESS));
        }
        assertThat("none can be expected", report.findings(Link.NOTIFICATIONS), is(empty()));
        assertThat(report.broken(), is(Set.of(Link.WAY)));
        assertThat(report.verdict(), is(Verdict.BROKEN));
        assertThat(report.host(), is(nullValue()));
    }

    @Test
    void doesNotFindAnythingBrokenThatIsSwitchedOff() {
        SelfTestReport report = report(new TestedAddress(Way.OFF, null, null), null,
                RoundTrip.of(RoundTrip.Kind.NO_ADDRESS), new Witness(anna(ALL_SCOPES, null, null), Listing.NONE));

        assertThat(report.verdict(), is(Verdict.SWITCHED_OFF));
        assertThat(texts.verdict(report), containsString("switched off"));
    }

    @ParameterizedTest
    @EnumSource(Reachability.Kind.class)
    void saysWhyTheAddressCannotBeReached(Reachability.Kind kind) {
        Finding finding = only(report(PUBLIC_URL, new Reachability(kind, 418), RoundTrip.of(RoundTrip.Kind.REFUSED),
                anna()), Link.REACHABILITY);

        assertThat(finding.reason().name(), is(kind.name()));
        assertThat(finding.outcome(), is(kind == Reachability.Kind.REACHED ? Outcome.OK : Outcome.BROKEN));
        assertThat(texts.sentence(finding), endsWith("."));
    }

    @Test
    void namesTheStatusOfAWrongAnswer() {
        Finding finding = only(report(PUBLIC_URL, new Reachability(Reachability.Kind.OTHER_STATUS, 418),
                RoundTrip.of(RoundTrip.Kind.REFUSED), anna()), Link.REACHABILITY);

        assertThat(texts.sentence(finding), containsString("HTTP 418"));
    }

    @Test
    void aFailureFromHereIsHarmlessIfWithingsGetsThrough() {
        SelfTestReport report = report(PUBLIC_URL, new Reachability(Reachability.Kind.TIMED_OUT, 0), ARRIVED, anna());

        Finding finding = only(report, Link.REACHABILITY);
        assertThat(finding.outcome(), is(Outcome.UNKNOWN));
        assertThat(texts.sentence(finding), containsString("That is harmless"));
        assertThat(report.verdict(), is(Verdict.WORKS));
    }

    @Test
    void aFailureFromHereMayBeHarmlessIfWithingsCannotBeAsked() {
        Finding finding = only(report(PUBLIC_URL, new Reachability(Reachability.Kind.REFUSED, 0),
                RoundTrip.of(RoundTrip.Kind.NOBODY)), Link.REACHABILITY);

        assertThat(finding.remark(), is(Remark.MAY_BE_HARMLESS));
        assertThat(finding.outcome(), is(Outcome.BROKEN));
    }

    @Test
    void noRouterMakesANameUnknown() {
        Finding finding = only(report(PUBLIC_URL, new Reachability(Reachability.Kind.NAME_UNKNOWN, 0),
                RoundTrip.of(RoundTrip.Kind.REFUSED), anna()), Link.REACHABILITY);

        assertThat(finding.remark(), is(nullValue()));
    }

    @Test
    void saysThatNobodyConsented() {
        SelfTestReport report = report(PUBLIC_URL, REACHED, RoundTrip.of(RoundTrip.Kind.NOBODY));

        assertThat(reason(report, Link.SCOPES), is(Reason.NOBODY_CONSENTED));
        assertThat(reason(report, Link.ROUND_TRIP), is(Reason.NOBODY_TO_ASK_FOR));
        assertThat(report.broken(), is(Set.of(Link.SCOPES)));
    }

    @Test
    void saysWhoseConsentHasEnded() {
        TestedPerson gone = new TestedPerson("Jonas", false, ALL_SCOPES, Set.of(), false, null, null,
                mock(PersonCloud.class));

        SelfTestReport report = report(anna(), new Witness(gone, Listing.NONE));

        Finding finding = report.findings(Link.SCOPES).get(1);
        assertThat(finding.reason(), is(Reason.CONSENT_ENDED));
        assertThat(finding.person(), is("Jonas"));
        assertThat("of the other links nothing is to be said", report.findings(Link.SUBSCRIPTIONS), hasSize(1));
        assertThat(report.broken(), is(Set.of(Link.SCOPES)));
    }

    @Test
    void saysWhichScopesAreMissingAndWhatFor() {
        Set<String> scopes = Set.of("user.info", "user.metrics", "user.activity");
        SelfTestReport report = report(
                new Witness(anna(scopes, NOW, null), listing(Appli.within(scopes), CALLBACK.toString())));

        Finding finding = only(report, Link.SCOPES);
        assertThat(finding.outcome(), is(Outcome.LIMITED));
        assertThat(texts.sentence(finding), startsWith("Getting into bed and out of it: not granted, so openHAB does "
                + "not notice when someone goes to bed or gets up. If that is not meant, connect this person again"));
        assertThat("somebody may want it that way", report.verdict(), is(Verdict.WORKS));
        assertThat(reason(report, Link.SUBSCRIPTIONS), is(Reason.ALL_SUBSCRIBED));
    }

    @Test
    void namesTheSubscriptionsThatAreMissing() {
        SelfTestReport report = report(
                witness(EnumSet.complementOf(EnumSet.of(Appli.BED_IN, Appli.WEIGHT))));

        Finding finding = only(report, Link.SUBSCRIPTIONS);
        assertThat(finding.outcome(), is(Outcome.BROKEN));
        assertThat(texts.sentence(finding),
                startsWith("Withings lists 10 of 12. What is missing: weight, getting into bed. openHAB subscribes"));
        assertThat(texts.verdict(report), is("Something is broken: Subscriptions. What to do stands below."));
    }

    @ParameterizedTest
    @CsvSource({ "REFUSED, NOT_SUBSCRIBED", "REFUSED_ALTHOUGH_ARRIVED, NOT_SUBSCRIBED",
            "NOT_ASKED, SUBSCRIPTION_MISSING" })
    void saysThatNothingCanBeSubscribedToAtAnAddressThatIsRefused(RoundTrip.Kind kind, Reason reason) {
        assertThat(reason(report(PUBLIC_URL, REACHED, RoundTrip.of(kind), witness(Set.of())), Link.SUBSCRIPTIONS),
                is(reason));
        assertThat("what is there holds", reason(report(PUBLIC_URL, REACHED, RoundTrip.of(kind),
                witness(EnumSet.of(Appli.WEIGHT))), Link.SUBSCRIPTIONS), is(Reason.SUBSCRIPTION_MISSING));
    }

    @Test
    void nothingIsBrokenAsLongAsOpenHabIsSubscribing() {
        TestedPerson person = new TestedPerson("Anna", true, ALL_SCOPES, EVERYTHING, true, NOW, null,
                mock(PersonCloud.class));
        SelfTestReport report = report(
                new Witness(person, listing(EnumSet.of(Appli.WEIGHT), CALLBACK.toString())));

        assertThat(texts.sentence(only(report, Link.SUBSCRIPTIONS)),
                startsWith("Withings lists 1 of 12, and openHAB is just subscribing"));
        assertThat(report.verdict(), is(Verdict.WORKS));
    }

    @Test
    void subscriptionsToAnotherAddressAreNotOurs() {
        SelfTestReport report = report(new Witness(anna(ALL_SCOPES, NOW, null),
                listing(EVERYTHING, "https://old.example.org" + CALLBACK.getPath())));

        assertThat(texts.sentence(only(report, Link.SUBSCRIPTIONS)), startsWith("Withings lists 0 of 12."));
    }

    @Test
    void subscriptionsInAnotherSpellingAreOurs() {
        SelfTestReport report = report(
                new Witness(anna(ALL_SCOPES, NOW, null), listing(EVERYTHING, CALLBACK + "/")));

        assertThat(reason(report, Link.SUBSCRIPTIONS), is(Reason.ALL_SUBSCRIBED));
    }

    @Test
    void nobodyWantsToBeNotifiedOfSomebodyWithoutAThing() {
        TestedPerson person = new TestedPerson("Anna", true, ALL_SCOPES, Set.of(), false, null, null,
                mock(PersonCloud.class));

        SelfTestReport report = report(new Witness(person, Listing.NONE));

        assertThat(reason(report, Link.SUBSCRIPTIONS), is(Reason.NOTHING_WANTED));
        assertThat(report.findings(Link.NOTIFICATIONS), is(empty()));
        assertThat(report.broken(), is(empty()));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void saysWhyWithingsCouldNotBeAsked(Failure failure) {
        Witness witness = new Witness(anna(ALL_SCOPES, NOW, null),
                new Listing(List.of(), new Obstacle(failure), true));
        SelfTestReport report = report(PUBLIC_URL, REACHED,
                new RoundTrip(RoundTrip.Kind.NOT_ASKED, new Obstacle(failure)), witness);

        for (Link link : List.of(Link.SUBSCRIPTIONS, Link.ROUND_TRIP)) {
            assertThat(only(report, link).outcome(), is(Outcome.UNKNOWN));
            assertThat(texts.sentence(only(report, link)), startsWith("Could not be tested. "));
        }
        assertThat(report.verdict(), is(Verdict.UNDECIDED));
    }

    @Test
    void saysThatWithingsDidNotAnswerInTime() {
        Finding finding = only(report(PUBLIC_URL, REACHED,
                new RoundTrip(RoundTrip.Kind.NOT_ASKED, new Obstacle(null)), anna()), Link.ROUND_TRIP);

        assertThat(texts.sentence(finding), is("Could not be tested. Withings did not answer in time."));
    }

    @Test
    void saysThatNoNotificationHasComeYet() {
        SelfTestReport report = report(
                new Witness(anna(ALL_SCOPES, null, null), listing(EVERYTHING, CALLBACK.toString())));

        assertThat(reason(report, Link.NOTIFICATIONS), is(Reason.NOT_NOTIFIED_YET));
        assertThat(report.verdict(), is(Verdict.WORKS));
    }

    @ParameterizedTest
    @CsvSource({ "3600, 600, NOTIFICATION_MISSED", "600, 3600, NOTIFIED", ", 600, NOTIFICATION_MISSED" })
    void saysThatANotificationWasMissed(@Nullable Integer notified, int missed, Reason reason) {
        SelfTestReport report = report(new Witness(
                anna(ALL_SCOPES, notified == null ? null : NOW.minusSeconds(notified), NOW.minusSeconds(missed)),
                listing(EVERYTHING, CALLBACK.toString())));

        assertThat(reason(report, Link.NOTIFICATIONS), is(reason));
        assertThat(texts.sentence(only(report, Link.NOTIFICATIONS)), containsString("10 minutes ago"));
    }

    @ParameterizedTest
    @CsvSource({ "ARRIVED, REACHED, ARRIVED", "NOT_ARRIVED, REACHED, NOT_ARRIVED",
            "REFUSED, REACHED, CALLBACK_REFUSED_ALTHOUGH_REACHED", "REFUSED, TIMED_OUT, CALLBACK_REFUSED",
            "REFUSED_ALTHOUGH_ARRIVED, TIMED_OUT, CALLBACK_REFUSED_ALTHOUGH_ARRIVED" })
    void saysWhetherWithingsGetsThrough(RoundTrip.Kind kind, Reachability.Kind reachability, Reason reason) {
        SelfTestReport report = report(PUBLIC_URL, new Reachability(reachability, 0), RoundTrip.of(kind), anna());

        assertThat(reason(report, Link.ROUND_TRIP), is(reason));
        assertThat(report.verdict(), is(reason == Reason.ARRIVED ? Verdict.WORKS : Verdict.BROKEN));
    }

    @ParameterizedTest
    @CsvSource({ "PT0S, a moment ago", "PT1M59S, a moment ago", "PT2M, 2 minutes ago", "PT119M, 119 minutes ago",
            "PT2H, 2 hours ago", "PT47H, 47 hours ago", "P2D, 2 days ago", "P20000D, 20000 days ago" })
    void tellsHowLongAgo(Duration age, String words) {
        assertThat(texts.age(age), is(words));
    }

    /** A text that is missing is an error of the translations used here. */
    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasAText(Reason reason) {
        Finding finding = Finding.of(Link.WAY, reason, new Word.Number(1), new Word.Number(2),
                Word.Texts.of("self-test.link.way"));

        assertThat(texts.sentence(finding), not(containsString("{")));
        for (Remark remark : Remark.values()) {
            assertThat(texts.sentence(finding.with(remark)), endsWith("."));
        }
    }

    @Test
    void everythingElseHasAText() {
        for (Link link : Link.values()) {
            assertThat(texts.link(link), is(not(emptyString())));
        }
        for (Outcome outcome : Outcome.values()) {
            assertThat(texts.outcome(outcome), is(not(emptyString())));
        }
        assertThat(texts.sentence(only(report(witness(Set.of())), Link.SUBSCRIPTIONS)),
                containsString("weight, temperature, blood pressure, activity, sleep, profile, getting into bed, "
                        + "getting out of bed, inflation of the mat, electrocardiogram, failed electrocardiogram, "
                        + "glucose"));
    }

    @Test
    void noAddressIsWritten() {
        SelfTestReport report = report(anna());

        assertThat(String.join("\n", texts.lines(report)), not(containsString("example.org")));
        assertThat(PUBLIC_URL.toString(), not(containsString("5ec2e7")));
    }
}
