package auctions.gateway.log;

import auctions.gateway.topic.MzTimestamp;
import java.util.Optional;

/**
 * How far the log goes: everything that a reader may see lies below {@code sequence}. Immutable; one volatile write shows a
 * whole slice.
 *
 * @param sequence one past the last entry
 * @param timestamp of the last record; the earliest time if there is none
 * @param offset of the last record, or {@link SegmentIndex#NONE}
 * @param compactedOffset of the last record below which the topic may have been compacted before the reader came, or NONE
 * @param progress what the last progress entry says
 * @param since what the topic's first snapshot was as of; empty if the topic does not say
 */
public record Head(
        long sequence,
        MzTimestamp timestamp,
        long offset,
        long compactedOffset,
        LastProgress progress,
        Optional<MzTimestamp> since) {
    static final Head EMPTY =
            new Head(0, MzTimestamp.ZERO, SegmentIndex.NONE, SegmentIndex.NONE, LastProgress.NONE, Optional.empty());

    /**
     * The last progress entry, wherever compaction has put it.
     *
     * @param sequence of the entry, or {@link SegmentIndex#NONE} before the first
     * @param frontier what it says
     * @param offset of the last record below the frontier, or {@link SegmentIndex#NONE}
     */
    public record LastProgress(long sequence, MzTimestamp frontier, long offset) {
        static final LastProgress NONE = new LastProgress(SegmentIndex.NONE, MzTimestamp.ZERO, SegmentIndex.NONE);

        /** Whether there is one. */
        public boolean isPresent() {
            return sequence != SegmentIndex.NONE;
        }
    }

    /** The topic's own time, by which the ages of its records are reckoned: every record at a time below it is in the log. */
    public MzTimestamp closed() {
        return progress.frontier().max(timestamp);
    }

    /**
     * The first sequence at which a progress entry may be sent to a cursor that skipped superseded rows: the newer versions
     * lie below it. The last progress entry itself may be, if no record follows it.
     */
    public long claimable() {
        return progress.isPresent() && progress.sequence() == sequence - 1 ? progress.sequence() : sequence;
    }

    Head afterRecord(MzTimestamp recordTimestamp, long recordOffset, boolean compacted) {
        return new Head(
                sequence + 1,
                recordTimestamp,
                recordOffset,
                compacted ? recordOffset : compactedOffset,
                progress,
                since);
    }

    Head afterProgress(MzTimestamp frontier) {
        var last = new LastProgress(sequence, frontier, offset);
        return new Head(sequence + 1, timestamp, offset, compactedOffset, last, since);
    }

    Head withSince(MzTimestamp newSince) {
        return new Head(sequence, timestamp, offset, compactedOffset, progress, Optional.of(newSince));
    }
}
