package auctions.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPortsTest {
    @Test
    void putsManagementAfterThePage() {
        var ports = new LocalPorts(8100, 0, 0);

        assertThat(ports.gatewayManagement()).isEqualTo(8101);
        assertThat(ports.ingestorManagement()).isEqualTo(8102);
    }

    @ParameterizedTest
    @CsvSource({"port, 0", "port, 1", "port, 2", "materialize.port, 0", "kafka.port, 0"})
    void namesATakenPortAndThePropertyThatMovesIt(String property, int distance) throws IOException {
        try (var other = new ServerSocket(0)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> free(property, Integer.toString(other.getLocalPort() - distance)))
                    .withMessage("port %d is taken: choose another by -D%s", other.getLocalPort(), property);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "-1", "70000", "65534"})
    void refusesWhatIsNoPort(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> free("port", value))
                .withMessage("-Dport is '%s', but must be a port from 0 to 65533", value);
    }

    @Test
    void refusesOnePortForTwo() {
        var properties = new Properties();
        properties.putAll(Map.of("port", "21000", "kafka.port", "21002", "materialize.port", "0"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LocalPorts.free(properties))
                .withMessage("port 21002 is wanted by -Dport and by -Dkafka.port: move one of them");
    }

    private static LocalPorts free(String property, String value) {
        var properties = new Properties();
        properties.putAll(Map.of("port", "0", "materialize.port", "0", "kafka.port", "0"));
        properties.put(property, value);
        return LocalPorts.free(properties);
    }
}
