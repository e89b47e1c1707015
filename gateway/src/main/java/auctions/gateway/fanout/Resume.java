package auctions.gateway.fanout;

import auctions.gateway.log.EventId;
import auctions.gateway.log.Generation;
import auctions.gateway.log.SegmentIndex;
import auctions.gateway.log.TopicTag;
import auctions.gateway.topic.MzTimestamp;
import java.time.Duration;

/**
 * Finds the position after an id that some gateway gave, or says why there is none. Ids are the same at every gateway, so
 * the position is a matter of this log's own times and offsets; an id after which a change may be missing is refused.
 */
final class Resume {
    /** An id this far ahead of the topic and of the clock belongs to another topic, or to nobody. */
    private static final Duration FUTURE_MAX = Duration.ofDays(1);

    private final Generation generation;
    private final LogSearch log;
    private final MzTimestamp closed;
    private final MzTimestamp retentionBegin;
    private final MzTimestamp now;

    /** For ids that come now; the clock only says what is not the future. */
    Resume(Generation generation, Duration deleteRetention, MzTimestamp now) {
        this.generation = generation;
        this.log = LogSearch.of(generation);
        this.closed = log.head().closed();
        this.retentionBegin = closed.minus(deleteRetention);
        this.now = now;
    }

    /** Where to go on. */
    sealed interface Position {
        /** At this sequence. */
        record At(long sequence) implements Position {}

        /** At this sequence, inside a snapshot: what lies below {@code until} and was live at {@code end} is still to be shown. */
        record InSnapshot(long sequence, long until, long end, EventId last) implements Position {}

        /** With a snapshot: the subscriber holds nothing. */
        record Anew() implements Position {}

        /** Not here yet. */
        record Ahead() implements Position {}

        /** Nowhere: a reset and a snapshot are needed. */
        record Refused(String reason) implements Position {}
    }

    /** The position after this text, if it is an id at all. */
    Position after(String lastEventId) {
        return EventId.parse(lastEventId).map(this::after).orElseGet(() -> refused("malformed id"));
    }

    private Position after(EventId id) {
        var known = generation.tag();
        if (id.tag().isPresent() && !id.tag().get().equals(known)) {
            return known.equals(TopicTag.UNKNOWN) ? new Position.Ahead() : refused("id of another topic");
        }
        if (id.holdsNothing()) {
            return new Position.Anew();
        }
        if (id.timestamp().minus(FUTURE_MAX).isAfter(closed.max(now))) {
            return refused("id in the future");
        }
        if (isBeforeTheTopic(id)) {
            return refused("id before the topic began");
        }
        if (id.end().isPresent()) {
            return inSnapshot(id, id.end().getAsLong());
        }
        if (id.timestamp().isBefore(retentionBegin)
                || id.compareTo(generation.oldestResumable().id()) < 0) {
            return refused("id older than the deletions kept");
        }
        return id.isProgress() ? afterFrontier(id) : afterRecord(id);
    }

    /**
     * No id below {@code since} belongs to the topic. Where the topic does not say, and the id does not name its topic, the first
     * record speaks for it: all of the log comes after a reset anyway.
     */
    private boolean isBeforeTheTopic(EventId id) {
        var since = log.head().since();
        var begin = since.isEmpty() && id.tag().isEmpty() ? log.begin() : since;
        return begin.filter(id.timestamp()::isBefore).isPresent();
    }

    private Position afterFrontier(EventId id) {
        if (id.timestamp().isAfter(closed)) {
            return new Position.Ahead();
        }
        var bits = id.timestamp().bits();
        return new Position.At(log.first((entries, index) -> Long.compareUnsigned(entries.timestamps[index], bits) > 0
                || (entries.timestamps[index] == bits && entries.kinds[index] != SegmentIndex.PROGRESS)));
    }

    private Position afterRecord(EventId id) {
        if (id.offset() > log.head().offset()) {
            return id.timestamp().isBefore(closed) ? refused("id of another topic") : new Position.Ahead();
        }
        if (!fits(id)) {
            return refused("id of another topic");
        }
        var bits = id.timestamp().bits();
        return new Position.At(log.first((entries, index) -> entries.offsets[index] > id.offset()
                || (entries.kinds[index] == SegmentIndex.PROGRESS
                        && Long.compareUnsigned(entries.timestamps[index], bits) > 0)));
    }

    /** The record of an id may be compacted away; then its neighbours must leave room for it. */
    private boolean fits(EventId id) {
        var bits = id.timestamp().bits();
        var record = log.first((entries, index) -> entries.offsets[index] >= id.offset());
        var sameTime = log.first((entries, index) -> Long.compareUnsigned(entries.timestamps[index], bits) >= 0);
        var laterTime = log.first((entries, index) -> Long.compareUnsigned(entries.timestamps[index], bits) > 0);
        var beyond = log.first((entries, index) -> entries.offsets[index] > id.offset()
                || (entries.offsets[index] == id.offset() && entries.kinds[index] == SegmentIndex.PROGRESS));
        var isThere = record < beyond;
        return sameTime <= record && laterTime >= record && !(isThere && laterTime == record);
    }

    /** The age of the id's own record says nothing here: a row may have been live for years. What counts is the end's. */
    private Position inSnapshot(EventId id, long end) {
        if (end > log.head().offset() + 1) {
            return new Position.Ahead();
        }
        if (!fits(id)) {
            return refused("id of another topic");
        }
        var firstAfter = log.first((entries, index) -> entries.offsets[index] >= end);
        var last = log.lastRecordBelow(firstAfter);
        if (mayMissDeletion(end, last.map(found -> found.id().timestamp()).orElse(MzTimestamp.ZERO))) {
            return refused("id older than the deletions kept");
        }
        // Progress between the last record and the end closes the snapshot, and is not in it.
        var until = last.map(found -> found.sequence() + 1).orElse(0L);
        var sequence = log.first((entries, index) -> entries.offsets[index] > id.offset());
        var lastId = last.map(LogSearch.Found::id).filter(found -> found.compareTo(id) > 0);
        return new Position.InSnapshot(Math.min(sequence, until), until, end, lastId.orElse(id.position()));
    }

    /**
     * Whether a deletion at the snapshot's end or after may be gone: dropped by this log, or by the topic before this log
     * read it. The snapshot was taken after its last record, at a time that is not known.
     */
    private boolean mayMissDeletion(long end, MzTimestamp lastBelowEnd) {
        var oldest = generation.oldestResumable();
        return (oldest.sequence() != SegmentIndex.NONE && oldest.id().offset() >= end)
                || (end <= log.head().compactedOffset() && lastBelowEnd.isBefore(retentionBegin));
    }

    private static Position refused(String reason) {
        return new Position.Refused(reason);
    }
}
