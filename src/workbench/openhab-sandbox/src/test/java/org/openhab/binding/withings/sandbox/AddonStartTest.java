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
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

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

    @Test
    void refusesAJarThatIsNoBundle() {
        SandboxException refused = refused(new SampleAddon().header("-removeheaders",
                "Bundle-SymbolicName,Bundle-ManifestVersion"));
        assertThat(refused.getMessage(), containsString("Bundle-SymbolicName"));
    }

    @Test
    void refusesABundleWhoseComponentsAreNotInTheManifest() {
        SandboxException refused = refused(new SampleAddon().header("-removeheaders", "Service-Component"));
        assertThat(refused.getMessage(), containsString("Service-Component"));
    }

    @Test
    void refusesABundleWithoutAComponentThatTheManifestNames() {
        SandboxException refused = refused(
                new SampleAddon().manifest("Service-Component", "OSGI-INF/missing.xml,OSGI-INF/*.xml"));
        assertThat(refused.getMessage(), containsString("OSGI-INF/missing.xml"));
    }

    @Test
    void refusesAnAddonWithoutTheFactoryForItsThings() {
        SandboxException refused = refused(new SampleAddon().header("-dsannotations", "*Servlet"));
        assertThat(refused.getMessage(), containsString("ThingHandlerFactory"));
    }

    @Test
    void refusesAComponentThatNeedsWhatOpenhabDoesNotHave() {
        SandboxException refused = refused(new SampleAddon().reference("OSGI-INF/org.openhab.binding.sample.internal"
                + ".SampleHandlerFactory.xml", "org.openhab.core.storage.StorageService", "org.example.Unknown"));
        assertThat(refused.getMessage(), containsString("SampleHandlerFactory does not start"));
    }

    @Test
    void refusesMistakesInOhInf() {
        SandboxException refused = refused(new SampleAddon().replace("OH-INF/thing/sample.xml",
                "<channel id=\"weight\" typeId=\"weight\"/>", "<channel id=\"weight\" typeId=\"wait\"/>"));
        assertThat(refused.getMessage(), containsString("sample:wait"));
    }

    @Test
    void leavesNothingRunningBehind() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        start(new SampleAddon()).close();
        assertThrows(SandboxException.class, () -> start(new SampleAddon().header("Import-Package", "missing,*")));
        Set<Thread> left = Rest.waitFor(() -> {
            Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
            now.removeAll(before);
            // the JVM and the HTTP client of the test keep some
            now.removeIf(thread -> thread.getName().matches("(HttpClient|process reaper|Common-Cleaner|Reference).*"));
            return now;
        }, Set::isEmpty);
        assertThat(left, is(empty()));
    }

    private SandboxException refused(SampleAddon addon) {
        return assertThrows(SandboxException.class, () -> start(addon).close());
    }

    private Sandbox start(SampleAddon addon) throws Exception {
        return Sandbox.start(SandboxOptions.defaults().userdata(folder.resolve("userdata"))
                .bundle(addon.build(folder)));
    }
}
