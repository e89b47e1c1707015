package auctions.ingestor.decode;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads {@code timestamp} and {@code timestamptz} as Materialize prints them:
 * {@code YYYY-MM-DD HH:MM:SS[.ffffff][+00][ BC]}, always UTC, years of any length.
 */
final class TimestampText {

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final byte[] text;

    private final int to;

    private int at;

    private TimestampText(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    /** Milliseconds since the epoch, rounded down. */
    static long epochMillis(byte[] text, int from, int to) {
        return new TimestampText(text, from, to).parse();
    }

    private long parse() {
        boolean negative = at < to && text[at] == '-';
        if (negative || (at < to && text[at] == '+')) {
            at++;
        }
        long year = year();
        int month = field('-');
        int day = field('-');
        int hour = field(' ');
        int minute = field(':');
        int second = field(':');
        int millis = fraction();
        zone();
        if (era()) {
            year = 1 - year;
        } else if (negative) {
            year = -year;
        }
        return epochDay(year, month, day) * MILLIS_PER_DAY + ((hour * 60L + minute) * 60 + second) * 1000 + millis;
    }

    private long epochDay(long year, int month, int day) {
        try {
            return LocalDate.of(Math.toIntExact(year), month, day).toEpochDay();
        } catch (DateTimeException | ArithmeticException e) {
            throw malformed();
        }
    }

    private long year() {
        long number = 0;
        int start = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            number = number * 10 + text[at++] - '0';
        }
        if (at == start || at - start > 9) {
            throw malformed();
        }
        return number;
    }

    /** A separator and two digits. */
    private int field(char separator) {
        if (to - at < 3 || text[at] != separator) {
            throw malformed();
        }
        int number = 10 * digit(text[at + 1]) + digit(text[at + 2]);
        at += 3;
        return number;
    }

    private static int digit(byte b) {
        if (b < '0' || b > '9') {
            throw malformed();
        }
        return b - '0';
    }

    /** Milliseconds of the fraction; digits below are dropped, which rounds down on both sides of the epoch. */
    private int fraction() {
        if (at >= to || text[at] != '.') {
            return 0;
        }
        at++;
        int millis = 0;
        for (int weight = 100; at < to && text[at] >= '0' && text[at] <= '9'; weight /= 10) {
            millis += (text[at++] - '0') * weight;
        }
        return millis;
    }

    private void zone() {
        if (at < to && text[at] == '+') {
            if (field('+') != 0 || (at < to && text[at] == ':' && field(':') != 0)) {
                throw malformed();
            }
        }
    }

    private boolean era() {
        boolean bc = to - at == 3 && text[at] == ' ' && text[at + 1] == 'B' && text[at + 2] == 'C';
        if (!bc && at != to) {
            throw malformed();
        }
        return bc;
    }

    private static UnrenderableException malformed() {
        return new UnrenderableException("not a timestamp of the form YYYY-MM-DD HH:MM:SS[.ffffff][+00][ BC]");
    }
}
