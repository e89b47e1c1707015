package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import java.util.Arrays;

/**
 * The keys of one column's values in one segment, in one order. A value is read once for all comparisons of the column, not once for each:
 * a range is then a comparison of numbers, as equality is. Extended under its lock by whichever pump comes first, read without.
 */
final class OrderKeys {
    private final Of of;

    // Written under the lock; the size is written last and read first. Volatile, since a reader may see a later array.
    private volatile long[] keys = {};
    private volatile int size;

    private OrderKeys(Of of) {
        this.of = of;
    }

    /** What a segment has the keys of. */
    record Of(ColumnValues.Name column, Order order) {}

    /** The keys in the segment; they live as long as the segment. */
    static OrderKeys in(Segment segment, Of of) {
        return (OrderKeys) segment.attachment(of, _ -> new OrderKeys(of));
    }

    /** The key of a row's value. */
    long key(Segment segment, int index, RowReader reader) {
        if (index >= size) {
            extend(segment, index + 1, reader);
        }
        return keys[index];
    }

    private synchronized void extend(Segment segment, int to, RowReader reader) {
        int from = size;
        if (to <= from) {
            return;
        }
        var values = ColumnValues.of(segment, of.column);
        var extended = to <= keys.length ? keys : Arrays.copyOf(keys, Math.max(to, from + from / 2));
        for (int index = from; index < to; index++) {
            var value = values.value(segment, index, reader);
            extended[index] = value.exists() ? of.order.key(value.bytes(), value.from(), value.to()) : Order.NO_VALUE;
        }
        keys = extended;
        size = to;
    }
}
