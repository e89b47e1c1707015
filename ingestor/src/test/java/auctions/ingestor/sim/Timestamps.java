package auctions.ingestor.sim;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The server's text form of moments: UTC, fraction without trailing zeros. */
final class Timestamps {
    private Timestamps() {}

    /** {@code 2022-09-16 23:24:07.332+00} for microseconds since the epoch. */
    static String text(long epochMicros) {
        var seconds = Math.floorDiv(epochMicros, 1_000_000L);
        var micros = (int) Math.floorMod(epochMicros, 1_000_000L);
        var moment = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        var text = new StringBuilder(32);
        var year = moment.getYear();
        pad(text, year > 0 ? year : 1 - year, 4).append('-');
        pad(text, moment.getMonthValue(), 2).append('-');
        pad(text, moment.getDayOfMonth(), 2).append(' ');
        pad(text, moment.getHour(), 2).append(':');
        pad(text, moment.getMinute(), 2).append(':');
        pad(text, moment.getSecond(), 2);
        if (micros > 0) {
            pad(text.append('.'), micros, 6);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
        return text.append(year > 0 ? "+00" : "+00 BC").toString();
    }

    private static StringBuilder pad(StringBuilder text, int value, int width) {
        var digits = Integer.toString(value);
        return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }
}
