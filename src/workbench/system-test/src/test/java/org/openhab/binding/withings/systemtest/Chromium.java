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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openqa.selenium.By;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless browser, controlled by Selenium. It can only reach this computer. No method waits for a page to load,
 * because virtual time, which the page may need, passes only while the test itself waits.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class Chromium implements AutoCloseable {

    static final int PHONE_WIDTH = 360;
    static final int PHONE_HEIGHT = 740;

    private static final int CLICK_ATTEMPTS = 5;
    /** Waits for an element while its page loads. */
    private static final Duration ELEMENT_PATIENCE = Duration.ofSeconds(20);
    private static final int DESKTOP_WIDTH = 1000;
    private static final int DESKTOP_HEIGHT = 800;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome",
            "google-chrome-stable");
    private static final String AXE = resource("/axe.min.js");

    /** Selenium warns that it does not know the DevTools of this version, which are not used. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;
    private final String firstTab;

    private static String resource(String name) {
        try (InputStream content = Chromium.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(content).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return what is missing on this computer; empty if nothing is
     */
    static String missing() {
        return installed(NAMES).isEmpty()
                ? "Chromium"
                : installed(List.of("chromedriver")).isEmpty() ? "ChromeDriver" : "";
    }

    private static Optional<File> installed(List<String> names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name))).filter(Files::isExecutable)
                .map(Path::toFile).findFirst();
    }

    /**
     * @param host a host and port as in URLs
     * @param local the host and port to which it is mapped
     */
    Chromium(String host, String local) {
        DEVTOOLS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(installed(NAMES).orElseThrow());
        options.setPageLoadStrategy(PageLoadStrategy.NONE);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.SEVERE);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments("--headless", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-US",
                "--hide-scrollbars", "--force-color-profile=srgb",
                // builds in containers run as root, where Chromium cannot isolate itself
                "--no-sandbox",
                "--host-resolver-rules=MAP " + host + " " + local + ", MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        driver = new ChromeDriver(new ChromeDriverService.Builder()
                .usingDriverExecutable(installed(List.of("chromedriver")).orElseThrow()).usingAnyFreePort().build(),
                options);
        driver.manage().timeouts().implicitlyWait(ELEMENT_PATIENCE);
        firstTab = driver.getWindowHandle();
    }

    /**
     * Removes cookies and log entries, and continues in a new tab.
     */
    void startAfresh() {
        for (String tab : driver.getWindowHandles()) {
            if (!tab.equals(firstTab)) {
                driver.switchTo().window(tab).close();
            }
        }
        driver.switchTo().window(firstTab).switchTo().newWindow(WindowType.TAB);
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        show(false, false);
        errors();
    }

    /**
     * Sets the size of a phone or a desktop, and the dark or light colour scheme.
     */
    void show(boolean phone, boolean dark) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", phone ? PHONE_WIDTH : DESKTOP_WIDTH, "height",
                        phone ? PHONE_HEIGHT : DESKTOP_HEIGHT, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                        Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /**
     * Starts to open a page; the content of the previous page is removed, so that it is not read by mistake.
     */
    void open(String address) {
        evaluate("document.body?.remove()");
        driver.get(address);
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    /**
     * @return the value of an expression on the page as text; empty while the page changes
     */
    String evaluate(String expression) {
        try {
            return Objects.requireNonNullElse(driver.executeScript("return " + expression), "").toString();
        } catch (WebDriverException e) {
            return "";
        }
    }

    /**
     * @return the visible text of the page when it is complete; empty before
     */
    String text() {
        return evaluate("document.readyState === 'complete' && document.body ? document.body.innerText : ''");
    }

    /**
     * Clicks on an element, again if the page has replaced it meanwhile; fails if a user cannot click on it.
     */
    void click(String selector) {
        for (int attempt = 1;; attempt++) {
            try {
                driver.findElement(By.cssSelector(selector)).click();
                return;
            } catch (WebDriverException e) {
                if (attempt == CLICK_ATTEMPTS || !isReplaced(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isReplaced(WebDriverException failure) {
        return failure instanceof StaleElementReferenceException
                || String.valueOf(failure.getMessage()).contains("does not belong to the document");
    }

    /** Types into a field. */
    void type(String selector, String text) {
        driver.findElement(By.cssSelector(selector)).sendKeys(text);
    }

    /** Presses keys in the element that has the focus. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /**
     * Switches to a tab, in the order of their opening.
     *
     * @return whether there is such a tab
     */
    boolean switchToTab(int number) {
        List<String> tabs = driver.getWindowHandles().stream().filter(tab -> !tab.equals(firstTab)).toList();
        if (tabs.size() > number) {
            driver.switchTo().window(tabs.get(number));
        }
        return tabs.size() > number;
    }

    /**
     * @return the violations that axe-core finds on the page, with all details opened
     */
    String violations() {
        // the page must not change meanwhile
        driver.executeScript("""
                for (let timer = setTimeout('', 0); timer > 0; timer--) clearTimeout(timer);
                window.stop();
                document.querySelectorAll('details').forEach(part => part.open = true)""");
        if (!evaluate("'axe' in window").equals("true")) {
            driver.executeScript(AXE);
        }
        return String.valueOf(driver.executeAsyncScript(
                """
                        const done = arguments[0];
                        axe.run().then(found => done(found.violations.map(rule => rule.id + ': ' + rule.help + '\\n' + rule.nodes
                            .map(node => '  ' + node.html + '\\n  ' + node.failureSummary).join('\\n')).join('\\n')), done)"""));
    }

    /**
     * @param longest the maximum height of the picture
     */
    void screenshot(Path file, int longest) {
        Map<String, Object> size = driver.executeCdpCommand("Page.getLayoutMetrics", Map.of());
        Map<?, ?> content = (Map<?, ?>) size.get("cssContentSize");
        Number width = (Number) content.get("width");
        Number height = (Number) content.get("height");
        Map<String, Object> picture = driver.executeCdpCommand("Page.captureScreenshot",
                Map.of("captureBeyondViewport", true, "clip",
                        Map.of("x", 0, "y", 0, "scale", 1, "width", width, "height",
                                Math.min(longest, height.intValue()))));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return the errors that the browser has logged since the last call, such as violations of a security policy
     */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
