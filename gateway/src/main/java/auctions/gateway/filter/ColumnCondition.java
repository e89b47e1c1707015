package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import auctions.gateway.log.Hash;
import auctions.gateway.log.Segment;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.BooleanSupplier;

/** What a filter asks of one column: any of the plain values, if there are some, and all comparisons. */
final class ColumnCondition {
    private static final int LOOKED_UP_MAX = 8;

    private final ColumnValues.Name name;

    // In UTF-8, which is what rows are in.
    private final byte[][] values;
    private final int[] hashes;

    // Those of one order beside each other.
    private final Comparison[] comparisons;
    private final OrderKeys.Of[] keys;

    ColumnCondition(String column, Collection<String> values, Collection<Comparison> comparisons) {
        this.name = new ColumnValues.Name(column, column.getBytes(UTF_8));
        this.values = values.stream().map(value -> value.getBytes(UTF_8)).toArray(byte[][]::new);
        this.hashes = Arrays.stream(this.values)
                .mapToInt(value -> Hash.of(value, 0, value.length))
                .sorted()
                .toArray();
        this.comparisons = comparisons.stream()
                .sorted(Comparator.comparing(comparison -> comparison.order().form()))
                .toArray(Comparison[]::new);
        this.keys = Arrays.stream(this.comparisons)
                .map(comparison -> new OrderKeys.Of(name, comparison.order()))
                .toArray(OrderKeys.Of[]::new);
    }

    /** Whether a row passes. */
    boolean passes(Segment segment, int index, RowReader reader) {
        return (values.length == 0 || hasAny(segment, index, reader))
                && (comparisons.length == 0 || holdAll(segment, index, reader));
    }

    /** By the hash of the row's value, and only then by the value. */
    private boolean hasAny(Segment segment, int index, RowReader reader) {
        var rows = ColumnValues.of(segment, name);
        int hash = rows.hash(segment, index, reader);
        if (hashes.length == 1 ? hashes[0] != hash : Arrays.binarySearch(hashes, hash) < 0) {
            return false;
        }
        for (var value : values) {
            if (rows.is(segment, index, value)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link Filter#prepare}. */
    boolean prepare(Segment segment, RowReader reader, BooleanSupplier isSpent) {
        return !isLookedUp() || ColumnValues.of(segment, name).prepare(segment, reader, isSpent);
    }

    /** The first entry from an index on that may pass. */
    int candidate(Segment segment, int from) {
        return isLookedUp() ? ColumnValues.of(segment, name).candidate(hashes, from) : from;
    }

    /** Many values are not looked up one by one, and comparisons not at all. */
    private boolean isLookedUp() {
        return hashes.length > 0 && hashes.length <= LOOKED_UP_MAX;
    }

    private boolean holdAll(Segment segment, int index, RowReader reader) {
        long key = OrderKeys.in(segment, keys[0]).key(segment, index, reader);
        for (int i = 0; i < comparisons.length; i++) {
            if (i > 0 && keys[i].order() != keys[i - 1].order()) {
                key = OrderKeys.in(segment, keys[i]).key(segment, index, reader);
            }
            if (!holds(comparisons[i], key, segment, index, reader)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Comparison comparison, long key, Segment segment, int index, RowReader reader) {
        return comparison.isDecidedBy(key)
                ? comparison.holds(key)
                : comparison.holds(key, ColumnValues.of(segment, name).value(segment, index, reader));
    }
}
