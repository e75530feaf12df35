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
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.action.PersonActions;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ActivityField;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.Freshness;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.GoalProgress;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.SleepField;
import org.openhab.binding.withings.internal.cloud.Failure;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.config.PersonConfiguration;
import org.openhab.binding.withings.internal.feed.Electrocardiogram;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.storage.HistoryMemory;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.storage.StateMemory.TimedState;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * A person: shows what Withings knows of one user. It starts out with the channels that are linked or have been used;
 * the others come with the first data for them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonHandler extends WithingsThingHandler {
    static final String PROPERTY_HISTORY = "historyImport";

    private volatile String userId = "";
    private volatile Freshness freshness = new Freshness(Duration.ZERO, Duration.ZERO);

    public PersonHandler(Thing thing, SealedStorage storage, Clock clock) {
        super(thing, storage, clock);
    }

    @Override
    public void initialize() {
        PersonConfiguration configuration = getConfigAs(PersonConfiguration.class);
        userId = configuration.userId.strip();
        freshness = new Freshness(Duration.ofDays(Math.max(0, configuration.measurementDays)),
                Duration.ofHours(Math.max(0, configuration.sleepHours)));
        super.initialize();
    }

    @Override
    protected void prepare() {
        withdrawUnusedChannels();
    }

    @Override
    protected void removed() {
        AccountHandler account = account();
        if (account != null) {
            account.personRemoved(userId);
        }
    }

    @Override
    protected @Nullable Instant end(String channelId, TimedState timed) {
        return freshness.end(channelId, timed.state(), timed.since());
    }

    @Override
    boolean show(List<ChannelUpdate> updates) {
        return super.show(updates) && showGoalProgress();
    }

    @Override
    void showNewest() {
        super.showNewest();
        showGoalProgress();
    }

    @Override
    void letGoStale() {
        super.letGoStale();
        showGoalProgress();
    }

    /**
     * The progress follows from what other channels show, whichever of them has changed; the end of a day changes it
     * too.
     */
    private boolean showGoalProgress() {
        Instant now = clock.instant();
        TimedState day = shown(ActivityChannels.DATE.channelId());
        TimedState weightGoal = shown(GoalChannels.WEIGHT.channelId());
        TimedState weightStart = shown(GoalProgress.WEIGHT_START.channelId());
        boolean isToday = day != null && now.isBefore(day.time());
        boolean isStartOfGoal = weightGoal != null && weightStart != null
                && !weightStart.time().isBefore(weightGoal.time());
        return super.show(GoalProgress.updates(new GoalProgress.Present(present(GoalChannels.STEPS),
                isToday ? present(ActivityField.STEPS.channel()) : UnDefType.UNDEF, present(GoalChannels.SLEEP),
                present(SleepField.TOTAL_SLEEP_TIME.channel()), present(GoalChannels.WEIGHT),
                present(MeasureType.WEIGHT.channels().get(0)),
                isStartOfGoal ? present(GoalProgress.WEIGHT_START) : UnDefType.UNDEF), now));
    }

    private State present(ChannelDefinition channel) {
        return present(channel.channelId());
    }

    @Override
    protected ThingStatusInfo statusWithin(AccountHandler account) {
        return account.personStatus(userId);
    }

    /**
     * @return where it is kept how far the import of the past has come
     */
    HistoryMemory historyMemory() {
        return new HistoryMemory(storage, getThing().getUID());
    }

    /**
     * Tells in the thing's properties how far the import of the past has come.
     */
    void showProgress(HistoryProgress progress) {
        Failure failure = progress.failure();
        String text;
        if (progress.finished() != null) {
            text = "finished " + progress.finished();
        } else if (failure != null) {
            text = "waiting: " + failure;
        } else {
            text = "running: " + progress.service();
        }
        showProperties(Map.of(PROPERTY_HISTORY, text));
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
     * Asks Withings for everything new, in the background.
     *
     * @return whether it can be asked
     */
    public boolean refresh() {
        AccountHandler account = account();
        return account != null && account.refresh(userId);
    }

    /**
     * Asks Withings for what was measured in a time. Nothing of it is shown.
     *
     * @param channelId the channel that would have shown it
     * @param start the beginning
     * @param end the end, exclusive
     * @return the states by their times; a {@link WithingsException} if Withings could not be asked
     */
    public CompletableFuture<NavigableMap<Instant, State>> measurements(String channelId, Instant start, Instant end) {
        AccountHandler account = account();
        return account == null
                ? CompletableFuture.failedFuture(
                        new WithingsException(Failure.CONSENT_ENDED, "There is no account to ask with"))
                : account.measurements(userId, channelId, start, end);
    }

    /**
     * Asks Withings for the last electrocardiogram before a time, with its curve.
     *
     * @return null if there is none; a {@link WithingsException} if Withings could not be asked
     */
    public CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(Instant before) {
        AccountHandler account = account();
        return account == null
                ? CompletableFuture.failedFuture(
                        new WithingsException(Failure.CONSENT_ENDED, "There is no account to ask with"))
                : account.electrocardiogram(userId, before);
    }

    /**
     * @return the key of the text that tells why nothing can be asked about the person, null if it can. The person's
     *         name is its argument
     */
    public @Nullable String obstacle() {
        AccountHandler account = account();
        return account == null ? "action.failed.account-missing" : account.obstacle(userId);
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(PersonActions.class);
    }

    /**
     * @return Withings' number of the person
     */
    String userId() {
        return userId;
    }
}
