package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.log.Hash;
import java.util.Arrays;

/**
 * A name in a JSON object, or a value's text: for a string what it says, for anything else the JSON as written. The bytes are those that
 * a {@link JsonScanner} steps through, unless the text is escaped there.
 */
final class JsonText {
    private static final int REPLACEMENT = 0xFFFD;

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
    boolean is(JsonText other) {
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

    /** Becomes this text, as it stands. */
    void set(byte[] json, int start, int end) {
        bytes = json;
        from = start;
        to = end;
        escaped = false;
    }

    private void beginEscaped(int lengthMax) {
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

    /** Becomes what this text with backslashes stands for; false if it stands for nothing. */
    boolean unescape(byte[] json, int start, int end) {
        beginEscaped(end - start);
        var i = start;
        while (i < end) {
            var plain = json[i++];
            if (plain != '\\') {
                room[to++] = plain;
                continue;
            }
            var escape = json[i++];
            var single = "\"\\/bfnrt".indexOf(escape);
            if (single >= 0) {
                put("\"\\/\b\f\n\r\t".charAt(single));
                continue;
            }
            var unit = escape == 'u' ? hex(json, i, end) : -1;
            if (unit < 0) {
                return false;
            }
            i += 4;
            if (!Character.isSurrogate((char) unit)) {
                put(unit);
                continue;
            }
            var low = i + 1 < end && json[i] == '\\' && json[i + 1] == 'u' ? hex(json, i + 2, end) : -1;
            if (low >= 0 && Character.isSurrogatePair((char) unit, (char) low)) {
                put(Character.toCodePoint((char) unit, (char) low));
                i += 6;
            } else {
                put(REPLACEMENT);
            }
        }
        return true;
    }

    private static int hex(byte[] json, int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        var unit = 0;
        for (var i = from; i < from + 4; i++) {
            var digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }
}
