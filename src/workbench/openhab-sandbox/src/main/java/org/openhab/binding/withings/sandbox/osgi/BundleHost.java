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
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
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
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running OSGi framework with the bundles an add-on finds beside it in openHAB: declarative services, configuration
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

    /**
     * Starts the framework and the bundles around the add-on.
     *
     * @param cache folder for the framework's own files; emptied
     * @param webhooks whether this is an openHAB that has the service for webhooks
     */
    public BundleHost(Path cache, boolean webhooks) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.header(webhooks));
        // nothing but java.* comes from the class path unless a bundle imports it
        configuration.put(Constants.FRAMEWORK_BOOTDELEGATION, "");
        configuration.put("felix.log.level", "0");
        // no threads of its own, which would live on for a minute
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

    /** The context the sandbox itself registers and finds services with. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Registers a service of openHAB. */
    public <T> ServiceRegistration<T> offer(Class<T> type, T service) {
        return context().registerService(type, service, null);
    }

    /** Configures a component before or after it exists. */
    public void configure(String pid, Map<String, Object> properties) {
        try {
            service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(new Hashtable<>(properties));
        } catch (IOException e) {
            throw new IllegalStateException("Configuration of " + pid + " cannot be stored: " + e.getMessage(), e);
        }
    }

    /**
     * Installs, resolves and starts an add-on and looks whether all of its components start.
     *
     * @throws SandboxException when its manifest or one of its components is wrong
     */
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

    /**
     * Looks whether a bundle offers a service, and at its components again now that all services were asked for.
     *
     * @throws SandboxException when a component failed
     */
    public boolean check(Bundle bundle, Class<?> type) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        boolean offered = false;
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            // asking for a service activates its component, whose failure is seen below
            if (!Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE))
                    && context().getService(reference) != null) {
                offered |= List.of((String[]) reference.getProperty(Constants.OBJECTCLASS)).contains(type.getName());
            }
        }
        new ComponentCheck(service(ServiceComponentRuntime.class), bundle).run();
        return offered;
    }

    /** Tells about each service of a type that is there, comes or goes, until the end. */
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
}
