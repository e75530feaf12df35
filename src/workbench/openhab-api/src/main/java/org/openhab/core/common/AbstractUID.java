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
package org.openhab.core.common;

import java.util.List;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/** An ID of segments joined by {@code :}. */
@NonNullByDefault
public abstract class AbstractUID {
    public static final String SEPARATOR = ":";
    private static final Pattern SEGMENT = Pattern.compile("[\\w-]*");

    private final List<String> segments;
    private final String text;

    protected AbstractUID(String uid) {
        this(List.of(uid.split(SEPARATOR, -1)));
    }

    protected AbstractUID(String... segments) {
        this(List.of(segments));
    }

    protected AbstractUID(List<String> segments) {
        int least = getMinimalNumberOfSegments();
        if (segments.size() < least) {
            throw new IllegalArgumentException(
                    String.format("UID must have at least %d segments: %s", least, String.join(SEPARATOR, segments)));
        }
        for (int i = 0; i < segments.size(); i++) {
            validateSegment(segments.get(i), i, segments.size());
        }
        this.segments = List.copyOf(segments);
        this.text = String.join(SEPARATOR, segments);
    }

    /** Called while the object is being constructed: must not rely on fields. */
    protected abstract int getMinimalNumberOfSegments();

    protected List<String> getAllSegments() {
        return segments;
    }

    protected String getSegment(int segment) {
        return segments.get(segment);
    }

    public static boolean isValid(@Nullable String segment) {
        return segment != null && SEGMENT.matcher(segment).matches();
    }

    /** Called while the object is being constructed: must not rely on fields. */
    protected void validateSegment(String segment, int index, int length) {
        if (!isValid(segment)) {
            throw new IllegalArgumentException(String.format(
                    "ID segment '%s' contains invalid characters. Each segment of the ID must match the pattern %s.",
                    segment, SEGMENT));
        }
    }

    @Override
    public String toString() {
        return text;
    }

    public String getAsString() {
        return text;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other != null && other.getClass() == getClass() && segments.equals(((AbstractUID) other).segments);
    }
}
