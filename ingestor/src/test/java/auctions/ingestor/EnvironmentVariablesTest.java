package auctions.ingestor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** What each variable that application.yml names comes to. */
class EnvironmentVariablesTest {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([A-Z_]+):([^}]*)}");

    /** Each variable with its default. */
    static List<String[]> variables() throws IOException {
        var yml = new ClassPathResource("application.yml").getContentAsString(UTF_8);
        return PROPERTY.matcher(yml)
                .results()
                .map(found -> new String[] {found.group(1), found.group(2)})
                .toList();
    }

    @Test
    void findsTheVariables() throws IOException {
        assertThat(variables())
                .extracting(each -> each[0])
                .contains("MZ_HOST", "MZ_PORT", "MZ_PASSWORD", "KAFKA_TOPIC");
    }

    @ParameterizedTest
    @MethodSource("variables")
    void takesEmptyAndBlankForNotSet(String variable, String otherwise) throws IOException {
        for (var empty : List.of("", " ", " \t\r\n")) {
            assertThat(resolve(variable, otherwise, Map.of(variable, empty))).isEqualTo(otherwise);
        }
    }

    @ParameterizedTest
    @MethodSource("variables")
    void dropsWhatSurroundsAValue(String variable, String otherwise) throws IOException {
        assertThat(resolve(variable, otherwise, Map.of(variable, " a value\r\n")))
                .isEqualTo(variable.equals("MZ_PASSWORD") ? " a value" : "a value");
    }

    @ParameterizedTest
    @MethodSource("variables")
    void looksForNoPlaceholderInAValue(String variable, String otherwise) throws IOException {
        for (var value :
                List.of("a${HOME}b", "${HOME}", "a\\${HOME}", "$HOME", "${", "${no.such}", "${a ${b}", "${a}${")) {
            assertThat(resolve(variable, otherwise, Map.of(variable, value, "HOME", "/root")))
                    .isEqualTo(value);
        }
    }

    @Test
    void leavesThePasswordItsBlanks() throws IOException {
        assertThat(resolve("MZ_PASSWORD", "", Map.of("MZ_PASSWORD", " p \n"))).isEqualTo(" p ");
        assertThat(resolve("MZ_PASSWORD", "", Map.of("MZ_PASSWORD", "p\r"))).isEqualTo("p");
        assertThat(resolve("MZ_PASSWORD", "", Map.of("MZ_PASSWORD", "p\n\n"))).isEqualTo("p\n");
    }

    @Test
    void letsSpringsOwnFormOfVariableFindItsProperty() throws IOException {
        var environment = environment(Map.of("INGESTOR_TOPIC_SESSIONTIMEOUT", "7s "));

        assertThat(environment.getProperty("ingestor.topic.sessiontimeout")).isEqualTo("7s");
    }

    /** As orchestrators mount secrets: a file for each, with a line end. */
    @Test
    void findsThePasswordInAConfigTree(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("MZ_PASSWORD"), "mzp_1\n");
        var application = new SpringApplicationBuilder(EnvironmentVariables.class).web(WebApplicationType.NONE);

        try (var context = application.run("--spring.config.import=configtree:" + folder + "/")) {
            assertThat(context.getEnvironment().getProperty("ingestor.materialize.password"))
                    .isEqualTo("mzp_1");
        }
    }

    private static String resolve(String variable, String otherwise, Map<String, Object> variables) throws IOException {
        return environment(variables).resolvePlaceholders("${" + variable + ":" + otherwise + "}");
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        };
        new EnvironmentVariables().postProcessEnvironment(environment, new SpringApplication());
        for (PropertySource<?> source :
                new YamlPropertySourceLoader().load("yml", new ClassPathResource("application.yml"))) {
            environment.getPropertySources().addLast(source);
        }
        return environment;
    }
}
