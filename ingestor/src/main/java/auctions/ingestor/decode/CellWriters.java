package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The rules of simple types. */
final class CellWriters {

    private static final byte[] TRUE = "true".getBytes(UTF_8);

    private static final byte[] FALSE = "false".getBytes(UTF_8);

    private static final byte[] NULL = "null".getBytes(UTF_8);

    private static final byte[] FRACTION = ".0".getBytes(UTF_8);

    private CellWriters() {}

    static void bool(byte[] text, int from, int to, JsonBuffer out) {
        if (to - from != 1 || (text[from] != 't' && text[from] != 'f')) {
            throw new UnrenderableException("not a boolean, t or f");
        }
        out.raw(text[from] == 't' ? TRUE : FALSE);
    }

    /** All digits are kept: whether a reader's number type can hold them is the reader's matter. */
    static void integer(byte[] text, int from, int to, JsonBuffer out) {
        if (!integral(text, from, to)) {
            throw new UnrenderableException("not an integer");
        }
        out.raw(text, from, to);
    }

    /** A number, which has a fraction or an exponent; null for NaN and the infinities, which JSON has no number for. */
    static void floating(byte[] text, int from, int to, JsonBuffer out) {
        int first = unsigned(text, from, to);
        if (first < to && (text[first] == 'N' || text[first] == 'I')) {
            out.raw(NULL);
        } else if (first < to && text[first] >= '0' && text[first] <= '9') {
            out.raw(text, from, to);
            if (integral(text, from, to)) {
                out.raw(FRACTION);
            }
        } else {
            throw new UnrenderableException("not a number");
        }
    }

    private static boolean integral(byte[] text, int from, int to) {
        int first = unsigned(text, from, to);
        for (int i = first; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return false;
            }
        }
        return first < to;
    }

    private static int unsigned(byte[] text, int from, int to) {
        return from < to && text[from] == '-' ? from + 1 : from;
    }

    /** The string of milliseconds since the epoch, rounded down, a point, and three digits of microseconds. */
    static void timestamp(byte[] text, int from, int to, JsonBuffer out) {
        long micros = TimestampText.epochMicros(text, from, to);
        out.raw('"');
        out.decimal(Math.floorDiv(micros, 1000L));
        out.raw('.');
        out.digits(Math.floorMod(micros, 1000L), 3);
        out.raw('"');
    }

    static void string(byte[] text, int from, int to, JsonBuffer out) {
        out.string(text, from, to);
    }

    /** What stands between the quotes of a string. */
    static void text(byte[] text, int from, int to, JsonBuffer out) {
        out.text(text, from, to);
    }

    /** The string of what another writer writes. */
    static CellWriter quoted(CellWriter content) {
        return (text, from, to, out) -> {
            out.raw('"');
            content.write(text, from, to, out);
            out.raw('"');
        };
    }

    /** Text that is JSON already. */
    static void raw(byte[] text, int from, int to, JsonBuffer out) {
        out.raw(text, from, to);
    }

    /** The number of the one byte of a {@code "char"}; that byte need not be UTF-8. */
    static void singleByte(byte[] text, int from, int to, JsonBuffer out) {
        if (to - from > 1) {
            throw new UnrenderableException("not a single byte");
        }
        out.decimal(from == to ? 0 : text[from] & 0xff);
    }

    /** An array of the bytes as numbers, from <code>\x</code> and hexadecimal digits. */
    static void bytea(byte[] text, int from, int to, JsonBuffer out) {
        if (to - from < 2 || (to - from) % 2 != 0 || text[from] != '\\' || text[from + 1] != 'x') {
            throw new UnrenderableException("not bytes in hexadecimal form");
        }
        out.raw('[');
        for (int i = from + 2; i < to; i += 2) {
            if (i > from + 2) {
                out.raw(',');
            }
            out.decimal(hex(text[i]) << 4 | hex(text[i + 1]));
        }
        out.raw(']');
    }

    private static int hex(byte digit) {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new UnrenderableException("not a hexadecimal digit");
        }
        return value;
    }

    /** An array of integers, from integers with blanks between them. */
    static void vector(byte[] text, int from, int to, JsonBuffer out) {
        out.raw('[');
        int start = from;
        for (int i = from; i < to; i++) {
            if (text[i] == ' ') {
                integer(text, start, i, out);
                out.raw(',');
                start = i + 1;
            }
        }
        if (from < to) {
            integer(text, start, to, out);
        }
        out.raw(']');
    }
}
