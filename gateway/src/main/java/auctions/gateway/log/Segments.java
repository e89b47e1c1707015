package auctions.gateway.log;

import auctions.gateway.topic.MzTimestamp;
import java.util.List;

/** The log's segments in order. Immutable: a change makes new ones. */
public final class Segments {
    private final Segment[] segments;

    Segments(Segment... segments) {
        this.segments = segments;
    }

    /**
     * The segments with another active one. It takes the place of an active one without entries, as the first is to a larger first
     * record: no two segments begin at one sequence.
     */
    Segments withActive(Segment segment) {
        var isEmpty = active().baseSequence() == segment.baseSequence();
        return replace(isEmpty ? segments.length - 1 : segments.length, segments.length, List.of(segment));
    }

    /** The segments with those from {@code from} up to {@code to} replaced. */
    Segments replace(int from, int to, List<Segment> replacement) {
        var more = new Segment[segments.length - (to - from) + replacement.size()];
        System.arraycopy(segments, 0, more, 0, from);
        for (var i = 0; i < replacement.size(); i++) {
            more[from + i] = replacement.get(i);
        }
        System.arraycopy(segments, to, more, from + replacement.size(), segments.length - to);
        return new Segments(more);
    }

    /** How many there are; at least one. */
    public int size() {
        return segments.length;
    }

    /** One of them. */
    public Segment get(int at) {
        return segments[at];
    }

    /** The active one: the newest, the only one that takes appends. */
    Segment active() {
        return segments[segments.length - 1];
    }

    /** The last segment that begins at or before this sequence, or -1. */
    public int find(long sequence) {
        var low = 0;
        var high = segments.length - 1;
        if (segments[high].baseSequence() <= sequence) {
            return high;
        }
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (segments[middle].baseSequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Whether the time of an entry is at this one or before; true for an entry that compaction dropped, which was old. */
    boolean isOld(long sequence, MzTimestamp time) {
        var at = find(sequence);
        var index = at < 0 ? -1 : segments[at].find(sequence);
        return index < 0 || Long.compareUnsigned(segments[at].index().timestamps[index], time.bits()) <= 0;
    }
}
