package auctions.gateway.fanout;

import auctions.gateway.filter.ProjectedRow;
import auctions.gateway.filter.RowReader;

/**
 * What one pump lends to each of its cursors in turn, whichever view they are of. No cursor keeps anything of it.
 *
 * @param writer writes entries of the log
 * @param rests writes the rests of blocks that were cut
 * @param effort what the turn has looked at
 * @param rows reads rows for filters
 * @param projected makes rows with fewer columns
 * @param pages the pages of snapshots that this pump's newcomers share
 * @param encoder makes the blocks that are not in the log as they are
 */
public record Scratch(
        GatheringWriter writer,
        RestWriter rests,
        Effort effort,
        RowReader rows,
        ProjectedRow projected,
        SnapshotPages pages,
        EntryEncoder encoder) {}
