package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.SseClient;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP around a stream: its headers, other methods, wrong requests, origins, old clients, and the page. */
class SubscribeHttpIT {
    @AutoClose
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.ofOneWinner("http", "gateway.sse.cors-origins=https://auctions.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/subscribe", "/subscribe/"})
    void answersWithTheHeadersOfTheContract(String path) throws Exception {
        try (var stream = SseClient.open(gateway.port(), path)) {
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.head().header("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(stream.head().header("Cache-Control")).hasValue("no-store");
            assertThat(stream.head().header("X-Accel-Buffering")).hasValue("no");
            stream.next();
            assertThat(stream.parser().retryMillis().orElseThrow()).isBetween(1_500L, 4_500L);
        }
    }

    @Test
    void startsNothingOfALoginThatIsOff() {
        assertThat(gateway.has("springSecurityFilterChain")).isFalse();
        assertThat(gateway.has("subscribeServlet")).isTrue();
    }

    @Test
    void explainsWrongParameters() throws Exception {
        var answer = gateway.exchange("GET", "/subscribe?amuont=95");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":400", "amuont", "\"amount\"", "\"snapshot\"");
        assertThat(gateway.exchange("GET", "/subscribe?amount=95&amount=abc").body())
                .contains("\"status\":400", "'abc' never matches: column 'amount' holds a number or null");
        assertThat(gateway.exchange("GET", "/subscribe?snapshot=maybe").statusCode())
                .isEqualTo(400);
        assertThat(gateway.exchange("HEAD", "/subscribe?amuont=95").statusCode())
                .isEqualTo(400);
    }

    @Test
    void answersHeadAndOptionsAndNothingElse() throws Exception {
        var head = gateway.exchange("HEAD", "/subscribe");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");

        var options = gateway.exchange("OPTIONS", "/subscribe");
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");

        assertThat(gateway.exchange("POST", "/subscribe").statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @CsvSource({"https://auctions.example, true", "https://evil.example, false"})
    void letsOnlyListedOriginsRead(String origin, boolean allowed) throws Exception {
        var simple = gateway.exchange("HEAD", "/subscribe", "Origin", origin);
        var preflight = gateway.exchange(
                "OPTIONS",
                "/subscribe",
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "last-event-id");

        for (var answer : List.of(simple, preflight)) {
            var allow = answer.headers().firstValue("Access-Control-Allow-Origin");
            assertThat(allow.filter(origin::equals).isPresent()).isEqualTo(allowed);
            assertThat(answer.headers().firstValue("Vary")).hasValue("Origin");
        }
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Headers")
                        .isPresent())
                .isEqualTo(allowed);
    }

    @Test
    void refusesABodyAndKeepsNoPlaceForIt() throws Exception {
        await("the end of other tests' streams").atMost(Duration.ofSeconds(10)).until(() -> gateway.subscribers() == 0);

        try (var refused = gateway.subscribe("", "Content-Length: 5")) {
            assertThat(refused.head().status()).isEqualTo(400);
            assertThat(refused.head().header("Content-Type")).hasValue("application/problem+json");
        }

        assertThat(gateway.subscribers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.0, Accept: */*", "HTTP/1.1, Connection: close", "HTTP/1.1, Connection: keep-alive"})
    void servesOldAndPlainClients(String protocol, String header) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        try (var stream = SseClient.over(socket, protocol, "/subscribe", header)) {
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.head().header("Transfer-Encoding")).isEmpty();
            assertThat(stream.next().data()).isEqualTo(row(1, 10));
        }
    }

    @Test
    void servesThePageWithStrictPolicy() throws Exception {
        var page = gateway.exchange("GET", "/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'self'");
        assertThat(page.body()).containsIgnoringCase("<!doctype html>");
    }
}
