package auctions.load;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One connection of the load: counts what comes, and keeps nothing of it. Its client's thread only. */
final class LoadSubscriber {
    private static final byte[] GOOD = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    // The bytes of a word at once: a line feed becomes 0, and 0 becomes the top bit.
    private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    final SocketChannel channel;
    final byte[] request;
    final boolean slow;
    final @Nullable RowSample sample;

    private int headBytes;
    private int headEndBytes;
    private boolean good = true;
    private boolean atLineStart;
    private long rows;

    LoadSubscriber(SocketChannel channel, byte[] request, boolean slow, @Nullable RowSample sample) {
        this.channel = channel;
        this.request = request;
        this.slow = slow;
        this.sample = sample;
    }

    /** Whether the head of the response is complete, and says that all is well. */
    boolean isOpen() {
        return good && headEndBytes == HEAD_END.length;
    }

    /** Whether the server said anything but 200. */
    boolean isRefused() {
        return !good;
    }

    /** Rows and deletions so far. */
    long rows() {
        return rows;
    }

    /** Takes what was read, from 0 to the buffer's position; returns the rows in it. Needs a little-endian buffer. */
    int take(ByteBuffer bytes, long atMicros, @Nullable Latencies latencies) {
        int from = 0;
        int to = bytes.position();
        while (from < to && headEndBytes < HEAD_END.length) {
            head(bytes.get(from++));
        }
        if (from == to) {
            return 0;
        }
        int more = countRows(bytes, from, to);
        rows += more;
        if (sample != null) {
            sample.take(bytes, from, to, atMicros, latencies);
        }
        return more;
    }

    private void head(byte next) {
        if (headBytes < GOOD.length) {
            good &= next == GOOD[headBytes];
        }
        headBytes++;
        headEndBytes = next == HEAD_END[headEndBytes] ? headEndBytes + 1 : next == '\r' ? 1 : 0;
        atLineStart = true;
    }

    /** Of all fields only {@code data} begins with a d: those are counted that follow a line feed. */
    private int countRows(ByteBuffer bytes, int from, int to) {
        int count = atLineStart && bytes.get(from) == 'd' ? 1 : 0;
        int at = from;
        for (; at + Long.BYTES < to; at += Long.BYTES) {
            long word = bytes.getLong(at) ^ LINE_FEEDS;
            long found = ~(((word & LOW_BITS) + LOW_BITS) | word | LOW_BITS);
            while (found != 0) {
                int next = at + (Long.numberOfTrailingZeros(found) >>> 3) + 1;
                count += bytes.get(next) == 'd' ? 1 : 0;
                found &= found - 1;
            }
        }
        for (; at + 1 < to; at++) {
            count += bytes.get(at) == '\n' && bytes.get(at + 1) == 'd' ? 1 : 0;
        }
        atLineStart = bytes.get(to - 1) == '\n';
        return count;
    }
}
