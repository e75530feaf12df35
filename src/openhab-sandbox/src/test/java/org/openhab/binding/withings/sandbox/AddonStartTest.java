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
package org.openhab.binding.withings.sandbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether an add-on starts, and what is said when it cannot.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class AddonStartTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void startsAnAddonAsABundle() throws Exception {
        try (Sandbox sandbox = start(new SampleAddon())) {
            assertThat(Http.get(sandbox.address().resolve("/sample/hello")).body(),
                    containsString("/hello served by org.openhab.binding.sample"));
        }
    }

    @Test
    void refusesAnImportThatOpenhabDoesNotOffer() {
        SandboxException refused = assertThrows(SandboxException.class, () -> start(
                new SampleAddon().header("Import-Package", "org.eclipse.jdt.annotation,org.openhab.core.*,*")));
        assertThat(refused.getMessage(), containsString("org.eclipse.jdt.annotation"));
    }

    @Test
    void refusesAVersionThatOpenhabDoesNotOffer() {
        SandboxException refused = assertThrows(SandboxException.class, () -> start(
                new SampleAddon().header("Import-Package",
                        "!org.eclipse.jdt.annotation,org.openhab.core.*;version=\"[6.0,7)\",*")));
        assertThat(refused.getMessage(), containsString("org.openhab.core."));
    }

    private Sandbox start(SampleAddon addon) throws Exception {
        return Sandbox.start(SandboxOptions.builder().userdata(folder.resolve("userdata"))
                .bundle(addon.build(folder)).build());
    }
}
