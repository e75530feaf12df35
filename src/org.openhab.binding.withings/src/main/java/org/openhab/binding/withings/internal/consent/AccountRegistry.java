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
package org.openhab.binding.withings.internal.consent;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;

/**
 * The accounts that live at the moment, so that the pages find them. Accounts come and go with their things.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = AccountRegistry.class)
public class AccountRegistry {

    private final Map<ThingUID, ConsentingAccount> accounts = new ConcurrentHashMap<>();

    /** Adds the account; one that was added before under the same UID gives way. */
    public void add(ConsentingAccount account) {
        accounts.put(account.uid(), account);
    }

    /** Removes the account, unless another one has taken its place under the same UID. */
    public void remove(ConsentingAccount account) {
        accounts.remove(account.uid(), account);
    }

    /** All accounts in a stable order: by label, then by UID. */
    public List<ConsentingAccount> accounts() {
        return accounts.values().stream().sorted(
                Comparator.comparing(ConsentingAccount::label).thenComparing(account -> account.uid().toString()))
                .toList();
    }

    public @Nullable ConsentingAccount account(ThingUID uid) {
        return accounts.get(uid);
    }
}
