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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * A headless browser with one tab, controlled by the DevTools protocol. It can only reach this computer.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable");
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Gson gson = new Gson();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final Process process;
    private final WebSocket tab;

    /** Joins the parts of a message. */
    private final class Messages implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(@NonNullByDefault({}) WebSocket socket,
                @NonNullByDefault({}) CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonObject received = JsonParser.parseString(message.toString()).getAsJsonObject();
                message.setLength(0);
                received(received);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    /**
     * @return the program, empty if none is installed
     */
    static Optional<Path> installed() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))).filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * @param program the result of {@link #installed()}
     * @param host a host and port as in URLs
     * @param local the host and port to which it is mapped
     */
    Chromium(Path program, String host, String local) {
        try {
            folder = Files.createTempDirectory("chromium");
            process = new ProcessBuilder(program.toString(), "--headless", "--remote-debugging-port=0",
                    "--user-data-dir=" + folder, "--no-first-run", "--no-default-browser-check", "--disable-gpu",
                    "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                    "--disable-sync", "--disable-extensions", "--lang=en-US", "--hide-scrollbars",
                    // builds in containers run as root, where Chromium cannot isolate itself
                    "--no-sandbox",
                    "--host-resolver-rules=MAP " + host + " " + local + ", MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    "about:blank").redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            tab = http.newWebSocketBuilder().buildAsync(tabAddress(debuggingPort()), new Messages())
                    .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            call("Page.enable", Map.of());
            call("Log.enable", Map.of());
            call("Runtime.enable", Map.of());
        } catch (InterruptedException | ExecutionException | TimeoutException | IOException e) {
            end();
            throw new AssertionError("Chromium cannot be driven", e);
        } catch (AssertionError e) {
            end();
            throw e;
        }
    }

    private int debuggingPort() throws IOException {
        Path file = folder.resolve("DevToolsActivePort");
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new AssertionError("Chromium does not start: " + Files.readString(folder.resolve("output")));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return Integer.parseInt(Files.readAllLines(file).get(0));
    }

    private URI tabAddress(int port) throws IOException, InterruptedException {
        String list = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .timeout(ANSWER).build(), BodyHandlers.ofString()).body();
        return JsonParser.parseString(list).getAsJsonArray().asList().stream().map(JsonElement::getAsJsonObject)
                .filter(target -> target.get("type").getAsString().equals("page"))
                .map(target -> URI.create(target.get("webSocketDebuggerUrl").getAsString())).findFirst().orElseThrow();
    }

    private void received(JsonObject message) {
        if (message.has("id")) {
            Optional.ofNullable(answers.remove(message.get("id").getAsInt()))
                    .ifPresent(answer -> answer.complete(message));
        } else if (message.get("method").getAsString().equals("Log.entryAdded")) {
            JsonObject entry = message.getAsJsonObject("params").getAsJsonObject("entry");
            if (entry.get("level").getAsString().equals("error")) {
                errors.add(entry.get("text").getAsString());
            }
        } else if (message.get("method").getAsString().equals("Runtime.exceptionThrown")) {
            errors.add(message.getAsJsonObject("params").toString());
        }
    }

    private JsonObject call(String method, Map<String, Object> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        answers.put(id, answer);
        tab.sendText(gson.toJson(Map.of("id", id, "method", method, "params", parameters)), true);
        try {
            return answer.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("Chromium does not answer to " + method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    /**
     * Sets the size of a phone.
     */
    void bePhone(int width, int height) {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", true));
        call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    }

    /**
     * Starts opening a page.
     */
    void open(String address) {
        call("Page.navigate", Map.of("url", address));
    }

    /**
     * @return the value of an expression on the page as text; empty while the page changes
     */
    String evaluate(String expression) {
        JsonObject answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        return Optional.ofNullable(answer.getAsJsonObject("result")).map(result -> result.getAsJsonObject("result"))
                .map(result -> result.get("value")).map(JsonElement::getAsString).orElse("");
    }

    /**
     * @return the text of the page; empty until it is complete
     */
    String text() {
        return evaluate("document.readyState === 'complete' && document.body ? document.body.innerText : ''");
    }

    URI address() {
        return URI.create(evaluate("location.href"));
    }

    /**
     * Scrolls to an element and clicks in its middle.
     */
    void click(String selector) {
        String place = evaluate("""
                (() => {
                    const element = document.querySelector(%s);
                    if (!element) return '';
                    element.scrollIntoView({block: 'center', behavior: 'instant'});
                    const box = element.getBoundingClientRect();
                    const x = box.x + box.width / 2, y = box.y + box.height / 2;
                    return element.contains(document.elementFromPoint(x, y)) ? x + ' ' + y : '';
                })()""".formatted(gson.toJson(selector)));
        if (place.isEmpty()) {
            throw new AssertionError("A user cannot click on " + selector + " on the page: " + text());
        }
        String[] numbers = place.split(" ");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", Map.of("type", type, "x", Double.valueOf(numbers[0]), "y",
                    Double.valueOf(numbers[1]), "button", "left", "clickCount", 1));
        }
    }

    /** Clicks into a field and types. */
    void type(String selector, String text) {
        click(selector);
        call("Input.insertText", Map.of("text", text));
    }

    /**
     * @return the errors of the browser so far, such as violations of a page's security policy
     */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        // without waiting for an answer, because the browser may end before
        tab.sendText(gson.toJson(Map.of("id", calls.incrementAndGet(), "method", "Browser.close")), true);
        end();
    }

    private void end() {
        List<ProcessHandle> helpers = process.descendants().toList();
        try {
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        helpers.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
