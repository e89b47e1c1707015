package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers, exactly, however long. The key is the nearest double: it never falls as numbers rise, and mostly tells them apart. NaN, which
 * {@code numeric} has, is above all numbers, as in SQL.
 */
enum NumberOrder implements Order {
    NUMBER;

    private static final Pattern FORM = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,9})?");
    private static final String NAN = "NaN";
    private static final long NAN_KEY = Long.MAX_VALUE;

    /** Different numbers with so few digits and without an exponent have different doubles. */
    private static final int SHORT_LENGTH = 15;

    /** Up to here a double holds every whole number, and a quotient of two such numbers is rounded once. */
    private static final long EXACT_MAX = 1L << 53;

    private static final double[] POWERS = powers();

    private static double[] powers() {
        var powers = new double[SHORT_LENGTH + 2];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    @Override
    public long key(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        long number = 0;
        int fractionDigits = 0;
        boolean fraction = false;
        int at = negative ? from + 1 : from;
        if (at == to || to - at > SHORT_LENGTH + 1) {
            return slowKey(text, from, to);
        }
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
                fractionDigits += fraction ? 1 : 0;
            } else if (text[at] == '.' && !fraction) {
                fraction = true;
            } else {
                return slowKey(text, from, to);
            }
        }
        if (number > EXACT_MAX) {
            return slowKey(text, from, to);
        }
        double value = number / POWERS[fractionDigits];
        return key(negative ? -value : value);
    }

    private static long slowKey(byte[] bytes, int from, int to) {
        var text = new String(bytes, from, to - from, US_ASCII);
        if (text.equals(NAN)) {
            return NAN_KEY;
        }
        return FORM.matcher(text).matches() ? key(Double.parseDouble(text)) : NO_VALUE;
    }

    /** Bits that rise as doubles do; the two zeros are one number. */
    private static long key(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
    }

    @Override
    public int compareTied(byte[] text, int from, int to, Operand operand) {
        if (operand.key() == NAN_KEY
                || (isShort(text, from, to) && isShort(operand.text(), 0, operand.text().length))) {
            return 0;
        }
        return decimal(text, from, to).compareTo(decimal(operand.text(), 0, operand.text().length));
    }

    private static boolean isShort(byte[] text, int from, int to) {
        if (to - from > SHORT_LENGTH) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                return false;
            }
        }
        return true;
    }

    private static BigDecimal decimal(byte[] text, int from, int to) {
        return new BigDecimal(new String(text, from, to - from, US_ASCII));
    }

    @Override
    public Optional<Operand> operand(String text) {
        if (!FORM.matcher(text).matches() && !text.equals(NAN)) {
            return Optional.empty();
        }
        var bytes = text.getBytes(US_ASCII);
        return Optional.of(new Operand(key(bytes, 0, bytes.length), bytes));
    }

    @Override
    public String form() {
        return "a number such as 90 or -0.5";
    }
}
