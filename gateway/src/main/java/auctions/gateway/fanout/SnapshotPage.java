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

    /** How many bytes the rows have. */
    int length();

    /**
     * Writes the rows from this sequence on.
     *
     * @param endBlock what goes out after the snapshot's last row; a page that has this row may write it along
     */
    Written write(Output output, long from, byte[] endBlock, RestWriter rests) throws IOException;

    /**
     * Copies of rows. Immutable but for the position of its buffer, which belongs to the pump.
     *
     * @param snapshot that the rows are in
     * @param bytes the rows' blocks, from the buffer's beginning, and room for the block at the snapshot's end
     * @param ends where each block ends
     * @param sequences of the rows
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Rows(Snapshot snapshot, ByteBuffer bytes, int[] ends, long[] sequences, long next, long claimFrom)
            implements SnapshotPage {

        @Override
        public int length() {
            return ends.length == 0 ? 0 : ends[ends.length - 1];
        }

        @Override
        public Written write(Output output, long from, byte[] endBlock, RestWriter rests) throws IOException {
            var found = Arrays.binarySearch(sequences, from);
            var first = found >= 0 ? found : -found - 1;
            var start = first == 0 ? 0 : ends[first - 1];
            var end = length();
            var hasEndBlock = next >= snapshot.until() && endBlock.length <= bytes.capacity() - end;
            bytes.limit(hasEndBlock ? end + endBlock.length : end).position(start);
            if (hasEndBlock) {
                bytes.put(end, endBlock);
            }
            if (bytes.hasRemaining()) {
                output.write(bytes);
            }
            if (bytes.position() < end) {
                return cut(bytes.position());
            }
            return hasEndBlock ? new Written.UpToEnd(bytes.position() - end) : Written.Whole.ALL;
        }

        private Written cut(int reached) {
            var found = Arrays.binarySearch(ends, reached);
            var row = found >= 0 ? found + 1 : -found - 1;
            return RestWriter.cutRow(sequences[row], snapshot.end(), reached - (row == 0 ? 0 : ends[row - 1]));
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
        public Written write(Output output, long from, byte[] endBlock, RestWriter rests) throws IOException {
            return rests.writeRow(output, segment, index, snapshot.end(), snapshot.projection(), 0);
        }
    }
}
