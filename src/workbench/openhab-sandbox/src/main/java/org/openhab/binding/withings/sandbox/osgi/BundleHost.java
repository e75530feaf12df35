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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import javax.measure.Quantity;
import javax.servlet.Servlet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.Promise;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.openhab.core.thing.Thing;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.util.function.Function;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.SAXException;

import com.google.gson.Gson;

/**
 * A running OSGi framework with the bundles that openHAB provides for add-ons: declarative services, configuration
 * admin, HTTP service and HTTP whiteboard.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class BundleHost implements AutoCloseable {
    private static final List<String> COMPANIONS = List.of("org.apache.felix.configadmin", "org.apache.felix.scr",
            "org.apache.felix.http.bridge");
    private static final long STOP_TIMEOUT_MILLISECONDS = TimeUnit.SECONDS.toMillis(10);

    private final Logger logger = LoggerFactory.getLogger(BundleHost.class);
    private final Framework framework;
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    /** Starts the framework and its bundles with an empty cache. */
    public BundleHost(Path cache, boolean webhooks) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.header(webhooks));
        // only java.* is loaded from the class path unless a bundle imports it
        configuration.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
        configuration.put("felix.log.level", "0");
        // without own threads, which would stay alive for a minute
        configuration.put("felix.resolver.parallelism", "1");
        configuration.put("ds.loglevel", "error");
        FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class).findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"));
        framework = factory.newFramework(configuration);
        try {
            framework.init();
            framework.start();
            context().addFrameworkListener(event -> {
                if (event.getType() == FrameworkEvent.ERROR) {
                    errors.add(event.getBundle().getSymbolicName() + ": " + event.getThrowable());
                    logger.debug("Framework error of {}", event.getBundle(), event.getThrowable());
                }
            });
            for (String symbolicName : COMPANIONS) {
                context().installBundle(jarOf(symbolicName).toString()).start();
            }
        } catch (BundleException | IOException e) {
            close();
            throw new IllegalStateException("The OSGi framework does not start: " + e.getMessage(), e);
        }
    }

    /** The bundle context of the sandbox. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    public <T> ServiceRegistration<T> offer(Class<T> type, T service) {
        return context().registerService(type, service, null);
    }

    public void configure(String pid, Map<String, Object> properties) {
        try {
            service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(new Hashtable<>(properties));
        } catch (IOException e) {
            throw new IllegalStateException("Configuration of " + pid + " cannot be stored: " + e.getMessage(), e);
        }
    }

    /** Installs, resolves and starts an add-on and checks that all its components start. */
    public Bundle install(Path jar) {
        try {
            Bundle bundle = context().installBundle(jar.toUri().toString());
            @Nullable
            String symbolicName = bundle.getSymbolicName();
            if (symbolicName == null) {
                throw new SandboxException(jar.getFileName() + ": the manifest has no Bundle-SymbolicName");
            }
            bundle.start();
            new ComponentCheck(service(ServiceComponentRuntime.class), bundle).run();
            if (!errors.isEmpty()) {
                throw new SandboxException(jar.getFileName() + ": " + String.join("; ", errors));
            }
            return bundle;
        } catch (BundleException e) {
            throw new SandboxException(jar.getFileName() + ": " + explanation(e), e);
        }
    }

    /** Checks that a bundle provides a service, and its components after all services were requested. */
    public boolean check(Bundle bundle, Class<?> type) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        boolean offered = false;
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            // getting a service activates its component; failures are checked below
            if (!Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE))
                    && context().getService(reference) != null) {
                offered |= List.of((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains(type.getName());
            }
        }
        new ComponentCheck(service(ServiceComponentRuntime.class), bundle).run();
        return offered;
    }

    /** Tracks all services of a type. */
    public <T> void follow(Class<T> type, Consumer<T> added, Consumer<T> removed) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null) {
            @Override
            public T addingService(ServiceReference<T> reference) {
                T service = super.addingService(reference);
                added.accept(service);
                return service;
            }

            @Override
            public void removedService(ServiceReference<T> reference, T service) {
                removed.accept(service);
                super.removedService(reference, service);
            }
        };
        tracker.open();
    }

    private static String explanation(BundleException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.getType()) {
            case BundleException.RESOLVE_ERROR -> "the bundle does not resolve in openHAB: " + message;
            case BundleException.MANIFEST_ERROR, BundleException.UNSUPPORTED_OPERATION -> "wrong manifest: " + message;
            case BundleException.ACTIVATOR_ERROR -> "the bundle activator failed: " + e.getCause();
            default -> e.getCause() == null ? message : message + " " + e.getCause();
        };
    }

    private <T> T service(Class<T> type) {
        ServiceReference<T> reference = context().getServiceReference(type);
        @Nullable
        T service = reference == null ? null : context().getService(reference);
        if (service == null) {
            throw new IllegalStateException("The framework has no " + type.getName());
        }
        return service;
    }

    /** Finds the jar file of a bundle on the class path. */
    private static URL jarOf(String symbolicName) throws IOException {
        Enumeration<URL> manifests = BundleHost.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
        while (manifests.hasMoreElements()) {
            URL manifest = manifests.nextElement();
            try (InputStream content = manifest.openStream()) {
                @Nullable
                String name = new Manifest(content).getMainAttributes()
                        .getValue(new Attributes.Name(Constants.BUNDLE_SYMBOLICNAME));
                if (name != null && name.split(";")[0].strip().equals(symbolicName)) {
                    return ((JarURLConnection) manifest.openConnection()).getJarFileURL();
                }
            }
        }
        throw new IllegalStateException("The bundle " + symbolicName + " is not on the class path");
    }

    @Override
    public void close() {
        try {
            framework.stop();
            framework.waitForStop(STOP_TIMEOUT_MILLISECONDS);
        } catch (BundleException e) {
            logger.warn("The OSGi framework does not stop: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Checks that each component declared by a bundle is valid and can start. Declarative services only log errors,
     * which a test would not notice.
     */
    static class ComponentCheck {
        private static final String HEADER = "Service-Component";

        private final ServiceComponentRuntime runtime;
        private final Bundle bundle;
        private final List<String> problems = new ArrayList<>();

        ComponentCheck(ServiceComponentRuntime runtime, Bundle bundle) {
            this.runtime = runtime;
            this.bundle = bundle;
        }

        void run() {
            @Nullable
            String header = bundle.getHeaders("").get(HEADER);
            if (header == null || header.isBlank()) {
                throw new SandboxException(bundle.getSymbolicName() + ": the manifest has no " + HEADER
                        + " header, so none of its components would start");
            }
            Collection<ComponentDescriptionDTO> understood = runtime.getComponentDescriptionDTOs(bundle);
            for (String entry : header.split(",")) {
                checkDeclared(entry.strip().split(";")[0], understood);
            }
            understood.forEach(this::checkConfigurations);
            if (!problems.isEmpty()) {
                throw new SandboxException(bundle.getSymbolicName() + ": " + String.join("; ", problems));
            }
        }

        private void checkDeclared(String entry, Collection<ComponentDescriptionDTO> understood) {
            int slash = entry.lastIndexOf('/');
            Enumeration<URL> files = bundle.findEntries(slash < 0 ? "/" : entry.substring(0, slash),
                    entry.substring(slash + 1), false);
            if (files == null) {
                problems.add("the manifest names the component " + entry + ", which the bundle does not contain");
                return;
            }
            while (files.hasMoreElements()) {
                URL file = files.nextElement();
                try {
                    String name = componentName(file);
                    if (understood.stream().noneMatch(component -> component.name.equals(name))) {
                        problems.add(
                                "the component description " + file.getPath() + " (" + name + ") was not accepted");
                    }
                } catch (IOException | SAXException | ParserConfigurationException e) {
                    problems.add("the component description " + file.getPath() + " cannot be read: " + e.getMessage());
                }
            }
        }

        private static String componentName(URL file) throws IOException, SAXException, ParserConfigurationException {
            try (InputStream content = file.openStream()) {
                return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(content).getDocumentElement()
                        .getAttribute("name");
            }
        }

        private void checkConfigurations(ComponentDescriptionDTO component) {
            if (!component.defaultEnabled || "require".equals(component.configurationPolicy)) {
                return;
            }
            for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(component)) {
                if ((configuration.state & ComponentConfigurationDTO.UNSATISFIED_REFERENCE) != 0) {
                    problems.add("the component " + component.name + " does not start, because these are missing: "
                            + Arrays.stream(configuration.unsatisfiedReferences).map(this::describe).toList());
                } else if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    problems.add(
                            "the component " + component.name + " failed to start: "
                                    + firstLine(configuration.failure));
                }
            }
        }

        private String describe(UnsatisfiedReferenceDTO reference) {
            return reference.target == null ? reference.name : reference.name + " " + reference.target;
        }

        /** SCR reports the whole stack trace. */
        private static String firstLine(@Nullable String failure) {
            return failure == null
                    ? ""
                    : failure.lines().filter(line -> line.startsWith("Caused by"))
                            .reduce((first, last) -> last).or(() -> failure.lines().findFirst()).orElse("");
        }
    }

    /** The packages exported to add-ons, with the versions of openHAB 5.2.1. */
    static class SystemPackages {
        /** Optional for add-ons: openHAB has it since 5.2. */
        private static final String WEBHOOKS = "org.openhab.core.io.rest";

        private SystemPackages() {
        }

        /** The value of {@code org.osgi.framework.system.packages.extra}, with the service for webhooks or without. */
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
}
