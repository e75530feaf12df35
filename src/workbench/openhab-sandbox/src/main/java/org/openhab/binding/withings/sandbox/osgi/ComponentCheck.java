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
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Enumeration;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.xml.sax.SAXException;

/**
 * Looks whether each component that a bundle declares was understood and can start. Declarative services themselves
 * only log what is wrong, which a test would not notice.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class ComponentCheck {

    private static final String HEADER = "Service-Component";

    private final ServiceComponentRuntime runtime;
    private final Bundle bundle;
    private final List<String> problems = new ArrayList<>();

    ComponentCheck(ServiceComponentRuntime runtime, Bundle bundle) {
        this.runtime = runtime;
        this.bundle = bundle;
    }

    /** @throws SandboxException when a component is missing, not understood, unsatisfied or failed */
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
                    problems.add("the component description " + file.getPath() + " (" + name + ") was not accepted");
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
                        "the component " + component.name + " failed to start: " + firstLine(configuration.failure));
            }
        }
    }

    private String describe(UnsatisfiedReferenceDTO reference) {
        return reference.target == null ? reference.name : reference.name + " " + reference.target;
    }

    /** SCR hands over the whole stack trace. */
    private static String firstLine(@Nullable String failure) {
        return failure == null
                ? ""
                : failure.lines().filter(line -> line.startsWith("Caused by"))
                        .reduce((first, last) -> last).or(() -> failure.lines().findFirst()).orElse("");
    }
}
