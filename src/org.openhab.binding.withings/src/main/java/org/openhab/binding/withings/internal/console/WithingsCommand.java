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

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
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
import org.openhab.binding.withings.internal.Texts;
import org.openhab.binding.withings.internal.api.Notification.Appli;
import org.openhab.binding.withings.internal.api.RateLimiter;
import org.openhab.binding.withings.internal.api.Service;
import org.openhab.binding.withings.internal.api.Service.Scope;
import org.openhab.binding.withings.internal.api.WithingsException;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Device;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.Person;
import org.openhab.binding.withings.internal.diagnostics.AccountSnapshot.ThingState;
import org.openhab.binding.withings.internal.diagnostics.DiagnosticsWriter;
import org.openhab.binding.withings.internal.setup.ConsentFlow;
import org.openhab.binding.withings.internal.setup.ConsentFlow.ProblemException;
import org.openhab.binding.withings.internal.setup.SetupAccount;
import org.openhab.binding.withings.internal.setup.SetupAccount.AccountRegistry;
import org.openhab.binding.withings.internal.sync.HistoryImport.HistoryProgress;
import org.openhab.binding.withings.internal.sync.PersonSync.ServiceStatus;
import org.openhab.binding.withings.internal.webhook.Subscriptions.Listed;
import org.openhab.binding.withings.internal.webhook.WebhookCheck;
import org.openhab.core.io.console.Console;
import org.openhab.core.io.console.ConsoleCommandCompleter;
import org.openhab.core.io.console.StringsCompleter;
import org.openhab.core.io.console.extensions.AbstractConsoleCommandExtension;
import org.openhab.core.io.console.extensions.ConsoleCommandExtension;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The console command <code>openhab:withings</code>. Prints no tokens, secrets or health data. Waits for answers of
 * Withings on the console's own thread, for a limited time.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@Component(service = ConsoleCommandExtension.class)
public class WithingsCommand extends AbstractConsoleCommandExtension {
    private static final List<String> COMMANDS = List.of("status", "people", "devices", "subscriptions", "check",
            "refresh", "history", "diagnostics", "authorise");
    private static final int TIMEOUT_SECONDS = 60;
    /** All consoles share one session: their users have the same rights. */
    private static final String BROWSER = "console";

    private final AccountRegistry registry;
    private final Texts texts;
    private final ConsentFlow consents;

    private record Member(SetupAccount account, Person person) {}

    @Activate
    public WithingsCommand(@Reference AccountRegistry registry, @Reference Texts texts) {
        super("withings", texts.get("console.description", null));
        this.registry = registry;
        this.texts = texts;
        consents = new ConsentFlow(registry);
    }

    @Override
    public List<String> getUsages() {
        return List.of(usage("status", "status"), usage("people", "people"), usage("devices", "devices"),
                usage("subscriptions", "subscriptions"), usage("check [<account>]", "check"),
                usage("refresh [<person>]", "refresh"), usage("history [<person>]", "history"),
                usage("history <person> import", "import"), usage("diagnostics", "diagnostics"),
                usage("authorise <account>", "authorise"), usage("authorise <account> <address>", "paste"));
    }

    private String usage(String syntax, String key) {
        return buildCommandUsage(syntax, text("console.usage." + key));
    }

    @Override
    public void execute(String[] args, Console console) {
        String word = args.length < 2 ? null : args[1];
        switch (args.length == 0 ? "" : args[0] + " " + (args.length - 1)) {
            case "status 0" -> accounts(null, console).forEach(account -> status(account.snapshot(), console));
            case "people 0" -> people(null, console).forEach(member -> person(member.person(), console));
            case "devices 0" -> accounts(null, console)
                    .forEach(account -> account.snapshot().devices().forEach(device -> device(device, console)));
            case "subscriptions 0" -> people(null, console).forEach(member -> subscriptions(member, console));
            case "check 0", "check 1" -> accounts(word, console).forEach(account -> check(account, console));
            case "refresh 0", "refresh 1" -> people(word, console).forEach(member -> refresh(member, console));
            case "history 0", "history 1" -> people(word, console)
                    .forEach(member -> history(member.person(), console));
            case "history 2" -> {
                if ("import".equals(args[2])) {
                    people(word, console).forEach(member -> importHistory(member, console));
                } else {
                    printUsage(console);
                }
            }
            case "diagnostics 0" -> console.println(DiagnosticsWriter.json(registry.clock().instant(),
                    accounts(null, console).map(SetupAccount::snapshot).toList()));
            case "authorise 1" -> accounts(word, console)
                    .forEach(account -> console.println(beginConsent(account.snapshot())));
            case "authorise 2" -> accounts(word, console).forEach(account -> finishConsent(args[2], console));
            default -> printUsage(console);
        }
        if (registry.accounts().isEmpty()) {
            console.println(text("console.no-account"));
        }
    }

    private void status(AccountSnapshot account, Console console) {
        console.println(account.thing().label() + " (" + account.thing().uid() + "): " + status(account.thing()));
        console.println("  " + account.updates().translated(texts, null));
        RateLimiter.Usage requests = account.requests();
        if (requests != null) {
            console.println("  " + text("console.requests", requests.inWindow(), requests.limit(),
                    requests.waiting()));
            if (requests.heldUntil() != null) {
                console.println("  " + text("console.requests.held", time(requests.heldUntil())));
            }
        }
        for (Person person : account.people()) {
            ThingState thing = person.thing();
            Instant answered = person.services().values().stream().map(ServiceStatus::answered)
                    .filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
            console.println("  " + text("console.person.status", person.label(), connection(person),
                    thing == null ? text("console.no-thing") : status(thing), time(answered)));
        }
        account.things().forEach(thing -> console.println("  " + thing.uid() + ": " + status(thing)));
    }

    private static String status(ThingState thing) {
        return thing.status() + " " + thing.detail();
    }

    private String connection(Person person) {
        return text(person.connected() ? "console.connected" : "console.consent-ended");
    }

    private void person(Person person, Console console) {
        ThingState thing = person.thing();
        String scopes = person.scopes().stream().map(Scope::id).sorted().collect(Collectors.joining(", "));
        console.println(text("console.person", person.label(), connection(person), scopes,
                thing == null ? text("console.no-thing") : thing.uid()));
        new TreeMap<>(person.services()).forEach((service, status) -> console.println(
                "  " + text(status.failure() == null ? "console.service" : "console.service.failed", name(service),
                        time(status.asked()), time(status.answered()), time(status.failed()), status.failure())));
    }

    private String name(@Nullable Service service) {
        return service == null ? "" : text("service." + Texts.key(service));
    }

    private String time(@Nullable Instant time) {
        return time == null ? text("console.never") : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void device(Device known, Console console) {
        Integer model = known.device().modelId();
        console.println(text("console.device", known.label(), known.device().type(),
                model == null ? text("console.unknown-model") : model.toString(),
                text("console.battery." + Texts.key(known.device().battery()))));
    }

    private void subscriptions(Member member, Console console) {
        List<Listed> listed = await(member.account().subscriptions(member.person().userId()), console);
        if (listed == null) {
            return;
        }
        console.println(
                listed.isEmpty()
                        ? text("console.subscriptions.none", member.person().label())
                        : member.person().label() + ":");
        Map<Listed, Long> counts = listed.stream().collect(Collectors.groupingBy(each -> each,
                () -> new TreeMap<>(Comparator.comparing(Listed::appli).thenComparing(Listed::own)),
                Collectors.counting()));
        counts.forEach((each, count) -> console.println(
                "  " + text(each.own() ? "console.subscription.own" : "console.subscription.foreign",
                        each.appli(), Appli.of(each.appli()).map(Enum::name).orElse("?"), count)));
    }

    private void check(SetupAccount account, Console console) {
        console.println(account.snapshot().thing().label() + ":");
        WebhookCheck check = account.webhookCheck();
        if (check == null) {
            console.println("  " + text("console.not-configured"));
            return;
        }
        WebhookCheck.Result result = await(check.run(), console);
        if (result != null) {
            result.lines(texts, null)
                    .forEach(line -> console.println("  " + Texts.printable(line)));
        }
    }

    private void refresh(Member member, Console console) {
        boolean started = member.account().refresh(member.person().userId());
        console.println(text("console.refresh." + (started ? "started" : "impossible"), member.person().label()));
    }

    private void history(Person person, Console console) {
        HistoryProgress progress = person.history();
        if (progress == null) {
            console.println(text("console.history.none", person.label()));
        } else if (progress.isFinished()) {
            console.println(text("console.history.finished", person.label(), time(progress.finished())));
        } else {
            console.println(text("console.history." + (progress.failure() == null ? "running" : "waiting"),
                    person.label(), Math.round(progress.share() * 100), name(progress.service()),
                    time(progress.reached()), progress.failure()));
        }
    }

    private void importHistory(Member member, Console console) {
        boolean started = member.account().importHistory(member.person().userId());
        console.println(text("console.import." + (started ? "started" : "impossible"), member.person().label()));
    }

    private String beginConsent(AccountSnapshot account) {
        URI redirectUrl = account.redirectUrl();
        if (redirectUrl == null) {
            return text("console.redirect-url-missing");
        }
        try {
            return text("console.what-to-do", redirectUrl) + System.lineSeparator()
                    + consents.begin(BROWSER, account, redirectUrl, null, false);
        } catch (ProblemException e) {
            return text(e.problem().textKey());
        }
    }

    private void finishConsent(String pastedAddress, Console console) {
        try {
            Person person = await(consents.acceptPasted(pastedAddress, BROWSER), console);
            if (person != null) {
                console.println(
                        text(person.thing() == null ? "page.connected" : "page.connected-again", person.label()));
            }
        } catch (ProblemException e) {
            console.println(text(e.problem().textKey()));
        }
    }

    private String text(String key, @Nullable Object... arguments) {
        return texts.get(key, null, arguments);
    }

    /** Waits for a result; returns null after printing why there is none. */
    private <T> @Nullable T await(CompletableFuture<T> future, Console console) {
        if (!future.isDone()) {
            console.println(text("console.waiting", TIMEOUT_SECONDS));
        }
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            console.println(text("console.failed", WithingsException.of(e).failure()));
        } catch (TimeoutException e) {
            console.println(text("console.no-answer", TIMEOUT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    /** Returns all accounts, or the one with a label or ID; none after printing why if it is not unique. */
    private Stream<SetupAccount> accounts(@Nullable String word, Console console) {
        List<SetupAccount> accounts = registry.accounts();
        if (word == null) {
            return accounts.stream();
        }
        List<SetupAccount> found = accounts.stream().filter(account -> {
            ThingState thing = account.snapshot().thing();
            return isCalled(word, thing.label(), thing);
        }).toList();
        if (found.size() != 1) {
            console.println(text("console.account." + (found.isEmpty() ? "unknown" : "ambiguous"), word));
            return Stream.empty();
        }
        return found.stream();
    }

    /** Returns all people, or those with a label or thing ID. */
    private Stream<Member> people(@Nullable String word, Console console) {
        List<Member> found = accounts(null, console)
                .flatMap(account -> account.snapshot().people().stream().map(person -> new Member(account, person)))
                .filter(member -> word == null || isCalled(word, member.person().label(), member.person().thing()))
                .toList();
        if (found.isEmpty() && word != null) {
            console.println(text("console.person.unknown", word));
        }
        return found.stream();
    }

    private static boolean isCalled(String word, String label, @Nullable ThingState thing) {
        return label.equalsIgnoreCase(word)
                || thing != null && (thing.uid().toString().equals(word) || thing.uid().getId().equals(word));
    }

    @Override
    public ConsoleCommandCompleter getCompleter() {
        return (args, argument, position, candidates) -> new StringsCompleter(words(args, argument), false)
                .complete(args, argument, position, candidates);
    }

    private List<String> words(String[] args, int argument) {
        Stream<SetupAccount> accounts = registry.accounts().stream();
        return switch (argument == 0 ? "" : args[0] + " " + argument) {
            case "" -> COMMANDS;
            case "authorise 1", "check 1" -> accounts.map(account -> account.uid().toString()).toList();
            case "refresh 1", "history 1" -> accounts.flatMap(account -> account.snapshot().people().stream())
                    .map(Person::thing).filter(Objects::nonNull).map(thing -> thing.uid().toString()).toList();
            case "history 2" -> List.of("import");
            default -> List.of();
        };
    }
}
