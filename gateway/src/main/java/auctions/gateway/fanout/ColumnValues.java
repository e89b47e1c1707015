package auctions.gateway.fanout;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One column's values in one segment: where each is, and its hash. A row is parsed once for all filters on the column, not
 * once for each. Extended under its lock by whichever pump comes first, read without.
 */
final class ColumnValues {
    // Of each row: the hash of its value, where in the segment's memory the value is, and its length.
    private static final int HASH = 0;
    private static final int START = 1;
    private static final int LENGTH = 2;
    private static final int NUMBERS = 3;

    // Instead of a length.
    private static final int NONE = -1;
    private static final int ESCAPED = -2;

    private static final int[] NO_VALUES = {};

    private final byte[] column;

    // Written under the lock; the size is written last and read first. Volatile, since a reader may see a later array.
    private volatile int[] values = NO_VALUES;
    private volatile Map<Integer, byte[]> escaped = Map.of();
    private volatile int size;

    ColumnValues(byte[] column) {
        this.column = column;
    }

    /** The hash of a row's value; any number if the row has none. */
    int hash(Segment segment, int index, Gather gather) {
        if (index >= size) {
            extend(segment, index + 1, gather);
        }
        return values[index * NUMBERS + HASH];
    }

    /** Whether the value of a row whose hash was asked for is this text. */
    boolean is(Segment segment, int index, byte[] text) {
        var at = index * NUMBERS;
        var length = values[at + LENGTH];
        return length == ESCAPED
                ? Arrays.equals(escaped.get(index), text)
                : length == text.length && segment.holds(values[at + START], text);
    }

    private synchronized void extend(Segment segment, int to, Gather gather) {
        var from = size;
        if (to <= from) {
            return;
        }
        var extended =
                to * NUMBERS <= values.length ? values : Arrays.copyOf(values, Math.max(to, from + from / 2) * NUMBERS);
        for (var index = from; index < to; index++) {
            extended[index * NUMBERS + LENGTH] = NONE;
            if (segment.entries().kinds[index] == Entries.ROW) {
                find(segment, index, gather, extended);
            }
        }
        values = extended;
        size = to;
    }

    /** Of members with one name the last counts, as in a browser; a row that is no JSON object has no values. */
    private void find(Segment segment, int index, Gather gather, int[] found) {
        var scanner = gather.scanner;
        var at = index * NUMBERS;
        gather.beginRow(segment, index);
        while (scanner.next()) {
            if (scanner.name().is(column)) {
                var value = scanner.value();
                found[at + HASH] = value.hash();
                found[at + START] = segment.blockStart(index) + value.start();
                found[at + LENGTH] = value.isEscaped() ? ESCAPED : value.length();
                if (value.isEscaped()) {
                    keep(index, value.copy());
                }
            }
        }
        if (!scanner.isWhole()) {
            found[at + LENGTH] = NONE;
        }
    }

    private void keep(int index, byte[] text) {
        var more = new HashMap<>(escaped);
        more.put(index, text);
        escaped = more;
    }
}
