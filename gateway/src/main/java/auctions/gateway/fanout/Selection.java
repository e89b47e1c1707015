package auctions.gateway.fanout;

import auctions.gateway.fanout.Beginning.Uncertain;
import auctions.gateway.log.Blocks;
import auctions.gateway.log.Generation;
import auctions.gateway.log.Head;
import auctions.gateway.log.Segment;
import auctions.gateway.log.SegmentIndex;

/** What of the log a stream shows once its snapshot is out. Owned as its cursor is. */
final class Selection {
    /* What is left out, and why the rest is true.
     *
     * After a stall (from conflatedFrom up to conflatedUntil) superseded versions are left out, and deletions of what was
     * not shown before the stall.
     *
     * Progress is a claim to hold everything below a time. The claim would be false where older versions were left out here,
     * or by compaction before. So claims begin at claimFrom: the newer version of whatever was left out lies below it.
     *
     * A stream with a filter shows a row's deletion when the row leaves the filter. Whether the subscriber holds the row
     * depends on the version before, as this stream or the one that the subscriber comes from has shown it.
     */

    private static final int PROJECTED_BYTES = 64 << 10;

    private final StreamRequest request;
    private final boolean showsAll;
    private final Generation generation;
    private final Uncertain uncertain;

    // Owned by the pump that owns the cursor.
    private long conflatedFrom;
    private long conflatedAt;
    private long conflatedUntil;
    private long claimFrom;

    Selection(StreamRequest request, Beginning beginning) {
        this.request = request;
        this.showsAll = request.filter().passesEverything() && !request.progressAsEvent();
        this.generation = beginning.view().generation();
        this.uncertain = beginning.uncertain();
        this.claimFrom = beginning.claimFrom();
    }

    /** What the subscriber asked for. */
    StreamRequest request() {
        return request;
    }

    /** From this sequence up to the head, leaves out superseded versions. */
    void conflate(long from, Head head) {
        // Inside of the stretch before, what was left out depends on where that one ended.
        conflatedFrom = from < conflatedUntil ? conflatedFrom : from;
        conflatedAt = from;
        conflatedUntil = head.sequence();
        claimFrom(head.claimable());
    }

    /** Makes no claim below this sequence. */
    void claimFrom(long sequence) {
        claimFrom = Math.max(claimFrom, sequence);
    }

    /** Whether progress may be claimed at this sequence. */
    boolean mayClaim(long sequence) {
        return sequence >= claimFrom;
    }

    /** The first sequence from which on each entry is shown as it is; the largest number if never. */
    long plainFrom() {
        return showsAll ? Math.max(claimFrom, conflatedUntil) : Long.MAX_VALUE;
    }

    /** Whether each entry of the segment is shown as it is, wherever it lies. */
    boolean isPlain(Segment segment) {
        return showsAll && segment.isAllLive();
    }

    /** One past the last entry of a step that begins at this one, where blocks with fewer columns are made for all of a step. */
    int stepEnd(Segment segment, int from, int size) {
        if (from >= size) {
            return size;
        }
        var end = from + 1;
        while (end < size && segment.blockEnd(end) - segment.blockStart(from) <= PROJECTED_BYTES) {
            end++;
        }
        return end;
    }

    /** The blocks of the entries from one index to another, with the columns that are shown. */
    Blocks blocks(Segment segment, int from, int to, Scratch scratch) {
        return request.projection().blocks(segment, from, to, scratch.projected());
    }

    /** What becomes of this entry. */
    Pick pick(Scratch scratch, Segment segment, int index) {
        var entries = segment.index();
        var sequence = segment.sequence(index);
        if (entries.kinds[index] == SegmentIndex.PROGRESS) {
            return sequence < claimFrom ? Pick.NOTHING : request.progressAsEvent() ? Pick.PROGRESS_EVENT : Pick.BLOCK;
        }
        if (sequence < conflatedUntil && entries.isSuperseded(index, conflatedUntil)) {
            return Pick.NOTHING;
        }
        if (request.filter().passesEverything()) {
            return Pick.BLOCK;
        }
        if (entries.kinds[index] == SegmentIndex.DELETE) {
            return deletion(heldBefore(scratch, segment, index), Pick.BLOCK);
        }
        if (request.filter().passes(segment, index, scratch.rows())) {
            return Pick.BLOCK;
        }
        return deletion(heldBefore(scratch, segment, index), Pick.DELETION);
    }

    private Pick deletion(Held held, Pick deletion) {
        return switch (held) {
            case NO -> Pick.NOTHING;
            case YES -> deletion;
            case UNKNOWN -> request.confined() ? Pick.RESET : deletion;
        };
    }

    /** Whether the subscriber may hold a version of a row. */
    private enum Held {
        NO,
        YES,
        /** It is compacted away, and may have passed the filter or not. */
        UNKNOWN
    }

    /**
     * Whether the subscriber may hold a version before an entry: the last one that it was shown passed the filter. Versions
     * that it may or may not have got do not decide: the ones before them count, too.
     */
    private Held heldBefore(Scratch scratch, Segment segment, int index) {
        var segments = generation.segments();
        var sequence = segment.sequence(index);
        var isConflated = sequence < conflatedUntil;
        var supersededAt = segment.index().timestamps[index];
        var before = segment.index().previous[index];
        while (before != SegmentIndex.NONE) {
            if (before == SegmentIndex.UNKNOWN && !uncertain.elsewhere()) {
                // All that the subscriber has is from this log, which never had a version before.
                return Held.NO;
            }
            var at = segments.find(before);
            var found = at < 0 ? -1 : segments.get(at).find(before);
            if (found < 0) {
                return Held.UNKNOWN;
            }
            var holder = segments.get(at);
            var isLeftOut = isConflated && before >= conflatedAt;
            if (!isLeftOut
                    && holder.index().kinds[found] == SegmentIndex.ROW
                    && request.filter().passes(holder, found, scratch.rows())) {
                return Held.YES;
            }
            if (!(isConflated && before >= conflatedFrom) && !uncertain.has(before, supersededAt)) {
                return Held.NO;
            }
            supersededAt = holder.index().timestamps[found];
            before = holder.index().previous[found];
        }
        return Held.NO;
    }
}
