package auctions.gateway.sse;

import static auctions.gateway.sse.HandWrittenTopic.gone;
import static auctions.gateway.sse.HandWrittenTopic.winner;
import static org.assertj.core.api.Assertions.assertThat;

import auctions.e2e.Brokers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /views}: what it says of a topic with progress, of one without, and of one that does not exist. */
class ViewsIT {
    @AutoClose("destroy")
    private static final EmbeddedKafkaKraftBroker BROKER = Brokers.started();

    @Test
    void describesATopicWithProgress() throws Exception {
        try (var topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "described", true)) {
            topic.commit(1_500, winner(1, 10), winner(2, 20), winner(3, 30), gone(9));
            topic.commit(2_000, winner(1, 11), gone(3));
            try (var gateway = new RunningGateway(BROKER.getBrokersAsString(), topic.name()).ready()) {
                var answer = gateway.exchange("GET", "/views");
                var view = only(answer.body());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
                assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
                assertThat(view.path("name").asString()).isEqualTo("described");
                assertThat(view.path("columns").toString()).isEqualTo("[\"auction_id\",\"amount\",\"item\"]");
                assertThat(view.path("key").toString()).isEqualTo("[\"auction_id\"]");
                assertThat(view.path("rows").asInt()).isEqualTo(2);
                assertThat(view.path("frontier").asString()).isEqualTo("2001");
                assertThat(view.path("ready").asBoolean()).isTrue();
                assertThat(view.path("reason").isNull()).isTrue();
                assertThat(gateway.exchange("POST", "/views").statusCode()).isEqualTo(405);
                assertThat(gateway.exchange("HEAD", "/views").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void knowsTheKeyOfATopicWithoutProgress() throws Exception {
        try (var topic = new HandWrittenTopic(BROKER.getBrokersAsString(), "bare", false)) {
            topic.commit(2_000, gone(9), winner(1, 10));
            try (var gateway = new RunningGateway(BROKER.getBrokersAsString(), topic.name()).ready()) {
                var view = only(gateway.exchange("GET", "/views").body());

                assertThat(view.path("key").toString()).isEqualTo("[\"auction_id\"]");
                assertThat(view.path("types").isNull()).isTrue();
                assertThat(view.path("frontier").isNull()).isTrue();
            }
        }
    }

    @Test
    void saysThatATopicDoesNotExist() throws Exception {
        try (var gateway = new RunningGateway(BROKER.getBrokersAsString(), "missing")) {
            var view = only(gateway.exchange("GET", "/views").body());

            assertThat(view.path("ready").asBoolean(true)).isFalse();
            assertThat(view.path("reason").asString()).isIn("reading the topic", "topic does not exist yet");
            assertThat(view.path("key").isNull()).isTrue();
            assertThat(view.path("columns").isNull()).isTrue();
        }
    }

    private static JsonNode only(String body) {
        var views = new JsonMapper().readTree(body);
        assertThat(views.size()).isEqualTo(1);
        return views.get(0);
    }
}
