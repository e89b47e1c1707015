package auctions.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one stream in full: how late each is, and whether one is missing. Its client's thread only. */
final class RowSample {
    private static final byte[] WRITTEN_AT = "\"t\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BID_ID = "\"bid_id\":".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable VisibleRows visible;
    private final byte[] line = new byte[8192];
    private int length;
    private long bidId = -1;
    private long gaps;

    /**
     * The rows of one stream.
     *
     * @param visible where lateness begins when a plain consumer has the row; null where it begins with its writing
     */
    RowSample(@Nullable VisibleRows visible) {
        this.visible = visible;
    }

    /** Rows that did not follow the one before. */
    long gaps() {
        return gaps;
    }

    /** From here on rows must follow each other. */
    void begin() {
        bidId = -1;
        gaps = 0;
    }

    /** Takes bytes that arrived at this time; adds to the latencies, if there are any to add to. */
    void take(ByteBuffer bytes, int from, int to, long atMicros, @Nullable Latencies latencies) {
        for (int i = from; i < to; i++) {
            byte next = bytes.get(i);
            if (next == '\n') {
                endLine(atMicros, latencies);
                length = 0;
            } else if (length < line.length) {
                line[length++] = next;
            }
        }
    }

    private void endLine(long atMicros, @Nullable Latencies latencies) {
        if (length == 0 || line[0] != 'd') {
            return;
        }
        long id = number(BID_ID);
        if (bidId >= 0 && id != bidId + 1) {
            gaps++;
        }
        bidId = id;
        long startedAt = visible == null ? number(WRITTEN_AT) : visible.visibleAt(id, atMicros);
        if (latencies != null && startedAt >= 0) {
            latencies.add(atMicros - startedAt);
        }
    }

    /** The number after a name; -1 if there is none. Members come in this order, so the last of a name is its value. */
    private long number(byte[] name) {
        for (int at = length - name.length - 1; at >= 0; at--) {
            if (matches(name, at)) {
                return digits(at + name.length);
            }
        }
        return -1;
    }

    private boolean matches(byte[] name, int at) {
        for (int i = 0; i < name.length; i++) {
            if (line[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private long digits(int from) {
        long number = 0;
        for (int at = from; at < length && line[at] >= '0' && line[at] <= '9'; at++) {
            number = number * 10 + line[at] - '0';
        }
        return number;
    }
}
