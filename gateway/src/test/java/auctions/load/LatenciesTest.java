package auctions.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 127, 128, 1_000, 12_345, 999_999, 3_600_000_000L})
    void keepsEachTimeToWithinOneIn64(long micros) {
        var latencies = new Latencies();
        latencies.add(micros);
        latencies.add(2 * micros + 1_000_000);

        assertThat(latencies.millis(0.5)).isCloseTo(micros / 1000.0, within(micros / 64.0 / 1000 + 0.001));
    }

    @Test
    void tellsTheShareThatTookAtMostSo() {
        var one = new Latencies();
        var other = new Latencies();
        for (int i = 1; i <= 100; i++) {
            (i % 2 == 0 ? one : other).add(i * 1_000L);
        }
        one.addAll(other);

        assertThat(one.count()).isEqualTo(100);
        assertThat(one.millis(0.5)).isCloseTo(50, within(1.0));
        assertThat(one.millis(0.99)).isCloseTo(99, within(2.0));
        assertThat(one.maxMillis()).isEqualTo(100);
    }

    @Test
    void hasNoFiguresWithoutTimes() {
        assertThat(new Latencies().millis(0.99)).isEqualTo(-1);
        assertThat(new Latencies().maxMillis()).isEqualTo(-1);
    }
}
