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
package org.openhab.core.common.registry;

import java.util.Collection;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNull;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * All elements of a kind, whoever provides them.
 *
 * @param <E> the type of the elements
 * @param <K> the type of their ids
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public interface Registry<@NonNull E extends Identifiable<K>, @NonNull K> {

    void addRegistryChangeListener(RegistryChangeListener<E> listener);

    Collection<@NonNull E> getAll();

    Stream<@NonNull E> stream();

    /**
     * @return the element of that id, null if there is none
     */
    @Nullable
    E get(K key);

    void removeRegistryChangeListener(RegistryChangeListener<E> listener);

    /**
     * @throws IllegalArgumentException if there is one of that id already
     */
    E add(E element);

    /**
     * @return the element before the change, null if there was none of that id and nothing changed
     */
    @Nullable
    E update(E element);

    /**
     * @return the element that was removed, null if there was none
     */
    @Nullable
    E remove(K key);
}
