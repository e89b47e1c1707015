package auctions.gateway.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The management's port beside the public one, at a gateway whose broker is away. */
class ManagementIT {
    private static final String NO_BROKER = "localhost:1";

    // Of this machine, and not localhost's own.
    private static final String OTHER_ADDRESS = "127.0.0.2";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new RunningGateway(NO_BROKER, "winners");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health/liveness, 200, 404",
        "/actuator/health/readiness, 503, 404",
        "/actuator/prometheus, 200, 404",
        "/actuator/info, 200, 404",
        "/actuator/env, 404, 404",
        "/actuator, 200, 404",
        "//actuator/info, 404, 404",
        "/x/../actuator/info, 404, 404",
        "/%61ctuator/info, 200, 404",
        "/actuator;a=b/info, 200, 404",
        "/, 404, 200",
        "/views, 404, 200",
        "/actuator/../views, 404, 200",
        "/actuatorial, 404, 404",
    })
    void hasItsPathsToItself(String path, int atManagement, int atPublic) throws Exception {
        assertThat(status(gateway.managementPort(), path)).isEqualTo(atManagement);
        assertThat(status(gateway.port(), path)).isEqualTo(atPublic);
    }

    @Test
    void tracesNothingUnlessACollectorIsNamed() {
        assertThat(gateway.has("openTelemetrySdk")).isFalse();
    }

    @Test
    void saysWhatIsServed() throws Exception {
        assertThat(answer(gateway.managementPort(), "/actuator/info")).contains("\"views\":[{\"name\":\"winners\"}]");
    }

    @Test
    void isOfThisMachineUnlessToldOtherwise() throws Exception {
        assertThatThrownBy(() -> connect(OTHER_ADDRESS, gateway.managementPort()))
                .isInstanceOf(ConnectException.class);
        connect(OTHER_ADDRESS, gateway.port());

        try (var open = new RunningGateway(NO_BROKER, "winners", "GATEWAY_MANAGEMENT_ADDRESS=0.0.0.0")) {
            connect(OTHER_ADDRESS, open.managementPort());
        }
    }

    private static void connect(String address, int port) throws IOException {
        new Socket(InetAddress.getByName(address), port).close();
    }

    private static int status(int port, String path) throws IOException {
        return Integer.parseInt(answer(port, path).split(" ")[1]);
    }

    /** As it comes: a client of Java would change the path. */
    private static String answer(int port, String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .formatted(path)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
