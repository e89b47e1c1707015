package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The keys of one column's values in one segment, in one order. A value is read once for all comparisons of the column, not once for each:
 * a range is then a comparison of numbers, as equality is. Extended under its lock by whichever pump comes first, read without.
 */
final class OrderKeys {
    // A new array is full of zeros, so a key is kept as how it differs from this one. A value that has this key is read
    // each time.
    private static final long UNREAD = Order.NO_VALUE + 1;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final Of of;

    // Written under the lock. Volatile, since a reader may see a later array.
    private volatile long[] keys = {};

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
        var known = keys;
        long key = index < known.length ? UNREAD ^ (long) LONGS.getOpaque(known, index) : UNREAD;
        return key == UNREAD ? read(segment, index, reader) : key;
    }

    private synchronized long read(Segment segment, int index, RowReader reader) {
        var value = ColumnValues.of(segment, of.column).value(segment, index, reader);
        long key = value.exists() ? of.order.key(value.bytes(), value.from(), value.to()) : Order.NO_VALUE;
        var known = index < keys.length ? keys : Arrays.copyOf(keys, segment.room(index, keys.length));
        LONGS.setOpaque(known, index, UNREAD ^ key);
        keys = known;
        return key;
    }
}
