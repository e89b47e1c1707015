package auctions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** What is said when the gateway cannot start as it was told. */
class StartFailuresTest {
    @ParameterizedTest
    @CsvSource({"8000, GATEWAY_PORT", "8001, GATEWAY_MANAGEMENT_PORT"})
    void namesTheVariableOfATakenPort(int port, String variable) throws Exception {
        var said = new StartFailures(environment(Map.of()))
                .analyze(new IllegalStateException(new PortInUseException(port)));

        assertThat(said).isNotNull();
        assertThat(said.getDescription())
                .isEqualTo(variable + " is '" + port + "', but this port is in use by another process");
        assertThat(said.getAction()).startsWith("change " + variable);
    }

    @Test
    void saysWhatAValueMustBe() throws Exception {
        assertThat(refusal(Map.of("GATEWAY_PORT", "abc"), "server.port", Integer.class))
                .isEqualTo("GATEWAY_PORT is 'abc', but must be a whole number");
        assertThat(refusal(Map.of("gateway.fanout.segment", "much"), "gateway.fanout.segment", DataSize.class))
                .isEqualTo("GATEWAY_FANOUT_SEGMENT is 'much', but must be a size, such as 4MB");
    }

    @Test
    void saysTheRuleOfThePropertyByItsVariable() throws Exception {
        assertThat(refusal(Map.of("gateway.rule.named", "1"), "gateway.rule", Named.class))
                .isEqualTo("GATEWAY_RULE_NAMED is '1', but must be more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"collector example", "localhost:4318", "ftp://localhost/v1/traces"})
    void saysThatACollectorMustBeAnAddress(String endpoint) throws Exception {
        assertThat(refusal(Map.of(Collector.PREFIX + ".endpoint", endpoint), Collector.PREFIX, Collector.class))
                .isEqualTo("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT is '" + endpoint
                        + "', but must be an address of HTTP, such as http://localhost:4318/v1/traces");
    }

    @Test
    void leavesOtherFailuresToOthers() throws Exception {
        assertThat(new StartFailures(environment(Map.of())).analyze(new IllegalStateException("no")))
                .isNull();
    }

    /** Stands for the gateway's own properties, which only their rooms can see. */
    record Named(int named) {
        Named {
            throw new IllegalArgumentException("gateway.rule.named is '%d', but must be more".formatted(named));
        }
    }

    private static String refusal(Map<String, String> variables, String property, Class<?> type) throws Exception {
        var environment = environment(variables);
        var failure = catchRuntimeException(() -> Binder.get(environment).bindOrCreate(property, type));
        var said = new StartFailures(environment).analyze(failure);
        assertThat(said).isNotNull();
        return said.getDescription();
    }

    private static StandardEnvironment environment(Map<String, String> variables) throws Exception {
        var given = new Properties();
        given.putAll(variables);
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.addFirst(new PropertiesPropertySource("given", given));
        List.copyOf(new YamlPropertySourceLoader().load("yml", new ClassPathResource("application.yml")))
                .forEach(sources::addLast);
        return environment;
    }
}
