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
package org.openhab.binding.withings.sandbox.addon;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * One element of an XML file, with the place it stands at so that a mistake can be shown to its author.
 *
 * @param name qualified name
 * @param place file and line, e.g. {@code OH-INF/thing/person.xml:12}
 * @param attributes attributes without a name space, in document order
 * @param children child elements in document order
 * @param text the character data directly inside, stripped
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
record XmlElement(QName name, String place, Map<String, String> attributes, List<XmlElement> children, String text) {

    /**
     * Reads a whole file.
     *
     * @param path how messages name the file
     * @throws SandboxException when the file is not well-formed, declares a document type, or mixes text and elements
     */
    static XmlElement read(String path, InputStream content) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(content);
            Deque<XmlElement> open = new ArrayDeque<>();
            Deque<StringBuilder> texts = new ArrayDeque<>();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        open.push(started(reader, path));
                        texts.push(new StringBuilder());
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> texts.element()
                            .append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        XmlElement element = open.pop().withText(texts.pop().toString().strip());
                        if (open.isEmpty()) {
                            return element;
                        }
                        open.element().children.add(element);
                    }
                    default -> {
                        // comments and processing instructions say nothing about the add-on
                    }
                }
            }
            throw new SandboxException(path + ": the file has no element");
        } catch (XMLStreamException e) {
            throw new SandboxException(path + ":" + e.getLocation().getLineNumber() + ": not well-formed XML: "
                    + e.getMessage().lines().reduce((first, last) -> last).orElse(""), e);
        }
    }

    private static XmlElement started(XMLStreamReader reader, String path) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String nameSpace = reader.getAttributeNamespace(i);
            if (nameSpace == null || nameSpace.isEmpty()) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
        return new XmlElement(reader.getName(), path + ":" + reader.getLocation().getLineNumber(), attributes,
                new ArrayList<>(), "");
    }

    private XmlElement withText(String newText) {
        if (!newText.isEmpty() && !children.isEmpty()) {
            throw error("has text \"" + newText + "\" between its elements");
        }
        return new XmlElement(name, place, attributes, children, newText);
    }

    String tag() {
        return name.getLocalPart();
    }

    @Nullable
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    /** An attribute that {@link Schema} has found to be there. */
    String required(String attribute) {
        return Objects.requireNonNull(attributes.get(attribute));
    }

    boolean isTrue(String attribute, boolean whenMissing) {
        return Boolean.parseBoolean(attributes.getOrDefault(attribute, Boolean.toString(whenMissing)));
    }

    /** The first child of this name. */
    Optional<XmlElement> child(String tag) {
        return children.stream().filter(child -> child.tag().equals(tag)).findFirst();
    }

    /** The text of the child of this name, null if there is none. */
    @Nullable
    String text(String tag) {
        return child(tag).map(XmlElement::text).orElse(null);
    }

    /** The children of the child of this name, none if there is no such child. */
    List<XmlElement> list(String tag) {
        return child(tag).map(XmlElement::children).orElse(List.of());
    }

    SandboxException error(String problem) {
        return new SandboxException(place + ": <" + tag() + "> " + problem);
    }
}
