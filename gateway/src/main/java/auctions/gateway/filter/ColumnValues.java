package auctions.gateway.filter;

import auctions.gateway.log.Segment;
import auctions.gateway.log.SegmentIndex;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One column's values in one segment: where each is, and its hash. A row is parsed once for all filters on the column, not
 * once for each, and not before a filter asks for it. Extended under its lock by whichever pump comes first, read without.
 */
final class ColumnValues {
    /* Of each row: the hash of its value, where in the segment's memory the value is, and its length plus one. Of a value that is
     * escaped there: its hash, where it is among the texts, and a mark. The length is written last and read first.
     */
    private static final int HASH = 0;
    private static final int START = 1;
    private static final int LENGTH = 2;
    private static final int NUMBERS = 3;

    // Instead of a length plus one. A new array is full of the first.
    private static final int UNREAD = 0;
    private static final int NONE = -1;
    private static final int ESCAPED = -2;

    private static final int TEXTS_AT_FIRST = 16;
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final Name column;

    // Written under the lock. Volatile, since a reader may see a later array.
    private volatile int[] numbers = {};
    private volatile byte[][] texts = {};
    private volatile @Nullable RowsByHash rowsByHash;

    // Used under the lock. All rows before the second were read, and later ones may have been.
    private int textCount;
    private int readUntil;

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
        var known = numbers;
        if (length(known, index) == UNREAD) {
            known = read(segment, index, reader);
        }
        return known[index * NUMBERS + HASH];
    }

    /** Whether the value of a row whose hash was asked for is this text. */
    boolean is(Segment segment, int index, byte[] text) {
        var known = numbers;
        var start = known[index * NUMBERS + START];
        var length = length(known, index);
        return length == ESCAPED
                ? Arrays.equals(texts[start], text)
                : length == text.length + 1 && segment.holds(start, text);
    }

    /** A row's value, good until the reader reads the next one. */
    Value value(Segment segment, int index, RowReader reader) {
        var known = length(numbers, index) == UNREAD ? read(segment, index, reader) : numbers;
        var value = reader.value();
        int start = known[index * NUMBERS + START];
        int length = length(known, index);
        if (length == NONE) {
            value.setNothing();
        } else if (length == ESCAPED) {
            value.set(texts[start]);
        } else {
            segment.copy(start - 1, value.room(length), length);
            value.setRead(length - 1);
        }
        return value;
    }

    /**
     * Reads rows of a sealed segment that were not read yet, at least one, until all were; then the rows are found by their hash. All
     * pumps and filters go on where the last one stopped.
     *
     * @return false if more is to be read
     */
    boolean prepare(Segment segment, RowReader reader, BooleanSupplier isSpent) {
        if (rowsByHash != null || !segment.isSealed()) {
            return true;
        }
        return prepareSealed(segment, reader, isSpent);
    }

    private synchronized boolean prepareSealed(Segment segment, RowReader reader, BooleanSupplier isSpent) {
        var entries = segment.entries();
        while (readUntil < entries) {
            hash(segment, readUntil++, reader);
            if (isSpent.getAsBoolean()) {
                return false;
            }
        }
        if (rowsByHash == null) {
            rowsByHash = new RowsByHash(new Known(numbers, entries));
        }
        return true;
    }

    /**
     * The first entry from an index on whose value may have one of these hashes, or the largest number; the index itself where the
     * segment was not prepared.
     */
    int candidate(int[] hashes, int from) {
        var known = rowsByHash;
        if (known == null) {
            return from;
        }
        var first = Integer.MAX_VALUE;
        for (var hash : hashes) {
            first = Math.min(first, known.first(hash, from));
        }
        return first;
    }

    private static int length(int[] known, int index) {
        var at = index * NUMBERS + LENGTH;
        return at < known.length ? (int) INTS.getAcquire(known, at) : UNREAD;
    }

    private synchronized int[] read(Segment segment, int index, RowReader reader) {
        if (length(numbers, index) != UNREAD) {
            return numbers;
        }
        var known = index * NUMBERS < numbers.length
                ? numbers
                : Arrays.copyOf(numbers, segment.room(index, numbers.length / NUMBERS) * NUMBERS);
        var length = segment.index().kinds[index] == SegmentIndex.ROW ? find(segment, index, reader, known) : NONE;
        INTS.setRelease(known, index * NUMBERS + LENGTH, length);
        numbers = known;
        return known;
    }

    /** The numbers of a segment of which each row was read. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
    private record Known(int[] numbers, int count) implements RowsByHash.Values {
        @Override
        public boolean isPresent(int index) {
            return numbers[index * NUMBERS + LENGTH] != NONE;
        }

        @Override
        public int hash(int index) {
            return numbers[index * NUMBERS + HASH];
        }
    }

    /**
     * Finds the value and returns its length plus one, or a mark. Of members with one name the last counts, as in a browser; a
     * row that is no JSON object has no values.
     */
    private int find(Segment segment, int index, RowReader reader, int[] known) {
        var at = index * NUMBERS;
        var length = NONE;
        byte @Nullable [] escaped = null;
        var scanner = reader.begin(segment, index);
        while (scanner.next()) {
            if (scanner.name().is(column.bytes())) {
                var value = scanner.value();
                escaped = value.isEscaped() ? value.copy() : null;
                known[at + HASH] = value.hash();
                known[at + START] = segment.blockStart(index) + value.start();
                length = value.length() + 1;
            }
        }
        if (!scanner.isWhole()) {
            return NONE;
        }
        if (escaped != null) {
            known[at + START] = keep(escaped);
            return ESCAPED;
        }
        return length;
    }

    /** Keeps a text that stands nowhere as it is, and returns its place. Before the length that makes it seen. */
    private int keep(byte[] text) {
        var kept = textCount == texts.length
                ? Arrays.copyOf(texts, Math.max(TEXTS_AT_FIRST, textCount + textCount / 2))
                : texts;
        kept[textCount] = text;
        texts = kept;
        return textCount++;
    }
}
