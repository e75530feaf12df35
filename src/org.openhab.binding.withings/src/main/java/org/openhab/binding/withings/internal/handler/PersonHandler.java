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
import java.util.stream.Collectors;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.action.PersonActions;
import org.openhab.binding.withings.internal.api.Failure;
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ActivityChannels.ActivityField;
import org.openhab.binding.withings.internal.channel.ChannelDefinition;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.SleepChannels.SleepField;
import org.openhab.binding.withings.internal.channel.Staleness;
import org.openhab.binding.withings.internal.config.PersonConfiguration;
import org.openhab.binding.withings.internal.storage.SealedStorage;
import org.openhab.binding.withings.internal.sync.HeartSource.Electrocardiogram;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * A person: shows the data of one Withings user. It begins with the channels that are linked or have data; the others
 * come with the first data for them.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class PersonHandler extends WithingsThingHandler {

    private static final String PROPERTY_HISTORY = "historyImport";

    private final ItemChannelLinkRegistry links;
    private volatile String userId = "";
    private volatile Staleness staleness = new Staleness(Duration.ZERO, Duration.ZERO);

    public PersonHandler(Thing thing, SealedStorage storage, ItemChannelLinkRegistry links, Clock clock) {
        super(thing, storage, clock);
        this.links = links;
    }

    @Override
    public void initialize() {
        PersonConfiguration configuration = getConfigAs(PersonConfiguration.class);
        userId = configuration.userId.strip();
        staleness = new Staleness(Duration.ofDays(Math.max(0, configuration.measurementDays)),
                Duration.ofHours(Math.max(0, configuration.sleepHours)));
        super.initialize();
    }

    public Instant now() {
        return clock.instant();
    }

    @Override
    public Collection<Class<? extends ThingHandlerService>> getServices() {
        return Set.of(PersonActions.class);
    }

    @Override
    public void channelLinked(ChannelUID channelUID) {
        super.channelLinked(channelUID);
        AccountHandler account = account();
        if (account != null) {
            account.onExecutor(connected -> connected.channelLinked(userId));
        }
    }

    /**
     * @return Withings' user ID of the person
     */
    String userId() {
        return userId;
    }

    // for rules; can be called on any thread

    /**
     * Imports the whole past again, in the background.
     *
     * @return whether that is possible, which needs the person's consent
     */
    public boolean importHistory() {
        AccountHandler account = account();
        return account != null && obstacle() == null
                && account.onExecutor(connected -> connected.importHistory(userId));
    }

    /**
     * Reads everything new, in the background.
     *
     * @return whether that is possible, which needs the person's consent
     */
    public boolean refresh() {
        AccountHandler account = account();
        return account != null && account.refresh(userId);
    }

    /**
     * Reads past states without showing them.
     *
     * @param channelId the channel that shows such states
     * @param end exclusive
     * @return the states by their times; fails with a
     *         {@link org.openhab.binding.withings.internal.api.WithingsException}
     */
    public CompletableFuture<NavigableMap<Instant, State>> measurements(String channelId, Instant start, Instant end) {
        return AccountHandler.ask(account(), connected -> connected.measurements(userId, channelId, start, end));
    }

    /**
     * Reads the last electrocardiogram before a time, with its signal.
     *
     * @return null if there is none; fails with a
     *         {@link org.openhab.binding.withings.internal.api.WithingsException}
     */
    public CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(Instant before) {
        return AccountHandler.ask(account(), connected -> connected.electrocardiogram(userId, before));
    }

    /**
     * @return the key of the text that says why nothing can be read for the person, null if it can. The person's label
     *         is its argument
     */
    public @Nullable String obstacle() {
        AccountHandler account = account();
        return account == null ? "action.failed.account-missing" : account.obstacle(userId);
    }

    // on the account's executor

    @Override
    protected ThingStatusInfo statusWithin(ConnectedAccount account) {
        return account.personStatus(userId);
    }

    @Override
    protected @Nullable Instant end(String channelId, TimedState timed) {
        return staleness.end(channelId, timed.state(), timed.since());
    }

    @Override
    void attached() {
        super.attached();
        removeUnusedChannels();
    }

    @Override
    void show(List<ChannelUpdate> updates) {
        super.show(updates);
        showGoalProgress();
    }

    @Override
    void showNewest() {
        super.showNewest();
        showGoalProgress();
    }

    @Override
    void updateStaleness() {
        super.updateStaleness();
        showGoalProgress();
    }

    /**
     * The progress follows from other channels, whichever of them has changed, and from the end of the day.
     */
    private void showGoalProgress() {
        Instant now = clock.instant();
        TimedState day = shown(ActivityChannels.DATE.channelId());
        TimedState weightGoal = shown(GoalChannels.WEIGHT.channelId());
        TimedState weightStart = shown(GoalChannels.WEIGHT_START.channelId());
        boolean isToday = day != null && now.isBefore(day.time());
        boolean isStartOfGoal = weightGoal != null && weightStart != null
                && !weightStart.time().isBefore(weightGoal.time());
        super.show(GoalChannels.progress(new GoalChannels.Present(present(GoalChannels.STEPS),
                isToday ? present(ActivityField.STEPS.channel()) : UnDefType.UNDEF, present(GoalChannels.SLEEP),
                present(SleepField.TOTAL_SLEEP_TIME.channel()), present(GoalChannels.WEIGHT),
                present(MeasureType.WEIGHT.channel()),
                isStartOfGoal ? present(GoalChannels.WEIGHT_START) : UnDefType.UNDEF), now));
    }

    private State present(ChannelDefinition channel) {
        return present(channel.channelId());
    }

    /**
     * @return the channels with the items linked to them
     */
    Set<Link> links() {
        return getThing().getChannels().stream().flatMap(channel -> links.getLinkedItemNames(channel.getUID()).stream()
                .map(item -> new Link(channel.getUID().getId(), item))).collect(Collectors.toSet());
    }

    /**
     * Shows the progress of the import as a property of the thing.
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
}
