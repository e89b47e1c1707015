package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.row;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import auctions.e2e.Brokers;
import auctions.e2e.SseEvent;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One gateway, two views that exist and one that does not: each is served by name, and none touches another. */
class ManyViewsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    private static final long NOW = System.currentTimeMillis();
    private static final String MISSING = "missing";

    private static int tests;

    // Names of this test's own, so that the tests share the broker and nothing else.
    private final String suffix = "-" + tests++;

    @AutoClose
    private final HandWrittenTopic winners = topic("winners");

    @AutoClose
    private final HandWrittenTopic bids = topic("bids");

    @AutoClose
    private final RunningGateway gateway;

    ManyViewsIT() throws Exception {
        winners.commit(NOW, winner(1, 10));
        bids.commit(NOW + 100, winner(2, 20));
        var topics = String.join(", ", winners.name(), bids.name(), MISSING + suffix);
        gateway = new RunningGateway(BROKER.getBrokersAsString(), topics, "gateway.sse.cors-origins=https://a.example")
                .ready();
    }

    @Test
    void servesEachViewByNameAndTheFirstWithoutOne() throws Exception {
        for (var path : Stream.of("", "/", "/" + winners.name(), "/" + winners.name() + "/")
                .toList()) {
            try (var stream = gateway.subscribe(path)) {
                assertThat(stream.next().data()).as(path).isEqualTo(row(1, 10));
            }
        }
        try (var stream = gateway.subscribeTo(bids.name(), "?amount=20")) {
            assertThat(stream.next().data()).isEqualTo(row(2, 20));
            bids.commit(NOW + 200, winner(3, 20), gone(2));
            assertThat(stream.until(event -> event.type().equals("delete")))
                    .extracting(SseEvent::data)
                    .containsExactly(row(3, 20), gone(2).key());
        }
        assertThat(gateway.exchange("HEAD", "/subscribe/" + bids.name()).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "none/", "a/b", MISSING})
    void saysWhichViewsThereAreInsteadOfAnUnknownOne(String name) throws Exception {
        for (var method : Stream.of("GET", "HEAD").toList()) {
            var answer = gateway.exchange(method, "/subscribe/" + name);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        var problem = json(gateway.exchange("GET", "/subscribe/" + name));
        assertThat(problem.path("detail").asString()).endsWith("' is no view of this gateway");
        assertThat(problem.path("allowed"))
                .extracting(JsonNode::asString)
                .containsExactly(winners.name(), bids.name(), MISSING + suffix);
    }

    @Test
    void turnsAwayFromATopicThatDoesNotExistUntilItDoes() throws Exception {
        var missing = MISSING + suffix;
        await().until(() -> !view(missing).path("reason").asString().equals("reading the topic"));

        try (var stream = gateway.subscribeTo(missing, "")) {
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.ends(Duration.ofSeconds(5))).isTrue();
            assertThat(stream.parser().retryMillis().orElseThrow()).isBetween(15_000L, 45_000L);
        }
        assertThat(gateway.disconnects("no_topic")).isOne();
        assertThat(gateway.readiness()).isEqualTo(200);
        assertThat(gateway.scrape())
                .contains("gateway_caught_up{application=\"gateway\",view=\"" + missing + "\"} NaN");
        assertThat(view(missing).path("ready").asBoolean()).isFalse();
        assertThat(view(missing).path("reason").asString()).isEqualTo("topic does not exist yet");

        try (var later = new HandWrittenTopic(BROKER.getBrokersAsString(), missing, true)) {
            later.commit(NOW, winner(5, 50));
            await().until(() -> view(missing).path("ready").asBoolean());
            try (var stream = gateway.subscribeTo(missing, "")) {
                assertThat(stream.next().data()).isEqualTo(row(5, 50));
            }
        }
    }

    @Test
    void leavesOtherViewsAloneWhenOneIsMadeAnew() throws Exception {
        try (var ofWinners = gateway.subscribe("");
                var ofBids = gateway.subscribeTo(bids.name(), "")) {
            ofWinners.untilId(id -> id.equals(Long.toString(NOW + 1)));
            ofBids.untilId(id -> id.equals(Long.toString(NOW + 101)));

            bids.recreate();
            bids.commit(NOW + 300, winner(4, 40));
            assertThat(ofBids.next().type()).isEqualTo("reset");
            winners.commit(NOW + 300, winner(1, 11));

            assertThat(ofBids.next().data()).isEqualTo(row(4, 40));
            assertThat(ofWinners.next().data()).isEqualTo(row(1, 11));
            assertThat(gateway.readiness()).isEqualTo(200);
        }
    }

    @Test
    void describesAndMeasuresEachView() throws Exception {
        assertThat(view(winners.name()).path("frontier").asString()).isEqualTo(Long.toString(NOW + 1));
        assertThat(view(bids.name()).path("frontier").asString()).isEqualTo(Long.toString(NOW + 101));
        assertThat(view(bids.name()).path("rows").asInt()).isEqualTo(1);
        assertThat(json(gateway.exchange("GET", "/views")))
                .extracting(view -> view.path("name").asString())
                .containsExactly(winners.name(), bids.name(), MISSING + suffix);

        try (var stream = gateway.subscribeTo(bids.name(), "")) {
            stream.next();
            assertThat(gateway.scrape())
                    .contains("gateway_subscribers{application=\"gateway\",view=\"" + bids.name() + "\"} 1.0")
                    .contains("gateway_subscribers{application=\"gateway\",view=\"" + winners.name() + "\"} 0.0")
                    .contains("gateway_log_keys{application=\"gateway\",view=\"" + bids.name() + "\"} 1.0");
        }
    }

    @Test
    void answersPreflightsOfEachView() throws Exception {
        var answer = gateway.exchange(
                "OPTIONS",
                "/subscribe/" + bids.name(),
                "Origin",
                "https://a.example",
                "Access-Control-Request-Method",
                "GET");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "If-None-Match", "Last-Event-ID");
    }

    private JsonNode view(String name) throws Exception {
        return StreamSupport.stream(json(gateway.exchange("GET", "/views")).spliterator(), false)
                .filter(view -> view.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    private HandWrittenTopic topic(String name) throws Exception {
        return new HandWrittenTopic(BROKER.getBrokersAsString(), name + suffix, true);
    }
}
