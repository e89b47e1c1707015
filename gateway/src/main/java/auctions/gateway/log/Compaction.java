package auctions.gateway.log;

import auctions.gateway.log.Rewritten.Survivors;
import auctions.gateway.topic.MzTimestamp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * One pass over the sealed segments: leaves out what no reader needs any more and merges what became small. Copies without
 * the lock, then swaps under it; a reader in the middle of an old segment is done with it by the end of its turn.
 */
final class Compaction {
    /** A segment alone is rewritten once a quarter of it is of no use: memory stays below 4/3 of what is needed. */
    private static final int DROPPED_SHARE = 4;

    private final Generation generation;
    private final Head head;
    private final Segments segments;
    private final int segmentBytes;
    private final MzTimestamp lagBegin;
    private final MzTimestamp retentionBegin;

    Compaction(Generation generation, LogLimits limits) {
        this.generation = generation;
        this.head = generation.head();
        this.segments = generation.segments();
        this.segmentBytes = limits.segmentBytes();
        this.lagBegin = head.closed().minus(limits.compactionLag());
        this.retentionBegin = head.closed().minus(limits.deleteRetention());
    }

    /** Runs the pass. */
    void run() {
        var group = new ArrayList<Survivors>();
        for (var i = 0; i < segments.size() && segments.get(i).endSequence() <= head.sequence(); i++) {
            var survivors = survey(segments.get(i));
            if (!group.isEmpty() && !fits(group, survivors)) {
                rewrite(group).ifPresent(generation::swap);
                group.clear();
            }
            group.add(survivors);
        }
        rewrite(group).ifPresent(generation::swap);
    }

    private boolean fits(List<Survivors> group, Survivors next) {
        var bytes = (long) next.bytes();
        for (var survivors : group) {
            bytes += survivors.bytes();
        }
        var span = next.segment().endSequence() - group.getFirst().segment().baseSequence();
        return bytes <= segmentBytes && span <= Integer.MAX_VALUE;
    }

    private Survivors survey(Segment segment) {
        var size = segment.size(head.sequence());
        var kept = new BitSet(size);
        var bytes = 0;
        var droppedBytes = 0;
        for (var i = 0; i < size; i++) {
            var length = segment.blockEnd(i) - segment.blockStart(i) + segment.keyLength(i);
            if (isNeeded(segment, i)) {
                kept.set(i);
                bytes += length;
            } else {
                droppedBytes += length;
            }
        }
        return new Survivors(segment, kept, bytes, droppedBytes);
    }

    /** Progress and superseded versions are needed for the lag, deletions for the retention, live rows always. */
    private boolean isNeeded(Segment segment, int at) {
        var index = segment.index();
        if (index.kinds[at] == SegmentIndex.PROGRESS) {
            return isAfter(index.timestamps[at], lagBegin);
        }
        var by = index.supersededBy(at);
        if (by == SegmentIndex.LIVE || by >= head.sequence()) {
            return index.kinds[at] == SegmentIndex.ROW || isAfter(index.timestamps[at], retentionBegin);
        }
        return !segments.isOld(by, lagBegin);
    }

    private static boolean isAfter(long timestamp, MzTimestamp begin) {
        return Long.compareUnsigned(timestamp, begin.bits()) > 0;
    }

    private Optional<Rewritten> rewrite(List<Survivors> group) {
        var bytes = 0;
        var droppedBytes = 0L;
        var count = 0;
        for (var survivors : group) {
            bytes += survivors.bytes();
            droppedBytes += survivors.droppedBytes();
            count += survivors.kept().cardinality();
        }
        if (group.isEmpty() || (group.size() == 1 && droppedBytes * DROPPED_SHARE < bytes + droppedBytes)) {
            return Optional.empty();
        }
        if (count == 0) {
            return Optional.of(new Rewritten(List.copyOf(group), List.of()));
        }
        var target = Segment.compacted(group.getFirst().segment().baseSequence(), bytes, count);
        for (var survivors : group) {
            survivors.kept().stream().forEach(at -> target.append(survivors.segment(), at));
        }
        target.seal(group.getLast().segment().endSequence());
        return Optional.of(new Rewritten(List.copyOf(group), List.of(target)));
    }
}
