package auctions.gateway.fanout;

import auctions.gateway.log.EventId;
import auctions.gateway.log.Generation;
import auctions.gateway.log.Head;
import auctions.gateway.log.Segment;
import auctions.gateway.log.SegmentIndex;
import auctions.gateway.log.Segments;
import auctions.gateway.topic.MzTimestamp;
import java.util.Optional;

/** Searches in the log as it is at one moment. */
final class LogSearch {
    private final Head head;
    private final Segments segments;

    private LogSearch(Head head, Segments segments) {
        this.head = head;
        this.segments = segments;
    }

    static LogSearch of(Generation generation) {
        var head = generation.head();
        return new LogSearch(head, generation.segments());
    }

    /** Whether an entry lies after the position that is looked for; false for all before it and true from there on. */
    @FunctionalInterface
    interface Beyond {
        boolean test(SegmentIndex entries, int index);
    }

    /** A record of the log. */
    record Found(long sequence, EventId id) {}

    Head head() {
        return head;
    }

    /** The sequence of the first entry that lies beyond, or the head. */
    long first(Beyond beyond) {
        var low = 0;
        var high = segments.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            var segment = segments.get(middle);
            var size = segment.size(head.sequence());
            if (size == 0 || beyond.test(segment.index(), size - 1)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == segments.size() ? head.sequence() : first(beyond, segments.get(low));
    }

    private long first(Beyond beyond, Segment segment) {
        var low = 0;
        var high = segment.size(head.sequence());
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (beyond.test(segment.index(), middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == segment.size(head.sequence()) ? head.sequence() : segment.sequence(low);
    }

    /** The last record below this sequence, if compaction left one. */
    Optional<Found> lastRecordBelow(long sequence) {
        for (var at = segments.find(sequence - 1); at >= 0; at--) {
            var segment = segments.get(at);
            var entries = segment.index();
            var from = Math.min(segment.indexFrom(sequence), segment.size(head.sequence()));
            for (var index = from - 1; index >= 0; index--) {
                if (entries.kinds[index] != SegmentIndex.PROGRESS) {
                    var id = EventId.of(new MzTimestamp(entries.timestamps[index]), entries.offsets[index]);
                    return Optional.of(new Found(segment.sequence(index), id));
                }
            }
        }
        return Optional.empty();
    }

    /** The time of the first entry, if there is one. */
    Optional<MzTimestamp> begin() {
        var segment = segments.get(0);
        return segment.size(head.sequence()) == 0
                ? Optional.empty()
                : Optional.of(new MzTimestamp(segment.index().timestamps[0]));
    }
}
