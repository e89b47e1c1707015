package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Times, in the topic's text: milliseconds since 1970, rounded down, a point, and three digits of microseconds. The key is the number of
 * microseconds. An operand may also be in ISO 8601, and finer than a microsecond; without an offset it is UTC.
 */
enum TimestampOrder implements Order {
    TIMESTAMP;

    private static final int FRACTION_DIGITS = 3;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final int NANOS_PER_MICRO = 1_000;

    @Override
    public long key(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int at = negative ? from + 1 : from;
        int point = at;
        while (point < to && text[point] != '.') {
            point++;
        }
        boolean fraction = point < to;
        if (point == at || (fraction && to - point - 1 != FRACTION_DIGITS)) {
            return NO_VALUE;
        }
        long millis = digits(text, at, point);
        long micros = fraction ? digits(text, point + 1, to) : 0;
        // Far beyond any time of Materialize's.
        if (millis < 0 || micros < 0 || millis > Long.MAX_VALUE / MICROS_PER_MILLI - 1) {
            return NO_VALUE;
        }
        return (negative ? -millis : millis) * MICROS_PER_MILLI + micros;
    }

    /** The number, or -1 if it is none or too large. */
    private static long digits(byte[] text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 100) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The operand is the same microsecond, or less than one later. */
    @Override
    public int compareTied(byte[] text, int from, int to, Operand operand) {
        return operand.text().length == 0 ? 0 : -1;
    }

    @Override
    public Optional<Operand> operand(String text) {
        var bytes = text.getBytes(US_ASCII);
        long key = key(bytes, 0, bytes.length);
        return key == NO_VALUE ? instant(text).flatMap(TimestampOrder::operand) : Optional.of(new Operand(key, ""));
    }

    private static Optional<Operand> operand(Instant instant) {
        try {
            long micros = Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_MILLI * 1_000),
                    instant.getNano() / NANOS_PER_MICRO);
            return Optional.of(new Operand(micros, instant.getNano() % NANOS_PER_MICRO == 0 ? "" : "later"));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        // A plus sign in a query that nobody has escaped arrives as a space.
        var iso = text.replace(' ', '+');
        try {
            if (iso.indexOf('T') < 0) {
                return Optional.of(LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime zoned
                            ? zoned.toInstant()
                            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String form() {
        return "a time such as 2026-11-27T23:59:59.5Z or 1795823999500.000";
    }
}
