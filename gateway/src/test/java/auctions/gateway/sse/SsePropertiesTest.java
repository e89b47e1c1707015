package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SsePropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SseProperties(
                        List.of(),
                        100_000,
                        0,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        DataSize.ofKilobytes(256)));
    }

    @Test
    void takesEachValue() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("gateway.sse.cors-origins", "https://a.example, https://b.example"),
                        Map.entry("gateway.sse.subscribers-max", "1"),
                        Map.entry("gateway.sse.pumps", "2"),
                        Map.entry("gateway.sse.retry", "3ms"),
                        Map.entry("gateway.sse.overload-retry", "4ms"),
                        Map.entry("gateway.sse.heartbeat", "5ms"),
                        Map.entry("gateway.sse.write-timeout", "6ms"),
                        Map.entry("gateway.sse.conflate-after", "7ms"),
                        Map.entry("gateway.sse.catch-up-wait", "8ms"),
                        Map.entry("gateway.sse.drain", "0ms"),
                        Map.entry("gateway.sse.send-buffer", "9KB"))))
                .isEqualTo(new SseProperties(
                        List.of("https://a.example", "https://b.example"),
                        1,
                        2,
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        Duration.ofMillis(5),
                        Duration.ofMillis(6),
                        Duration.ofMillis(7),
                        Duration.ofMillis(8),
                        Duration.ZERO,
                        DataSize.ofKilobytes(9)));
    }

    @Test
    void hasOnePumpForEveryTwoCores() {
        assertThat(bind(Map.of()).pumpCount(1)).isEqualTo(1);
        assertThat(bind(Map.of()).pumpCount(2)).isEqualTo(1);
        assertThat(bind(Map.of()).pumpCount(8)).isEqualTo(4);
        assertThat(bind(Map.of("gateway.sse.pumps", "2")).pumpCount(8)).isEqualTo(2);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> bind(Map.of("gateway.sse.subscribers-max", "0")))
                .hasStackTraceContaining("at least one");
        assertThatThrownBy(() -> bind(Map.of("gateway.sse.heartbeat", "0s"))).hasStackTraceContaining("positive");
        assertThatThrownBy(() -> bind(Map.of("gateway.sse.send-buffer", "1B"))).hasStackTraceContaining("4 KB");
    }

    private static SseProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gateway.sse", SseProperties.class);
    }
}
