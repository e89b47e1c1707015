package auctions.gateway.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The orders of values agree with the JDK's own, on values that are close to each other and on those that are not. */
class OrderTest {
    private static final int PAIRS = 20_000;

    private final RandomGenerator random = new SplittableRandom(20);

    @Test
    void comparesNumbersAsDecimals() {
        agrees(NumberOrder.NUMBER, this::number, Comparator.comparing(BigDecimal::new));
    }

    @Test
    void comparesTextsByCodePoint() {
        agrees(TextOrder.TEXT, this::text, (one, other) -> {
            var first = one.codePoints().toArray();
            var second = other.codePoints().toArray();
            return Arrays.compare(first, second);
        });
    }

    @Test
    void comparesTimesAsMicroseconds() {
        agrees(TimestampOrder.TIMESTAMP, _ -> timestamp(), Comparator.comparing(OrderTest::micros));
    }

    @Test
    void comparesDatesAsDays() {
        agrees(
                DateOrder.DATE,
                _ -> LocalDate.ofEpochDay(random.nextLong(-4_000_000, 4_000_000))
                        .toString(),
                Comparator.comparing(LocalDate::parse));
    }

    /** An operand written in ISO 8601 is the time that the topic writes as milliseconds. */
    @Test
    void readsTheSameTimeInEitherForm() {
        for (int i = 0; i < 1_000; i++) {
            var text = timestamp();
            var iso = Instant.EPOCH.plus(micros(text), ChronoUnit.MICROS).toString();

            assertThat(TimestampOrder.TIMESTAMP.operand(iso).orElseThrow().key())
                    .as("%s is %s", iso, text)
                    .isEqualTo(
                            TimestampOrder.TIMESTAMP.operand(text).orElseThrow().key());
        }
    }

    /** The second of a pair is made from the first one, so that many are alike. */
    private void agrees(Order order, Function<String, String> values, Comparator<String> truth) {
        var value = values.apply("");
        for (int i = 0; i < PAIRS; i++) {
            var other = values.apply(value);
            var bytes = value.getBytes(UTF_8);
            var operand = order.operand(other).orElseThrow();
            long key = order.key(bytes, 0, bytes.length);

            int compared = key == operand.key()
                    ? order.compareTied(bytes, 0, bytes.length, operand)
                    : Long.compare(key, operand.key());

            assertThat(Integer.signum(compared))
                    .as("'%s' and '%s'", value, other)
                    .isEqualTo(Integer.signum(truth.compare(value, other)));
            value = other;
        }
    }

    private String number(String near) {
        if (!near.isEmpty() && random.nextInt(3) == 0) {
            var decimal = new BigDecimal(near);
            var step = BigDecimal.ONE.scaleByPowerOfTen(-random.nextInt(Math.max(1, decimal.scale() + 2)));
            return random.nextBoolean() ? decimal.add(step).toPlainString() : decimal.toString();
        }
        var digits = new BigInteger(random.nextInt(1, 120), new Random(random.nextLong()));
        var decimal = new BigDecimal(random.nextBoolean() ? digits : digits.negate(), random.nextInt(-3, 25));
        return random.nextBoolean() ? decimal.toString() : decimal.toPlainString();
    }

    private String text(String near) {
        var text = new StringBuilder(near.length() > 20 ? "" : near);
        text.setLength(random.nextInt(text.length() + 1));
        if (text.length() > 0 && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
        int[] some = {0, 'a', 'b', 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
        for (int left = random.nextInt(6); left > 0; left--) {
            text.appendCodePoint(some[random.nextInt(some.length)]);
        }
        return text.toString();
    }

    private String timestamp() {
        long micros = random.nextBoolean() ? random.nextLong(-5_000, 5_000) : random.nextLong(-1L << 56, 1L << 56);
        return "%d.%03d".formatted(Math.floorDiv(micros, 1000), Math.floorMod(micros, 1000));
    }

    private static long micros(String text) {
        int point = text.indexOf('.');
        return Long.parseLong(text.substring(0, point)) * 1000 + Long.parseLong(text.substring(point + 1));
    }
}
