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

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a test of the chain has found out.
 *
 * @param time when the test ended
 * @param host the public name of our address, null if there is none. It is for the eyes of the people in the house
 * @param findings in the order of the links
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record SelfTestReport(Instant time, @Nullable String host, List<Finding> findings) {

    public List<Finding> findings(Link link) {
        return findings.stream().filter(finding -> finding.link() == link).toList();
    }

    /**
     * @return the links that are broken
     */
    public Set<Link> broken() {
        return findings.stream().filter(finding -> finding.outcome() == Outcome.BROKEN).map(Finding::link)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Link.class)));
    }

    public Verdict verdict() {
        if (findings.stream().anyMatch(finding -> finding.reason() == Reason.SWITCHED_OFF)) {
            return Verdict.SWITCHED_OFF;
        }
        if (!broken().isEmpty()) {
            return Verdict.BROKEN;
        }
        return findings.stream().anyMatch(finding -> finding.reason() == Reason.ARRIVED)
                ? Verdict.WORKS
                : Verdict.UNDECIDED;
    }
}
