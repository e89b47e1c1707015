package auctions.gateway.fanout;

import auctions.gateway.filter.Filter;
import auctions.gateway.filter.Projection;
import auctions.gateway.log.SegmentIndex;

/**
 * The rows that are live at one position of the topic and pass a filter, each once, in its version of that moment.
 *
 * @param until the sequence of the first entry that is not in the snapshot
 * @param end the offset that this position has in the topic, the same at every gateway: the first that is not in the snapshot
 * @param filter the rows it shows
 * @param projection the columns it shows of them
 */
record Snapshot(long until, long end, Filter filter, Projection projection) {

    /** The snapshot of a request that ends here. Its pages may be kept longer than any stream of the request's columns lasts. */
    static Snapshot of(StreamRequest request, long until, long end) {
        return new Snapshot(until, end, request.filter(), request.projection().withoutBlocks());
    }

    /** Whether the entry is a row that was live at the end. */
    boolean holds(SegmentIndex entries, int index) {
        return entries.kinds[index] == SegmentIndex.ROW && !entries.isSuperseded(index, until);
    }
}
