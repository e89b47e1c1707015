package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.log.Hash;
import java.util.Arrays;

/**
 * Steps through the members of one JSON object in UTF-8 bytes, without a tree and without strings: all that a filter
 * needs. A block's framing counts as white space, since a line end inside a JSON text can be nothing else. What is not
 * well-formed at the top level has no members from there on. Not thread-safe.
 */
final class JsonScanner {
    private static final byte[] FRAMING = "data: ".getBytes(UTF_8);
    private static final int REPLACEMENT = 0xFFFD;

    private byte[] bytes = {};
    private int at;
    private int end;
    private int memberStart;
    private boolean first;
    private boolean broken;

    private final Text name = new Text();
    private final Text value = new Text();

    /** A name, or a value's text: for a string what it says, for anything else the JSON as written. */
    static final class Text {
        private byte[] bytes = {};
        private int from;
        private int to;
        private byte[] room = new byte[64];
        private boolean escaped;

        /** The hash of the text. */
        int hash() {
            return Hash.of(bytes, from, to);
        }

        /** Whether it is this text. */
        boolean is(byte[] text) {
            return Arrays.equals(bytes, from, to, text, 0, text.length);
        }

        /** Whether it is the same text. */
        boolean is(Text other) {
            return Arrays.equals(bytes, from, to, other.bytes, other.from, other.to);
        }

        /** Whether it stands otherwise in the bytes that are stepped through. */
        boolean isEscaped() {
            return escaped;
        }

        /** Where in the bytes that are stepped through it begins, unless it is escaped. */
        int start() {
            return from;
        }

        int length() {
            return to - from;
        }

        byte[] copy() {
            return Arrays.copyOfRange(bytes, from, to);
        }

        @Override
        public String toString() {
            return new String(bytes, from, to - from, UTF_8);
        }

        private void set(byte[] json, int start, int end) {
            bytes = json;
            from = start;
            to = end;
            escaped = false;
        }

        private void begin(int lengthMax) {
            if (room.length < lengthMax) {
                room = new byte[lengthMax];
            }
            set(room, 0, 0);
            escaped = true;
        }

        private void put(int codePoint) {
            if (codePoint < 0x80) {
                room[to++] = (byte) codePoint;
            } else if (codePoint < 0x800) {
                room[to++] = (byte) (0xC0 | codePoint >> 6);
                room[to++] = (byte) (0x80 | (codePoint & 0x3F));
            } else if (codePoint < 0x10000) {
                room[to++] = (byte) (0xE0 | codePoint >> 12);
                room[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                room[to++] = (byte) (0x80 | (codePoint & 0x3F));
            } else {
                room[to++] = (byte) (0xF0 | codePoint >> 18);
                room[to++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                room[to++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                room[to++] = (byte) (0x80 | (codePoint & 0x3F));
            }
        }
    }

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
    Text name() {
        return name;
    }

    /** The current member's value. */
    Text value() {
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

    private boolean readString(Text text) {
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
                return unescape(text, from, at - 1);
            }
        }
        return true;
    }

    private boolean unescape(Text text, int from, int to) {
        text.begin(to - from);
        var i = from;
        while (i < to) {
            var plain = bytes[i++];
            if (plain != '\\') {
                text.room[text.to++] = plain;
                continue;
            }
            var escape = bytes[i++];
            var single = "\"\\/bfnrt".indexOf(escape);
            if (single >= 0) {
                text.put("\"\\/\b\f\n\r\t".charAt(single));
                continue;
            }
            var unit = escape == 'u' ? hex(i, to) : -1;
            if (unit < 0) {
                return false;
            }
            i += 4;
            if (!Character.isSurrogate((char) unit)) {
                text.put(unit);
                continue;
            }
            var low = i + 1 < to && bytes[i] == '\\' && bytes[i + 1] == 'u' ? hex(i + 2, to) : -1;
            if (low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) {
                text.put(Character.toCodePoint((char) unit, (char) low));
                i += 6;
            } else {
                text.put(REPLACEMENT);
            }
        }
        return true;
    }

    private int hex(int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        var unit = 0;
        for (var i = from; i < from + 4; i++) {
            var digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
