package auctions.gateway.fanout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A run of a snapshot's rows as they go out, their ids with the snapshot's end. Immutable but for the position of its
 * buffer, which belongs to the pump.
 */
final class SnapshotPage {
    private final ByteBuffer bytes;
    private final int[] ends;
    private final long[] sequences;
    private final long next;
    private final long claimFrom;

    /**
     * A page.
     *
     * @param bytes the rows' blocks, from the buffer's beginning
     * @param ends where each block ends
     * @param sequences of the rows
     * @param next the first sequence that the page does not cover
     * @param claimFrom the first sequence at which progress may be claimed to a stream that got this page: past the head of
     *     the moment when the page was made, if compaction had taken rows before
     */
    SnapshotPage(ByteBuffer bytes, int[] ends, long[] sequences, long next, long claimFrom) {
        this.bytes = bytes;
        this.ends = ends;
        this.sequences = sequences;
        this.next = next;
        this.claimFrom = claimFrom;
    }

    long next() {
        return next;
    }

    long claimFrom() {
        return claimFrom;
    }

    /** How many bytes the page has. */
    int length() {
        return ends.length == 0 ? 0 : ends[ends.length - 1];
    }

    /** Writes the rows from this sequence on. */
    Written write(Output output, long from) throws IOException {
        var found = Arrays.binarySearch(sequences, from);
        var first = found >= 0 ? found : -found - 1;
        if (first == ends.length) {
            return Written.Whole.ALL;
        }
        bytes.limit(length()).position(first == 0 ? 0 : ends[first - 1]);
        output.write(bytes);
        return bytes.hasRemaining() ? cut(bytes.position()) : Written.Whole.ALL;
    }

    private Written cut(int reached) {
        var found = Arrays.binarySearch(ends, reached);
        var row = found >= 0 ? found + 1 : -found - 1;
        if (reached == (row == 0 ? 0 : ends[row - 1])) {
            return new Written.Cut(new byte[0], sequences[row]);
        }
        var rest = new byte[ends[row] - reached];
        bytes.get(reached, rest);
        return new Written.Cut(rest, sequences[row] + 1);
    }
}
