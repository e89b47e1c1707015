package auctions.ingestor.sim.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    @Test
    void writesMomentsAsTheServerDoes() {
        assertThat(Timestamps.text(1663370647332000L)).isEqualTo("2022-09-16 23:24:07.332+00");
        assertThat(Timestamps.text(1644497944720000L)).isEqualTo("2022-02-10 12:59:04.72+00");
        assertThat(Timestamps.text(0)).isEqualTo("1970-01-01 00:00:00+00");
        assertThat(Timestamps.text(-1)).isEqualTo("1969-12-31 23:59:59.999999+00");
        assertThat(Timestamps.text(Instant.parse("+12345-01-02T03:04:50Z").getEpochSecond() * 1_000_000))
                .isEqualTo("12345-01-02 03:04:50+00");
        assertThat(Timestamps.text(Instant.parse("-0043-03-15T10:20:30Z").getEpochSecond() * 1_000_000))
                .isEqualTo("0044-03-15 10:20:30+00 BC");
    }
}
