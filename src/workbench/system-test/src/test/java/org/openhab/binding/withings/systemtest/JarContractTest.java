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
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openhab.binding.withings.sandbox.Sandbox;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.binding.withings.sandbox.SandboxOptions;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;

/**
 * The requirements of openHAB for the jar: the built jar is inspected, and copies with errors are installed, which must
 * fail.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class JarContractTest {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final String IMPORTS = "Import-Package";
    private static final String FACTORY = "OSGI-INF/org.openhab.binding.withings.internal.handler.WithingsHandlerFactory.xml";
    private static final String PERSON = "OH-INF/thing/person.xml";
    private static final String OWN_CLASSES = "org/openhab/binding/withings/internal/";
    private static final int CLASS_FILE_MAGIC = 0xCAFEBABE;
    private static final int JAVA_17 = 61;
    /** A package of a manifest's header with its version, if it has one. */
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;[\\w:-]+=(?:\"[^\"]*\"|[^,;\"]*))*)(?:,|$)");
    private static final Pattern VERSION = Pattern.compile(";version=\"([^\"]*)\"");

    @TempDir
    Path folder = Path.of("");

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    @BeforeEach
    void takeTheJarApart() throws IOException {
        try (JarFile jar = new JarFile(Installation.addon().toFile())) {
            for (ZipEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    files.put(entry.getName(), content.readAllBytes());
                }
            }
        }
    }

    // as built

    @ParameterizedTest
    @EnumSource(Connection.class)
    void startsAsItWasBuiltWhetherOpenHabKnowsItsCloudOrNot(Connection cloud) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().userdata(folder.resolve("userdata"))
                .bundle(Installation.addon()).cloud(cloud))) {
            assertThat(sandbox.complaints(), is(empty()));
        }
    }

    @Test
    void doesWithoutTheServiceForWebhooks() {
        String clause = CLAUSE.matcher(header(IMPORTS)).results().map(MatchResult::group)
                .filter(read -> read.startsWith("org.openhab.core.io.rest;")).findAny().orElse("");

        assertThat(clause, allOf(containsString(";resolution:=optional"), containsString(";version=\"[5.0,6)\"")));
        assertThat("nothing else is optional", header(IMPORTS).split(";resolution:=").length, is(2));
    }

    @Test
    void hasNothingInItThatOpenHabHas() {
        assertThat(files.keySet().stream().filter(name -> name.endsWith(".jar")).toList(), is(empty()));
        assertThat(classes(), is(not(empty())));
        assertThat(classes(), everyItem(anyOf(startsWith(OWN_CLASSES), startsWith("biweekly/"),
                startsWith("com/github/mangstadt/vinnie/"))));
    }

    @Test
    void hasTheLicencesOfWhatItEmbeds() {
        assertThat(content("biweekly/biweekly.license"), is(not(new byte[0])));
        assertThat(content("META-INF/vinnie/LICENSES"), is(not(new byte[0])));
    }

    @Test
    void runsWithJava17() throws IOException {
        Map<String, Integer> versions = new TreeMap<>();
        for (String name : classes()) {
            try (DataInputStream file = new DataInputStream(new ByteArrayInputStream(content(name)))) {
                assertThat(name, file.readInt(), is(CLASS_FILE_MAGIC));
                assertThat(name + " needs no preview of Java", file.readUnsignedShort(), is(0));
                versions.put(name, file.readUnsignedShort());
            }
        }

        assertThat(versions.values(), everyItem(is(lessThanOrEqualTo(JAVA_17))));
        versions.keySet().removeIf(name -> !name.startsWith(OWN_CLASSES));
        assertThat(versions.values(), everyItem(is(JAVA_17)));
        assertThat(header("Require-Capability"), containsString("(&(osgi.ee=JavaSE)(version=17))"));
    }

    @Test
    void importsOpenHabInTheVersionsItWorksWith() {
        Map<String, String> openHab = new TreeMap<>(imports());
        openHab.keySet().removeIf(name -> !name.startsWith("org.openhab."));

        assertThat(openHab.keySet(), hasItems("org.openhab.core.thing", "org.openhab.core.thing.binding",
                "org.openhab.core.library.types", "org.openhab.core.types"));
        assertThat(openHab.keySet(), everyItem(startsWith("org.openhab.core")));
        assertThat(openHab.values(), everyItem(is("[5.0,6)")));
    }

    @Test
    void importsNothingThatOnlyTheCompilerNeeds() {
        assertThat(imports().keySet(), not(hasItem(startsWith("org.eclipse.jdt"))));
        assertThat(imports().keySet(), not(hasItem(startsWith("org.osgi.service.component"))));
    }

    @Test
    void importsNothingThatOnlyUnusedPartsOfTheCalendarLibraryNeed() {
        assertThat(imports().keySet(), not(hasItem(startsWith("com.fasterxml.jackson"))));
        assertThat("the library is in the jar", imports().keySet(), not(hasItem(startsWith("biweekly"))));
    }

    @Test
    void exportsNothing() {
        assertThat(header("Export-Package"), is(""));
        assertThat(header("Bundle-ClassPath"), is(""));
    }

    // with a mistake in it

    @Test
    void doesNotStartWithoutAPackageThatNobodyHas() {
        change(MANIFEST, content -> withImport(content, "org.example.missing"));

        assertThat(refusal(), allOf(containsString("does not resolve"), containsString("org.example.missing")));
    }

    @Test
    void doesNotStartInAVersionOfOpenHabItWasNotMadeFor() {
        change(MANIFEST, content -> withImport(content, "org.openhab.core.items;version=\"[6.0,7)\""));

        assertThat(refusal(), allOf(containsString("does not resolve"), containsString("org.openhab.core.items")));
    }

    @Test
    void doesNotStartWithoutAComponentThatTheManifestNames() {
        files.remove(FACTORY);

        assertThat(refusal(), containsString(FACTORY));
    }

    @Test
    void doesNotStartWithoutTheFactoryOfItsThings() {
        files.remove(FACTORY);
        change(MANIFEST, content -> withHeader(content, "Service-Component",
                header("Service-Component").replace("," + FACTORY, "")));

        assertThat(refusal(), containsString("ThingHandlerFactory"));
    }

    @Test
    void doesNotStartWithAComponentThatIsNoXml() {
        replace(FACTORY, "</scr:component>", "");

        assertThat(refusal(), containsString(FACTORY));
    }

    @Test
    void doesNotStartWithAComponentWhoseClassIsGone() {
        files.remove("org/openhab/binding/withings/internal/setup/SetupServlet.class");

        assertThat(refusal(), containsString("SetupServlet"));
    }

    @Test
    void doesNotStartWithADescriptionThatIsNoXml() {
        replace(PERSON, "</thing:thing-descriptions>", "</thing-descriptions>");

        assertThat(refusal(), allOf(containsString(PERSON), containsString("not well-formed XML")));
    }

    @Test
    void doesNotStartWithAChannelGroupThatDoesNotExist() {
        replace(PERSON, "typeId=\"body\"", "typeId=\"soul\"");

        assertThat(refusal(), allOf(containsString(PERSON), containsString("withings:soul")));
    }

    @Test
    void doesNotStartWithoutTheDescriptionOfTheAddon() {
        files.remove("OH-INF/addon/addon.xml");

        assertThat(refusal(), containsString("OH-INF/addon/addon.xml: missing"));
    }

    /**
     * @return the message when the changed jar is installed
     */
    private String refusal() {
        SandboxException refused = assertThrows(SandboxException.class, () -> start(changedJar()).close());
        return String.valueOf(refused.getMessage());
    }

    private Sandbox start(Path jar) {
        return Sandbox.start(SandboxOptions.defaults().userdata(folder.resolve("userdata")).bundle(jar));
    }

    private Path changedJar() throws IOException {
        Path jar = folder.resolve("changed.jar");
        try (OutputStream file = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return jar;
    }

    private byte[] content(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new AssertionError("The jar has no " + name);
        }
        return content;
    }

    private void replace(String name, String what, String by) {
        change(name, content -> {
            assertThat(content, containsString(what));
            return content.replace(what, by);
        });
    }

    private void change(String name, UnaryOperator<String> edit) {
        String content = new String(content(name), StandardCharsets.UTF_8);
        files.put(name, edit.apply(content).getBytes(StandardCharsets.UTF_8));
    }

    private List<String> classes() {
        return files.keySet().stream().filter(name -> name.endsWith(".class")).toList();
    }

    private String header(String name) {
        String value = attributes(new String(content(MANIFEST), StandardCharsets.UTF_8))
                .getValue(new Attributes.Name(name));
        return value == null ? "" : value;
    }

    /**
     * @return the versions of the imported packages
     */
    private Map<String, String> imports() {
        Map<String, String> imports = new TreeMap<>();
        Matcher clause = CLAUSE.matcher(header(IMPORTS));
        List<String> read = new ArrayList<>();
        while (clause.find()) {
            Matcher version = VERSION.matcher(clause.group(2));
            imports.put(clause.group(1), version.find() ? version.group(1) : "");
            read.add(clause.group());
        }
        assertThat("nothing was left unread", String.join("", read), is(header(IMPORTS)));
        return imports;
    }

    private static String withImport(String manifest, String clause) {
        return withHeader(manifest, IMPORTS,
                attributes(manifest).getValue(new Attributes.Name(IMPORTS)) + "," + clause);
    }

    private static String withHeader(String manifest, String name, String value) {
        Manifest changed = read(manifest);
        changed.getMainAttributes().put(new Attributes.Name(name), value);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            changed.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content.toString(StandardCharsets.UTF_8);
    }

    private static Attributes attributes(String manifest) {
        return read(manifest).getMainAttributes();
    }

    private static Manifest read(String manifest) {
        try {
            return new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
