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
package org.openhab.binding.withings.internal.feed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.*;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.binding.withings.internal.feed.Doubts.Question;
import org.openhab.binding.withings.internal.plan.Service;
import org.openhab.binding.withings.internal.record.TimeSpan;

/**
 * Which of the times that Withings names are looked at for deletions.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class DoubtsTest {
    private static final Instant MARK = Instant.parse("2026-01-10T06:00:00Z");
    private static final Instant NOON = Instant.parse("2026-01-10T12:00:00Z");
    private static final TimeSpan MORNING = span("2026-01-10T07:00:00Z");
    private static final TimeSpan SOON_AFTER = span("2026-01-10T07:30:00Z");
    private static final TimeSpan LAST_YEAR = span("2025-03-01T07:00:00Z");
    private static final Set<Service> MEASURES = EnumSet.of(Service.MEASURES);

    private final Doubts doubts = new Doubts();

    private static TimeSpan span(String start) {
        return new TimeSpan(Instant.parse(start), Instant.parse(start).plusSeconds(1));
    }

    private static Question question(Instant told, TimeSpan... spans) {
        return new Question(List.of(spans), MARK, told);
    }

    private void askedInVain(Service service) {
        doubts.begin(service);
        doubts.asked(service, MARK, true, span -> false);
    }

    private Optional<Question> next(Instant now) {
        return doubts.next(Service.MEASURES, now);
    }

    @Test
    void aTimeThatAChangeExplainsIsNotLookedAt() {
        doubts.raise(MEASURES, MORNING, NOON);

        doubts.begin(Service.MEASURES);
        doubts.asked(Service.MEASURES, MARK, true, MORNING::equals);

        assertThat(next(NOON.plus(Duration.ofDays(1))), is(Optional.empty()));
    }

    @Test
    void aTimeThatNoChangeExplainsIsLookedAt() {
        doubts.raise(MEASURES, MORNING, NOON);

        askedInVain(Service.MEASURES);

        assertThat(next(NOON), is(Optional.of(question(NOON, MORNING))));
    }

    @Test
    void nothingIsDoubtfulBeforeTheChangesHaveBeenAskedFor() {
        doubts.raise(MEASURES, MORNING, NOON);

        assertThat(next(NOON), is(Optional.empty()));
    }

    @Test
    void aServiceThatCannotTellOfDeletionsIsNotAsked() {
        doubts.raise(EnumSet.of(Service.GOALS), MORNING, NOON);

        doubts.begin(Service.GOALS);
        doubts.asked(Service.GOALS, MARK, false, span -> false);

        assertThat(doubts.next(Service.GOALS, NOON), is(Optional.empty()));
    }

    @Test
    void anAnswerUnderWaySaysNothingOfWhatIsNamedMeanwhile() {
        // given
        doubts.begin(Service.MEASURES);
        doubts.raise(MEASURES, MORNING, NOON);

        // when
        doubts.asked(Service.MEASURES, MARK, true, MORNING::equals);
        assertThat(next(NOON), is(Optional.empty()));
        askedInVain(Service.MEASURES);

        // then
        assertThat(next(NOON), is(Optional.of(question(NOON, MORNING))));
    }

    @Test
    void whatIsNamedAgainMeanwhileIsDoubtfulAgain() {
        // given
        doubts.raise(MEASURES, MORNING, NOON);
        doubts.begin(Service.MEASURES);
        doubts.raise(MEASURES, MORNING, NOON.plusSeconds(1));

        // when
        doubts.asked(Service.MEASURES, MARK, true, MORNING::equals);
        askedInVain(Service.MEASURES);

        // then
        assertThat(next(NOON.plusSeconds(1)), is(Optional.of(question(NOON, MORNING))));
    }

    @Test
    void whatAnotherServiceExplainsMayWait() {
        // given
        doubts.raise(EnumSet.of(Service.HEART, Service.MEASURES), MORNING, NOON);
        askedInVain(Service.MEASURES);

        // when
        doubts.begin(Service.HEART);
        doubts.asked(Service.HEART, MARK, true, MORNING::equals);

        // then
        assertThat(next(NOON.plus(Duration.ofHours(11))), is(Optional.empty()));
        assertThat(next(NOON.plus(Duration.ofHours(12))), is(Optional.of(question(NOON, MORNING))));
    }

    @Test
    void timesCloseToEachOtherAreLookedAtTogetherAndOthersByThemselves() {
        // given
        doubts.raise(MEASURES, SOON_AFTER, NOON.plusSeconds(5));
        doubts.raise(MEASURES, LAST_YEAR, NOON);
        doubts.raise(MEASURES, MORNING, NOON);
        askedInVain(Service.MEASURES);

        // when
        Question first = next(NOON.plusSeconds(5)).orElseThrow();
        doubts.remove(Service.MEASURES, first);
        Question second = next(NOON.plusSeconds(5)).orElseThrow();

        // then
        assertThat(first.spans(), contains(LAST_YEAR));
        assertThat(second.spans(), containsInAnyOrder(MORNING, SOON_AFTER));
        assertThat(second.told(), is(NOON));
    }

    @Test
    void whatWasNotAnsweredIsLookedAtAgain() {
        // given
        doubts.raise(MEASURES, MORNING, NOON);
        askedInVain(Service.MEASURES);
        Question question = next(NOON).orElseThrow();
        doubts.remove(Service.MEASURES, question);
        assertThat(next(NOON), is(Optional.empty()));

        // when
        doubts.restore(Service.MEASURES, question);

        // then
        assertThat(next(NOON), is(Optional.of(question)));
    }

    @Test
    void moreThanAnybodyEditsIsNotKept() {
        // given
        for (int day = 0; day < 60; day++) {
            Instant start = NOON.minus(Duration.ofDays(100 - day));
            doubts.raise(MEASURES, new TimeSpan(start, start.plusSeconds(1)), NOON);
        }
        askedInVain(Service.MEASURES);

        // when
        int asked = 0;
        for (Optional<Question> next = next(NOON); next.isPresent(); next = next(NOON)) {
            doubts.remove(Service.MEASURES, next.orElseThrow());
            asked++;
        }

        // then
        assertThat(asked, is(50));
    }
}
