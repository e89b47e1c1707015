package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Requests with a filter on a topic whose columns are not known yet. */
@Timeout(120)
class UnknownColumnsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final int MADE_UP = 300;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void firstRowAnswersWhatWaitedForTheColumns(boolean withProgress) throws Exception {
        try (var topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "columns-" + withProgress, withProgress);
                var gateway = gateway(topic, "gateway.sse.columns-wait=1m")) {
            var madeUp = IntStream.range(0, MADE_UP)
                    .mapToObj(i -> gateway.ask("GET", "/subscribe?made_up_" + i + "=1"))
                    .toList();
            var described = gateway.ask("HEAD", "/subscribe?made_up=1");
            var rows = gateway.ask("GET", "/views/" + topic.name() + "/rows?amount=10");
            var madeUpRows = gateway.ask("GET", "/views/" + topic.name() + "/rows?made_up=1");
            var filtered = CompletableFuture.supplyAsync(() -> subscribe(gateway));
            await().until(() -> gateway.gauge("gateway.requests.waiting") == MADE_UP + 4);

            try (var unfiltered = gateway.subscribe("")) {
                topic.commit(topic.nextTime(), winner(1, 10));

                assertThat(unfiltered.next().data()).isEqualTo(row(1, 10));
            }
            try (var stream = filtered.join()) {
                assertThat(stream.next().data()).isEqualTo(row(1, 10));
            }
            assertThat(madeUp)
                    .extracting(CompletableFuture::join)
                    .extracting(HttpResponse::statusCode)
                    .containsOnly(400);
            assertThat(described.join().statusCode()).isEqualTo(400);
            assertThat(rows.join().body()).endsWith("\"rows\":[" + row(1, 10) + "]}");
            assertThat(madeUpRows.join().statusCode()).isEqualTo(400);
            assertThat(gateway.gauge("gateway.requests.waiting")).isZero();
        }
    }

    @Test
    void endsAStreamWhoseColumnsDoNotBecomeKnown() throws Exception {
        try (var topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "columns-never", false);
                var gateway = gateway(topic, "gateway.sse.columns-wait=100ms");
                var stream = subscribe(gateway)) {
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.head().header("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
            assertThat(stream.ends(Duration.ofSeconds(10))).isTrue();
            assertThat(stream.parser().retryMillis().orElseThrow()).isBetween(15_000L, 45_000L);
            assertThat(gateway.disconnects("columns_unknown")).isOne();
            var rows = gateway.exchange("GET", "/views/" + topic.name() + "/rows?amount=10");
            assertThat(rows.statusCode()).isEqualTo(503);
            assertThat(rows.headers().firstValue("Retry-After")).isPresent();
            assertThat(gateway.exchange("GET", "/subscribe?amount=10&snapshot=maybe")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    private static SseClient subscribe(RunningGateway gateway) {
        try {
            return gateway.subscribe("?amount=10");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningGateway gateway(HandWrittenTopic topic, String property) {
        return new RunningGateway(BROKER.getBrokersAsString(), topic.name(), property).ready();
    }
}
