package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Steps through the members of one JSON object in UTF-8 bytes, without a tree and without strings: all that a filter
 * needs. A block's framing counts as white space, since a line end inside a JSON text can be nothing else. What is not
 * well-formed at the top level has no members from there on. Not thread-safe.
 */
final class JsonScanner {
    private static final byte[] FRAMING = "data: ".getBytes(UTF_8);

    private byte[] bytes = {};
    private int at;
    private int end;
    private int memberStart;
    private boolean first;
    private boolean broken;

    private final JsonText name = new JsonText();
    private final JsonText value = new JsonText();

    /** Begins with the object in these bytes, which stay untouched while it steps. */
    void begin(byte[] json, int from, int to) {
        bytes = json;
        at = from;
        end = to;
        first = true;
        broken = !take('{');
    }

    /** Steps to the next member; false at the end, or where the object is broken. */
    boolean next() {
        if (broken || take('}')) {
            return false;
        }
        broken = !(first || take(',')) || !readName() || !take(':') || !readValue();
        first = false;
        return !broken;
    }

    /** Whether no member so far was broken: after the last {@link #next}, whether the object was whole. */
    boolean isWhole() {
        return !broken;
    }

    /** Where the current member begins in the bytes that are stepped through. */
    int memberStart() {
        return memberStart;
    }

    /** Where the current member ends. */
    int memberEnd() {
        return at;
    }

    /** The current member's name. */
    JsonText name() {
        return name;
    }

    /** The current member's value. */
    JsonText value() {
        return value;
    }

    private boolean take(char expected) {
        skipSpace();
        if (at < end && bytes[at] == expected) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
            var line = bytes[at++] == '\n';
            if (line
                    && at + FRAMING.length <= end
                    && Arrays.equals(bytes, at, at + FRAMING.length, FRAMING, 0, FRAMING.length)) {
                at += FRAMING.length;
            }
        }
    }

    private boolean readName() {
        skipSpace();
        memberStart = at;
        return readString(name);
    }

    private boolean readValue() {
        skipSpace();
        if (at == end) {
            return false;
        }
        if (bytes[at] == '"') {
            return readString(value);
        }
        var from = at;
        var whole = (bytes[at] == '{' || bytes[at] == '[') ? skipNested() : skipScalar();
        value.set(bytes, from, at);
        return whole;
    }

    private boolean skipScalar() {
        var from = at;
        while (at < end && ("-+.".indexOf(bytes[at]) >= 0 || Character.isLetterOrDigit(bytes[at]))) {
            at++;
        }
        return at > from;
    }

    private boolean skipNested() {
        var depth = 0;
        while (at < end) {
            var next = bytes[at++];
            if (next == '"' && !skipString()) {
                return false;
            }
            depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            if (depth == 0) {
                return true;
            }
        }
        return false;
    }

    /** To the byte after the closing quote; the opening one is taken. */
    private boolean skipString() {
        while (at < end) {
            var next = bytes[at++];
            if (next == '"') {
                return true;
            }
            at += next == '\\' ? 1 : 0;
        }
        return false;
    }

    private boolean readString(JsonText text) {
        if (!take('"')) {
            return false;
        }
        var from = at;
        if (!skipString() || at > end) {
            return false;
        }
        text.set(bytes, from, at - 1);
        for (var i = from; i < at - 1; i++) {
            if (bytes[i] == '\\') {
                return text.unescape(bytes, from, at - 1);
            }
        }
        return true;
    }
}
