package auctions.gateway.fanout;

import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.filter.RowReader;
import auctions.gateway.log.BlockEncoder;
import auctions.gateway.log.Segment;

/**
 * What one pump lends to each of its cursors in turn, whichever view they are of. No cursor keeps anything of it.
 *
 * @param writer writes entries of the log
 * @param rows reads rows for filters
 * @param projected makes rows with fewer columns
 * @param pages the pages of snapshots that this pump's newcomers share
 * @param encoder makes the blocks that are not in the log as they are
 * @param keys room for the key of a deletion
 */
public record Scratch(
        GatheringWriter writer,
        RowReader rows,
        ProjectedRow projected,
        SnapshotPages pages,
        BlockEncoder encoder,
        Key keys) {

    /** Room for one key. */
    static final class Key {
        private byte[] bytes = new byte[256];

        /** The array, with an entry's key from its beginning. */
        byte[] of(Segment segment, int index) {
            var length = segment.keyLength(index);
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            segment.copyKey(index, bytes);
            return bytes;
        }
    }
}
