package auctions.ingestor.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The renderings of simple types. */
final class CellWriters {

    private static final byte[] TRUE = "true".getBytes(UTF_8);

    private static final byte[] FALSE = "false".getBytes(UTF_8);

    private CellWriters() {}

    static void bool(byte[] text, int from, int to, JsonBuffer out) {
        if (to - from != 1 || (text[from] != 't' && text[from] != 'f')) {
            throw new UnrenderableException("not a boolean, t or f");
        }
        out.raw(text[from] == 't' ? TRUE : FALSE);
    }

    /** All digits are kept: whether a reader's number type can hold them is the reader's matter. */
    static void integer(byte[] text, int from, int to, JsonBuffer out) {
        int first = from < to && text[from] == '-' ? from + 1 : from;
        if (first == to) {
            throw new UnrenderableException("not an integer");
        }
        for (int i = first; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                throw new UnrenderableException("not an integer");
            }
        }
        out.raw(text, from, to);
    }

    /** A number; what JSON has no number for (NaN and the infinities) is a string. */
    static void floating(byte[] text, int from, int to, JsonBuffer out) {
        int first = from < to && text[from] == '-' ? from + 1 : from;
        if (first < to && text[first] >= '0' && text[first] <= '9') {
            out.raw(text, from, to);
        } else {
            out.string(text, from, to);
        }
    }

    /** The string of milliseconds since the epoch. */
    static void timestamp(byte[] text, int from, int to, JsonBuffer out) {
        out.quotedDecimal(TimestampText.epochMillis(text, from, to));
    }

    static void string(byte[] text, int from, int to, JsonBuffer out) {
        out.string(text, from, to);
    }
}
