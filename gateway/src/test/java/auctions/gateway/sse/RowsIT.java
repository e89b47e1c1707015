package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /views/<topic>/rows}: the rows at one frontier, and what is said where there are none. */
class RowsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final String ROWS = "/views/with/rows";
    private static final String ORIGIN = "https://a.example";

    @AutoClose
    private static HandWrittenTopic topic;

    @AutoClose
    private static HandWrittenTopic bare;

    @AutoClose
    private static RunningGateway gateway;

    private static long time = System.currentTimeMillis();

    @BeforeAll
    static void start() throws Exception {
        topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "with", true);
        topic.commit(time, winner(1, 10), winner(2, 20), gone(3));
        bare = new HandWrittenTopic(BROKER.getBrokersAsString(), "without", false);
        bare.commit(time, winner(9, 90));
        gateway = new RunningGateway(
                        BROKER.getBrokersAsString(),
                        "with,without,missing",
                        "gateway.sse.cors-origins=" + ORIGIN,
                        "gateway.sse.rows-max=1",
                        "gateway.sse.progress-wait=2s")
                .ready();
        await().until(() -> frontier() == time + 1);
    }

    @Test
    void answersWithTheRowsOfOneFrontier() throws Exception {
        var answer = gateway.exchange("GET", ROWS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"frontier\":\"" + frontier() + "\",\"rows\":[" + row(1, 10) + "," + row(2, 20) + "]}");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(answer, "ETag")).matches("\"" + frontier() + "~[A-Za-z0-9_-]{4}\"");
    }

    @Test
    void saysThatNothingHasChangedToWhoHasTheRows() throws Exception {
        var tag = header(gateway.exchange("GET", ROWS), "ETag");

        for (var known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
            var answer = gateway.exchange("GET", ROWS, "If-None-Match", known);
            assertThat(answer.statusCode()).as(known).isEqualTo(304);
            assertThat(header(answer, "ETag")).isEqualTo(tag);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(gateway.exchange("GET", ROWS, "If-None-Match", "\"1~AAAA\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void describesTheRowsToHead() throws Exception {
        var answer = gateway.exchange("HEAD", ROWS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "ETag")).startsWith("\"" + frontier() + "~");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void choosesRowsAndColumns() throws Exception {
        assertThat(json(gateway.exchange("GET", ROWS + "?amount=gt.10&select=amount"))
                        .path("rows")
                        .toString())
                .isEqualTo("[{\"auction_id\":2,\"amount\":20}]");
        assertThat(json(gateway.exchange("GET", ROWS + "/?amount=11"))
                        .path("rows")
                        .toString())
                .isEqualTo("[]");
    }

    @Test
    void areContinuedByAStream() throws Exception {
        var id = header(gateway.exchange("GET", ROWS), "ETag").replace("\"", "");

        try (var stream = gateway.subscribe("/with?progress=true&last_event_id=" + id)) {
            topic.commit(++time);
            assertThat(stream.next())
                    .extracting(SseEvent::type, SseEvent::data)
                    .containsExactly("progress", "{\"mz_timestamp\":\"" + (time + 1) + "\"}");
        }
    }

    @Test
    void saysNoFrontierWithoutProgress() throws Exception {
        var answer = gateway.exchange("GET", "/views/without/rows");

        assertThat(answer.body()).isEqualTo("{\"frontier\":null,\"rows\":[" + row(9, 90) + "]}");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
    }

    @Test
    void waitsForTheFrontierThatIsAskedFor() throws Exception {
        var now = frontier();
        assertThat(gateway.exchange("GET", ROWS + "?progress_at_least=" + now).statusCode())
                .isEqualTo(200);

        var waiting = CompletableFuture.supplyAsync(() -> exchange(ROWS + "?progress_at_least=" + (now + 5)));
        // There is one place for requests, and the one that waits has it.
        await().until(() -> gateway.exchange("GET", ROWS).statusCode() == 503);
        time = now + 4;
        topic.commit(time);

        assertThat(json(waiting.get()).path("frontier").asString()).isEqualTo(Long.toString(now + 5));
    }

    @Test
    void saysWhenToComeBackForAFrontierThatDoesNotCome() throws Exception {
        var answer = gateway.exchange("GET", ROWS + "?progress_at_least=18446744073709551615");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
        assertThat(Integer.parseInt(header(answer, "Retry-After"))).isPositive();
        assertThat(json(answer).path("detail").asString())
                .isEqualTo("frontier is %d, and not yet at 18446744073709551615".formatted(frontier()));
        assertThat(gateway.exchange("GET", "/views/without/rows?progress_at_least=0")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void saysWhenToComeBackForAViewThatIsNotReady() throws Exception {
        var answer = gateway.exchange("GET", "/views/missing/rows");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(answer).path("detail").asString()).startsWith("view is not ready: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                amuont=1                 | amuont            | 'amuont' is neither an option nor a column
                snapshot=false           | snapshot          | 'snapshot' is neither an option nor a column
                last_event_id=1          | last_event_id     | 'last_event_id' is neither an option nor a column
                amount=gt.a              | amount            | 'a' cannot be compared with column 'amount' of type integer: it takes a number such as 90 or -0.5
                select=x                 | select            | option 'select' takes columns such as a,b,"c,d", and 'x' is none
                progress_at_least=soon   | progress_at_least | option 'progress_at_least' must be a frontier, such as 1795823999500
                progress_at_least=-1     | progress_at_least | option 'progress_at_least' must be a frontier, such as 1795823999500
                progress_at_least=18446744073709551616 | progress_at_least | option 'progress_at_least' must be a frontier, such as 1795823999500
                """)
    void refusesWhatThereIsNot(String query, String parameter, String detail) throws Exception {
        var answer = gateway.exchange("GET", ROWS + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("parameter").asString()).isEqualTo(parameter);
        assertThat(json(answer).path("detail").asString()).isEqualTo(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/views/none/rows", "/views/with", "/views/with/columns", "/views//rows"})
    void saysWhichViewsThereAre(String path) throws Exception {
        var answer = gateway.exchange("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("allowed"))
                .extracting(JsonNode::asString)
                .containsExactly("with", "without", "missing");
    }

    @Test
    void isReadOnlyAndOpenToPagesThatMayRead() throws Exception {
        assertThat(gateway.exchange("POST", ROWS).statusCode()).isEqualTo(405);
        var preflight = gateway.exchange("OPTIONS", ROWS, "Origin", ORIGIN, "Access-Control-Request-Method", "GET");
        assertThat(header(preflight, "Access-Control-Allow-Headers")).contains("If-None-Match");
        var answer = gateway.exchange("GET", ROWS, "Origin", ORIGIN);
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(header(answer, "Access-Control-Expose-Headers")).contains("ETag");
    }

    private static long frontier() throws Exception {
        return StreamSupport.stream(json(gateway.exchange("GET", "/views")).spliterator(), false)
                .filter(view -> view.path("name").asString().equals("with"))
                .mapToLong(view -> view.path("frontier").asLong())
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> exchange(String target) {
        try {
            return gateway.exchange("GET", target);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }
}
