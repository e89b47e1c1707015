package auctions.gateway.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MzTimestampTest {
    @Test
    void readsAllOf64BitsAndNothingElse() {
        for (var text : List.of("0", "7", "1700000000001", "9223372036854775808", "18446744073709551615")) {
            assertThat(MzTimestamp.parse(text)).map(MzTimestamp::toString).hasValue(text);
        }
        for (var text : List.of("", "-1", "+1", "1.0", "18446744073709551616", "99999999999999999999", "1e3", "١")) {
            assertThat(MzTimestamp.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void comparesWithoutASign() {
        var largest = new MzTimestamp(-1);

        assertThat(largest.isAfter(new MzTimestamp(Long.MAX_VALUE))).isTrue();
        assertThat(MzTimestamp.ZERO.isBefore(largest)).isTrue();
        assertThat(largest.max(MzTimestamp.ZERO)).isEqualTo(largest);
    }

    @Test
    void subtractsDownToZero() {
        assertThat(new MzTimestamp(5).minus(Duration.ofMillis(6))).isEqualTo(MzTimestamp.ZERO);
        assertThat(new MzTimestamp(-1).minus(Duration.ofMillis(1))).isEqualTo(new MzTimestamp(-2));
    }
}
