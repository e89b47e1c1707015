package auctions.gateway.filter;

import java.util.Arrays;

/** The text of one row's value in a column. Lent by a row reader, for one value at a time. */
final class Value {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte QUOTE = '"';

    private byte[] room = new byte[64];
    private byte[] bytes = room;
    private int from;
    private int to;

    /** No value: the row has none, or it is null. */
    void setNothing() {
        from = 0;
        to = -1;
    }

    /** A text that stands nowhere as it is. */
    void set(byte[] text) {
        bytes = text;
        from = 0;
        to = text.length;
    }

    /** Room for so many bytes, for {@link #setRead}. */
    byte[] room(int length) {
        if (room.length < length) {
            room = new byte[2 * length];
        }
        return room;
    }

    /** The room has the byte before the value, which tells a string from anything else, and so many bytes of the value. */
    void setRead(int length) {
        bytes = room;
        from = 1;
        to = length + 1;
        if (room[0] != QUOTE && Arrays.equals(room, from, to, NULL, 0, NULL.length)) {
            setNothing();
        }
    }

    /** Whether there is a value. */
    boolean exists() {
        return to >= from;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}
