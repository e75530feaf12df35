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
import org.openhab.binding.withings.internal.channel.ActivityChannels;
import org.openhab.binding.withings.internal.channel.ChannelDefinition.Staleness;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.GoalChannels;
import org.openhab.binding.withings.internal.channel.MeasureType;
import org.openhab.binding.withings.internal.channel.SleepChannels.SleepField;
import org.openhab.binding.withings.internal.storage.BindingStorage.SealedStorage;
import org.openhab.binding.withings.internal.sync.HeartSource.Electrocardiogram;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.ThingDocument.Link;
import org.openhab.binding.withings.internal.sync.ThingDocument.TimedState;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusDetail;
import org.openhab.core.thing.ThingStatusInfo;
import org.openhab.core.thing.binding.ThingHandlerService;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;

/**
 * The handler of a person, which shows the data of one Withings user. Channels are added with their first data; those
 * without data are removed unless they are linked.
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
        onAccount(connected -> connected.person(userId).ifPresent(AccountPerson::channelLinked));
    }

    /** Returns Withings' user ID of the person. */
    String userId() {
        return userId;
    }

    // for rule actions, on any thread

    /** Imports the history of linked channels again in the background; returns false without a valid consent. */
    public boolean importHistory() {
        AccountHandler account = account();
        return account != null && account.importHistory(userId);
    }

    /** Reads new data in the background; returns false without a valid consent. */
    public boolean refresh() {
        AccountHandler account = account();
        return account != null && account.refresh(userId);
    }

    /**
     * Reads past states of a channel without showing them; fails with a
     * {@link org.openhab.binding.withings.internal.api.WithingsException}.
     *
     * @param end exclusive
     */
    public CompletableFuture<NavigableMap<Instant, State>> measurements(String channelId, Instant start, Instant end) {
        return AccountHandler.ask(this::onAccount,
                connected -> connected.connected(userId).measurements(channelId, start, end));
    }

    /**
     * Reads the last electrocardiogram in the year before a time; null if there is none. Fails with a
     * {@link org.openhab.binding.withings.internal.api.WithingsException}.
     */
    public CompletableFuture<@Nullable Electrocardiogram> electrocardiogram(Instant before) {
        return AccountHandler.ask(this::onAccount, connected -> connected.connected(userId).electrocardiogram(before));
    }

    /** Returns the key of the text why no data can be read, with the person's label as argument; null if it can. */
    public @Nullable String obstacle() {
        AccountHandler account = account();
        return account == null ? "action.failed.account-missing" : account.obstacle(userId);
    }

    // on the account's executor

    @Override
    protected ThingStatusInfo statusWithin(ConnectedAccount account) {
        return account.person(userId).map(AccountPerson::status).orElseGet(
                () -> AccountHealth.offline(ThingStatusDetail.CONFIGURATION_PENDING, "status.person.not-consented"));
    }

    @Override
    protected @Nullable Instant end(String channelId, TimedState timed) {
        return staleness.end(channelId, timed.state(), timed.since());
    }

    @Override
    void attached() {
        super.attached();
        channels().removeUnused(this::isLinked);
    }

    /** The progress towards goals depends on several other channels and on the end of the day. */
    @Override
    protected List<ChannelUpdate> derived(ThingChannels shown) {
        Instant now = clock.instant();
        TimedState day = shown.newest(ActivityChannels.DATE);
        TimedState weightGoal = shown.newest(GoalChannels.WEIGHT);
        TimedState weightStart = shown.newest(GoalChannels.WEIGHT_START);
        boolean isToday = day != null && now.isBefore(day.time());
        boolean isStartOfGoal = weightGoal != null && weightStart != null
                && !weightStart.time().isBefore(weightGoal.time());
        return GoalChannels.progress(new GoalChannels.Present(shown.present(GoalChannels.STEPS),
                isToday ? shown.present(ActivityChannels.STEPS) : UnDefType.UNDEF,
                shown.present(GoalChannels.SLEEP), shown.present(SleepField.TOTAL_SLEEP_TIME.channel()),
                shown.present(GoalChannels.WEIGHT), shown.present(MeasureType.WEIGHT.channel()),
                isStartOfGoal ? shown.present(GoalChannels.WEIGHT_START) : UnDefType.UNDEF), now);
    }

    /** Returns the channels with the items linked to them. */
    Set<Link> links() {
        return getThing().getChannels().stream().flatMap(channel -> links.getLinkedItemNames(channel.getUID()).stream()
                .map(item -> new Link(channel.getUID().getId(), item))).collect(Collectors.toSet());
    }

    /** Shows the progress of the import as a property of the thing. */
    void showProgress(HistoryProgress progress) {
        String text = progress.failure() == null ? "running: " + progress.service() : "waiting: " + progress.failure();
        showProperties(Map.of(PROPERTY_HISTORY,
                progress.isFinished() ? "finished " + progress.finished() : text));
    }

    /** The configuration of a person thing. */
    public static class PersonConfiguration {
        public String userId = "";
        /** How long measurements, days and workouts are shown without newer ones, in days; 0 for unlimited. */
        public int measurementDays = 14;
        /** How long the last night is shown after the end of its day, in hours; 0 for unlimited. */
        public int sleepHours = 12;
    }
}
