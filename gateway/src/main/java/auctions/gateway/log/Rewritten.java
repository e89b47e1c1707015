package auctions.gateway.log;

import java.util.BitSet;
import java.util.List;

/**
 * What one step of a compaction made: which segments take the place of which.
 *
 * @param from consecutive segments, with what each keeps
 * @param to the one segment that holds all survivors, or none if there are none
 */
record Rewritten(List<Survivors> from, List<Segment> to) {

    /** What one segment keeps. */
    record Survivors(Segment segment, BitSet kept, int bytes, int droppedBytes) {}
}
