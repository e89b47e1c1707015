package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class FanoutPropertiesTest {

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new FanoutProperties(
                        DataSize.ofMegabytes(4),
                        Duration.ofMinutes(10),
                        Duration.ofHours(24),
                        Duration.ofSeconds(10),
                        DataSize.ofMegabytes(1),
                        DataSize.ofKilobytes(64),
                        64,
                        DataSize.ofMegabytes(4),
                        DataSize.ofMegabytes(32)));
    }

    @Test
    void mapsEveryProperty() {
        var properties = bind(Map.of(
                "gateway.fanout.segment", "1MB",
                "gateway.fanout.compaction-lag", "1m",
                "gateway.fanout.delete-retention", "2h",
                "gateway.fanout.compaction-interval", "3s",
                "gateway.fanout.turn", "4KB",
                "gateway.fanout.gather", "5KB",
                "gateway.fanout.projections", "7",
                "gateway.fanout.projection-memory", "8KB",
                "gateway.fanout.snapshot-pages", "6KB"));

        assertThat(properties)
                .isEqualTo(new FanoutProperties(
                        DataSize.ofMegabytes(1),
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofSeconds(3),
                        DataSize.ofKilobytes(4),
                        DataSize.ofKilobytes(5),
                        7,
                        DataSize.ofKilobytes(8),
                        DataSize.ofKilobytes(6)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            segment             | 0B  | must be between 1B and 1GB
            segment             | 2GB | must be between 1B and 1GB
            turn                | 0B  | must be positive
            gather              | 2GB | must be between 1B and 1GB
            projections         | 0   | must be positive
            projection-memory   | 0B  | must be positive
            snapshot-pages      | 0B  | must be positive
            compaction-lag      | -1s | must not be negative
            delete-retention    | 1m  | must not be shorter than compaction-lag, PT10M
            compaction-interval | 0s  | must be positive
            """)
    void refusesWhatCannotBe(String property, String value, String rule) {
        assertThatThrownBy(() -> bind(Map.of("gateway.fanout." + property, value)))
                .rootCause()
                .hasMessageStartingWith("gateway.fanout." + property + " is '")
                .hasMessageEndingWith(rule);
    }

    private static FanoutProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("gateway.fanout", FanoutProperties.class);
    }
}
