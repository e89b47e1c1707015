package auctions.gateway.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The rules of {@code text/event-stream} in one place: writes one block at a time into an array that is used again. Text from
 * outside is split at CR, LF and CRLF, since each of them would end a line. Timestamps are unsigned. Not thread-safe.
 */
public final class BlockEncoder {
    private static final byte[] ID = "id: ".getBytes(UTF_8);
    private static final byte[] DATA = "data: ".getBytes(UTF_8);
    private static final byte[] DELETE = "event: delete\n".getBytes(UTF_8);
    private static final byte[] PROGRESS = "event: progress\n".getBytes(UTF_8);
    private static final byte[] PROGRESS_DATA = "data: {\"mz_timestamp\":\"".getBytes(UTF_8);
    private static final byte[] PROGRESS_END = "\"}\n".getBytes(UTF_8);
    private static final byte[] NO_PROGRESS_DATA = "data: {}\n".getBytes(UTF_8);
    private static final byte[] RESET = "event: reset\nid: 0\n".getBytes(UTF_8);

    private static final int RADIX = 10;
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (var i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * RADIX;
        }
    }

    private byte[] bytes = new byte[1024];
    private int length;

    /** A row as an ordinary message: the id, and the value as it is in the topic. */
    public void row(long timestamp, long offset, byte[] tagSuffix, byte[] value) {
        length = 0;
        recordId(timestamp, offset, tagSuffix);
        data(value, value.length);
        end();
    }

    /** A deletion: the key as it is in the topic, of which the first {@code keyLength} bytes count. */
    public void delete(long timestamp, long offset, byte[] tagSuffix, byte[] key, int keyLength) {
        length = 0;
        put(DELETE);
        recordId(timestamp, offset, tagSuffix);
        data(key, keyLength);
        end();
    }

    /** Progress as an id alone: moves the browser's last event id and dispatches nothing. */
    public void progress(long frontier, byte[] tagSuffix) {
        length = 0;
        progressId(frontier, tagSuffix);
        end();
    }

    /** Progress as an event, for streams that asked for events. Allocates nothing: the block is encoded for each of them. */
    public void progressEvent(long frontier, byte[] tagSuffix) {
        length = 0;
        put(PROGRESS);
        progressId(frontier, tagSuffix);
        put(PROGRESS_DATA);
        number(frontier);
        put(PROGRESS_END);
        end();
    }

    /** The id alone of a position where a topic without progress has none to say: a record's, or that of an empty topic. */
    public void position(EventId id, byte[] tagSuffix) {
        length = 0;
        positionId(id, tagSuffix);
        end();
    }

    /** The same position as a progress event, which has no time to claim. */
    public void positionEvent(EventId id, byte[] tagSuffix) {
        length = 0;
        put(PROGRESS);
        positionId(id, tagSuffix);
        put(NO_PROGRESS_DATA);
        end();
    }

    /**
     * A reset; the reason is ours and needs no escaping. Its id says that nothing is held: a browser that is cut off before
     * the snapshot's first row must not come back with the old id, which another gateway might honour.
     */
    public void reset(String reason) {
        length = 0;
        put(RESET);
        var data = ("{\"reason\":\"" + reason + "\"}").getBytes(UTF_8);
        data(data, data.length);
        end();
    }

    /** Where the value begins in a row's block: after the id's line and the first field name. */
    public static int valueStart(byte[] block) {
        var at = 0;
        while (block[at] != '\n') {
            at++;
        }
        return at + 1 + DATA.length;
    }

    /** Where the end of a snapshot is put into a row's block: after the offset in its id. */
    public static int snapshotEndAt(long timestamp, long offset) {
        return ID.length + digits(timestamp) + 1 + digits(offset);
    }

    /** The block's array, good until the next block. */
    public byte[] bytes() {
        return bytes;
    }

    /** The block's length in bytes. */
    public int length() {
        return length;
    }

    /** A copy of the block. */
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void positionId(EventId id, byte[] tagSuffix) {
        if (id.isProgress()) {
            progressId(id.timestamp().bits(), tagSuffix);
        } else {
            recordId(id.timestamp().bits(), id.offset(), tagSuffix);
        }
    }

    private void recordId(long timestamp, long offset, byte[] tagSuffix) {
        put(ID);
        number(timestamp);
        reserve(1);
        bytes[length++] = '-';
        number(offset);
        put(tagSuffix);
        end();
    }

    private void progressId(long frontier, byte[] tagSuffix) {
        put(ID);
        number(frontier);
        put(tagSuffix);
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
        var digits = digits(number);
        reserve(digits);
        length += digits;
        var at = length;
        var rest = number;
        if (rest < 0) {
            var tenth = Long.divideUnsigned(rest, RADIX);
            bytes[--at] = (byte) ('0' + rest - tenth * RADIX);
            rest = tenth;
        }
        do {
            bytes[--at] = (byte) ('0' + rest % RADIX);
            rest /= RADIX;
        } while (rest > 0);
    }

    private static int digits(long number) {
        if (number < 0) {
            return Long.compareUnsigned(number, POWERS[18] * RADIX) < 0 ? 19 : 20;
        }
        // 1233 / 4096 is nearly log10(2): the exact number of digits, or one less.
        var digits = ((64 - Long.numberOfLeadingZeros(number | 1)) * 1233) >>> 12;
        return digits < POWERS.length && number >= POWERS[digits] ? digits + 1 : Math.max(1, digits);
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
