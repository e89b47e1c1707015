package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** Days, in ISO 8601: the year 1 BC is 0000, and years above 9999 have a plus sign. The key is the number of the day. */
enum DateOrder implements Order {
    DATE;

    private static final int LENGTH_OF_MOST = 10;

    @Override
    public long key(byte[] text, int from, int to) {
        try {
            if (to - from == LENGTH_OF_MOST && text[from + 4] == '-' && text[from + 7] == '-') {
                return LocalDate.of(
                                number(text, from, from + 4),
                                number(text, from + 5, from + 7),
                                number(text, from + 8, to))
                        .toEpochDay();
            }
            return LocalDate.parse(new String(text, from, to - from, US_ASCII)).toEpochDay();
        } catch (DateTimeException e) {
            return NO_VALUE;
        }
    }

    private static int number(byte[] text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') {
                throw new DateTimeException("no digit");
            }
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    @Override
    public int compareTied(byte[] text, int from, int to, Operand operand) {
        return 0;
    }

    @Override
    public Optional<Operand> operand(String text) {
        var bytes = text.getBytes(US_ASCII);
        long key = key(bytes, 0, bytes.length);
        return key == NO_VALUE ? Optional.empty() : Optional.of(new Operand(key, text));
    }

    @Override
    public String form() {
        return "a date such as 2026-11-27";
    }
}
