package auctions.gateway.topic;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** The decimal text that carries an {@code mz_timestamp} in headers and progress records. */
final class Decimal {
    private static final int DIGITS_MAX = 19;

    private Decimal() {}

    /** Reads a number from 0 to 2^63-1; empty for anything else. */
    static OptionalLong parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a number from 0 to 2^63-1; empty for anything else. */
    static OptionalLong parse(byte[] text) {
        if (text.length == 0 || text.length > DIGITS_MAX) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (byte digit : text) {
            if (digit < '0' || digit > '9') {
                return OptionalLong.empty();
            }
            number = number * 10 + (digit - '0');
        }
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
