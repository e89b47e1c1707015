package auctions.gateway.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AdmissionPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new AdmissionProperties(0, 1000, 100));
    }

    @Test
    void takesEachValue() {
        assertThat(bind(Map.of(
                        "gateway.admission.per-address", "1",
                        "gateway.admission.per-subject", "2",
                        "gateway.admission.filters-per-stream", "0")))
                .isEqualTo(new AdmissionProperties(1, 2, 0));
    }

    @Test
    void givesAnAddressHalfOfAllPlacesUnlessToldOtherwise() {
        assertThat(bind(Map.of()).perAddress(101)).isEqualTo(51);
        assertThat(bind(Map.of("gateway.admission.per-address", "7")).perAddress(100))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"per-address", "per-subject", "filters-per-stream"})
    void refusesWhatMakesNoSense(String name) {
        assertThatThrownBy(() -> bind(Map.of("gateway.admission." + name, "-1")))
                .hasStackTraceContaining("gateway.admission.%s is '-1', but must".formatted(name));
    }

    private static AdmissionProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("gateway.admission", AdmissionProperties.class);
    }
}
