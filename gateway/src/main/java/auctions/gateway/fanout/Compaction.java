package auctions.gateway.fanout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One pass over the sealed segments: leaves out what nobody needs any more and merges what became small. Copies without
 * the lock, then swaps under it; readers in the middle of an old segment are done with it by the end of their turn.
 */
final class Compaction {
    /** A segment alone is rewritten once a quarter of it is of no use: memory stays below 4/3 of what is needed. */
    private static final int DROPPED_SHARE = 4;

    private final Epoch epoch;
    private final Head head;
    private final Directory directory;
    private final int segmentBytes;
    private final long coldSeconds;
    private final long expiredSeconds;

    Compaction(Epoch epoch, FanoutProperties properties, long nowMillis) {
        this.epoch = epoch;
        this.head = epoch.head();
        this.directory = epoch.directory();
        this.segmentBytes = properties.segmentBytes();
        this.coldSeconds = seconds(nowMillis, properties.compactionLag());
        this.expiredSeconds = seconds(nowMillis, properties.deleteRetention());
    }

    private static long seconds(long nowMillis, Duration ago) {
        return TimeUnit.MILLISECONDS.toSeconds(nowMillis - ago.toMillis());
    }

    /** What one segment keeps. */
    record Survivors(Segment segment, BitSet kept, int bytes, int droppedBytes) {}

    /** Runs the pass. */
    void run() {
        var run = new ArrayList<Survivors>();
        for (var i = 0; i < directory.size() && directory.get(i).endSequence() <= head.sequence(); i++) {
            var survivors = survey(directory.get(i));
            if (!run.isEmpty() && !fits(run, survivors)) {
                rewrite(run);
                run.clear();
            }
            run.add(survivors);
        }
        rewrite(run);
    }

    private boolean fits(List<Survivors> run, Survivors next) {
        var bytes = (long) next.bytes();
        for (var survivors : run) {
            bytes += survivors.bytes();
        }
        var span = next.segment().endSequence() - run.getFirst().segment().firstSequence;
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

    private boolean isNeeded(Segment segment, int index) {
        var entries = segment.entries();
        if (entries.kinds[index] == Entries.PROGRESS) {
            return entries.appendedAt[index] > coldSeconds;
        }
        var by = entries.supersededBy(index);
        if (by == Entries.LIVE || by >= head.sequence()) {
            return entries.kinds[index] == Entries.ROW || entries.appendedAt[index] > expiredSeconds;
        }
        return !directory.isCold(by, coldSeconds);
    }

    private void rewrite(List<Survivors> run) {
        var bytes = 0;
        var droppedBytes = 0L;
        var count = 0;
        for (var survivors : run) {
            bytes += survivors.bytes();
            droppedBytes += survivors.droppedBytes();
            count += survivors.kept().cardinality();
        }
        if (run.isEmpty() || (run.size() == 1 && droppedBytes * DROPPED_SHARE < bytes + droppedBytes)) {
            return;
        }
        if (count == 0) {
            epoch.swap(run, new Segment[0]);
            return;
        }
        var target = Segment.compacted(run.getFirst().segment().firstSequence, bytes, count);
        for (var survivors : run) {
            survivors.kept().stream().forEach(index -> target.append(survivors.segment(), index));
        }
        target.seal(run.getLast().segment().endSequence());
        epoch.swap(run, new Segment[] {target});
    }
}
