package auctions.ingestor.sim.data;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The server's text form of moments: UTC, fraction without trailing zeros. */
public final class Timestamps {
    /** No text is longer than this. */
    public static final int LENGTH_MAX = 48;

    private static final long DAY_MICROS = 86_400_000_000L;

    private Timestamps() {}

    /** {@code 2022-09-16 23:24:07.332+00} for microseconds since the epoch. */
    public static String text(long epochMicros) {
        var bytes = new byte[LENGTH_MAX];
        return new String(bytes, 0, write(epochMicros, bytes, 0), StandardCharsets.US_ASCII);
    }

    /** Writes the text at a place and returns the place after it. */
    public static int write(long epochMicros, byte[] bytes, int place) {
        var day = LocalDate.ofEpochDay(Math.floorDiv(epochMicros, DAY_MICROS));
        var micros = Math.floorMod(epochMicros, DAY_MICROS);
        var seconds = (int) (micros / 1_000_000);
        var year = day.getYear() > 0 ? day.getYear() : 1 - day.getYear();
        var at = digits(bytes, place, year, Math.max(4, Integer.toString(year).length()), '-');
        at = digits(bytes, at, day.getMonthValue(), 2, '-');
        at = digits(bytes, at, day.getDayOfMonth(), 2, ' ');
        at = digits(bytes, at, seconds / 3600, 2, ':');
        at = digits(bytes, at, seconds / 60 % 60, 2, ':');
        at = digits(bytes, at, seconds % 60, 2, '.');
        at = digits(bytes, at, (int) (micros % 1_000_000), 6, '0') - 1;
        while (bytes[at - 1] == '0') {
            at--;
        }
        if (bytes[at - 1] == '.') {
            at--;
        }
        for (var c : (day.getYear() > 0 ? "+00" : "+00 BC").toCharArray()) {
            bytes[at++] = (byte) c;
        }
        return at;
    }

    private static int digits(byte[] bytes, int place, int value, int width, char then) {
        var rest = value;
        for (var at = place + width - 1; at >= place; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        bytes[place + width] = (byte) then;
        return place + width + 1;
    }
}
