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
package org.openhab.binding.withings.sandbox.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.openhab.binding.withings.sandbox.SandboxException;

/**
 * The words, strings and signs of a text file, and what both kinds of files share: values and bracketed
 * configurations.
 *
 * @author The Withings Binding Contributors - Initial contribution
 */
@NonNullByDefault
class Tokens {

    private static final Pattern TOKEN = Pattern.compile("""
            (?<space>[ \\t\\r]+|//[^\\n]*|/\\*.*?\\*/)\
            |(?<newline>\\n)\
            |(?<string>"(?:[^"\\\\\\n]|\\\\.)*")\
            |(?<word>[-A-Za-z0-9_^][-A-Za-z0-9_:.#]*)\
            |(?<sign>[{}\\[\\]()<>@=,])""", Pattern.DOTALL);
    private static final String END = "";

    private enum Kind {
        STRING,
        WORD,
        SIGN,
        END
    }

    private record Token(Kind kind, String text, int line) {}

    private final String file;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    /**
     * @param file how messages name the file
     * @throws SandboxException when a character belongs to nothing
     */
    Tokens(String file, String content) {
        this.file = file;
        Matcher matcher = TOKEN.matcher(content);
        int line = 1;
        int start = 0;
        while (start < content.length()) {
            if (!matcher.find(start) || matcher.start() != start) {
                throw new SandboxException(file + ":" + line + ": does not belong here: "
                        + content.substring(start).lines().findFirst().orElse(""));
            }
            String text = matcher.group();
            if (matcher.group("string") != null) {
                tokens.add(new Token(Kind.STRING, unescape(text.substring(1, text.length() - 1), line), line));
            } else if (matcher.group("word") != null) {
                tokens.add(new Token(Kind.WORD, text, line));
            } else if (matcher.group("sign") != null) {
                tokens.add(new Token(Kind.SIGN, text, line));
            }
            line += (int) text.chars().filter(character -> character == '\n').count();
            start = matcher.end();
        }
        tokens.add(new Token(Kind.END, END, line));
    }

    private String unescape(String text, int line) {
        try {
            return text.translateEscapes();
        } catch (IllegalArgumentException e) {
            throw new SandboxException(file + ":" + line + ": a backslash in \"" + text
                    + "\" stands before something it cannot stand before", e);
        }
    }

    String place() {
        return file + ":" + tokens.get(position).line;
    }

    SandboxException error(String problem) {
        Token next = tokens.get(position);
        return new SandboxException(place() + ": " + problem + ", but found "
                + (next.kind == Kind.END ? "the end of the file" : "'" + next.text + "'"));
    }

    boolean atEnd() {
        return tokens.get(position).kind == Kind.END;
    }

    /** Whether a sign or a certain word follows; it is taken if so. */
    boolean take(String text) {
        Token next = tokens.get(position);
        if (next.kind != Kind.STRING && next.kind != Kind.END && next.text.equals(text)) {
            position++;
            return true;
        }
        return false;
    }

    void expect(String sign) {
        if (!take(sign)) {
            throw error("'" + sign + "' expected");
        }
    }

    @Nullable
    String optionalString() {
        Token next = tokens.get(position);
        if (next.kind != Kind.STRING) {
            return null;
        }
        position++;
        return next.text;
    }

    String string(String what) {
        String string = optionalString();
        if (string == null) {
            throw error(what + " in quotation marks expected");
        }
        return string;
    }

    boolean wordFollows() {
        return tokens.get(position).kind == Kind.WORD;
    }

    String word(String what) {
        if (!wordFollows()) {
            throw error(what + " expected");
        }
        return tokens.get(position++).text;
    }

    /** A word or a text in quotation marks. */
    String wordOrString(String what) {
        String string = optionalString();
        return string == null ? word(what) : string;
    }

    /** Names and values up to the closing bracket; the opening one has been taken. */
    Map<String, Object> configuration() {
        Map<String, Object> values = new LinkedHashMap<>();
        if (take("]")) {
            return values;
        }
        do {
            String name = word("the name of a parameter");
            expect("=");
            List<Object> all = new ArrayList<>();
            all.add(value());
            while (valueFollowsComma()) {
                expect(",");
                all.add(value());
            }
            if (values.put(name, all.size() == 1 ? all.get(0) : List.copyOf(all)) != null) {
                throw error("the parameter " + name + " is given twice");
            }
        } while (take(","));
        expect("]");
        return values;
    }

    /** After a comma either another value of the same parameter or the next parameter follows. */
    private boolean valueFollowsComma() {
        return tokens.get(position).text.equals(",") && position + 2 < tokens.size()
                && !tokens.get(position + 2).text.equals("=");
    }

    private Object value() {
        String string = optionalString();
        if (string != null) {
            return string;
        }
        String word = word("a value: text in quotation marks, a number, true or false");
        if ("true".equalsIgnoreCase(word) || "false".equalsIgnoreCase(word)) {
            return Boolean.valueOf(word);
        }
        try {
            return new BigDecimal(word);
        } catch (NumberFormatException e) {
            position--;
            throw error("a value expected: text in quotation marks, a number, true or false");
        }
    }
}
