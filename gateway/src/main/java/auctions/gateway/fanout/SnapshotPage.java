package auctions.gateway.fanout;

import auctions.gateway.log.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A run of a snapshot's rows as they go out, their ids with the snapshot's end. Good for the turn in which it is asked for. */
sealed interface SnapshotPage {

    /** The first sequence that the page does not cover. */
    long next();

    /**
     * The first sequence at which progress may be claimed to a stream that got this page: past the head of the moment when
     * the page was made, if compaction had taken rows before.
     */
    long claimFrom();

    /** How many bytes the page has. */
    int length();

    /** Writes the rows from this sequence on. */
    Written write(Output output, long from, RestWriter rests) throws IOException;

    /**
     * Copies of rows. Immutable but for the position of its buffer, which belongs to the pump.
     *
     * @param end the snapshot's
     * @param bytes the rows' blocks, from the buffer's beginning
     * @param ends where each block ends
     * @param sequences of the rows
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Rows(long end, ByteBuffer bytes, int[] ends, long[] sequences, long next, long claimFrom)
            implements SnapshotPage {

        @Override
        public int length() {
            return ends.length == 0 ? 0 : ends[ends.length - 1];
        }

        @Override
        public Written write(Output output, long from, RestWriter rests) throws IOException {
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
            return RestWriter.cutRow(sequences[row], end, reached - (row == 0 ? 0 : ends[row - 1]));
        }
    }

    /**
     * One row that is larger than a page: it goes out from the log itself.
     *
     * @param snapshot that the row is in
     * @param segment where the row is
     * @param index the row's
     */
    record LargeRow(Snapshot snapshot, Segment segment, int index, long claimFrom) implements SnapshotPage {

        @Override
        public long next() {
            return segment.sequence(index) + 1;
        }

        @Override
        public int length() {
            return segment.blockEnd(index) - segment.blockStart(index);
        }

        @Override
        public Written write(Output output, long from, RestWriter rests) throws IOException {
            return rests.writeRow(output, segment, index, snapshot.end(), snapshot.projection(), 0);
        }
    }
}
