package auctions.gateway.fanout;

import java.util.Arrays;

/** The log's segments in order. Immutable: a change is a new directory. */
final class Directory {
    private final Segment[] segments;

    Directory(Segment... segments) {
        this.segments = segments;
    }

    /** The segments with one more at the end. */
    Directory with(Segment segment) {
        var more = Arrays.copyOf(segments, segments.length + 1);
        more[segments.length] = segment;
        return new Directory(more);
    }

    /** The segments with those from `from` up to `to` replaced. */
    Directory replace(int from, int to, Segment[] replacement) {
        var more = new Segment[segments.length - (to - from) + replacement.length];
        System.arraycopy(segments, 0, more, 0, from);
        System.arraycopy(replacement, 0, more, from, replacement.length);
        System.arraycopy(segments, to, more, from + replacement.length, segments.length - to);
        return new Directory(more);
    }

    /** How many there are; at least one. */
    int size() {
        return segments.length;
    }

    /** One of them. */
    Segment get(int index) {
        return segments[index];
    }

    /** The open one. */
    Segment tail() {
        return segments[segments.length - 1];
    }

    /** The last segment that begins at or before this sequence, or -1. */
    int find(long sequence) {
        var low = 0;
        var high = segments.length - 1;
        if (segments[high].firstSequence <= sequence) {
            return high;
        }
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (segments[middle].firstSequence <= sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** Whether an entry was appended at this second or before; one that is gone was gone for being old. */
    boolean isCold(long sequence, long seconds) {
        var at = find(sequence);
        if (at < 0) {
            return true;
        }
        var index = segments[at].find(sequence);
        return index < 0 || segments[at].entries().appendedAt[index] <= seconds;
    }
}
