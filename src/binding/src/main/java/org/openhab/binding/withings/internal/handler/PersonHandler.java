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
package org.openhab.binding.withings.internal.handler;

import java.time.Clock;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.config.PersonConfiguration;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;

/**
 * A person: shows what Withings knows of one user. It starts out with the channels that are linked or have been used;
 * the others come with the first data for them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonHandler extends WithingsThingHandler {
    private volatile String userId = "";

    public PersonHandler(Thing thing, SealedStorage storage, Clock clock) {
        super(thing, storage, clock);
    }

    @Override
    public void initialize() {
        userId = getConfigAs(PersonConfiguration.class).userId.strip();
        super.initialize();
        withdrawUnusedChannels();
    }

    @Override
    public void handleRemoval() {
        AccountHandler account = account();
        if (account != null) {
            account.personRemoved(userId);
        }
        super.handleRemoval();
    }

    @Override
    protected ThingStatusInfo statusWithin(AccountHandler account) {
        return account.personStatus(userId);
    }

    /**
     * Reads the whole past once more, in the background.
     *
     * @return whether it can be, which needs an account that is connected and the person's consent
     */
    public boolean importHistory() {
        AccountHandler account = account();
        return account != null && account.importHistory(userId);
    }

    /**
     * @return how far the import of the past has come, null if none has begun
     */
    public @Nullable HistoryProgress historyProgress() {
        AccountHandler account = account();
        return account == null ? null : account.historyProgress(userId);
    }

    /**
     * @return Withings' number of the person
     */
    String userId() {
        return userId;
    }
}
