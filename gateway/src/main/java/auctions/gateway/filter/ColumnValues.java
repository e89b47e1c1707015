package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import auctions.gateway.log.SegmentIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One column's values in one segment: where each is, and its hash. A row is parsed once for all filters on the column, not
 * once for each. Extended under its lock by whichever pump comes first, read without.
 */
final class ColumnValues {
    /* Of each row: the hash of its value, where in the segment's memory the value is, and its length. Of a value that is
     * escaped there: its hash, where it is among the texts, and a mark.
     */
    private static final int HASH = 0;
    private static final int START = 1;
    private static final int LENGTH = 2;
    private static final int NUMBERS = 3;

    // Instead of a length.
    private static final int NONE = -1;
    private static final int ESCAPED = -2;

    private static final int TEXTS_AT_FIRST = 16;

    private final Name column;

    // Written under the lock; the size is written last and read first. Volatile, since a reader may see a later array.
    private volatile int[] numbers = {};
    private volatile byte[][] texts = {};
    private volatile int size;

    // Used under the lock.
    private int textCount;

    private ColumnValues(Name column) {
        this.column = column;
    }

    /** A column's name, as a key and as it is in rows. */
    @SuppressWarnings("ArrayRecordComponent") // the text alone is compared
    record Name(String text, byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Name name && name.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** The values of this column in the segment; they live as long as the segment. */
    static ColumnValues of(Segment segment, Name column) {
        return (ColumnValues) segment.attachment(column, _ -> new ColumnValues(column));
    }

    /** The hash of a row's value; any number if the row has none. */
    int hash(Segment segment, int index, RowReader reader) {
        if (index >= size) {
            extend(segment, index + 1, reader);
        }
        return numbers[index * NUMBERS + HASH];
    }

    /** Whether the value of a row whose hash was asked for is this text. */
    boolean is(Segment segment, int index, byte[] text) {
        var found = numbers;
        var start = found[index * NUMBERS + START];
        var length = found[index * NUMBERS + LENGTH];
        return length == ESCAPED
                ? Arrays.equals(texts[start], text)
                : length == text.length && segment.holds(start, text);
    }

    /** A row's value, good until the reader reads the next one. */
    Value value(Segment segment, int index, RowReader reader) {
        if (index >= size) {
            extend(segment, index + 1, reader);
        }
        var found = numbers;
        var value = reader.value();
        int start = found[index * NUMBERS + START];
        int length = found[index * NUMBERS + LENGTH];
        if (length == NONE) {
            value.setNothing();
        } else if (length == ESCAPED) {
            value.set(texts[start]);
        } else {
            segment.copy(start - 1, value.room(length + 1), length + 1);
            value.setRead(length);
        }
        return value;
    }

    private synchronized void extend(Segment segment, int to, RowReader reader) {
        var from = size;
        if (to <= from) {
            return;
        }
        var extended = to * NUMBERS <= numbers.length
                ? numbers
                : Arrays.copyOf(numbers, Math.max(to, from + from / 2) * NUMBERS);
        for (var index = from; index < to; index++) {
            extended[index * NUMBERS + LENGTH] = NONE;
            if (segment.index().kinds[index] == SegmentIndex.ROW) {
                find(segment, index, reader, extended);
            }
        }
        numbers = extended;
        size = to;
    }

    /** Of members with one name the last counts, as in a browser; a row that is no JSON object has no values. */
    private void find(Segment segment, int index, RowReader reader, int[] found) {
        var at = index * NUMBERS;
        byte @Nullable [] escaped = null;
        var scanner = reader.begin(segment, index);
        while (scanner.next()) {
            if (scanner.name().is(column.bytes())) {
                var value = scanner.value();
                escaped = value.isEscaped() ? value.copy() : null;
                found[at + HASH] = value.hash();
                found[at + START] = segment.blockStart(index) + value.start();
                found[at + LENGTH] = value.length();
            }
        }
        if (!scanner.isWhole()) {
            found[at + LENGTH] = NONE;
        } else if (escaped != null) {
            found[at + START] = keep(escaped);
            found[at + LENGTH] = ESCAPED;
        }
    }

    /** Keeps a text that stands nowhere as it is, and returns its place. Before the size that makes it seen. */
    private int keep(byte[] text) {
        if (textCount == texts.length) {
            texts = Arrays.copyOf(texts, Math.max(TEXTS_AT_FIRST, textCount + textCount / 2));
        }
        texts[textCount] = text;
        return textCount++;
    }
}
