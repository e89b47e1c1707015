package auctions.ingestor.topic;

import auctions.ingestor.decode.MzTimestamp;
import java.util.NavigableMap;

/**
 * Where the records end that a torn transaction has left. Immutable.
 *
 * @param from where the checkpoint ends
 * @param ends by time, one past its last torn record
 */
record TornOffsets(long from, NavigableMap<MzTimestamp, Long> ends) {

    /** One past the last torn record. */
    long end() {
        return ends.isEmpty() ? from : ends.lastEntry().getValue();
    }

    /**
     * One past the last torn record at a time below a frontier. What lies beyond stays uncovered by its checkpoint, since
     * its updates come again after the next restart, too.
     */
    long below(MzTimestamp frontier) {
        var covered = ends.lowerEntry(frontier);
        return covered == null ? from : covered.getValue();
    }
}
