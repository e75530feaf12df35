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
package org.openhab.binding.withings.sandbox.osgi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.measure.Quantity;
import javax.servlet.Servlet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.Promise;
import org.openhab.core.thing.Thing;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentContext;
import org.osgi.util.function.Function;
import org.slf4j.Logger;

import com.google.gson.Gson;

/**
 * What the sandbox exports to an add-on from its own class path: what a running openHAB 5.2.1 offers, in the versions
 * seen there, as far as add-ons of this kind may import it.
 * <p>
 * {@code org.eclipse.jdt.annotation} is not among it, because openHAB does not export it either.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class SystemPackages {

    /** Optional for add-ons: openHAB has it since 5.2. */
    private static final String WEBHOOKS = "org.openhab.core.io.rest";

    private SystemPackages() {
    }

    /**
     * @param webhooks whether this is an openHAB that has the service for webhooks
     * @return the value of {@code org.osgi.framework.system.packages.extra}
     */
    static String header(boolean webhooks) {
        List<String> exports = new ArrayList<>();
        export(exports, Thing.class, "org.openhab.core", "5.2.1");
        export(exports, Quantity.class, "javax.measure", "2.2");
        export(exports, Gson.class, "com.google.gson", "2.13.2");
        export(exports, HttpClient.class, "org.eclipse.jetty.client", "9.4.58");
        export(exports, HttpField.class, "org.eclipse.jetty.http", "9.4.58");
        export(exports, ByteBufferPool.class, "org.eclipse.jetty.io", "9.4.58");
        export(exports, Promise.class, "org.eclipse.jetty.util", "9.4.58");
        export(exports, Logger.class, "org.slf4j", "2.0.6");
        export(exports, Logger.class, "org.slf4j", "1.7.36");
        export(exports, Servlet.class, "javax.servlet", "4.0.0");
        export(exports, ComponentContext.class, "org.osgi.service.component", "1.5.0");
        export(exports, ConfigurationAdmin.class, "org.osgi.service.cm", "1.6.0");
        export(exports, org.osgi.util.promise.Promise.class, "org.osgi.util.promise", "1.2.0");
        export(exports, Function.class, "org.osgi.util.function", "1.2.0");
        if (!webhooks) {
            exports.removeIf(entry -> entry.startsWith(WEBHOOKS));
        }
        return String.join(",", exports);
    }

    private static void export(List<String> exports, Class<?> anchor, String prefix, String version) {
        for (String name : packagesBeside(anchor)) {
            if ((name.equals(prefix) || name.startsWith(prefix + ".")) && !name.contains(".internal")) {
                exports.add(name + ";version=\"" + version + "\"");
            }
        }
    }

    /** The packages in the jar file or class folder that a class comes from. */
    private static Set<String> packagesBeside(Class<?> anchor) {
        try {
            Path place = Path.of(locationOf(anchor).getLocation().toURI());
            if (Files.isDirectory(place)) {
                return packagesIn(place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(place)) {
                return packagesIn(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CodeSource locationOf(Class<?> anchor) {
        @Nullable
        CodeSource source = anchor.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalStateException(anchor + " comes from no jar file or folder");
        }
        return source;
    }

    private static Set<String> packagesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> packages = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".class") && !file.startsWith(root.resolve("META-INF")))
                    .forEach(file -> {
                        @Nullable
                        Path folder = root.relativize(file).getParent();
                        if (folder != null) {
                            packages.add(folder.toString().replace('/', '.').replace('\\', '.'));
                        }
                    });
            return packages;
        }
    }
}
