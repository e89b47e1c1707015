package auctions.gateway.fanout;

import java.util.Arrays;

/**
 * The hashes of one column's values in one segment: a record is parsed once for all filters on the column, not once for
 * each. Extended under its lock by whichever pump comes first, read without.
 */
final class ColumnHashes {
    private static final int[] NO_HASHES = {};

    private final byte[] column;

    // Written under the lock; the size is written last and read first. Volatile, since a reader may see a later array.
    private volatile int[] hashes = NO_HASHES;
    private volatile int size;

    ColumnHashes(byte[] column) {
        this.column = column;
    }

    /** The hash of a row's value; any number if the row has none. */
    int get(Segment segment, int index, Gather gather) {
        if (index >= size) {
            extend(segment, index + 1, gather);
        }
        return hashes[index];
    }

    private synchronized void extend(Segment segment, int to, Gather gather) {
        var from = size;
        if (to <= from) {
            return;
        }
        var extended = to <= hashes.length ? hashes : Arrays.copyOf(hashes, Math.max(to, from + from / 2));
        for (var index = from; index < to; index++) {
            if (segment.entries().kinds[index] == Entries.ROW) {
                extended[index] = hash(segment, index, gather);
            }
        }
        hashes = extended;
        size = to;
    }

    private int hash(Segment segment, int index, Gather gather) {
        gather.beginRow(segment, index);
        var hash = 0;
        while (gather.scanner.next()) {
            if (gather.scanner.name().is(column)) {
                hash = gather.scanner.value().hash();
            }
        }
        return hash;
    }
}
