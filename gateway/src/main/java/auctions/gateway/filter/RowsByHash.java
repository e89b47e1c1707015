package auctions.gateway.filter;

import java.util.Arrays;

/**
 * The rows of a sealed segment by the hash of one column's value, so that a snapshot looks at the rows that may have a value and
 * not at all rows. Immutable.
 */
final class RowsByHash {
    /* The rows of one bucket stand together and rise. A bucket has two rows on average, unless values are common: eight bytes a
     * row. Rows of other hashes in the same bucket are found as well; who asks compares anyway.
     */
    private static final int ROWS_PER_BUCKET = 2;

    private final int mask;
    private final int[] starts;
    private final int[] rows;

    /** What is known of the values of a segment's entries. */
    interface Values {
        /** How many entries there are. */
        int count();

        /** Whether an entry is a row with a value. */
        boolean isPresent(int index);

        /** The hash of the value that is present. */
        int hash(int index);
    }

    RowsByHash(Values values) {
        mask = Math.max(1, Integer.highestOneBit(values.count() / ROWS_PER_BUCKET)) - 1;
        starts = new int[mask + 2];
        for (var index = 0; index < values.count(); index++) {
            if (values.isPresent(index)) {
                starts[bucket(values.hash(index)) + 1]++;
            }
        }
        for (var bucket = 0; bucket <= mask; bucket++) {
            starts[bucket + 1] += starts[bucket];
        }
        rows = new int[starts[mask + 1]];
        var ends = Arrays.copyOf(starts, mask + 1);
        for (var index = 0; index < values.count(); index++) {
            if (values.isPresent(index)) {
                rows[ends[bucket(values.hash(index))]++] = index;
            }
        }
    }

    private int bucket(int hash) {
        return hash & mask;
    }

    /** The first entry from an index on whose value may have this hash, or the largest number. */
    int first(int hash, int from) {
        var bucket = bucket(hash);
        var end = starts[bucket + 1];
        var found = Arrays.binarySearch(rows, starts[bucket], end, from);
        var at = found >= 0 ? found : -found - 1;
        return at < end ? rows[at] : Integer.MAX_VALUE;
    }
}
