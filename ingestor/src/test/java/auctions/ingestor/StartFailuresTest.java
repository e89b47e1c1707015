package auctions.ingestor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import auctions.ingestor.kafka.TopicProperties;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** What is said of variables that the ingestor cannot start with. */
class StartFailuresTest {
    @Test
    void namesTheVariableItsValueAndItsRule() throws IOException {
        var analysis = bind(Map.of("KAFKA_TOPIC", "a b"), "ingestor.topic", TopicProperties.class);

        assertThat(analysis.getDescription())
                .isEqualTo("KAFKA_TOPIC is 'a b', but must be 1 to 236 characters of A-Z a-z 0-9 . _ -,"
                        + " one name: each ingestor writes one topic");
        assertThat(analysis.getAction())
                .isEqualTo("change KAFKA_TOPIC, or leave it empty for its default, auction-winners");
    }

    @Test
    void saysWhatAValueOfAnotherTypeMustBe() throws IOException {
        var port = bind(Map.of("INGESTOR_MANAGEMENT_PORT", "abc"), "server.port", Integer.class);
        var policy = bind(Map.of("MZ_ON_KEY_VIOLATION", "go on"), "ingestor.topic", TopicProperties.class);
        var timeout = bind(Map.of("ingestor.topic.session-timeout", "soon"), "ingestor.topic", TopicProperties.class);

        assertThat(port.getDescription()).isEqualTo("INGESTOR_MANAGEMENT_PORT is 'abc', but must be a whole number");
        assertThat(policy.getDescription())
                .isEqualTo("MZ_ON_KEY_VIOLATION is 'go on', but must be stop or dead-letter");
        assertThat(timeout.getDescription())
                .isEqualTo("INGESTOR_TOPIC_SESSIONTIMEOUT is 'soon', but must be a time such as 10s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector example", "localhost:4318", "ftp://localhost/v1/traces"})
    void saysThatACollectorMustBeAnAddress(String endpoint) throws IOException {
        var variable = "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT";
        var analysis = bind(Map.of(Collector.PREFIX + ".endpoint", endpoint), Collector.PREFIX, Collector.class);

        assertThat(analysis.getDescription())
                .isEqualTo(variable + " is '" + endpoint
                        + "', but must be an address of HTTP, such as http://localhost:4318/v1/traces");
        assertThat(analysis.getAction()).startsWith("change " + variable);
    }

    @Test
    void namesTheVariableOfATakenPort() throws IOException {
        var analysis = new StartFailures(environment(Map.of()))
                .analyze(new IllegalStateException(new PortInUseException(8002)));

        assertThat(Objects.requireNonNull(analysis).getDescription())
                .isEqualTo("INGESTOR_MANAGEMENT_PORT is '8002', but this port is in use by another process");
    }

    @Test
    void leavesOtherFailuresToOthers() throws IOException {
        assertThat(new StartFailures(environment(Map.of())).analyze(new IllegalStateException("no")))
                .isNull();
    }

    private static FailureAnalysis bind(Map<String, Object> variables, String property, Class<?> type)
            throws IOException {
        var environment = environment(variables);
        var failure = catchThrowable(() -> Binder.get(environment).bindOrCreate(property, type));
        return Objects.requireNonNull(new StartFailures(environment).analyze(failure));
    }

    private static StandardEnvironment environment(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        new YamlPropertySourceLoader()
                .load("yml", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }
}
