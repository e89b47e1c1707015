package auctions.gateway.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Generation;
import auctions.gateway.log.Segment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes one page of a snapshot: walks the log, copies the rows that the snapshot shows, and puts its end into their ids. */
final class SnapshotPageBuilder {
    private static final int ROWS_AT_FIRST = 64;

    private final Generation generation;
    private final Snapshot snapshot;
    private final Effort effort;
    private final ProjectedRow projected;
    private final byte[] end;

    private final ByteBuffer room;
    private int length;
    private int[] ends = new int[ROWS_AT_FIRST];
    private long[] sequences = new long[ROWS_AT_FIRST];
    private int rows;
    private boolean full;
    private long claimFrom;
    private @Nullable SnapshotPage largeRow;

    SnapshotPageBuilder(
            Generation generation, Snapshot snapshot, Effort effort, ProjectedRow projected, ByteBuffer room) {
        this.generation = generation;
        this.snapshot = snapshot;
        this.effort = effort;
        this.projected = projected;
        this.room = room;
        this.end = ("." + snapshot.end()).getBytes(US_ASCII);
    }

    /** The page from one sequence to, at most, another: as much as fits a page and the turn. */
    SnapshotPage build(long from, long to) {
        // The head first: what compaction takes after this is still in the segments.
        var head = generation.head();
        var segments = generation.segments();
        var next = from;
        for (var at = Math.max(0, segments.find(from)); next < to && !full; at++) {
            if (at == segments.size()) {
                // Compaction has taken all up to the end.
                next = to;
                claimFrom = head.claimable();
                break;
            }
            var segment = segments.get(at);
            if (segment.baseSequence() > next || !segment.isContiguous()) {
                claimFrom = head.claimable();
            }
            next = add(segment, next, to, head.sequence());
            full |= effort.isSpent();
        }
        return largeRow != null
                ? largeRow
                : new SnapshotPage.Rows(
                        snapshot,
                        room,
                        Arrays.copyOf(ends, rows),
                        Arrays.copyOf(sequences, rows),
                        Math.min(next, to),
                        claimFrom);
    }

    /** Adds a segment's rows, and returns the first sequence that was not looked at. */
    private long add(Segment segment, long from, long to, long headSequence) {
        var entries = segment.index();
        var filter = snapshot.filter();
        // Where a segment was sealed after the head was read, this thread may not see its last entries yet.
        var isComplete = segment.endSequence() <= headSequence;
        if (isComplete && !filter.prepare(segment, effort.rows(), effort::isSpent)) {
            return from;
        }
        var size = segment.size(to);
        var index = filter.candidate(segment, segment.indexFrom(from));
        effort.step();
        while (index < size && segment.sequence(index) < to) {
            if (snapshot.holds(entries, index)
                    && filter.passes(segment, index, effort.rows())
                    && !copy(segment, index)) {
                full = true;
                return segment.sequence(index);
            }
            effort.step();
            if (effort.isSpent()) {
                return segment.sequence(index) + 1;
            }
            index = filter.candidate(segment, index + 1);
        }
        return Math.max(from, segment.endSequence());
    }

    /** Copies a row's block with the snapshot's end in its id; false if the page is full, or becomes one of this row alone. */
    private boolean copy(Segment segment, int index) {
        var blockLength = blockLength(segment, index);
        if (length + blockLength + end.length > room.capacity()) {
            if (rows == 0) {
                largeRow = new SnapshotPage.LargeRow(snapshot, segment, index, claimFrom);
            }
            return false;
        }
        var idLength = BlockEncoder.snapshotEndAt(segment.index().timestamps[index], segment.index().offsets[index]);
        put(segment, index, 0, length, idLength);
        room.put(length + idLength, end);
        put(segment, index, idLength, length + idLength + end.length, blockLength - idLength);
        length += blockLength + end.length;
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
            sequences = Arrays.copyOf(sequences, 2 * rows);
        }
        ends[rows] = length;
        sequences[rows++] = segment.sequence(index);
        return true;
    }

    /** The length of a row's block; one with fewer columns is made here. */
    private int blockLength(Segment segment, int index) {
        if (snapshot.projection().showsAll()) {
            return segment.blockEnd(index) - segment.blockStart(index);
        }
        snapshot.projection().make(segment, index, projected);
        return projected.length();
    }

    /** Puts a part of a row's block into the page, from this byte of the page on. */
    private void put(Segment segment, int index, int from, int at, int partLength) {
        if (snapshot.projection().showsAll()) {
            segment.copy(segment.blockStart(index) + from, room, at, partLength);
        } else {
            room.put(at, projected.bytes(), from, partLength);
        }
    }
}
