package auctions.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** What an environment variable means, for each that application.yml names. */
class EnvironmentVariablesTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):");

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\r\n"})
    void takesEmptyForNotSet(String empty) throws Exception {
        var defaults = properties(Map.of());
        var variables = variables();

        assertThat(variables).contains("GATEWAY_PORT", "GATEWAY_MANAGEMENT_PORT", "KAFKA_TOPIC");
        for (var variable : variables) {
            assertThat(properties(Map.of(variable, empty))).as(variable).isEqualTo(defaults);
        }
    }

    @Test
    void takesTheValueWithoutWhatSurroundsIt() throws Exception {
        for (var variable : variables()) {
            assertThat(properties(Map.of(variable, " \ta value\r\n")))
                    .as(variable)
                    .containsValue("a value");
        }
    }

    @Test
    void takesTheValueAsItIs() throws Exception {
        for (var variable : variables()) {
            assertThat(properties(Map.of(variable, "${HOME}", "HOME", "/root")))
                    .as(variable)
                    .containsValue("${HOME}");
        }
    }

    /** What application.yml comes to under these variables. */
    private static Map<String, String> properties(Map<String, Object> variables) throws Exception {
        var environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        };
        new EnvironmentVariables().postProcessEnvironment(environment, new SpringApplication());
        var properties = new TreeMap<String, String>();
        for (var source : new YamlPropertySourceLoader().load("yml", new ClassPathResource("application.yml"))) {
            for (var name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
                properties.put(name, environment.resolveRequiredPlaceholders(String.valueOf(source.getProperty(name))));
            }
        }
        return properties;
    }

    private static Set<String> variables() throws Exception {
        var text = new ClassPathResource("application.yml").getContentAsString(UTF_8);
        return VARIABLE.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }
}
