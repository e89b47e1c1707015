package auctions.ingestor.sim.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Growing bytes in which rows are written cell by cell in COPY text form. Reused from row to row by one thread, so that a
 * snapshot of millions of rows makes no objects.
 */
public final class RowBuffer {
    private static final byte[] NULL = {'\\', 'N'};

    private byte[] bytes = new byte[256];
    private int size;
    private boolean first = true;

    /** An empty row. */
    public RowBuffer() {}

    /** Starts a new row. */
    public RowBuffer clear() {
        size = 0;
        first = true;
        return this;
    }

    /** Adds a cell of any integer type. */
    public RowBuffer put(long value) {
        separate();
        ensure(20);
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value));
        }
        var rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        var digits = 1;
        for (var limit = 10L; digits < 19 && rest >= limit; limit *= 10) {
            digits++;
        }
        size += digits;
        for (var at = size - 1; at >= size - digits; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    /** Adds a cell in the server's text form; escapes are applied here. */
    public RowBuffer put(@Nullable String value) {
        separate();
        if (value == null) {
            return raw(NULL, 0, NULL.length);
        }
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            if (c < ' ' || c == '\\' || c > '~') {
                return escaped(value.getBytes(StandardCharsets.UTF_8));
            }
        }
        return raw(value);
    }

    /** Adds a moment, given in microseconds since the epoch. */
    public RowBuffer putTimestamptz(long epochMicros) {
        separate();
        ensure(Timestamps.LENGTH_MAX);
        size = Timestamps.write(epochMicros, bytes, size);
        return this;
    }

    /** Adds cells that are in COPY text form already. */
    public RowBuffer cells(byte[] text, int offset, int length) {
        separate();
        return raw(text, offset, length);
    }

    private void separate() {
        if (!first) {
            ensure(1);
            bytes[size++] = '\t';
        }
        first = false;
    }

    private RowBuffer escaped(byte[] utf8) {
        ensure(2 * utf8.length);
        for (var b : utf8) {
            var escape = switch (b) {
                case '\\' -> '\\';
                case '\t' -> 't';
                case '\n' -> 'n';
                case '\r' -> 'r';
                default -> 0;
            };
            if (escape != 0) {
                bytes[size++] = '\\';
                bytes[size++] = (byte) escape;
            } else {
                bytes[size++] = b;
            }
        }
        return this;
    }

    @SuppressWarnings("deprecation") // the one call that copies ASCII without an intermediate array
    private RowBuffer raw(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, size);
        size += ascii.length();
        return this;
    }

    private RowBuffer raw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
        return this;
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** The bytes; only the first {@link #size} count. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes the row has so far. */
    public int size() {
        return size;
    }

    /** The row as a value of its own. */
    public Row toRow() {
        return new Row(Arrays.copyOf(bytes, size));
    }
}
