package auctions.gateway.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.e2e.HttpHead;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the servlet container lets through, and what it answers before a servlet sees the request. */
class ContainerAnswersIT {
    @AutoClose
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.ofOneWinner("container");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auction_gateways", "auction_gateways:8000", "_a.b_", "localhost", "[::1]:8000", ""})
    void takesTheHostNamesThatProxiesSend(String host) throws Exception {
        try (var socket = send("GET /subscribe HTTP/1.1", "Host: " + host)) {
            assertThat(HttpHead.read(new BufferedInputStream(socket.getInputStream()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void takesHeadersOf32Kilobytes() throws Exception {
        try (var socket = send("GET /subscribe HTTP/1.1", "Host: localhost", "Cookie: c=" + "x".repeat(31 << 10))) {
            assertThat(HttpHead.read(new BufferedInputStream(socket.getInputStream()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET /subscribe HTTP/1.1, Host: a host, 400",
        "GET /subscribe HTTP/1.1, Host: a;b, 400",
        "GET /subscribe HTTP/1.1, Not a header, 400",
        "GET /sub scribe HTTP/1.1, Host: localhost, 400",
        "NONSENSE, Host: localhost, 400",
        "GET /subscribe HTTP/9.9, Host: localhost, 505",
        "GET /nowhere HTTP/1.1, Host: localhost, 404",
        "GET /subscribe/nowhere HTTP/1.1, Host: localhost, 404",
        "POST /subscribe HTTP/1.1, Host: localhost, 405",
    })
    void answersEveryErrorInOneForm(String line, String header, int status) throws Exception {
        try (var socket = send(line, header)) {
            isProblem(socket, status);
        }
    }

    @Test
    void answersHeadersThatAreTooLargeInTheSameForm() throws Exception {
        try (var socket = send("GET /subscribe HTTP/1.1", "Host: localhost", "Cookie: c=" + "x".repeat(40 << 10))) {
            isProblem(socket, 400);
        }
    }

    private static void isProblem(Socket socket, int status) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        var head = HttpHead.read(in);
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.header("Content-Type")).hasValue("application/problem+json");
        int length = Integer.parseInt(head.header("Content-Length").orElseThrow());
        assertThat(new String(in.readNBytes(length), UTF_8)).contains("\"status\":" + status);
    }

    private static Socket send(String... lines) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
        return socket;
    }
}
