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
package org.openhab.binding.withings.internal.cloud;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.internal.record.DeviceModels;
import org.openhab.binding.withings.internal.record.Measure;
import org.openhab.binding.withings.internal.record.MeasureGroup;

/**
 * Reads measure groups (Withings reference, Measure - Getmeas).
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
final class MeasureReader extends PageReader<MeasureGroup> {
    /** The largest power of ten that a measure is multiplied with: far beyond any measure of a body. */
    private static final int EXPONENT_LIMIT = 20;
    private static final int CATEGORY_REAL = 1;
    private static final int ATTRIB_DEVICE = 0;
    /** Within this time of storing a group Withings may still be adding to it what it computes. */
    private static final Duration COMPLETION = Duration.ofMinutes(1);

    /** As many as any row has had so far, to be used again; those of the row that is being read come first. */
    private final List<Draft> drafts = new ArrayList<>();
    private int drafted;
    private @Nullable ZoneId answerZone;
    private boolean zonesMissing;

    MeasureReader() {
        super("measuregrps");
    }

    @Override
    public void field(String name, AnswerReader in) throws IOException {
        if ("timezone".equals(name)) {
            answerZone = in.zone();
        } else {
            super.field(name, in);
        }
    }

    @Override
    @Nullable
    MeasureGroup row(AnswerReader in) throws IOException {
        Long id = null;
        Integer attrib = null;
        Instant date = null;
        Instant created = null;
        Instant modified = null;
        Integer category = null;
        String deviceId = null;
        String hashDeviceId = null;
        String model = null;
        Integer modelNumber = null;
        ZoneId zone = answerZone;
        drafted = 0;
        in.object();
        while (in.nextField()) {
            switch (in.field()) {
                case "grpid" -> id = in.integer();
                case "attrib" -> attrib = in.smallInteger();
                case "date" -> date = in.time();
                case "created" -> created = in.time();
                case "modified" -> modified = in.time();
                case "category" -> category = in.smallInteger();
                case "deviceid" -> deviceId = in.text();
                case "hash_deviceid" -> {
                    if (deviceId == null) {
                        hashDeviceId = in.text();
                    } else {
                        in.skip();
                    }
                }
                case "model" -> model = in.text();
                // recorded answers say the one, the reference the other
                case "modelid", "model_id" -> modelNumber = in.smallInteger();
                case "timezone" -> zone = in.zone();
                case "measures" -> measures(in);
                default -> in.skip();
            }
        }
        if (id == null || date == null || drafted == 0) {
            return null;
        }
        zonesMissing |= zone == null;
        return new MeasureGroup(id, attrib == null ? ATTRIB_DEVICE : attrib, date,
                modified != null ? modified : created != null ? created : date,
                modified != null && created != null && modified.isAfter(created.plus(COMPLETION)),
                category == null ? CATEGORY_REAL : category, deviceId != null ? deviceId : hashDeviceId,
                modelName(model, modelNumber), zone, takeMeasures());
    }

    /**
     * New devices come without a name.
     */
    private static @Nullable String modelName(@Nullable String name, @Nullable Integer number) {
        if (name != null && !name.isBlank()) {
            return name;
        }
        return number == null ? null : DeviceModels.nameOrNumber(number);
    }

    private void measures(AnswerReader in) throws IOException {
        in.list();
        while (in.nextElement()) {
            if (drafts.size() == drafted) {
                drafts.add(new Draft());
            }
            if (drafts.get(drafted).read(in)) {
                drafted++;
            }
        }
    }

    private List<Measure> takeMeasures() {
        Measure[] measures = new Measure[drafted];
        for (int i = 0; i < drafted; i++) {
            measures[i] = drafts.get(i).measure();
        }
        return List.of(measures);
    }

    /**
     * A measure that is being read. The measures of a row are only made when all of it has been read, so that they lie
     * side by side in memory: a page of them is walked through later, when it is no longer in the processor's caches.
     */
    private static final class Draft {
        private int type;
        private long wholeValue;
        private @Nullable BigDecimal otherValue;
        private int exponent;
        private @Nullable Integer position;

        /**
         * @return whether it is a measure that makes sense
         */
        boolean read(AnswerReader in) throws IOException {
            Integer number = null;
            Integer power = null;
            boolean whole = false;
            otherValue = null;
            position = null;
            in.object();
            while (in.nextField()) {
                switch (in.field()) {
                    case "type" -> number = in.smallInteger();
                    case "value" -> {
                        whole = in.readWholeNumber();
                        wholeValue = in.wholeNumber();
                        otherValue = whole ? null : in.number();
                    }
                    case "unit" -> power = in.smallInteger();
                    case "position" -> position = in.smallInteger();
                    default -> in.skip();
                }
            }
            if (number == null || power == null || !isSensible(power) || !whole && otherValue == null) {
                return false;
            }
            type = number;
            exponent = power;
            return true;
        }

        Measure measure() {
            BigDecimal value = otherValue;
            return new Measure(type, value == null
                    ? BigDecimal.valueOf(wholeValue, -exponent)
                    : value.scaleByPowerOfTen(exponent), position);
        }
    }

    /**
     * @return the value times ten to the power of the exponent, null when one of them is missing or senseless
     */
    static @Nullable BigDecimal realValue(@Nullable BigDecimal value, @Nullable Integer exponent) {
        return value == null || exponent == null || !isSensible(exponent)
                ? null
                : value.scaleByPowerOfTen(exponent);
    }

    private static boolean isSensible(int exponent) {
        return -EXPONENT_LIMIT <= exponent && exponent <= EXPONENT_LIMIT;
    }

    @Override
    public Page<MeasureGroup> result() {
        Page<MeasureGroup> page = super.result();
        ZoneId zone = answerZone;
        if (zone == null || !zonesMissing) {
            return page;
        }
        List<MeasureGroup> groups = page.rows().stream().map(group -> group.zone() != null
                ? group
                : new MeasureGroup(group.id(), group.attrib(), group.date(), group.modified(), group.edited(),
                        group.category(), group.deviceId(), group.model(), zone, group.measures()))
                .toList();
        return new Page<>(groups, page.skipped(), page.more(), page.offset());
    }
}
