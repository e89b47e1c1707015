package auctions.front;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.SseClient;
import auctions.front.FailingGateway.Answer;
import auctions.front.FailingGateway.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets from the front when gateways fail: never HTML, and on the path of streams nothing that ends an EventSource. */
class FrontIT {
    /** All statuses of HAProxy's own that a configuration can name; a rule of the test has it make any of them. */
    private static final int[] OWN = {400, 401, 403, 404, 405, 407, 408, 410, 413, 425, 429, 500, 501, 502, 503, 504};

    private static final String STREAM = "text/event-stream;charset=UTF-8";
    private static final String PROBLEM = "application/problem+json";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    @AutoClose
    private final FailingGateway gateway = new FailingGateway("one");

    @AutoClose
    private final FailingGateway other = new FailingGateway("other");

    @AutoClose
    private Front front;

    FrontIT() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        var rules = IntStream.of(OWN)
                .mapToObj("http-request deny deny_status %1$d if { req.hdr(make) %1$d }"::formatted)
                .toList();
        front = Front.before(folder, rules, gateway, other);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void answersAStreamThatCannotBeNowWithAnEmptyOneAndALongRetry(int status) throws Exception {
        var answer = get("/subscribe", "make", "" + status, "Origin", "https://page.example");

        assertIsEmptyStream(answer);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("https://page.example");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 407, 410, 413, 501})
    void answersAStreamThatCanNeverBeWithAProblem(int status) throws Exception {
        assertIsProblem(get("/subscribe/bids", "make", "" + status), status);
    }

    @Test
    void answersEverythingElseWithAProblem() throws Exception {
        for (int status : OWN) {
            assertIsProblem(get("/", "make", "" + status), status);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBAGE", "CLOSE", "HALF_A_HEAD"})
    void answersInThePlaceOfAGatewayThatFails(Answer failure) throws Exception {
        gateway.answers(failure);
        other.answers(failure);

        assertIsEmptyStream(get("/subscribe/bids"));
        assertIsProblem(get("/"), 502);
    }

    @Test
    void waitsSecondsForTheFirstByteAndNotAMinute() throws Exception {
        gateway.answers(Answer.SILENCE);
        other.answers(Answer.SILENCE);

        assertIsEmptyStream(get("/subscribe"));
        assertIsProblem(get("/"), 504);
    }

    @Test
    void answersWithoutAnyGateway() throws Exception {
        gateway.close();
        other.close();
        await("unhealthy").atMost(PATIENCE).until(() -> get("/front/health").statusCode() == 503);

        assertIsEmptyStream(get("/subscribe"));
        assertIsProblem(get("/"), 503);
        assertIsProblem(get("/front/health"), 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /subscribe HTTP/1.1\r\nno header\r\n\r\n",
                "GET /subscribe HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "GET /subscribe HTTP/1.1\r\nHost: a\r\n"
            })
    void saysNothingToWhatIsNoRequest(String request) throws Exception {
        try (var socket = front.connect()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));

            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void endsTheStreamsOfAGatewayThatIsPaused() throws Exception {
        try (var first = open();
                var second = open()) {
            var names = List.of(first.next().data(), second.next().data());
            assertThat(names).containsExactlyInAnyOrder("one", "other");

            gateway.is(Readiness.PAUSED);

            assertThat((names.getFirst().equals("one") ? first : second).ends(PATIENCE))
                    .isTrue();
            try (var third = open()) {
                assertThat(third.next().data()).isEqualTo("other");
            }
            assertThat((names.getFirst().equals("one") ? second : first).ends(Duration.ofMillis(500)))
                    .isFalse();
        }
    }

    @Test
    void keepsTheStreamsOfAGatewayThatDrainsAndOpensNoMoreThere() throws Exception {
        try (var first = open();
                var second = open()) {
            first.next();
            second.next();
            gateway.is(Readiness.DRAINING);
            other.is(Readiness.DRAINING);
            await("unhealthy").atMost(PATIENCE).until(() -> get("/front/health").statusCode() == 503);
            other.is(Readiness.READY);
            await("healthy").atMost(PATIENCE).until(() -> get("/front/health").statusCode() == 200);

            // The one with as many streams would be next.
            for (int i = 0; i < 3; i++) {
                try (var later = open()) {
                    assertThat(later.next().data()).isEqualTo("other");
                }
            }
            assertThat(first.ends(Duration.ofMillis(500))).isFalse();
            assertThat(second.ends(Duration.ofMillis(500))).isFalse();
        }
    }

    @Test
    void passesLargeHeadersAndTheAddressOfTheClientAlone() throws Exception {
        var cookie = "c".repeat(30 << 10);

        try (var stream =
                SseClient.open(front.port(), "/subscribe", "Cookie: " + cookie, "X-Forwarded-For: 203.0.113.1")) {
            stream.next();
        }

        assertThat(Stream.of(gateway, other).flatMap(each -> each.requests().stream()))
                .singleElement(as(InstanceOfAssertFactories.STRING))
                .containsIgnoringCase("cookie: " + cookie + "\r\n")
                .containsIgnoringCase("x-forwarded-for: 127.0.0.1\r\n")
                .doesNotContain("203.0.113.1");
    }

    private SseClient open() throws IOException {
        return SseClient.open(front.port(), "/subscribe");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + front.port() + path))
                .timeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertIsEmptyStream(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(STREAM);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).matches("retry: [3-8]\\d{3}\n\n");
    }

    private static void assertIsProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains(PROBLEM);
        assertThat(answer.body().strip()).startsWith("{\"title\":").endsWith("}");
    }
}
