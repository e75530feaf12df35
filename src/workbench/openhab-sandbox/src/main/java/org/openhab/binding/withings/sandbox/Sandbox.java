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
package org.openhab.binding.withings.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import javax.measure.Unit;
import javax.servlet.http.HttpServlet;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.action.RuleActions;
import org.openhab.binding.withings.sandbox.addon.AddonDescription;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.ChannelType;
import org.openhab.binding.withings.sandbox.addon.AddonDescription.Option;
import org.openhab.binding.withings.sandbox.addon.AddonReader;
import org.openhab.binding.withings.sandbox.cloud.Cloud;
import org.openhab.binding.withings.sandbox.cloud.Cloud.CloudServlet;
import org.openhab.binding.withings.sandbox.cloud.Cloud.Connection;
import org.openhab.binding.withings.sandbox.console.ConsoleCommands;
import org.openhab.binding.withings.sandbox.console.ConsoleCommands.ConsoleServlet;
import org.openhab.binding.withings.sandbox.event.EventBus;
import org.openhab.binding.withings.sandbox.event.EventBus.Complaints;
import org.openhab.binding.withings.sandbox.event.EventBus.EventServlet;
import org.openhab.binding.withings.sandbox.inbox.Inbox;
import org.openhab.binding.withings.sandbox.item.History;
import org.openhab.binding.withings.sandbox.item.Item;
import org.openhab.binding.withings.sandbox.item.Item.ItemDefinition;
import org.openhab.binding.withings.sandbox.item.ItemTypes.SystemUnits;
import org.openhab.binding.withings.sandbox.item.Items;
import org.openhab.binding.withings.sandbox.osgi.BundleHost;
import org.openhab.binding.withings.sandbox.service.HttpClients;
import org.openhab.binding.withings.sandbox.service.Translations;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService;
import org.openhab.binding.withings.sandbox.storage.JsonStorageService.AesCipher;
import org.openhab.binding.withings.sandbox.text.TextFiles;
import org.openhab.binding.withings.sandbox.text.TextFiles.ItemEntry;
import org.openhab.binding.withings.sandbox.text.TextFiles.ThingEntry;
import org.openhab.binding.withings.sandbox.thing.Links;
import org.openhab.binding.withings.sandbox.thing.Links.Link;
import org.openhab.binding.withings.sandbox.thing.ThingMaker;
import org.openhab.binding.withings.sandbox.thing.Things;
import org.openhab.binding.withings.sandbox.web.PageServlet;
import org.openhab.binding.withings.sandbox.web.RestServlet;
import org.openhab.binding.withings.sandbox.web.WebServer;
import org.openhab.binding.withings.simulator.VirtualTime;
import org.openhab.core.auth.client.oauth2.StorageCipher;
import org.openhab.core.common.VirtualPools;
import org.openhab.core.config.discovery.DiscoveryService;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TimeZoneProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.i18n.UnitProvider;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.openhab.core.io.net.http.HttpClientFactory;
import org.openhab.core.io.rest.WebhookService;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;
import org.openhab.core.storage.StorageService;
import org.openhab.core.thing.Channel;
import org.openhab.core.thing.ChannelUID;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.UID;
import org.openhab.core.thing.binding.ThingActions;
import org.openhab.core.thing.binding.ThingHandlerFactory;
import org.openhab.core.thing.link.ItemChannelLinkRegistry;
import org.openhab.core.thing.link.SandboxLinkRegistry;
import org.openhab.core.thing.type.ChannelKind;
import org.openhab.core.types.Command;
import org.openhab.core.types.RefreshType;
import org.openhab.core.types.State;
import org.openhab.core.types.UnDefType;
import org.openhab.core.types.util.UnitUtils;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sandbox; only one per Java virtual machine, because openHAB's thread pools are shared.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public class Sandbox implements AutoCloseable {
    private final Logger logger = LoggerFactory.getLogger(Sandbox.class);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final SandboxOptions options;
    private final VirtualTime time;
    private final Clock clock;
    private final JsonStorageService storage;
    private final Translations translations;
    private final Complaints complaints = new Complaints();
    private final EventBus events;
    private final Items items;
    private final History history;
    private final Links links;
    private final ThingMaker maker = new ThingMaker();
    private final Things things;
    private final Inbox inbox;
    private final RuleActions actions;
    private final ConsoleCommands console;
    private final HttpClients httpClients;
    private final WebServer web;
    private final BundleHost bundles;
    private final Cloud cloud;
    private @Nullable ServiceRegistration<WebhookService> connector;

    private Sandbox(SandboxOptions options) {
        this.options = options;
        try {
            VirtualTime shared = options.time;
            time = shared == null ? closedAtEnd(VirtualTime.real()) : shared;
            clock = Objects.requireNonNullElse(options.clock, time);
            Path userdata = options.userdata();
            storage = closedAtEnd(new JsonStorageService(userdata.resolve("jsondb"), time, options.beforeStoring));
            translations = new Translations();
            events = new EventBus(clock);
            SystemUnits units = new SystemUnits();
            items = new Items(storage.getStorage("org.openhab.core.items.Item"), units, events, complaints, clock);
            history = closedAtEnd(
                    new History(userdata.resolve("persistence"), items, complaints, time));
            links = new Links(storage.getStorage("org.openhab.core.thing.link.ItemChannelLink"));
            closedAtEnd(new VirtualPools(time));
            httpClients = closedAtEnd(new HttpClients(options.httpClient));
            bundles = closedAtEnd(
                    new BundleHost(userdata.resolve("cache"), options.cloud != Connection.UNKNOWN));
            options.configurations.forEach(bundles::configure);
            things = closedAtEnd(new Things(storage, maker, links, events, complaints, items, history));
            inbox = new Inbox(storage.getStorage("org.openhab.core.config.discovery.DiscoveryResult"), things, maker,
                    complaints);
            actions = new RuleActions(complaints, options.timeZone);
            console = new ConsoleCommands(complaints);
            cloud = new Cloud(time, storage.getStorage("sandbox.cloud"), Connection.NONE);
            offerServices(units);
            web = closedAtEnd(
                    new WebServer(options.host, options.port, options.exchanges, servlets(), bundles.context()));
            connectCloud(options.cloud);
            install();
            bundles.follow(DiscoveryService.class, inbox::add, inbox::remove);
            bundles.follow(ThingActions.class, actions::add, actions::remove);
            bundles.follow(ConsoleCommandExtension.class, console::add, console::remove);
            Path conf = options.conf;
            if (conf != null) {
                readItems();
                readThings(conf);
            }
            // links are older than the handlers of text files' things, as in openHAB
            bundles.follow(ThingHandlerFactory.class, things::add, things::remove);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts a sandbox and the add-ons in it. */
    public static Sandbox start(SandboxOptions options) {
        return new Sandbox(options);
    }

    private <T extends AutoCloseable> T closedAtEnd(T resource) {
        open.push(resource);
        return resource;
    }

    private void offerServices(SystemUnits units) {
        bundles.offer(StorageService.class, storage);
        bundles.offer(StorageCipher.class, new AesCipher(storage.getStorage("sandbox.StorageCipher")));
        bundles.offer(HttpClientFactory.class, httpClients);
        bundles.offer(TranslationProvider.class, translations);
        bundles.offer(LocaleProvider.class, translations);
        bundles.offer(TimeZoneProvider.class, () -> options.timeZone);
        bundles.offer(UnitProvider.class, units);
        bundles.offer(ItemChannelLinkRegistry.class, new SandboxLinkRegistry(this::linkedItems));
        bundles.offer(Clock.class, clock);
    }

    private Set<String> linkedItems(UID channel) {
        return links.all().stream().filter(link -> link.channelUID().equals(channel.toString())).map(Link::itemName)
                .filter(name -> items.find(name) != null).collect(Collectors.toSet());
    }

    private Map<String, HttpServlet> servlets() {
        return Map.of("", new PageServlet(this, options.links), "/rest/*", new RestServlet(this), "/rest/events",
                new EventServlet(events), "/console", new ConsoleServlet(console), Cloud.PATH + "*",
                new CloudServlet(cloud));
    }

    private void install() {
        for (Path jar : options.bundles) {
            Bundle bundle = bundles.install(jar);
            AddonDescription addon = AddonReader.read(filesOf(bundle));
            translations.add(bundle, addon.texts());
            maker.add(addon);
            if (!addon.thingTypes().isEmpty()
                    && !bundles.check(bundle, ThingHandlerFactory.class)) {
                throw new SandboxException(jar.getFileName() + ": declares thing types, but no component of it is a "
                        + "ThingHandlerFactory");
            }
        }
    }

    private static Map<String, byte[]> filesOf(Bundle bundle) {
        Map<String, byte[]> files = new HashMap<>();
        var urls = bundle.findEntries("OH-INF", "*", true);
        for (URL url : urls == null ? List.<URL>of() : Collections.list(urls)) {
            if (!url.getPath().endsWith("/")) {
                try (InputStream content = url.openStream()) {
                    files.put(url.getPath().substring(1), content.readAllBytes());
                } catch (IOException e) {
                    throw new SandboxException(url.getPath() + " cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return files;
    }

    /** Reads the {@code .items} files again, as after saving them: handlers are notified of all their links. */
    public void readItems() {
        Set<String> names = new HashSet<>();
        Set<Link> linked = new HashSet<>();
        for (ItemEntry entry : new TextFiles(Objects.requireNonNull(options.conf)).items()) {
            names.add(entry.name());
            try {
                items.put(new ItemDefinition(entry.name(), entry.type(), entry.label(), entry.icon(), entry.groups(),
                        entry.tags(), entry.metadata().get("unit"),
                        entry.metadata().getOrDefault("pattern", entry.pattern())), false);
                for (String channel : entry.channels()) {
                    Link link = new Link(entry.name(), channel);
                    linked.add(link);
                    links.add(link, false);
                }
            } catch (SandboxException e) {
                throw new SandboxException(entry.place() + ": " + e.getMessage(), e);
            }
        }
        links.all().stream().filter(link -> !links.isEditable(link) && !linked.contains(link)).forEach(links::remove);
        items.all().stream().filter(item -> !item.isEditable() && !names.contains(item.name())).map(Item::name)
                .forEach(items::remove);
    }

    private void readThings(Path conf) {
        for (ThingEntry entry : new TextFiles(conf).things()) {
            try {
                things.add(maker.make(entry.typeUID(), entry.uid(), entry.bridgeUID(), entry.label(), entry.location(),
                        entry.configuration()), false);
            } catch (SandboxException e) {
                throw new SandboxException(entry.place() + ": " + e.getMessage(), e);
            }
        }
    }

    /** The base URL of the sandbox, e.g. {@code http://127.0.0.1:8080}. */
    public URI address() {
        return web.address();
    }

    /** The simulated cloud. */
    public Cloud cloud() {
        return cloud;
    }

    /** Installs, connects, disconnects or removes the connector of the cloud. */
    public void connectCloud(Connection connection) {
        cloud.connection(connection);
        boolean installed = connection == Connection.BROKEN || connection == Connection.UP;
        ServiceRegistration<WebhookService> present = connector;
        if (installed && present == null) {
            connector = bundles.offer(WebhookService.class, cloud);
        } else if (!installed && present != null) {
            connector = null;
            present.unregister();
        }
    }

    public VirtualTime time() {
        return time;
    }

    /** Whether a task is due or running, a time series is waiting, or a request of an add-on is unanswered. */
    public boolean isBusy() {
        return time.isBusy() || httpClients.isBusy() || things.isBusy();
    }

    /** Whether all data has been written to disk. */
    public boolean isStored() {
        return storage.isWritten();
    }

    public ZoneId timeZone() {
        return options.timeZone;
    }

    public Things things() {
        return things;
    }

    public ThingMaker maker() {
        return maker;
    }

    public Items items() {
        return items;
    }

    public History history() {
        return history;
    }

    public Links links() {
        return links;
    }

    public Inbox inbox() {
        return inbox;
    }

    public RuleActions actions() {
        return actions;
    }

    public ConsoleCommands console() {
        return console;
    }

    public EventBus events() {
        return events;
    }

    /** The complaints: what openHAB would warn about or silently drop. */
    public List<String> complaints() {
        return complaints.all();
    }

    /** Returns a text, or the translation of a reference {@code @text/key [arguments]}. */
    @Nullable
    public String resolve(@Nullable String text) {
        return translations.resolve(text);
    }

    /** Sends a command to an item: to the handlers of its channels, or without channels to the item itself. */
    public void command(Item item, String text) {
        State state = items.parse(item, text);
        Command command;
        if ("REFRESH".equals(text)) {
            command = RefreshType.REFRESH;
        } else if (state instanceof Command stateAsCommand) {
            command = stateAsCommand;
        } else {
            throw new SandboxException("The item " + item.name() + " takes no command " + text);
        }
        events.publish("openhab/items/" + item.name() + "/command", "ItemCommandEvent",
                Map.of("type", command.getClass().getSimpleName().replaceFirst("Type$", ""), "value",
                        command.toFullString()));
        List<String> channels = links.channelsOf(item.name());
        if (channels.isEmpty()) {
            items.update(item, state);
        }
        channels.forEach(channel -> things.command(new ChannelUID(channel), command));
    }

    /** Creates and links items such as {@code Person_Anna_Body_Weight} for all state channels without items. */
    public void createItems(Thing thing) {
        for (Channel channel : thing.getChannels()) {
            String itemType = channel.getAcceptedItemType();
            if (channel.getKind() == ChannelKind.STATE && itemType != null
                    && links.itemsOf(channel.getUID()).isEmpty()) {
                ChannelType type = maker.channelType(channel);
                String label = channel.getLabel();
                String name = itemName(thing.getThingTypeUID().getId() + "-" + thing.getUID().getId() + "-"
                        + channel.getUID().getId());
                items.put(new ItemDefinition(name, itemType, resolve(label), type == null ? null : type.category(),
                        List.of(), channel.getDefaultTags().stream().sorted().toList(),
                        type == null ? null : type.unitHint(), null), true);
                links.add(new Link(name, channel.getUID().toString()), true);
            }
        }
    }

    private static String itemName(String ids) {
        StringBuilder name = new StringBuilder();
        for (String word : ids.split("[^A-Za-z0-9]+")) {
            name.append(name.isEmpty() ? "" : "_").append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1));
        }
        return name.toString();
    }

    /** An item's state, formatted with the pattern of the item or its channel. */
    public String display(Item item) {
        State state = item.state();
        if (state instanceof UnDefType) {
            return state == UnDefType.NULL ? "-" : "UNDEF";
        }
        ChannelType type = links.channelsOf(item.name()).stream().map(ChannelUID::new)
                .map(this::typeOf).filter(found -> found != null).findFirst().orElse(null);
        String pattern = item.definition().pattern();
        if (type != null) {
            pattern = pattern == null ? type.pattern() : pattern;
            for (Option option : type.options()) {
                if (option.value().equals(state.toFullString())) {
                    return String.valueOf(resolve(option.label()));
                }
            }
        }
        if (pattern == null && state instanceof DateTimeType) {
            pattern = "%1$tF %1$tT";
        }
        return pattern == null || state instanceof StringType || state instanceof OnOffType
                ? state.toString()
                : formatted(state, pattern);
    }

    private String formatted(State state, String pattern) {
        try {
            if (state instanceof QuantityType<?> quantity) {
                Unit<?> unit = UnitUtils.parseUnit(pattern);
                QuantityType<?> converted = unit == null ? null : quantity.toUnit(unit);
                return (converted == null ? quantity : converted).format(pattern);
            }
            return state instanceof DateTimeType moment
                    ? moment.format(pattern, options.timeZone)
                    : state.format(pattern);
        } catch (IllegalArgumentException e) {
            complaints.add("The pattern " + pattern + " does not fit the state " + state.toFullString());
            return state.toFullString();
        }
    }

    private @Nullable ChannelType typeOf(ChannelUID uid) {
        Thing thing = things.find(uid.getThingUID());
        Channel channel = thing == null ? null : thing.getChannel(uid);
        return channel == null ? null : maker.channelType(channel);
    }

    /** Stops as after a power failure: without disposing handlers or writing data to disk. */
    public void kill() {
        storage.abort();
        history.abort();
        things.abort();
        close();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                logger.warn("The sandbox does not end as it should: {}", e.toString());
            }
        }
    }
}
