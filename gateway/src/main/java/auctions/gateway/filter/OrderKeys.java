package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The keys of one column's values in one segment, in one order. A value is read once for all comparisons of the column, not once for each:
 * a range is then a comparison of numbers, as equality is. Pumps read and write keys without a lock, and grow the room for them under
 * it: a key that is lost in between is read again.
 */
final class OrderKeys {
    // A new array is full of zeros, so a key is kept as how it differs from this one. A value that has this key is read
    // each time.
    private static final long UNREAD = Order.NO_VALUE + 1;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private final Order order;
    private final ColumnValues values;

    // Replaced under the lock. Volatile, since a reader may see a later array.
    private volatile long[] keys = {};

    private OrderKeys(Order order, ColumnValues values) {
        this.order = order;
        this.values = values;
    }

    /** What a segment has the keys of. */
    record Of(ColumnValues.Name column, Order order) {}

    /** The keys in the segment; they live as long as the segment. */
    static OrderKeys in(Segment segment, Of of) {
        return (OrderKeys) segment.attachment(
                of, _ -> new OrderKeys(of.order(), ColumnValues.of(segment, of.column())));
    }

    /** The key of a row's value. */
    long key(Segment segment, int index, RowReader reader) {
        var known = keys;
        long key = index < known.length ? UNREAD ^ (long) LONGS.getOpaque(known, index) : UNREAD;
        return key == UNREAD ? read(segment, index, reader) : key;
    }

    private long read(Segment segment, int index, RowReader reader) {
        var value = values.value(segment, index, reader);
        long key = value.exists() ? order.key(value.bytes(), value.from(), value.to()) : Order.NO_VALUE;
        LONGS.setOpaque(roomFor(segment, index), index, UNREAD ^ key);
        return key;
    }

    private long[] roomFor(Segment segment, int index) {
        var known = keys;
        return index < known.length ? known : grow(segment, index);
    }

    private synchronized long[] grow(Segment segment, int index) {
        if (index >= keys.length) {
            keys = Arrays.copyOf(keys, segment.room(index, keys.length));
        }
        return keys;
    }
}
