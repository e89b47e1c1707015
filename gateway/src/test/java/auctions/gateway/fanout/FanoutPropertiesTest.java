package auctions.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
                "gateway.fanout.snapshot-pages", "6KB"));

        assertThat(properties)
                .isEqualTo(new FanoutProperties(
                        DataSize.ofMegabytes(1),
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofSeconds(3),
                        DataSize.ofKilobytes(4),
                        DataSize.ofKilobytes(5),
                        DataSize.ofKilobytes(6)));
    }

    @Test
    void refusesRetentionBelowLag() {
        assertThatThrownBy(() -> bind(Map.of("gateway.fanout.delete-retention", "1m")))
                .rootCause()
                .hasMessageContaining("delete-retention");
    }

    private static FanoutProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("gateway.fanout", FanoutProperties.class);
    }
}
