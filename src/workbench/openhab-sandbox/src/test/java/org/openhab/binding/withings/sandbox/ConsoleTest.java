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
import static org.hamcrest.Matchers.*;

import java.net.http.HttpResponse;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The console commands of add-ons.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ConsoleTest extends SandboxTest {

    @NonNullByDefault({})
    private Sandbox sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = start();
    }

    private String run(String line) throws Exception {
        return rest.done("POST", "/console", line);
    }

    private String complete(String line) throws Exception {
        return rest.done("GET", "/console?complete=" + line.replace(" ", "%20"), "");
    }

    @Test
    void runsACommandWithItsArguments() throws Exception {
        assertThat(run("openhab:sample say one \"two words\""), is("say|one|two words\n"));
    }

    @Test
    void printsHowACommandIsUsed() throws Exception {
        assertThat(run("sample --help"), is("""
                Usage: openhab:sample say <words> - says the words
                Usage: openhab:sample fail - fails
                """));
    }

    @Test
    void saysWhatCommandsThereAre() throws Exception {
        assertThat(run("openhab:dance"), containsString("openhab:sample - says what it was told"));
    }

    @Test
    void complainsAboutACommandThatThrows() throws Exception {
        assertThat(run("sample fail"), containsString("unexpected error"));
        assertThat(sandbox.complaints(), hasItem(containsString("failed on purpose")));
    }

    @Test
    void completesCommandsAndTheirArguments() throws Exception {
        assertThat(complete("open"), is("openhab:sample\n"));
        assertThat(complete("sample s"), is("say \nsing \n"));
        assertThat(complete("sample "), is("fail \nsay \nsing \n"));
    }

    @Test
    void runsACommandFromThePage() throws Exception {
        HttpResponse<String> page = Http.send("POST", sandbox.address().resolve("/"),
                "action=console&line=sample+say+%3Cb%3E", "application/x-www-form-urlencoded");
        assertThat(page.body(), containsString("say|&lt;b&gt;"));
    }
}
