package auctions.ingestor.decode;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads dates, times and timestamps as COPY prints them: {@code YYYY-MM-DD HH:MM:SS[.ffffff][+00][ BC]}, always UTC, years of
 * four digits or more. Writes them as numbers, or as the sink prints them: years before 1 in astronomical counting,
 * fractions of 0, 3 or 6 digits.
 */
final class TimestampText {

    private static final byte[] UTC = {' ', 'U', 'T', 'C'};

    private static final long SECONDS_PER_DAY = 86_400;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private static final int YEAR_DIGITS_MAX = 6;

    private final byte[] text;

    private final int to;

    private int at;

    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int micros;

    private TimestampText(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    /** Microseconds between the epoch and a {@code timestamp} or {@code timestamptz}. */
    static long epochMicros(byte[] text, int from, int to) {
        var timestamp = new TimestampText(text, from, to);
        timestamp.readTimestamp();
        return timestamp.epochSecond() * MICROS_PER_SECOND + timestamp.micros;
    }

    /** Writes a {@code date}. */
    static void date(byte[] text, int from, int to, JsonBuffer out) {
        var date = new TimestampText(text, from, to);
        date.readDate();
        date.readEra();
        date.writeDate(out);
    }

    /** Writes a {@code time}. */
    static void time(byte[] text, int from, int to, JsonBuffer out) {
        var time = new TimestampText(text, from, to);
        time.hour = time.number();
        time.readMinutes();
        time.readEnd();
        time.writeTime(out);
    }

    /** Writes a {@code timestamp} or {@code timestamptz} as bound of a range. */
    static void timestamp(byte[] text, int from, int to, JsonBuffer out) {
        var timestamp = new TimestampText(text, from, to);
        boolean zoned = timestamp.readTimestamp();
        timestamp.writeDate(out);
        out.raw(' ');
        timestamp.writeTime(out);
        if (zoned) {
            out.raw(UTC);
        }
    }

    /** Reads everything; says whether a zone was given. */
    private boolean readTimestamp() {
        readDate();
        hour = field(' ');
        readMinutes();
        boolean zoned = at < to && text[at] == '+';
        if (zoned && field('+') != 0) {
            throw malformed();
        }
        readEra();
        return zoned;
    }

    private void readDate() {
        int start = at;
        while (at < to && at - start < YEAR_DIGITS_MAX && text[at] >= '0' && text[at] <= '9') {
            year = year * 10 + text[at++] - '0';
        }
        if (at == start) {
            throw malformed();
        }
        month = field('-');
        day = field('-');
    }

    private void readMinutes() {
        minute = field(':');
        second = field(':');
        if (at < to && text[at] == '.') {
            at++;
            for (int weight = 100_000; at < to && text[at] >= '0' && text[at] <= '9'; weight /= 10) {
                micros += (text[at++] - '0') * weight;
            }
        }
    }

    /** The year 1 BC is the year 0. */
    private void readEra() {
        if (to - at == 3 && text[at] == ' ' && text[at + 1] == 'B' && text[at + 2] == 'C') {
            at = to;
            year = 1 - year;
        }
        readEnd();
    }

    private void readEnd() {
        if (at != to) {
            throw malformed();
        }
    }

    /** A separator and two digits. */
    private int field(char separator) {
        if (at >= to || text[at] != separator) {
            throw malformed();
        }
        at++;
        return number();
    }

    private int number() {
        if (to - at < 2) {
            throw malformed();
        }
        int number = 10 * digit(text[at]) + digit(text[at + 1]);
        at += 2;
        return number;
    }

    private static int digit(byte b) {
        if (b < '0' || b > '9') {
            throw malformed();
        }
        return b - '0';
    }

    private long epochSecond() {
        try {
            long days = LocalDate.of(year, month, day).toEpochDay();
            return days * SECONDS_PER_DAY + (hour * 60L + minute) * 60 + second;
        } catch (DateTimeException e) {
            throw malformed();
        }
    }

    private void writeDate(JsonBuffer out) {
        if (year < 0) {
            out.raw('-');
        } else if (year > 9999) {
            out.raw('+');
        }
        out.digits(Math.abs(year), 4);
        out.raw('-');
        out.digits(month, 2);
        out.raw('-');
        out.digits(day, 2);
    }

    private void writeTime(JsonBuffer out) {
        out.digits(hour, 2);
        out.raw(':');
        out.digits(minute, 2);
        out.raw(':');
        out.digits(second, 2);
        if (micros == 0) {
            return;
        }
        out.raw('.');
        if (micros % 1000 == 0) {
            out.digits(micros / 1000, 3);
        } else {
            out.digits(micros, 6);
        }
    }

    private static UnrenderableException malformed() {
        return new UnrenderableException("not a date or time of the form YYYY-MM-DD HH:MM:SS[.ffffff][+00][ BC]");
    }
}
