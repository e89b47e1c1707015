package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class PumpPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(PumpFixture.properties())
                .isEqualTo(new PumpProperties(
                        0,
                        100_000,
                        100_000,
                        DataSize.ofMegabytes(64),
                        DataSize.ofMegabytes(64),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(5),
                        Duration.ofSeconds(5)));
    }

    @Test
    void takesEachValue() {
        assertThat(PumpFixture.properties(
                        "threads", "2",
                        "subscribers-max", "1",
                        "view-subscribers-max", "3",
                        "buffers", "4MB",
                        "send-queues", "5B",
                        "heartbeat", "5ms",
                        "write-timeout", "6ms",
                        "conflate-after", "7ms",
                        "catch-up-wait", "8ms",
                        "backlog", "9ms",
                        "drain", "0ms"))
                .isEqualTo(new PumpProperties(
                        2,
                        1,
                        3,
                        DataSize.ofMegabytes(4),
                        DataSize.ofBytes(5),
                        Duration.ofMillis(5),
                        Duration.ofMillis(6),
                        Duration.ofMillis(7),
                        Duration.ofMillis(8),
                        Duration.ofMillis(9),
                        Duration.ZERO));
    }

    @Test
    void hasOnePumpForEveryTwoCores() {
        assertThat(PumpFixture.properties().pumpsFor(1)).isEqualTo(1);
        assertThat(PumpFixture.properties().pumpsFor(2)).isEqualTo(1);
        assertThat(PumpFixture.properties().pumpsFor(8)).isEqualTo(4);
        assertThat(PumpFixture.properties("threads", "2").pumpsFor(8)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "threads,-1",
        "subscribers-max,0",
        "view-subscribers-max,0",
        "buffers,1KB",
        "send-queues,0B",
        "heartbeat,0s",
        "write-timeout,0s",
        "conflate-after,0s",
        "catch-up-wait,0s",
        "backlog,0s",
        "drain,-1s"
    })
    void refusesWhatMakesNoSense(String name, String value) {
        assertThatThrownBy(() -> PumpFixture.properties(name, value))
                .hasStackTraceContaining("gateway.pump.%s is".formatted(name));
    }
}
