package auctions.ingestor.decode;

/**
 * A logical time of Materialize: an unsigned 64-bit number that only orders updates. It is not a wall clock.
 *
 * @param value the 64 bits, unsigned
 */
public record MzTimestamp(long value) implements Comparable<MzTimestamp> {

    /** The earliest time there is. */
    public static final MzTimestamp ZERO = new MzTimestamp(0);

    /** Reads the decimal text of a time; throws {@link NumberFormatException} for anything else. */
    public static MzTimestamp parse(String text) {
        return new MzTimestamp(Long.parseUnsignedLong(text));
    }

    /** The time just before this one; frontiers and their resume points are one apart. */
    public MzTimestamp previous() {
        if (value == 0) {
            throw new IllegalStateException("no time before 0");
        }
        return new MzTimestamp(value - 1);
    }

    /** The time just after this one. */
    public MzTimestamp next() {
        if (value == -1) {
            throw new IllegalStateException("no time after " + this);
        }
        return new MzTimestamp(value + 1);
    }

    /** Whether this time is strictly before the other. */
    public boolean isBefore(MzTimestamp other) {
        return compareTo(other) < 0;
    }

    /** Whether this time is strictly after the other. */
    public boolean isAfter(MzTimestamp other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(MzTimestamp other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(value);
    }
}
