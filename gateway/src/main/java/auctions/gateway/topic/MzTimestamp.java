package auctions.gateway.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A logical time of Materialize, {@code mz_timestamp}: an unsigned 64-bit number that only orders updates. By default its unit is
 * the millisecond since 1970, which is what ages of records are reckoned in.
 *
 * @param bits the number, unsigned; arrays of millions hold these bits alone
 */
public record MzTimestamp(long bits) implements Comparable<MzTimestamp> {

    /** The earliest time. */
    public static final MzTimestamp ZERO = new MzTimestamp(0);

    private static final int DIGITS_MAX = 20;
    private static final int RADIX = 10;

    /** The time in this decimal text, as headers and progress records carry it; empty for any other text. */
    public static Optional<MzTimestamp> parse(byte[] text) {
        if (text.length == 0 || text.length > DIGITS_MAX) {
            return Optional.empty();
        }
        var number = 0L;
        for (var digit : text) {
            var value = digit - '0';
            if (value < 0 || value >= RADIX || Long.compareUnsigned(number, Long.divideUnsigned(~value, RADIX)) > 0) {
                return Optional.empty();
            }
            number = number * RADIX + value;
        }
        return Optional.of(new MzTimestamp(number));
    }

    /** The time in this decimal text. */
    public static Optional<MzTimestamp> parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this time is strictly below the other. */
    public boolean isBefore(MzTimestamp other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(MzTimestamp other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    /** The later of the two times. */
    public MzTimestamp max(MzTimestamp other) {
        return isBefore(other) ? other : this;
    }

    /** Whether this time is strictly above the other. */
    public boolean isAfter(MzTimestamp other) {
        return compareTo(other) > 0;
    }

    /** The time this long before, and not before {@link #ZERO}. */
    public MzTimestamp minus(Duration duration) {
        var millis = duration.toMillis();
        return Long.compareUnsigned(bits, millis) < 0 ? ZERO : new MzTimestamp(bits - millis);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
