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

import static org.openhab.binding.withings.internal.consent.HtmlElement.element;

import java.util.Comparator;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.internal.selftest.Finding;
import org.openhab.binding.withings.internal.selftest.Link;
import org.openhab.binding.withings.internal.selftest.Outcome;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;
import org.openhab.binding.withings.internal.selftest.SelfTestTexts;
import org.openhab.binding.withings.internal.selftest.Verdict;

/**
 * The result of a self-test on a page: the verdict first, then the chain, link by link.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class SelfTestPage {
    /** Of several people's outcomes, the first of these is the one of the link. */
    private static final List<Outcome> WORST_FIRST = List.of(Outcome.BROKEN, Outcome.LIMITED, Outcome.UNKNOWN,
            Outcome.OK);

    private SelfTestPage() {
    }

    static HtmlElement verdict(SelfTestReport report, SelfTestTexts words) {
        Verdict verdict = report.verdict();
        String kind = switch (verdict) {
            case WORKS -> "notice success";
            case BROKEN -> "notice problem";
            case SWITCHED_OFF, UNDECIDED -> "notice";
        };
        return element("div").with("class", kind).with("role", verdict == Verdict.BROKEN ? "alert" : "status")
                .add(element("p").text(words.verdict(report)));
    }

    static HtmlElement findings(SelfTestReport report, PageTexts texts, SelfTestTexts words) {
        HtmlElement list = element("ol").with("class", "people");
        for (Link link : Link.values()) {
            List<Finding> findings = report.findings(link);
            if (!findings.isEmpty()) {
                list.add(link(link, findings, report, texts, words));
            }
        }
        return list;
    }

    private static HtmlElement link(Link link, List<Finding> findings, SelfTestReport report, PageTexts texts,
            SelfTestTexts words) {
        Outcome outcome = findings.stream().map(Finding::outcome).min(Comparator.comparing(WORST_FIRST::indexOf))
                .orElse(Outcome.UNKNOWN);
        HtmlElement item = element("li").add(element("h4").text(words.link(link)).text(" ")
                .add(element("span").with("class", "badge " + style(outcome)).text(words.outcome(outcome))));
        for (Finding finding : findings) {
            HtmlElement sentence = element("p");
            String person = finding.person();
            if (person != null) {
                sentence.add(element("strong").text(person)).text(": ");
            }
            item.add(sentence.text(words.sentence(finding)));
        }
        String host = report.host();
        return link == Link.WAY && host != null
                ? item.add(element("p").with("class", "quiet").text(texts.text("self-test.host", host)))
                : item;
    }

    private static String style(Outcome outcome) {
        return switch (outcome) {
            case OK -> "good";
            case BROKEN -> "bad";
            case LIMITED, UNKNOWN -> "hint";
        };
    }
}
