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
package org.openhab.binding.withings.internal.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.cloud.RequestBudget;
import org.openhab.binding.withings.internal.cloud.WithingsException;
import org.openhab.binding.withings.internal.consent.AccountRegistry;
import org.openhab.binding.withings.internal.consent.ConsentedPerson;
import org.openhab.binding.withings.internal.consent.ConsentingAccount;
import org.openhab.binding.withings.internal.consent.ConsoleConsent;
import org.openhab.binding.withings.internal.diagnostics.Diagnostics;
import org.openhab.binding.withings.internal.diagnostics.DiagnosticsWriter;
import org.openhab.binding.withings.internal.feed.HistoryProgress;
import org.openhab.binding.withings.internal.feed.ServiceStatus;
import org.openhab.binding.withings.internal.handler.AccountHandler;
import org.openhab.binding.withings.internal.notification.Appli;
import org.openhab.binding.withings.internal.notification.Subscriptions.Listed;
import org.openhab.binding.withings.internal.record.Device;
import org.openhab.binding.withings.internal.selftest.SelfTest;
import org.openhab.binding.withings.internal.selftest.SelfTestReport;
import org.openhab.binding.withings.internal.selftest.SelfTestTexts;
import org.openhab.core.i18n.LocaleProvider;
import org.openhab.core.i18n.TranslationProvider;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.ConsoleCommandCompleter;
import org.openhab.core.io.console.StringsCompleter;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.openhab.core.thing.Thing;
import org.openhab.core.thing.ThingStatusInfo;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * <code>openhab:withings</code>: how the accounts are, and what can be done with them. Nothing that is printed is a
 * token, a secret or a health value. What Withings has to be asked for is waited for on the console's own thread, and
 * not for ever.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ConsoleCommandExtension.class)
public class WithingsCommand extends AbstractConsoleCommandExtension {
    private static final String STATUS = "status";
    private static final String PEOPLE = "people";
    private static final String DEVICES = "devices";
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String CHECK = "check";
    private static final String REFRESH = "refresh";
    private static final String HISTORY = "history";
    private static final String IMPORT = "import";
    private static final String DIAGNOSTICS = "diagnostics";
    private static final String AUTHORISE = "authorise";
    private static final List<String> COMMANDS = List.of(STATUS, PEOPLE, DEVICES, SUBSCRIPTIONS, CHECK, REFRESH,
            HISTORY, DIAGNOSTICS, AUTHORISE);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PERCENT = 100;

    private final AccountRegistry registry;
    private final TranslationProvider translations;
    private final LocaleProvider localeProvider;
    private final Bundle bundle;
    private final Clock clock;
    private final ConsoleConsent consent;
    private final Duration patience;

    /**
     * Somebody who consented.
     *
     * @param thing null if there is none
     */
    private record Somebody(AccountHandler account, ConsentedPerson person, @Nullable Thing thing) {

        boolean isCalled(String word) {
            Thing known = thing;
            return person.label().equalsIgnoreCase(word)
                    || known != null && (known.getUID().toString().equals(word) || known.getUID().getId().equals(word));
        }

        /** The shortest word for the person that needs no quotes. */
        String word() {
            Thing known = thing;
            return known == null ? person.label() : known.getUID().toString();
        }
    }

    @Activate
    public WithingsCommand(@Reference AccountRegistry registry, @Reference TranslationProvider translations,
            @Reference LocaleProvider localeProvider,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY) @Nullable Clock clock,
            BundleContext context) {
        this(registry, translations, localeProvider, clock == null ? Clock.systemUTC() : clock, context.getBundle(),
                PATIENCE);
    }

    /** @param patience how long to wait for Withings */
    WithingsCommand(AccountRegistry registry, TranslationProvider translations, LocaleProvider localeProvider,
            Clock clock, Bundle bundle, Duration patience) {
        super("withings", "Looks after the Withings accounts.");
        this.registry = registry;
        this.translations = translations;
        this.localeProvider = localeProvider;
        this.clock = clock;
        this.bundle = bundle;
        this.patience = patience;
        consent = new ConsoleConsent(registry, translations, localeProvider, bundle, clock);
    }

    @Override
    public List<String> getUsages() {
        return List.of(buildCommandUsage(STATUS, "shows how the accounts, their people and things are"),
                buildCommandUsage(PEOPLE, "lists who has consented, and to what"),
                buildCommandUsage(DEVICES, "lists the devices that Withings tells of"),
                buildCommandUsage(SUBSCRIPTIONS, "asks Withings what it notifies of"),
                buildCommandUsage(CHECK + " [<account>]",
                        "tests whether Withings can notify openHAB, and says what is broken if not"),
                buildCommandUsage(REFRESH + " [<person>]", "asks Withings for everything new, of one or all"),
                buildCommandUsage(HISTORY + " [<person>]", "shows how far the import of the past has come"),
                buildCommandUsage(HISTORY + " <person> " + IMPORT, "imports the whole past once more"),
                buildCommandUsage(DIAGNOSTICS, "prints the state of everything for whoever helps, as JSON"),
                buildCommandUsage(AUTHORISE + " <account>", "prints where to consent"),
                buildCommandUsage(AUTHORISE + " <account> <address>",
                        "finishes the consent with the address to which Withings led the browser"));
    }

    @Override
    public void execute(String[] args, Console console) {
        String command = args.length == 0 ? "" : args[0];
        switch (command + " " + (args.length - 1)) {
            case STATUS + " 0" -> accounts().forEach(account -> status(account, console));
            case PEOPLE + " 0" -> people().forEach(somebody -> person(somebody, console));
            case DEVICES + " 0" -> accounts().forEach(account -> devices(account, console));
            case SUBSCRIPTIONS + " 0" -> people().forEach(somebody -> subscriptions(somebody, console));
            case CHECK + " 0" -> accounts().forEach(account -> check(account, console));
            case CHECK + " 1" -> account(args[1], console).forEach(account -> check(account, console));
            case REFRESH + " 0" -> people().forEach(somebody -> refresh(somebody, console));
            case REFRESH + " 1" -> called(args[1], console).forEach(somebody -> refresh(somebody, console));
            case HISTORY + " 0" -> people().forEach(somebody -> history(somebody, console));
            case HISTORY + " 1" -> called(args[1], console).forEach(somebody -> history(somebody, console));
            case HISTORY + " 2" -> {
                if (!IMPORT.equals(args[2])) {
                    printUsage(console);
                    return;
                }
                called(args[1], console).forEach(somebody -> importHistory(somebody, console));
            }
            case DIAGNOSTICS + " 0" -> console.println(DiagnosticsWriter.json(Diagnostics.of(bundle, clock.instant(),
                    registry.accounts().stream().map(ConsentingAccount::diagnostics).toList())));
            case AUTHORISE + " 1" -> account(args[1], console).map(consent::begin).forEach(console::println);
            case AUTHORISE + " 2" -> account(args[1], console).forEach(account -> console
                    .println(Objects.requireNonNullElse(await(consent.finish(account, args[2]), console), "")));
            default -> {
                printUsage(console);
                return;
            }
        }
        if (registry.accounts().isEmpty()) {
            console.println("There is no Withings account yet.");
        }
    }

    private void status(AccountHandler account, Console console) {
        console.println(account.label() + " (" + account.uid() + "): " + status(account.getThing()));
        console.println("  " + account.statusText(localeProvider.getLocale()));
        RequestBudget.Usage budget = account.diagnostics().budget();
        if (budget != null) {
            console.println("  " + budget.inWindow() + " of " + budget.limit() + " requests in the last minute, "
                    + budget.waiting() + " waiting" + (budget.paused() ? ", paused by Withings" : ""));
        }
        people().filter(somebody -> somebody.account() == account).forEach(somebody -> {
            Thing thing = somebody.thing();
            console.println("  " + somebody.person().label() + ": "
                    + (somebody.person().valid() ? "connected" : "consent has ended") + ", "
                    + (thing == null ? "no thing" : status(thing)) + ", last answer " + lastAnswer(somebody));
        });
        account.getThing().getThings().stream().sorted(Comparator.comparing(thing -> thing.getUID().toString()))
                .forEach(thing -> console.println("  " + thing.getUID() + ": " + status(thing)));
    }

    private static String status(Thing thing) {
        ThingStatusInfo info = thing.getStatusInfo();
        return info.getStatus() + " " + info.getStatusDetail();
    }

    private String lastAnswer(Somebody somebody) {
        return somebody.account().statuses(somebody.person().userId()).values().stream().map(ServiceStatus::answered)
                .filter(Objects::nonNull).max(Comparator.naturalOrder())
                .map(answered -> Duration.between(answered, clock.instant()).toMinutes() + " minutes ago")
                .orElse("none yet");
    }

    private void person(Somebody somebody, Console console) {
        ConsentedPerson person = somebody.person();
        Thing thing = somebody.thing();
        console.println(person.label() + ": " + (person.valid() ? "connected" : "consent has ended") + ", scopes "
                + person.scopes().stream().sorted().collect(Collectors.joining(", ")) + ", "
                + (thing == null ? "no thing" : thing.getUID()));
        new TreeMap<>(somebody.account().statuses(person.userId())).forEach((service, status) -> console
                .println("  " + service.name().toLowerCase(Locale.ROOT) + ": asked " + time(status.asked())
                        + ", answered " + time(status.answered()) + (status.failure() == null
                                ? ""
                                : ", failed " + time(status.failed()) + " (" + status.failure() + ")")));
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "never" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void devices(AccountHandler account, Console console) {
        account.devices().stream().sorted(Comparator.comparing(Device::id))
                .forEach(device -> console.println(device.model() + " (" + device.type() + ", model "
                        + Objects.requireNonNullElse(device.modelId(), "unknown") + "): battery "
                        + device.battery().name().toLowerCase(Locale.ROOT)));
    }

    private void subscriptions(Somebody somebody, Console console) {
        List<Listed> listed = await(somebody.account().subscriptions(somebody.person().userId()), console);
        if (listed == null) {
            return;
        }
        console.println(somebody.person().label() + ":" + (listed.isEmpty() ? " none" : ""));
        Map<Listed, Long> counts = listed.stream().collect(Collectors.groupingBy(each -> each,
                () -> new TreeMap<>(Comparator.comparing(Listed::appli).thenComparing(Listed::own)),
                Collectors.counting()));
        counts.forEach((each, count) -> console.println("  " + each.appli() + " "
                + Appli.of(each.appli()).map(Enum::name).orElse("?") + (each.own() ? ", ours" : ", of others")
                + (count > 1 ? ", " + count + " times" : "")));
    }

    private void check(AccountHandler account, Console console) {
        console.println(account.label() + ":");
        SelfTest selfTest = account.selfTest();
        if (selfTest == null) {
            console.println("  The account is not configured.");
            return;
        }
        SelfTestReport report = await(selfTest.run(), console);
        if (report != null) {
            new SelfTestTexts(translations, bundle, localeProvider.getLocale()).lines(report)
                    .forEach(line -> console.println("  " + line));
        }
    }

    private static void refresh(Somebody somebody, Console console) {
        console.println(somebody.person().label() + ": " + (somebody.account().refresh(somebody.person().userId())
                ? "Withings is being asked, what is new is shown by the channels some seconds later."
                : "Withings cannot be asked, because the consent has ended."));
    }

    private static void history(Somebody somebody, Console console) {
        HistoryProgress progress = somebody.account().historyProgress(somebody.person().userId());
        console.println(somebody.person().label() + ": " + (progress == null
                ? "no import has begun"
                : progress.isFinished()
                        ? "finished " + time(progress.finished())
                        : Math.round(progress.share() * PERCENT) + " %, reading " + progress.service() + ", up to "
                                + time(progress.reached())
                                + (progress.failure() == null ? "" : ", held up by " + progress.failure())));
    }

    private static void importHistory(Somebody somebody, Console console) {
        console.println(somebody.person().label() + ": " + (somebody.account().importHistory(somebody.person().userId())
                ? "the past is being imported."
                : "the past cannot be imported, because there is no consent or no thing."));
    }

    /**
     * @return the result, null if there is none, which has been printed then
     */
    private <T> @Nullable T await(CompletableFuture<T> asked, Console console) {
        if (!asked.isDone()) {
            console.println("Waiting for Withings, up to " + patience.toSeconds() + " seconds.");
        }
        try {
            return asked.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            console.println("Withings could not be asked: "
                    + WithingsException.of(Objects.requireNonNullElse(e.getCause(), e)).failure());
        } catch (TimeoutException e) {
            console.println("Withings did not answer within " + patience.toSeconds() + " seconds.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private Stream<AccountHandler> accounts() {
        return registry.accounts().stream().filter(AccountHandler.class::isInstance).map(AccountHandler.class::cast);
    }

    private Stream<AccountHandler> account(String word, Console console) {
        List<AccountHandler> called = accounts().filter(account -> account.uid().toString().equals(word)
                || account.uid().getId().equals(word) || account.label().equalsIgnoreCase(word)).toList();
        if (called.size() != 1) {
            console.println("There is no account " + word + ", or more than one.");
            return Stream.empty();
        }
        return called.stream();
    }

    private Stream<Somebody> people() {
        return accounts().flatMap(account -> account.people().stream()
                .map(person -> new Somebody(account, person, account.thing(person.userId()))));
    }

    private Stream<Somebody> called(String word, Console console) {
        List<Somebody> called = people().filter(somebody -> somebody.isCalled(word)).toList();
        if (called.isEmpty()) {
            console.println("Nobody is called " + word + ".");
        }
        return called.stream();
    }

    @Override
    public ConsoleCommandCompleter getCompleter() {
        return this::complete;
    }

    private boolean complete(String[] args, int cursorArgumentIndex, int cursorPosition, List<String> candidates) {
        List<String> words = new ArrayList<>();
        String command = args.length == 0 ? "" : args[0];
        switch (cursorArgumentIndex) {
            case 0 -> words.addAll(COMMANDS);
            case 1 -> {
                if (AUTHORISE.equals(command) || CHECK.equals(command)) {
                    accounts().map(account -> account.uid().toString()).forEach(words::add);
                } else if (REFRESH.equals(command) || HISTORY.equals(command)) {
                    people().filter(somebody -> somebody.thing() != null).map(Somebody::word).forEach(words::add);
                }
            }
            case 2 -> {
                if (HISTORY.equals(command)) {
                    words.add(IMPORT);
                }
            }
            default -> {
                // nothing more follows
            }
        }
        return new StringsCompleter(words, false).complete(args, cursorArgumentIndex, cursorPosition, candidates);
    }
}
