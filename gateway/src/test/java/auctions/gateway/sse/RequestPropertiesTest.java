package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RequestPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new RequestProperties(8192, 256));
    }

    @Test
    void takesEachValue() {
        assertThat(bind(Map.of(
                        "gateway.requests.unfinished-max", "3", "gateway.requests.unfinished-per-address-max", "2")))
                .isEqualTo(new RequestProperties(3, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unfinished-max", "unfinished-per-address-max"})
    void refusesWhatMakesNoSense(String name) {
        assertThatThrownBy(() -> bind(Map.of("gateway.requests." + name, "0")))
                .hasStackTraceContaining("gateway.requests.%s is '0'".formatted(name));
    }

    private static RequestProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("gateway.requests", RequestProperties.class);
    }
}
