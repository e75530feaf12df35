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
package org.openhab.core.types;

import static org.junit.jupiter.api.Assertions.*;

import java.time.Instant;
import java.util.List;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.junit.jupiter.api.Test;
import org.openhab.core.library.types.DateTimeType;
import org.openhab.core.library.types.DecimalType;
import org.openhab.core.library.types.OnOffType;
import org.openhab.core.library.types.QuantityType;
import org.openhab.core.library.types.StringType;

/**
 * States and commands from texts.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class TypeParserTest {

    @Test
    void takesTheFirstTypeThatCanReadTheText() {
        assertEquals(OnOffType.ON, TypeParser.parseState(List.of(OnOffType.class, StringType.class), "ON"));
        assertEquals(new StringType("on"),
                TypeParser.parseState(List.of(OnOffType.class, StringType.class), "on"));
    }

    @Test
    void readsQuantitiesNumbersTimesAndUndefined() {
        assertEquals(new QuantityType<>("70.5 kg"),
                TypeParser.parseState(List.of(QuantityType.class, UnDefType.class), "70.5 kg"));
        assertEquals(UnDefType.UNDEF, TypeParser.parseState(List.of(QuantityType.class, UnDefType.class), "UNDEF"));
        assertEquals(new DateTimeType(Instant.parse("2026-01-05T07:00:00Z")),
                TypeParser.parseState(List.of(DateTimeType.class), "2026-01-05T07:00:00Z"));
    }

    @Test
    void givesNothingWhenNoTypeFits() {
        assertNull(TypeParser.parseState(List.of(DecimalType.class, OnOffType.class), "heavy"));
    }
}
