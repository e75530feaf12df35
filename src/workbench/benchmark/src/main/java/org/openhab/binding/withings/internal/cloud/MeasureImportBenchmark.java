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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.openhab.binding.withings.benchmark.MeasureHistory;
import org.openhab.binding.withings.benchmark.Tokenizer;
import org.openhab.binding.withings.internal.channel.ChannelUpdate;
import org.openhab.binding.withings.internal.channel.Heights;
import org.openhab.binding.withings.internal.channel.MeasureChannels;
import org.openhab.binding.withings.internal.handler.CountingOpenHab;
import org.openhab.binding.withings.internal.record.MeasureGroup;
import org.openhab.binding.withings.internal.record.UnknownIds;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A page of measure groups on its way from the bytes of the answer to openHAB: each benchmark goes one step further
 * than the one before.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MeasureImportBenchmark {
    private final Heights heights = new Heights(new TreeMap<>(Map.of(Instant.EPOCH, new BigDecimal("1.75"))));
    private final UnknownIds unknownIds = new UnknownIds();
    private final CountingOpenHab openHab = new CountingOpenHab();
    private final byte[] answer = new MeasureHistory(10 * MeasureHistory.GROUPS_PER_PAGE).page(1);

    @Benchmark
    public long tokenize() throws IOException {
        return Tokenizer.countTokens(answer);
    }

    @Benchmark
    public List<MeasureGroup> read() throws WithingsException {
        return Answer.read(new ByteArrayInputStream(answer), new MeasureReader()).rows();
    }

    @Benchmark
    public List<ChannelUpdate> readAndConvert() throws WithingsException {
        return MeasureChannels.updates(read(), heights, unknownIds);
    }

    @Benchmark
    public long readConvertAndShow() throws WithingsException {
        openHab.show(readAndConvert());
        return openHab.points();
    }
}
