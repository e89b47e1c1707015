package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SsePropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SseProperties(
                        List.of(),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        64,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        1000,
                        DataSize.ofKilobytes(256)));
    }

    @Test
    void takesEachValue() {
        assertThat(bind(Map.of(
                        "gateway.sse.cors-origins", "https://a.example, https://b.example",
                        "gateway.sse.retry", "3ms",
                        "gateway.sse.overload-retry", "4ms",
                        "gateway.sse.rows-max", "5",
                        "gateway.sse.progress-wait", "6ms",
                        "gateway.sse.columns-wait", "5ms",
                        "gateway.sse.columns-waiting-max", "6",
                        "gateway.sse.send-buffer", "9KB")))
                .isEqualTo(new SseProperties(
                        List.of("https://a.example", "https://b.example"),
                        Duration.ofMillis(3),
                        Duration.ofMillis(4),
                        5,
                        Duration.ofMillis(6),
                        Duration.ofMillis(5),
                        6,
                        DataSize.ofKilobytes(9)));
    }

    @Test
    void takesAnOriginWithASlashAtItsEnd() {
        assertThat(bind(Map.of("gateway.sse.cors-origins", " https://a.example/ ,https://b.example:8443,"))
                        .corsOrigins())
                .containsExactly("https://a.example", "https://b.example:8443");
    }

    @ParameterizedTest
    @CsvSource({
        "retry,0s",
        "overload-retry,0s",
        "rows-max,0",
        "progress-wait,0s",
        "columns-wait,-1s",
        "columns-waiting-max,-1",
        "send-buffer,1B"
    })
    void refusesWhatMakesNoSense(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("gateway.sse." + name, value)))
                .hasStackTraceContaining("gateway.sse.%s is".formatted(name));
    }

    private static SseProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("gateway.sse", SseProperties.class);
    }
}
