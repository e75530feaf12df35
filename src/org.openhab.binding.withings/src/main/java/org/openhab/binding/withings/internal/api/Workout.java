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
package org.openhab.binding.withings.internal.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A workout (Withings reference, Measure v2 - Getworkouts).
 *
 * @param category Withings' number, see {@link WorkoutCategory}; that of "other" if absent
 * @param deviceId null for phones and manual entries
 * @param modified when Withings last changed the record, else the end
 * @param values the numbers of "data" by Withings' field names, in Withings' units; numeric fields only
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
public record Workout(@Nullable Long id, int category, Instant start, Instant end, @Nullable String deviceId,
        Instant modified, Map<String, BigDecimal> values, @Nullable String coreTemperatureStatus) {
    /** The kinds of workouts ("category"). The names are the states of the channel, so rules depend on them. */
    public enum WorkoutCategory {
        WALK(1), RUN(2), HIKING(3), SKATING(4), BMX(5), BICYCLING(6), SWIMMING(7), SURFING(8), KITESURFING(9),
        WINDSURFING(10), BODYBOARD(11), TENNIS(12), TABLE_TENNIS(13), SQUASH(14), BADMINTON(15), LIFT_WEIGHTS(16),
        FITNESS(17), ELLIPTICAL(18), PILATES(19), BASKETBALL(20), SOCCER(21), FOOTBALL(22), RUGBY(23), VOLLEYBALL(24),
        WATER_POLO(25), HORSE_RIDING(26), GOLF(27), YOGA(28), DANCING(29), BOXING(30), FENCING(31), WRESTLING(32),
        MARTIAL_ARTS(33), SKIING(34), SNOWBOARDING(35), OTHER(36), NO_ACTIVITY(128), ROWING(187), ZUMBA(188),
        BASEBALL(191), HANDBALL(192), HOCKEY(193), ICE_HOCKEY(194), CLIMBING(195), ICE_SKATING(196), MULTI_SPORT(272),
        INDOOR_WALK(306), INDOOR_RUNNING(307), INDOOR_CYCLING(308), STANDUP_PADDLEBOARDING(455), PADEL(456),
        GAMING(457), BEACH_VOLLEYBALL(490), STAIR_STEPPER(491), SKATEBOARDING(492), PARKOUR(493), KAYAKING(494),
        CANOEING(495), SAILING(496), FISHING(497), TRAIL_RUNNING(498), SNOWSHOEING(499), PAINTBALL(500), ARCHERY(501),
        SCUBA_DIVING(502), BASEBALL_TRAINING(503), BIATHLON(504), BOCCE(505), PETANQUE(506), PARAGLIDING(507),
        FRISBEE(508), SKYDIVING(509), PICKLEBALL(510), CORNHOLE(511), DODGEBALL(512), ULTIMATE(513), TEQBALL(514),
        WHEELCHAIR_RUNNING_PACE(515), WHEELCHAIR_WALKING_PACE(516), ATHLETICS(517), TRACK_CYCLING(518), PENTATHLON(519),
        SPORT_SHOOTING(520), TRIATHLON(521), DIVING(522), MOUNTAIN_BIKING(523), GRAVEL_BIKING(524), E_BIKING(525),
        E_MOUNTAIN_BIKING(526), HANDCYCLING(527), VELOMOBILE(528), BACKCOUNTRY_SKIING(529), NORDIC_SKIING(530),
        ROLLER_SKIING(531), RACQUETBALL(532), HIP_HOP(534), MUAY_THAI(535), TAEKWONDO(536), JUDO(537), TRAMPOLINE(538),
        STANDING_FRAME(539), SEATED_STRENGTH(540), SEATED_CARDIO(541), WALK_WITH_WALKER(542), WALK_WITH_CANE(543),
        BREAKING(544), CHORES(545), CROSSFIT(546), SPIN_CLASS(547), CRICKET(548), FLAMENCO_DANCING(549), HIIT(550),
        MEDITATION(551), STRETCHING(552), YARD_WORK_GARDENING(553), CLEANING(554), PUBLIC_SPEAKING(555), SPIKEBALL(556),
        LACROSSE(557), BABY_WEARING(558), DOG_WALKING(559), BREATHING_EXERCISES(560), BALANCE_DRILLS(561),
        PUSHING_A_STROLLER(562), TODDLER_WEARING(563), BOWLING(564), LASER_TAG(565), NORDIC_WALKING(566),
        SUMO_WRESTLING(567), COOKING(568);

        private final int number;

        WorkoutCategory(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        public static @Nullable WorkoutCategory of(int number) {
            return Arrays.stream(values()).filter(category -> category.number == number).findAny().orElse(null);
        }

        /** Returns the name, or for an undocumented number one such as "CATEGORY_999". */
        public static String nameOf(int number) {
            WorkoutCategory category = of(number);
            return category == null ? "CATEGORY_" + number : category.name();
        }
    }
}
