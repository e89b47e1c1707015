package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The rules of `text/event-stream` in one place: writes one block at a time into an array that it reuses. What comes
 * from outside is split at CR, LF and CRLF, since each of them would end a line. Not thread-safe.
 */
final class BlockEncoder {
    private static final byte[] ID = "id: ".getBytes(UTF_8);
    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] DELETE = "event: delete\n".getBytes(UTF_8);
    private static final byte[] PROGRESS = "event: progress\n".getBytes(UTF_8);
    private static final byte[] PROGRESS_DATA = "data: {\"mz_timestamp\":\"".getBytes(UTF_8);
    private static final byte[] PROGRESS_END = "\"}\n".getBytes(UTF_8);
    private static final byte[] RESET = "event: reset\n".getBytes(UTF_8);

    /** Everything below time 0: an id that is true of anyone. */
    static final long NOTHING_HELD = 0;

    private static final int LONG_DIGITS_MAX = 20;

    private byte[] bytes = new byte[1024];
    private int length;

    /** A row as an ordinary message: the id, and the value as it is in the topic. */
    void row(long timestamp, long offset, byte[] value) {
        length = 0;
        recordId(timestamp, offset);
        data(value, value.length);
        end();
    }

    /** A deletion: the key as it is in the topic, of which the first `keyLength` bytes count. */
    void delete(long timestamp, long offset, byte[] key, int keyLength) {
        length = 0;
        put(DELETE);
        recordId(timestamp, offset);
        data(key, keyLength);
        end();
    }

    /** Progress as an id alone: moves the browser's last event id and dispatches nothing. */
    void progress(long frontier) {
        length = 0;
        id(frontier);
        end();
    }

    /** A record's id alone: where a stream comes in that has no progress to say so. */
    void position(long timestamp, long offset) {
        length = 0;
        recordId(timestamp, offset);
        end();
    }

    /** Progress as an event, for those who asked for it. Allocates nothing: it is encoded for each of them. */
    void progressEvent(long frontier) {
        length = 0;
        put(PROGRESS);
        id(frontier);
        put(PROGRESS_DATA);
        number(frontier);
        put(PROGRESS_END);
        end();
    }

    /**
     * A reset; the reason is ours and needs no escaping. Its id says that nothing is held: a browser that is cut off before
     * the snapshot's first row must not come back with the old one, which another replica might honour.
     */
    void reset(String reason) {
        length = 0;
        put(RESET);
        id(NOTHING_HELD);
        var data = ("{\"reason\":\"" + reason + "\"}").getBytes(UTF_8);
        data(data, data.length);
        end();
    }

    /** Where the value begins in a row's block: after the id's line and the first field name. */
    static int valueStart(byte[] block) {
        var at = 0;
        while (block[at] != '\n') {
            at++;
        }
        return at + 1 + DATA.length;
    }

    /** The block's array, good until the next block. */
    byte[] bytes() {
        return bytes;
    }

    /** The block's length in bytes. */
    int length() {
        return length;
    }

    /** A copy of the block. */
    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void recordId(long timestamp, long offset) {
        put(ID);
        number(timestamp);
        reserve(1);
        bytes[length++] = '-';
        number(offset);
        end();
    }

    private void id(long timestamp) {
        put(ID);
        number(timestamp);
        end();
    }

    private void data(byte[] text, int textLength) {
        var from = 0;
        for (var i = 0; i < textLength; i++) {
            if (text[i] == '\n' || text[i] == '\r') {
                line(text, from, i);
                i += text[i] == '\r' && i + 1 < textLength && text[i + 1] == '\n' ? 1 : 0;
                from = i + 1;
            }
        }
        line(text, from, textLength);
    }

    private void line(byte[] text, int from, int to) {
        put(DATA);
        reserve(to - from);
        System.arraycopy(text, from, bytes, length, to - from);
        length += to - from;
        end();
    }

    private void number(long number) {
        reserve(LONG_DIGITS_MAX);
        var digits = 1;
        for (var rest = number; rest > 9; rest /= 10) {
            digits++;
        }
        length += digits;
        var at = length;
        for (var rest = number; digits > 0; rest /= 10, digits--) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
    }

    private void put(byte[] text) {
        reserve(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void end() {
        reserve(1);
        bytes[length++] = '\n';
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
