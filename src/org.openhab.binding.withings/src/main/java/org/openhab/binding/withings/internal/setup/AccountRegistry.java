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
package org.openhab.binding.withings.internal.setup;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.core.thing.ThingUID;
import org.osgi.service.component.annotations.Component;

/**
 * The accounts whose handlers are initialized, for the pages and the console.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = AccountRegistry.class)
public class AccountRegistry {
    private final Map<ThingUID, SetupAccount> accounts = new ConcurrentHashMap<>();

    public void add(SetupAccount account) {
        accounts.put(account.uid(), account);
    }

    /** Removes the account, unless it has been replaced. */
    public void remove(SetupAccount account) {
        accounts.remove(account.uid(), account);
    }

    public List<SetupAccount> accounts() {
        return accounts.values().stream().sorted(Comparator.comparing(account -> account.uid().toString())).toList();
    }

    public @Nullable SetupAccount account(ThingUID uid) {
        return accounts.get(uid);
    }
}
