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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.UrlFlaw;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.CallbackUrl;
import org.openhab.binding.withings.internal.notification.Reachability;
import org.openhab.binding.withings.internal.selftest.Evidence.Listing;
import org.openhab.binding.withings.internal.selftest.Evidence.Obstacle;
import org.openhab.binding.withings.internal.selftest.Evidence.RoundTrip;
import org.openhab.binding.withings.internal.selftest.Evidence.Witness;
import org.openhab.binding.withings.internal.selftest.Finding.Remark;
import org.openhab.binding.withings.internal.token.Scope;

/**
 * What the evidence means, link by link.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Judgement {
    private Judgement() {
    }

    /**
     * @param now when the evidence has been complete
     */
    static SelfTestReport of(Evidence evidence, Instant now) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(Link.WAY, way(evidence.address())));
        findings.add(reachability(evidence));
        findings.addAll(scopes(evidence.people()));
        URI callback = evidence.address().url();
        boolean accepted = !evidence.roundTrip().isRefused();
        evidence.people().forEach(witness -> subscriptions(witness, callback, accepted, findings));
        if (callback != null) {
            evidence.people().forEach(witness -> notifications(witness.person(), now, findings));
        }
        findings.add(roundTrip(evidence));
        return new SelfTestReport(now, evidence.address().host(), List.copyOf(findings));
    }

    private static Reason way(TestedAddress address) {
        UrlFlaw flaw = address.flaw();
        return switch (address.way()) {
            case PUBLIC_URL -> Reason.PUBLIC_URL;
            case CLOUD -> Reason.OPENHAB_CLOUD;
            case OFF -> Reason.SWITCHED_OFF;
            case NONE -> Reason.NO_WAY;
            case PUBLIC_URL_MISSING -> Reason.PUBLIC_URL_MISSING;
            case PUBLIC_URL_FLAWED -> flaw == null ? Reason.NOT_A_URL : switch (flaw) {
                    case NOT_A_URL -> Reason.NOT_A_URL;
                    case NOT_HTTPS -> Reason.NOT_HTTPS;
                    case NO_DOMAIN_NAME -> Reason.NO_DOMAIN_NAME;
                    case OTHER_PORT -> Reason.OTHER_PORT;
                    case TOO_LONG -> Reason.TOO_LONG;
                };
            case CLOUD_MISSING -> Reason.CLOUD_MISSING;
            case CLOUD_SILENT -> Reason.CLOUD_SILENT;
            case CLOUD_FLAWED -> Reason.CLOUD_FLAWED;
        };
    }

    private static Finding reachability(Evidence evidence) {
        Reachability reachability = evidence.reachability();
        if (reachability == null) {
            return Finding.of(Link.REACHABILITY, Reason.NO_ADDRESS);
        }
        Finding finding = Finding.of(Link.REACHABILITY, reason(reachability.kind()),
                new Word.Number(reachability.httpStatus()));
        if (reachability.reached()) {
            return finding;
        }
        if (evidence.roundTrip().kind() == RoundTrip.Kind.ARRIVED) {
            return finding.with(Remark.HARMLESS);
        }
        // a router does not keep a name from being known
        return reachability.kind() == Reachability.Kind.NAME_UNKNOWN ? finding : finding.with(Remark.MAY_BE_HARMLESS);
    }

    private static Reason reason(Reachability.Kind kind) {
        return switch (kind) {
            case REACHED -> Reason.REACHED;
            case NAME_UNKNOWN -> Reason.NAME_UNKNOWN;
            case REFUSED -> Reason.REFUSED;
            case CERTIFICATE -> Reason.CERTIFICATE;
            case ENCRYPTION -> Reason.ENCRYPTION;
            case TIMED_OUT -> Reason.TIMED_OUT;
            case BROKEN_OFF -> Reason.BROKEN_OFF;
            case LOGIN -> Reason.LOGIN;
            case NOT_FOUND -> Reason.NOT_FOUND;
            case NOT_PASSED_ON -> Reason.NOT_PASSED_ON;
            case OTHER_STATUS -> Reason.OTHER_STATUS;
            case OTHER_SERVER -> Reason.OTHER_SERVER;
        };
    }

    private static List<Finding> scopes(List<Witness> people) {
        if (people.isEmpty()) {
            return List.of(Finding.of(Link.SCOPES, Reason.NOBODY_CONSENTED));
        }
        return people.stream().map(Witness::person).flatMap(person -> scopes(person).stream()
                .map(finding -> finding.about(person.name()))).toList();
    }

    private static List<Finding> scopes(TestedPerson person) {
        if (!person.consents()) {
            return List.of(Finding.of(Link.SCOPES, Reason.CONSENT_ENDED));
        }
        List<Finding> missing = Arrays.stream(Scope.values()).filter(scope -> !person.scopes().contains(scope.id()))
                .map(scope -> "page.scope." + scope.textKey()).map(key -> Finding.of(Link.SCOPES, Reason.SCOPE_MISSING,
                        Word.Texts.of(key), Word.Texts.of(key + ".what-for")))
                .toList();
        return missing.isEmpty() ? List.of(Finding.of(Link.SCOPES, Reason.ALL_GRANTED)) : missing;
    }

    private static void subscriptions(Witness witness, @Nullable URI callback, boolean accepted,
            List<Finding> findings) {
        if (witness.person().consents()) {
            findings.add((callback == null
                    ? Finding.of(Link.SUBSCRIPTIONS, Reason.NO_ADDRESS)
                    : subscriptions(witness.subscriptions(), callback, accepted, witness.person()))
                            .about(witness.person().name()));
        }
    }

    private static Finding subscriptions(Listing listing, URI callback, boolean accepted, TestedPerson person) {
        Set<Appli> wanted = person.wanted();
        Obstacle obstacle = listing.failure();
        if (obstacle != null) {
            return notAsked(Link.SUBSCRIPTIONS, obstacle);
        }
        if (wanted.isEmpty() || !listing.asked()) {
            return Finding.of(Link.SUBSCRIPTIONS, Reason.NOTHING_WANTED);
        }
        Set<Appli> missing = EnumSet.copyOf(wanted);
        missing.removeAll(own(listing, callback));
        Word.Number count = new Word.Number(wanted.size() - missing.size());
        if (missing.isEmpty()) {
            return Finding.of(Link.SUBSCRIPTIONS, Reason.ALL_SUBSCRIBED, count);
        }
        if (!accepted && missing.size() == wanted.size()) {
            return Finding.of(Link.SUBSCRIPTIONS, Reason.NOT_SUBSCRIBED);
        }
        return Finding.of(Link.SUBSCRIPTIONS,
                person.subscribing() ? Reason.SUBSCRIBING : Reason.SUBSCRIPTION_MISSING, count,
                new Word.Number(wanted.size()), new Word.Texts(missing.stream()
                        .map(appli -> "self-test.notification." + appli.textKey()).toList()));
    }

    /**
     * @return what Withings tells our address of
     */
    static Set<Appli> own(Listing listing, URI callback) {
        Set<Appli> own = EnumSet.noneOf(Appli.class);
        listing.listed().stream().filter(subscription -> CallbackUrl.same(subscription.callbackUrl(), callback))
                .forEach(subscription -> Appli.of(subscription.appli()).ifPresent(own::add));
        return own;
    }

    private static void notifications(TestedPerson person, Instant now, List<Finding> findings) {
        if (person.consents() && !person.wanted().isEmpty()) {
            findings.add(notifications(person.notified(), person.missed(), now).about(person.name()));
        }
    }

    private static Finding notifications(@Nullable Instant notified, @Nullable Instant missed, Instant now) {
        if (missed != null && (notified == null || !notified.isAfter(missed))) {
            return Finding.of(Link.NOTIFICATIONS, Reason.NOTIFICATION_MISSED,
                    new Word.Age(Duration.between(missed, now)));
        }
        return notified == null
                ? Finding.of(Link.NOTIFICATIONS, Reason.NOT_NOTIFIED_YET)
                : Finding.of(Link.NOTIFICATIONS, Reason.NOTIFIED, new Word.Age(Duration.between(notified, now)));
    }

    private static Finding roundTrip(Evidence evidence) {
        RoundTrip roundTrip = evidence.roundTrip();
        Obstacle obstacle = roundTrip.obstacle();
        if (obstacle != null) {
            return notAsked(Link.ROUND_TRIP, obstacle);
        }
        Reachability reachability = evidence.reachability();
        boolean reached = reachability != null && reachability.reached();
        return Finding.of(Link.ROUND_TRIP, switch (roundTrip.kind()) {
            case ARRIVED -> Reason.ARRIVED;
            case NOT_ARRIVED -> Reason.NOT_ARRIVED;
            case REFUSED -> reached ? Reason.CALLBACK_REFUSED_ALTHOUGH_REACHED : Reason.CALLBACK_REFUSED;
            case REFUSED_ALTHOUGH_ARRIVED -> Reason.CALLBACK_REFUSED_ALTHOUGH_ARRIVED;
            case NOBODY -> Reason.NOBODY_TO_ASK_FOR;
            case NO_ADDRESS -> Reason.NO_ADDRESS;
            case NOT_ASKED -> Reason.NOT_ASKED;
        });
    }

    private static Finding notAsked(Link link, Obstacle obstacle) {
        Failure failure = obstacle.failure();
        return Finding.of(link, Reason.NOT_ASKED,
                Word.Texts.of("action.failed." + (failure == null ? "no-answer" : failure.textKey())));
    }
}
