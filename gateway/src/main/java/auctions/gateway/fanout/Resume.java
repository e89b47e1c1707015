package auctions.gateway.fanout;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Finds the place after an id that some replica gave, or says why there is none. Ids are the same on every replica, so
 * the place is a matter of this log's own times and offsets; what cannot be shown to be complete is refused.
 */
final class Resume {
    /** An id this far ahead of the head and of the clock belongs to another topic, or to nobody. */
    private static final Duration FUTURE_MAX = Duration.ofDays(1);

    private final Directory directory;
    private final Head head;
    private final EventId horizon;
    private final Duration deleteRetention;
    private final long nowMillis;

    Resume(Directory directory, Epoch.Horizon horizon, Head head, Duration deleteRetention, long nowMillis) {
        this.head = head;
        this.directory = directory;
        this.horizon = horizon.id();
        this.deleteRetention = deleteRetention;
        this.nowMillis = nowMillis;
    }

    /** Where to go on. */
    sealed interface Place {
        /** At this sequence. */
        record At(long sequence) implements Place {}

        /** Not here yet. */
        record Ahead() implements Place {}

        /** Nowhere: a snapshot is needed. */
        record Refused(String reason) implements Place {}
    }

    /** The place after this text, if it is an id at all. */
    Place after(String lastEventId) {
        return EventId.parse(lastEventId).map(this::after).orElseGet(() -> refused("malformed id"));
    }

    private Place after(EventId id) {
        var closed = head.closed();
        if (id.timestamp() - FUTURE_MAX.toMillis() > Math.max(closed, nowMillis)) {
            return refused("id in the future");
        }
        if (id.timestamp() < begin()) {
            return refused("id before the topic began");
        }
        if (id.timestamp() < closed - deleteRetention.toMillis() || id.compareTo(horizon) < 0) {
            return refused("id older than the deletions kept");
        }
        return id.isProgress() ? afterFrontier(id, closed) : afterRecord(id, closed);
    }

    /** No id below it belongs to the topic. If the topic does not say, its first record does: all of it comes then anyway. */
    private long begin() {
        var first = directory.get(0);
        return head.since() == Entries.NONE && first.size(head.sequence()) > 0
                ? first.entries().timestamps[0]
                : head.since();
    }

    private Place afterFrontier(EventId id, long closed) {
        if (id.timestamp() > Math.max(closed, BlockEncoder.NOTHING_HELD)) {
            return new Place.Ahead();
        }
        return at(first((entries, index) -> entries.timestamps[index] > id.timestamp()
                || (entries.timestamps[index] == id.timestamp() && entries.kinds[index] != Entries.PROGRESS)));
    }

    /** The record itself may be compacted away; then its neighbours must leave room for it. */
    private Place afterRecord(EventId id, long closed) {
        if (id.offset() > head.offset()) {
            return id.timestamp() < closed ? refused("id of another topic") : new Place.Ahead();
        }
        var record = first((entries, index) -> entries.offsets[index] >= id.offset());
        var sameTime = first((entries, index) -> entries.timestamps[index] >= id.timestamp());
        var laterTime = first((entries, index) -> entries.timestamps[index] > id.timestamp());
        var beyond = first((entries, index) -> entries.offsets[index] > id.offset()
                || (entries.offsets[index] == id.offset() && entries.kinds[index] == Entries.PROGRESS));
        var isThere = record < beyond;
        if (sameTime > record || laterTime < record || (isThere && laterTime == record)) {
            return refused("id of another topic");
        }
        return at(first((entries, index) -> entries.offsets[index] > id.offset()
                || (entries.kinds[index] == Entries.PROGRESS && entries.timestamps[index] > id.timestamp())));
    }

    /** Between records this old the topic may have dropped deletions before we read it. */
    private Place at(long sequence) {
        var oldest = TimeUnit.MILLISECONDS.toSeconds(nowMillis - deleteRetention.toMillis());
        for (var i = Math.max(0, directory.find(sequence)); i < directory.size(); i++) {
            var segment = directory.get(i);
            var entries = segment.entries();
            for (var index = segment.indexFrom(sequence); index < segment.size(head.sequence()); index++) {
                if (entries.kinds[index] != Entries.PROGRESS) {
                    return entries.appendedAt[index] < oldest
                            ? refused("id older than the deletions kept")
                            : new Place.At(sequence);
                }
            }
        }
        return new Place.At(sequence);
    }

    /** Whether an entry lies after the place that is looked for; false for all before it and true from there on. */
    @FunctionalInterface
    private interface Beyond {
        boolean test(Entries entries, int index);
    }

    /** The sequence of the first entry that lies beyond, or the head. */
    private long first(Beyond beyond) {
        var low = 0;
        var high = directory.size();
        while (low < high) {
            var middle = (low + high) >>> 1;
            var segment = directory.get(middle);
            var size = segment.size(head.sequence());
            if (size == 0 || beyond.test(segment.entries(), size - 1)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == directory.size() ? head.sequence() : first(beyond, directory.get(low));
    }

    private long first(Beyond beyond, Segment segment) {
        var low = 0;
        var high = segment.size(head.sequence());
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (beyond.test(segment.entries(), middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == segment.size(head.sequence()) ? head.sequence() : segment.sequence(low);
    }

    private static Place refused(String reason) {
        return new Place.Refused(reason);
    }
}
