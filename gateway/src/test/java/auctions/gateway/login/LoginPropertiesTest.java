package auctions.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LoginPropertiesTest {
    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new LoginProperties("", "", "", ""));
    }

    @Test
    void takesEachValue() {
        assertThat(bind(Map.of(
                        "gateway.login.keys", "https://issuer.example",
                        "gateway.login.audiences", "auctions",
                        "gateway.login.cookie", " token ",
                        "gateway.login.filter", "buyer=sub")))
                .isEqualTo(new LoginProperties("https://issuer.example", "auctions", "token", "buyer=sub"));
    }

    @ParameterizedTest
    @CsvSource({"audiences, auctions", "cookie, token", "filter, buyer=sub"})
    void refusesHalfALogin(String name, String value) {
        assertThatThrownBy(() -> bind(Map.of("gateway.login." + name, value)))
                .hasStackTraceContaining("gateway.login.%s is '%s', but no SPRING_SECURITY".formatted(name, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"buyer", "buyer=", "=sub", "buyer=sub,", "a=b=c", "buyer=sub,buyer=name"})
    void refusesAFilterThatIsNone(String filter) {
        assertThatThrownBy(() ->
                        bind(Map.of("gateway.login.keys", "https://issuer.example", "gateway.login.filter", filter)))
                .hasStackTraceContaining("gateway.login.filter is '%s', but must".formatted(filter));
    }

    private static LoginProperties bind(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("gateway.login", LoginProperties.class);
    }
}
